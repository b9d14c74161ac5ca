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
from contextlib import suppress

from tracker.errors import SuiviError
from tracker.reading.errors import TooDeep, TooMuchMemory
from tracker.reading.formats import read
from tracker.reading.limits import Limits
from tracker.reading.pieces import assemble
from tracker.reading.wire import failure_to_wire, to_wire


def main() -> None:
    """Answer one request. An exception that is no SuiviError is a bug: its traceback goes to stderr."""
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is not the answer
    ask = json.loads(sys.stdin.buffer.readline())
    name, limits = ask["name"], Limits(**ask["limits"])
    _bound(limits)
    gc.disable()  # the process ends before a collection would pay
    try:
        kind, content = read(name, sys.stdin.buffer.read(), limits)
        answer = to_wire(kind, content, assemble(content.pieces, content.pages))
    except SuiviError as failure:
        answer = failure_to_wire(failure)
    except RecursionError:
        answer = failure_to_wire(TooDeep(name=name))
    except (MemoryError, SystemError):  # the XML parser forgets to say which, and ends in the second
        answer = failure_to_wire(TooMuchMemory(name=name, limit=limits.memory >> 20))
    with answers:
        answers.write(json.dumps(answer).encode("ascii"))


def _bound(limits: Limits) -> None:
    """Have the system hold memory and processor time, where it can; on Windows only the caller's clock."""
    try:
        import resource
    except ImportError:
        return
    bounds = (
        ("RLIMIT_AS", limits.memory),
        ("RLIMIT_DATA", limits.memory),
        ("RLIMIT_CPU", int(limits.seconds) + 1),  # should the caller die before us
        ("RLIMIT_CORE", 0),  # what was read is not for the disk
    )
    for name, most in bounds:
        with suppress(AttributeError, ValueError, OSError):  # macOS has no RLIMIT_AS that works
            kind = getattr(resource, name)
            hard = resource.getrlimit(kind)[1]
            resource.setrlimit(kind, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


if __name__ == "__main__":
    main()
