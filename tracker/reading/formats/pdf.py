"""PDF: the text layer, with where each line stands, through PDFium."""

from __future__ import annotations

import re
from contextlib import closing
from datetime import UTC, date, datetime

from tracker.reading.errors import Damaged, Encrypted, NoText, NoTextLayer, TooManyPages
from tracker.reading.layout import lay_out
from tracker.reading.limits import Limits
from tracker.reading.pdf.sheets import lines_of
from tracker.reading.pdf.unpacking import Pages
from tracker.reading.pieces import Content

_DATE = re.compile(r"(?:D:)?(\d{4})(\d\d)(\d\d)(?:(\d\d)(\d\d)(\d\d)?(?P<utc>Z|[+-]00(?!'?\d?[1-9])))?")


def read(name: str, data: bytes, limits: Limits) -> Content:
    from tracker.reading.pdf.document import Document, NotOpened
    from tracker.reading.pdf.taking import taken_from

    try:
        document = Document(data)
    except NotOpened as error:
        if error.protected:
            raise Encrypted(name=name) from error
        raise Damaged(name=name, format="PDF", reason=str(error)) from error
    with closing(document):
        if document.pages > limits.pages:
            raise TooManyPages(name=name, pages=document.pages, limit=limits.pages)
        pages = Pages(document.pages, document.created())
        pages.add(taken_from(document, range(1, document.pages + 1)))
    return content_of(name, pages)


def content_of(name: str, pages: Pages) -> Content:
    """What the pages of a file hold, laid out."""
    lines = lines_of([pages.sheets[number] for number in sorted(pages.sheets)])
    blank = tuple(sorted(pages.pictures))
    if not lines:
        raise NoTextLayer(name=name, pages=pages.count) if blank else NoText(name=name)
    return Content(lay_out(lines, drawn=True), pages.count, _dated(pages.created), blank_pages=blank)


def _dated(value: str) -> date | datetime | None:
    """The day in a PDF date, such as D:20240503141500+02'00', or the moment of one in UTC.

    ISO 32000-1 §7.9.4.
    """
    found = _DATE.match(value)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    try:
        if found["utc"]:
            return datetime(year, month, day, hour, minute, second, tzinfo=UTC)
        return date(year, month, day)
    except ValueError:
        return None
