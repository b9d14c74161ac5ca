"""One round of reminders: due → claimed → sent → recorded.

A digest is claimed in one transaction, sent outside any, and recorded in another. What is due is
decided from the books alone, so a round may run at any moment, from any machine, as often as one likes.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from tracker.books import LastRounds
from tracker.planning import Rules, follow
from tracker.rounds.claims import Claims
from tracker.rounds.outcome import Outcome, Sent

if TYPE_CHECKING:
    from tracker.books import OpenBooks
    from tracker.clock import Clock
    from tracker.mail.channel import Channel
    from tracker.mail.settings import MailSettings

__all__ = ["IDLE", "LEASE", "STEPS", "Outcome", "Post", "Round", "Sent"]

LEASE = timedelta(minutes=10)
"""How long a claim is its worker's own business, at least."""

STEPS = 24
"""Answers that one mail may wait for, each as long as the settings allow, with its second try."""

IDLE = timedelta(minutes=15)
"""How often rounds without any news write down that they ended well, at most."""


@dataclass(frozen=True, slots=True)
class Post:
    """How mail leaves: the settings for its headers, and how to open the channel for a round."""

    settings: MailSettings
    open_channel: Callable[[], AbstractContextManager[Channel]]


class Round:
    """`worker` names this process, and `is_dead` tells whether another one is known to be gone.

    `patient` leaves a failed delivery alone until its next try is due; without it a person at the
    keyboard has every one tried at once. Once `is_over` says so, the mail in hand is finished and no
    other is claimed: what is left stays planned, for whoever comes next.
    """

    def __init__(
        self,
        open_books: OpenBooks,
        post: Post,
        rules: Rules,
        *,
        clock: Clock,
        worker: str,
        is_dead: Callable[[str], bool] = lambda worker: False,
        patient: bool = False,
        is_over: Callable[[], bool] = lambda: False,
    ) -> None:
        self._open_books = open_books
        self._post = post
        self._rules = rules
        self._clock = clock
        self._worker = worker
        self._is_dead = is_dead
        self._patient = patient
        self._is_over = is_over

    def run(self, as_of: datetime) -> Outcome:
        """Send what is due at `as_of` (aware). Failures of mail are recorded and told, never raised.

        A bug in one digest is raised when the others have left.
        """
        self._follow_rules(as_of)
        outcome, claims = Outcome(as_of), self._claims(as_of)
        bugs: list[Exception] = []
        if to_make := claims.to_make():
            from tracker.rounds.sending import Sending  # mail is heavy, and most rounds have nothing to send

            self._look_days_up(as_of)
            with self._post.open_channel() as channel:
                sending = Sending(self._open_books, self._post.settings, self._rules, channel, outcome)
                bugs = sending.send_all(to_make, self._is_over)
            with self._open_books() as books:
                claims.look_back(books)
        self._write_down_end(outcome, claims, whole=not (bugs or outcome.stopped))
        if bugs:
            raise bugs[0] if len(bugs) == 1 else ExceptionGroup("several digests could not leave", bugs)
        outcome.skipped, outcome.waiting, outcome.held = claims.skipped, claims.waiting, claims.held
        return outcome

    def _follow_rules(self, as_of: datetime) -> None:
        """Settings may have changed since the last round, and with them the whole plan."""
        with self._open_books() as books:
            if books.rules == self._rules.name:
                return
        self._look_days_up(as_of)
        with self._open_books(write=True) as books:
            follow(books, self._rules, at=as_of)

    def _look_days_up(self, as_of: datetime) -> None:
        """Not while other writers wait: what knows the holidays may take a second to load."""
        self._rules.workdays.look_up(as_of.astimezone(self._rules.zone).date())

    def _write_down_end(self, outcome: Outcome, claims: Claims, *, whole: bool) -> None:
        """Keep when this round ended, and whether it was `whole` and left nothing to try again.

        A round over a world as it was earlier tells nothing of the present one.
        """
        now = self._clock.now()
        at, last, good = min(outcome.as_of, now), claims.last_rounds, whole and not claims.more_to_try
        outcome.good = good
        # The clock may have been set back since.
        known = last.any_at if last.any_at and last.any_at <= now else None
        was_good = last.good_at is not None and last.good_at == last.any_at
        news = bool(outcome.digests) or good != was_good
        if known is None or (at > known and (news or at - known >= IDLE)):
            with self._open_books(write=True) as books:
                books.last_rounds = LastRounds(at, at if good else last.good_at)

    def _claims(self, as_of: datetime) -> Claims:
        settings = self._post.settings
        return Claims(
            self._open_books,
            self._rules,
            clock=self._clock,
            worker=self._worker,
            is_dead=self._is_dead,
            patient=self._patient,
            lease=max(LEASE, STEPS * timedelta(seconds=settings.timeout)),
            domain=settings.domain,
            tell_new=settings.attach_calendar,
            as_of=as_of,
        )
