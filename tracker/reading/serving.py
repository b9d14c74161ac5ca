"""A process that reads files, as tracker.reading.servers asks: each in a fork, which has seen no other file.

It is asked on standard input and answers on standard output. A question is its head, its words and
the file's bytes; an answer comes in pieces, each behind its size, and ends with an empty one.
"""

from __future__ import annotations

import gc
import os
import struct
import sys

from tracker.reading.bounds import without_core
from tracker.reading.forks import end_as, fork

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    Answer = Callable[[bytes, bytes], Iterable[bytes]]

QUESTION = struct.Struct("<IQ")  # bytes of its words, and of the file
PIECE = struct.Struct("<I")  # its bytes
READY = b"."


def serve(answer: Answer, ready: int | None, prepare: Callable[[], None] | None = None) -> None:
    """Answer questions as long as they come: `answer` has the words and the file, and gives the pieces.

    When a second question comes, more may: `prepare` is then called, for all forks to come.

    When this process is ready for the next one it says so in the pipe `ready`, which no fork holds:
    what is in the power of a hostile file can neither say that nor hear the question. Without that
    pipe it answers one question, and without a fork.
    """
    answers = os.dup(1)
    os.dup2(2, 1)  # what a library prints is not the answer
    without_core()
    gc.disable()  # a fork ends before a collection would pay
    questions = 0
    while head := os.read(0, QUESTION.size):
        if ready is None:
            _reply(answer, head, answers)
            break
        questions += 1
        if questions == 2 and prepare:
            prepare()
        end_as(fork(_reply, answer, head, answers, ready))
        os.write(ready, READY)
    sys.stderr.flush()
    os._exit(0)  # tearing down takes its time, and nobody needs it


def _reply(answer: Answer, head: bytes, answers: int, *ours: int) -> None:
    for pipe in ours:
        os.close(pipe)
    with open(0, "rb") as asked:
        words, data = map(asked.read, QUESTION.unpack(head))
    with open(answers, "wb") as out:
        for piece in answer(words, data):
            out.write(PIECE.pack(len(piece)) + piece)
            out.flush()
        out.write(PIECE.pack(0))
