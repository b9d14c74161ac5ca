"""The reading process: `python -m tracker.reading.child`.

Takes one line of JSON and then the file's bytes on standard input, and gives one JSON object on
standard output: what was read, or which failure it was and its facts. Whatever a parser does with
a hostile file, it does here.
"""

from __future__ import annotations

import gc
import json
import os
import sys
from collections.abc import Callable

from tracker.errors import SuiviError
from tracker.reading.bounds import bound
from tracker.reading.errors import TooDeep, TooMuchMemory
from tracker.reading.formats import read
from tracker.reading.limits import Limits
from tracker.reading.pieces import Content, assemble
from tracker.reading.sniff import Format
from tracker.reading.wire import failure_to_wire, to_wire


def main() -> None:
    """Answer one request. An exception that is no SuiviError is a bug: its traceback goes to stderr."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is not the answer
    ask = json.loads(sys.stdin.buffer.readline())
    name, limits = ask["name"], Limits(**ask["limits"])
    bound(limits.seconds, limits.memory)
    gc.disable()  # the process ends before a collection would pay
    answer = answer_with(name, limits, lambda: read(name, sys.stdin.buffer.read(), limits))
    with answers:
        answers.write(answer)


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


if __name__ == "__main__":
    main()
