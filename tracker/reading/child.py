"""The process that reads files of any format.

It is asked with JSON, and answers with one JSON object in one piece: what was read, or which failure it
was and its facts. Whatever a parser does with a hostile file, it does here.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator

from tracker.errors import SuiviError
from tracker.reading.bounds import bound
from tracker.reading.errors import TooDeep, TooMuchMemory
from tracker.reading.formats import read
from tracker.reading.limits import DEFAULT, Limits
from tracker.reading.pieces import Content, assemble
from tracker.reading.serving import serve
from tracker.reading.sniff import Format
from tracker.reading.wire import failure_to_wire, to_wire

_FIRST = b"Le port et le quai."
"""Read before any question comes, so that forks find ready what each format needs."""


def main(ready: int | None) -> None:
    read("port.txt", _FIRST, DEFAULT)
    serve(_answer, ready)


def _answer(words: bytes, data: bytes) -> Iterator[bytes]:
    """An exception that is no SuiviError is a bug: its traceback goes to stderr."""
    ask = json.loads(words)
    name, limits = ask["name"], Limits(**ask["limits"])
    bound(limits.seconds, limits.memory)
    yield answer_with(name, limits, lambda: read(name, data, limits))


def answer_with(name: str, limits: Limits, content: Callable[[], tuple[Format, Content]]) -> bytes:
    """What `content` gives, or the failure that it raises, as JSON."""
    try:
        kind, what = content()
        answer = to_wire(kind, what, assemble(what.pieces, what.pages))
    except SuiviError as failure:
        answer = failure_to_wire(failure)
    except RecursionError:
        answer = failure_to_wire(TooDeep(name=name))
    except (MemoryError, SystemError):  # the XML parser forgets to say which, and ends in the second
        answer = failure_to_wire(TooMuchMemory(name=name, limit=limits.memory >> 20))
    return json.dumps(answer).encode("ascii")
