"""What somebody types for a date: one wording, all of which must be understood."""

from __future__ import annotations

from datetime import date

from tracker.dates.conventions import DEFAULT, Conventions
from tracker.dates.edtf import one_of, read_edtf
from tracker.dates.grammar import DONE, read
from tracker.dates.lexicon import Lexicon, lexicon_for
from tracker.dates.normalise import evened, fold
from tracker.dates.patterns import code, codes
from tracker.dates.periods import Frame
from tracker.dates.sentence import Sentence
from tracker.dates.settle import Settled, settled
from tracker.dates.spans import NoSuchDay
from tracker.dates.tokens import Token, tokens_of
from tracker.dates.window import FoundWindow, ImpossibleWindow, Kind, Precision
from tracker.errors import Refused
from tracker.marks import N_

# Words that may stand around a date and say nothing: "in", "on the", "à l'".
_GLUE = codes(
    "TYPED", "ART", "TO", "AU", "AUX", "IN", "ON", "OF", "DES", "PREP", "FOR", "DURING", "OVER", "DANS"
)
_MARKS = codes("DOT", "COMMA", "COLON", "PUNCT")


class UnknownWording(Refused):
    """A wording that is no date, or not only one."""

    sentence = N_(
        "“{wording}” is not understood as a date. "
        "Try “mid-October”, “by June 2025”, “2025-06-15”, or “none” for no date."
    )


class AmbiguousWording(Refused):
    """A wording with two readings, `first` and `second`, both ISO dates."""

    sentence = N_("“{wording}” can mean {first} or {second}. Write the one that is meant.")


def parse_typed(
    wording: str, *, reference: date, language: str, conventions: Conventions = DEFAULT
) -> FoundWindow:
    """The window that was typed: a wording in `language` or the other one, or an EDTF value.

    What was typed is meant as a due date, even when it is past. "None" and its like give a window
    whose `window()` equals OPEN. A warning says what was assumed, to be shown back. Raises
    UnknownWording, AmbiguousWording, or ImpossibleWindow for a day that does not exist.
    """
    typed = wording.strip()
    frame = Frame(reference, conventions)
    value = _edtf(typed, frame)
    for tag in (language, "fr" if language[:2].lower() == "en" else "en"):
        if value is None and typed:
            lexicon = lexicon_for(tag)
            if fold(typed) in lexicon.no_date:
                return FoundWindow("", 0, 0, None, Precision.OPEN, None, None, Kind.WINDOW)
            value = _worded(typed, lexicon, frame)
    if value is None:
        raise UnknownWording(wording=typed)
    if value.error is not None:
        raise ImpossibleWindow(wording=typed)
    days = one_of(value.edtf or "")
    if days is not None:
        raise AmbiguousWording(wording=typed, first=days[0].isoformat(), second=days[1].isoformat())
    return FoundWindow(typed, 0, len(typed), *value)


def _worded(typed: str, lexicon: Lexicon, frame: Frame) -> Settled | None:
    """What a wording says in one language; None unless all of it is understood."""
    sentence = Sentence.of(evened(typed, lexicon.kept_hyphens).text, lexicon, frame)
    tokens = [Token(code("TYPED"), 0, 0), *tokens_of(sentence, typed=True)]
    done = None
    for token in read(tokens, sentence):
        if token.code == DONE and done is None:
            done = token
        elif token.code not in _MARKS and (token.code not in _GLUE or done is not None):
            return None
    return settled(done, sentence, None, 0) if done else None


def _edtf(typed: str, frame: Frame) -> Settled | None:
    """What an EDTF value says."""
    days = one_of(typed)
    if days is not None:
        return Settled(typed, Precision.DAY, *days, Kind.WINDOW)
    try:
        found = read_edtf(typed, frame)
    except NoSuchDay as failure:
        return Settled(None, None, None, None, Kind.WINDOW, error=failure.why)
    except (ValueError, OverflowError):  # a winter that ends in the year 10000
        return None
    if found is None:
        return None
    span, kind = found
    match kind:
        case Kind.DEADLINE:
            return Settled(f"../{span.last.isoformat()}", span.precision, None, span.last, kind)
        case Kind.START:
            return Settled(f"{span.left}/..", span.precision, span.first, None, kind)
        case _:
            return Settled(span.edtf, span.precision, span.first, span.last, kind)
