"""The process that reads PDFs.

It is asked with a line of limits (seconds, bytes of memory, pages: see Limits) and a name as JSON, and
answers with the packed lines of the pages, as they come: the caller lays them out meanwhile. What must
be refused, and what is too long for that, gets the answer that tracker.reading.child gives: its modules
are imported only then.
"""

from __future__ import annotations

from tracker.reading.bounds import bound
from tracker.reading.pdf.document import Document, NotOpened
from tracker.reading.pdf.packing import crowd, pack_file
from tracker.reading.pdf.taking import taken, taken_from
from tracker.reading.serving import serve

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

_SHORT = 3_000_000  # bytes of packed lines that are soon laid out, however they stand: in a second or two
_CROWDED = 500  # lines of a page: to arrange it takes up to the square of them

_SMALL = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 99]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>endobj
4 0 obj<</Length 52>>stream
BT /F 9 Tf 9 50 Td(Le port)Tj 0 -9 Td(et le quai)Tj ET
endstream endobj
5 0 obj<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>endobj
trailer<</Root 1 0 R>>
"""


def main(ready: int | None) -> None:
    serve(_answer, ready, _prepare)


def _prepare() -> None:
    """Do what PDFium does once, and what Python does more quickly from then on."""
    for _ in range(10):
        taken_from(Document(_SMALL), [1])


def _answer(words: bytes, data: bytes) -> Iterator[bytes]:
    bounds, name = words.split(b"\n")
    seconds, memory, most = bounds.split()
    limits = float(seconds), int(memory), int(most)
    bound(*limits[:2])
    try:
        document = Document(data)
    except NotOpened:
        document = None
    if document is None or document.pages > limits[2]:
        from tracker.reading.pdf.at_length import refusal

        yield refusal(name, data, *limits)
        return
    pieces = [pack_file(document.pages, document.created())]
    yield pieces[0]
    size = 0
    short = True
    for piece in taken(document, limits[1]):
        pieces.append(piece)
        size += len(piece)
        short = short and size <= _SHORT and crowd(piece) <= _CROWDED
        if short:
            yield piece
    if not short:
        from tracker.reading.pdf.at_length import answer

        yield answer(name, pieces, *limits)
