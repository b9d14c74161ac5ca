"""The one mail a person gets on a day: values in, subject and text out.

`compose` puts each entry once, in its most urgent section, and says what it is about, until when,
why now and how to answer. `tracker.mail` takes the result away.
"""

from __future__ import annotations

from tracker.digest.compose import compose
from tracker.digest.sections import Section
from tracker.digest.values import (
    Digest,
    Entry,
    HandedOver,
    Note,
    SnoozedAgain,
    StandingIn,
    Trial,
    Undelivered,
)

__all__ = [
    "Digest",
    "Entry",
    "HandedOver",
    "Note",
    "Section",
    "SnoozedAgain",
    "StandingIn",
    "Trial",
    "Undelivered",
    "compose",
]
