"""Windows of every kind there is, and a ladder with something to say of each."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import strategies as st

from tracker.dates.window import OPEN, Kind, Precision, Window
from tracker.ladders import Group, Ladders, ladder

DAYS = st.dates(date(2023, 6, 1), date(2026, 12, 31))


@st.composite
def windows(draw: st.DrawFn) -> Window:
    first, days = draw(DAYS), draw(st.integers(0, 500))
    last = first + timedelta(days=days)
    return draw(
        st.sampled_from(
            [
                OPEN,
                Window("", None, Precision.DAY, first, first),
                Window("", None, Precision.MONTH, None, last, Kind.DEADLINE),
                Window("", None, Precision.SEASON, first, last),
                Window("", None, Precision.YEAR, first, last),
                Window("", None, Precision.RANGE, first, last, Kind.VALIDITY),
                Window("", None, Precision.MONTH, first, None, Kind.START),
                Window("", None, Precision.OPEN, first, None, Kind.RECURRING, "FREQ=WEEKLY;BYDAY=TU,SA"),
                Window("", None, Precision.OPEN, first, last, Kind.RECURRING, "FREQ=MONTHLY;BYMONTHDAY=-1"),
            ]
        )
    )


MIXED = Ladders(
    {g: ladder("fix-30 opens middle ahead-5 day quarterly state-of-play-1m overdue") for g in Group}
)
