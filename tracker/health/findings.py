"""What the doctor may find, each with the sentence that tells it and what to do about it."""

from __future__ import annotations

import re
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING, Any, ClassVar

from tracker.marks import N_

if TYPE_CHECKING:
    from tracker.errors import SuiviError
    from tracker.words import Words


class Grade(StrEnum):
    FINE = "fine"
    NOTE = "note"  # good to know; it mends itself or is meant
    WRONG = "wrong"  # it needs somebody


class Subject(StrEnum):
    """What is looked at, in this order."""

    SETTINGS = "settings"
    DATABASE = "database"
    ROUNDS = "rounds"
    CLAIMS = "claims"
    ADDRESSES = "addresses"
    MAIL = "mail"
    OWNERS = "owners"
    NEXT = "next"


TITLES = {
    Grade.FINE: N_("fine"),
    Grade.NOTE: N_("to note"),
    Grade.WRONG: N_("wrong"),
    Subject.SETTINGS: N_("settings"),
    Subject.DATABASE: N_("database"),
    Subject.ROUNDS: N_("rounds"),
    Subject.CLAIMS: N_("mails under way"),
    Subject.ADDRESSES: N_("addresses"),
    Subject.MAIL: N_("mail"),
    Subject.OWNERS: N_("owners"),
    Subject.NEXT: N_("next digest"),
}


@dataclass(frozen=True)
class Finding:
    """One thing that was seen. The fields of each kind are the facts that its sentence names.

    Moments are in the time zone in which they are to be told.
    """

    subject: ClassVar[Subject]
    grade: ClassVar[Grade] = Grade.FINE
    sentence: ClassVar[str]

    @classmethod
    def kind(cls) -> str:
        """Its name for programs: `stuck-claim`."""
        return re.sub(r"(?<!^)(?=[A-Z])", "-", cls.__name__).lower()

    @property
    def facts(self) -> dict[str, Any]:
        return {each.name: getattr(self, each.name) for each in fields(self)}

    def tell(self, say: Words) -> str:
        return say(self.sentence, **self.facts)


@dataclass(frozen=True)
class Failed(Finding):
    """Something could not even be looked at, or does not work; the failure says what to do."""

    subject: Subject  # type: ignore[misc]
    failure: SuiviError
    grade = Grade.WRONG
    sentence = "{failure}"


# Settings and database


@dataclass(frozen=True)
class ReadableSettings(Finding):
    place: str
    subject = Subject.SETTINGS
    sentence = N_("Read from {place}.")


@dataclass(frozen=True)
class DefaultSettings(Finding):
    place: str
    subject = Subject.SETTINGS
    grade = Grade.NOTE
    sentence = N_("There is no {place}: every setting has its default. `suivi init` writes one.")


@dataclass(frozen=True)
class SoundDatabase(Finding):
    place: str
    version: str
    subject = Subject.DATABASE
    sentence = N_("{place} is sound, at version {version}.")


# Rounds


@dataclass(frozen=True)
class GoodRound(Finding):
    at: datetime
    hours: int
    subject = Subject.ROUNDS
    sentence = N_("The last good one ended on {at}; after {hours} hours without one, this raises the alarm.")


@dataclass(frozen=True)
class NoRound(Finding):
    subject = Subject.ROUNDS
    grade = Grade.WRONG
    sentence = N_(
        "None has run yet: nobody is reminded. Start `suivi serve`, or have `suivi remind run` called "
        "every day."
    )


@dataclass(frozen=True)
class NoGoodRound(Finding):
    last: datetime
    subject = Subject.ROUNDS
    grade = Grade.WRONG
    sentence = N_(
        "None has been good yet; the last one, on {last}, left something to try again. "
        "The lines on mails under way and on mail say why."
    )


@dataclass(frozen=True)
class StoppedRounds(Finding):
    at: datetime
    hours: int
    subject = Subject.ROUNDS
    grade = Grade.WRONG
    sentence = N_(
        "The last good one ended on {at}, {hours} hours ago, and none has run since. "
        "See that `suivi serve`, the timer or cron still runs; `suivi remind run` catches up at once."
    )


@dataclass(frozen=True)
class FailingRounds(Finding):
    at: datetime
    hours: int
    last: datetime
    subject = Subject.ROUNDS
    grade = Grade.WRONG
    sentence = N_(
        "The last good one ended on {at}, {hours} hours ago; the last of all, on {last}, left something to "
        "try again. The lines on mails under way and on mail say why."
    )


@dataclass(frozen=True)
class RoundToCome(Finding):
    at: datetime
    subject = Subject.ROUNDS
    grade = Grade.WRONG
    sentence = N_(
        "The last one is dated {at}, which is still to come: this machine's clock, or that of another, was "
        "wrong. Set it right; the next round writes its own time."
    )


# Mails under way


@dataclass(frozen=True)
class NothingUnderWay(Finding):
    subject = Subject.CLAIMS
    sentence = N_("None is stuck, and none waits for another try.")


@dataclass(frozen=True)
class BeingSent(Finding):
    name: str
    day: date
    subject = Subject.CLAIMS
    sentence = N_("The digest of {day} for {name} is being sent.")


@dataclass(frozen=True)
class StuckClaim(Finding):
    name: str
    day: date
    subject = Subject.CLAIMS
    grade = Grade.NOTE
    sentence = N_(
        "The digest of {day} for {name} was begun and never recorded: whoever sent it is gone. The next "
        "round sends it again, under the same Message-ID."
    )


@dataclass(frozen=True)
class TriedAgain(Finding):
    name: str
    day: date
    at: datetime
    words: str
    subject = Subject.CLAIMS
    grade = Grade.NOTE
    sentence = N_("The digest of {day} for {name} did not leave ({words}). It is tried again from {at} on.")


# Addresses


@dataclass(frozen=True)
class NoAddressFails(Finding):
    subject = Subject.ADDRESSES
    sentence = N_("None is failing.")


@dataclass(frozen=True)
class FailingAddress(Finding):
    name: str
    address: str
    day: date
    words: str
    subject = Subject.ADDRESSES
    grade = Grade.WRONG
    sentence = N_(
        "{name} <{address}> did not get the digest of {day}: {words}. "
        "Correct it with `suivi people edit`, and what is still of use goes out again."
    )


# Mail


@dataclass(frozen=True)
class OutboxOnly(Finding):
    folder: str
    subject = Subject.MAIL
    grade = Grade.NOTE
    sentence = N_(
        "Digests are written into {folder} and reach nobody by themselves. "
        "With a mail server, set `channel` to smtp in [mail]."
    )


@dataclass(frozen=True)
class ServerNamed(Finding):
    server: str
    subject = Subject.MAIL
    sentence = N_("Mail leaves by {server}. `suivi doctor --connect` tries it, without sending.")


@dataclass(frozen=True)
class ServerAnswers(Finding):
    server: str
    sender: str
    subject = Subject.MAIL
    sentence = N_("{server} answers, and takes mail from {sender}.")


@dataclass(frozen=True)
class NoSender(Finding):
    sender: str
    subject = Subject.MAIL
    grade = Grade.WRONG
    sentence = N_("Mail would come from {sender}, an address that no server knows. Set `sender` in [mail].")


# Owners


@dataclass(frozen=True)
class AllOwned(Finding):
    subject = Subject.OWNERS
    sentence = N_("Every commitment has an owner who is still here.")


@dataclass(frozen=True)
class Unowned(Finding):
    n: int
    ids: tuple[int | str, ...]
    subject = Subject.OWNERS
    grade = Grade.NOTE

    def tell(self, say: Words) -> str:
        return say.n(
            "{n} commitment has no owner, so nobody is reminded: no. {ids}. "
            "Give it one: suivi assign ID NAME",
            "{n} commitments have no owner, so nobody is reminded: no. {ids}. "
            "Give them one: suivi assign ID NAME",
            self.n,
            ids=self.ids,
        )


@dataclass(frozen=True)
class OwnerGone(Finding):
    n: int
    name: str
    ids: tuple[int | str, ...]
    subject = Subject.OWNERS
    grade = Grade.NOTE

    def tell(self, say: Words) -> str:
        return say.n(
            "{name} has left and still owns {n} commitment, so nobody is reminded: no. {ids}. "
            "Give it to somebody else: suivi assign ID NAME",
            "{name} has left and still owns {n} commitments, so nobody is reminded: no. {ids}. "
            "Give them to somebody else: suivi assign ID NAME",
            self.n,
            name=self.name,
            ids=self.ids,
        )


@dataclass(frozen=True)
class NobodyStandsIn(Finding):
    name: str
    subject = Subject.OWNERS
    grade = Grade.NOTE
    sentence = N_(
        "{name} is away and nobody stands in: what is due waits. Name somebody with `suivi people absent`."
    )


# What comes next


@dataclass(frozen=True)
class NextDigest(Finding):
    at: datetime
    zone: str
    names: tuple[str, ...]
    subject = Subject.NEXT
    sentence = N_("Due on {at} ({zone}), for {names}.")


@dataclass(frozen=True)
class DueNow(Finding):
    names: tuple[str, ...]
    subject = Subject.NEXT
    sentence = N_("Due now, for {names}: the next round sends it.")


@dataclass(frozen=True)
class NothingPlanned(Finding):
    subject = Subject.NEXT
    sentence = N_("Nothing is planned.")
