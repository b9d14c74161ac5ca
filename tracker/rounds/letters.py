"""A claim as a mail: what its rows say, and to whom."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING

from tracker.commitments import Status
from tracker.digest import Entry, HandedOver, Note, SnoozedAgain, compose
from tracker.feed import handout
from tracker.mail.message import thread_id, write_message
from tracker.notes import split
from tracker.reminders import HANDOVER, SNOOZED, SNOOZED_AGAIN
from tracker.words import Words

if TYPE_CHECKING:
    from email.message import EmailMessage

    from tracker.commitments import Commitment, Person
    from tracker.mail.settings import MailSettings
    from tracker.planning import Rules
    from tracker.reminders import Reminder
    from tracker.rounds.claims import Claim


def write(claim: Claim, settings: MailSettings, rules: Rules, as_of: datetime) -> EmailMessage:
    notes, stages = split(claim.rows)
    told: list[Note] = [*claim.standing_in.values()]
    told += [note for row in notes if (note := _note(claim, row))]
    entries = [_entry(claim, row, rules) for row in stages]
    say = Words(claim.person.language)
    digest = compose(
        claim.person,
        claim.day,
        entries,
        say=say,
        next_on=claim.next_on,
        notes=told,
        expected_on=_expected_on(claim, stages, rules),
    )
    return write_message(
        digest,
        claim.person,
        settings,
        at=as_of.astimezone(rules.zone_of(claim.person)),
        message_id=claim.delivery.message_id,
        # Two are several already, and a mail about several joins no thread.
        threads=[thread_id(claim.office_id, uid, settings.domain) for uid in digest.about[:2]],
        calendar=handout((claim.commitments[it] for it in claim.new), today=claim.day, say=say),
    )


def _entry(claim: Claim, row: Reminder, rules: Rules) -> Entry:
    commitment = claim.commitments[row.commitment_id]
    news = _changed_on(commitment, rules)
    # What counts without a date, or while waiting, is since when nothing was heard.
    quiet = commitment.window.latest is None or commitment.status is Status.WAITING
    return Entry(
        commitment,
        row.stage,
        since_news=news if quiet and news < claim.day else None,
        instead_of=_absent(claim, row),
        put_off=claim.put_off.get(commitment.id) if row.stage.rule == SNOOZED else None,
    )


def _note(claim: Claim, row: Reminder) -> Note | None:
    """None when there is nothing to tell any more."""
    commitment = claim.commitments[row.commitment_id]
    if row.stage.rule == HANDOVER:
        return HandedOver(commitment, claim.before.get(commitment.id), _absent(claim, row))
    if row.stage.rule == SNOOZED_AGAIN:
        until = commitment.snoozed_until
        return SnoozedAgain(commitment, commitment.snoozes, until) if until else None
    return claim.undelivered.get(row.id)


def _absent(claim: Claim, row: Reminder) -> Person | None:
    """Whom the reader stands in for by this row."""
    note = claim.standing_in.get(row.recipient_id)
    return note.absent if note else None


def _expected_on(claim: Claim, stages: Iterable[Reminder], rules: Rules) -> date | None:
    """The day by which the first of the stages should have been told: not before it could be known, and read.

    What somebody changes on a day, the digest of the next one tells at the latest. None without stages.
    """
    first: dict[int, date] = {}
    for row in stages:
        known = _changed_on(claim.commitments[row.commitment_id], rules) + timedelta(days=1)
        since = max(row.stage.on, known)
        first[row.recipient_id] = min(since, first.get(row.recipient_id, since))
    reads = (claim.readers.next_reading(of, since, claim.day, rules.quiet) for of, since in first.items())
    return min((read[0] if read else claim.day for read in reads), default=None)


def _changed_on(commitment: Commitment, rules: Rules) -> date:
    return commitment.updated_at.astimezone(rules.zone).date()
