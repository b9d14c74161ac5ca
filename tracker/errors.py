"""Families of failure: what the core raises, and what each door makes of it.

The core raises facts (`raise NoSuchCommitment(id=12)`); one place per door, `commands/main.py` and
`web/app.py`, turns them into a sentence in the reader's language: what, why, and what to do next.
"""

from __future__ import annotations

from typing import Any, ClassVar

from tracker.marks import N_


class SuiviError(Exception):
    """A failure that a person can understand and act on.

    `sentence` is a message id of the catalogues; its `{names}` are filled from the keyword
    arguments. `exit_code` is the process's exit status, `http_status` the status of a response.
    Any exception of another family is a bug and keeps its traceback.
    """

    exit_code: ClassVar[int] = 1
    http_status: ClassVar[int] = 400
    sentence: ClassVar[str] = N_("Something went wrong: {reason}.")

    def __init__(self, **facts: Any) -> None:
        super().__init__(*facts.values())
        self.facts = facts

    def __str__(self) -> str:
        try:
            return self.sentence.format(**self.facts)
        except (KeyError, IndexError):  # a sentence must never hide the failure it tells of
            return f"{self.sentence} {self.facts}"

    def __reduce__(self) -> tuple[Any, ...]:
        """Keyword arguments survive the way out of the reading process."""
        return (_rebuild, (type(self), self.facts))


def _rebuild(kind: type[SuiviError], facts: dict[str, Any]) -> SuiviError:
    return kind(**facts)


class Refused(SuiviError):
    """What was asked cannot be done as asked; nothing has changed."""


class Missing(SuiviError):
    """What was named does not exist."""

    http_status = 404


class Conflict(SuiviError):
    """The world is not in the state that the request needs."""

    http_status = 409


class Unusable(SuiviError):
    """A file or a setting that cannot be used as it is."""

    http_status = 422


class NotDelivered(SuiviError):
    """Something could not be delivered and will be tried again (EX_TEMPFAIL of sysexits.h)."""

    exit_code = 75
    http_status = 503
