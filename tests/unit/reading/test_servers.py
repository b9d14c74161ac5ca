"""A process that reads files is kept for the next, and no file has a hold on what becomes of another."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from textwrap import dedent

import pytest

from tracker.errors import Unusable
from tracker.reading import servers
from tracker.reading.servers import Server, server_of

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a process reads one file")

MODULE = "odd_reader"
COUNTING = """
    seen = []

    def answer(words, data):
        seen.append(words)
        yield b" ".join(seen)
        if data:
            yield data
"""

Write = Callable[[str], None]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Write]:
    """Write the module of a process, which has a function `answer`."""
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setattr(servers, "_READY", 30.0)  # however busy the machine is

    def write(body: str) -> None:
        serving = """
            import os
            from tracker.reading.serving import serve

            def main(ready):
                serve(answer, ready, globals().get("prepare"))
        """
        (tmp_path / f"{MODULE}.py").write_text(dedent(serving) + dedent(body))

    yield write
    with pytest.raises(KeyboardInterrupt), server_of(MODULE):  # it is not kept
        raise KeyboardInterrupt


def ask(words: bytes, data: bytes = b"", failure: Exception | None = None) -> tuple[Server, list[bytes]]:
    """Who answers, and what; with `failure` it does not do as the answer."""
    with server_of(MODULE) as server:
        said = list(server.pieces(words, data, 60))
        if failure:
            raise failure
    return server, said


def test_one_process_reads_file_after_file_and_each_as_if_it_were_the_first(write: Write) -> None:
    write(COUNTING)
    first, said = ask(b"port", b"x" * 1_000_000)
    assert said == [b"port", b"x" * 1_000_000]
    second, said = ask(b"quai", b"y")
    assert said == [b"quai", b"y"]
    assert second is first


def test_a_file_is_read_before_anybody_listens(write: Write) -> None:
    write(COUNTING)
    server = Server(MODULE)
    pieces = server.pieces(b"port", b"x" * 900_000, 60)
    assert server.is_ready()
    assert list(pieces) == [b"port", b"x" * 900_000]
    server.end()


def test_what_is_prepared_is_there_from_the_second_file_on(write: Write) -> None:
    write(
        COUNTING
        + """
    def prepare():
        seen.append(b"ready for")
    """
    )
    assert [ask(words)[1] for words in (b"port", b"quai", b"gare")] == [
        [b"port"],
        [b"ready for quai"],
        [b"ready for gare"],
    ]


def test_a_failure_that_is_told_is_an_answer_too(write: Write) -> None:
    write(COUNTING)
    first, _ = ask(b"port")
    with pytest.raises(Unusable):
        ask(b"gare", failure=Unusable())
    assert ask(b"quai")[0] is first


def test_one_that_answers_nonsense_is_not_kept(write: Write) -> None:
    write(COUNTING)
    first, _ = ask(b"port")
    with pytest.raises(ValueError, match="nonsense"):
        ask(b"gare", failure=ValueError("nonsense"))
    assert first.status is not None
    assert ask(b"quai")[0] is not first


@pytest.mark.parametrize("how", ["os.kill(os.getpid(), 11)", "os._exit(7)"])
def test_it_ends_as_the_fork_did_and_the_next_file_is_read(write: Write, how: str) -> None:
    write(f"def answer(words, data):\n    yield words\n    {how} if data else None\n")
    with pytest.raises(EOFError), server_of(MODULE) as first:
        list(first.pieces(b"port", b"hostile", 60))
    assert first.status == (-11 if "kill" in how else 7)
    assert ask(b"quai")[1] == [b"quai"]


def test_what_hangs_is_killed_when_its_time_is_up(write: Write) -> None:
    write("import time\n\ndef answer(words, data):\n    yield words\n    time.sleep(600)\n")
    with pytest.raises(EOFError), server_of(MODULE) as server:
        list(server.pieces(b"port", b"", 0.2))
    assert server.late
    assert server.status == -9


def test_one_that_died_unasked_is_replaced(write: Write) -> None:
    write(COUNTING)
    first, _ = ask(b"port")
    os.kill(first._process.pid, 9)
    os.waitid(os.P_PID, first._process.pid, os.WEXITED | os.WNOWAIT)
    second, said = ask(b"quai")
    assert second is not first
    assert said == [b"quai"]


def test_what_lingers_behind_its_answer_is_not_waited_for(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(servers, "_READY", 0.1)
    write("""
        import time

        def answer(words, data):
            yield words
            for pipe in range(3, 20):  # the end of an answer, in every pipe that it may find
                try:
                    os.write(pipe, bytes(4))
                except OSError:
                    pass
            time.sleep(600 if data else 0)
    """)
    first, said = ask(b"port", b"hostile")
    assert said == [b"port"]
    with server_of(MODULE) as second:
        assert second is not first
    assert first.status == -9


def test_a_file_hears_nothing_but_itself(write: Write) -> None:
    write("""
        def answer(words, data):
            for pipe in range(20):
                try:
                    os.set_blocking(pipe, False)
                    yield os.read(pipe, 1000) or b"nothing"
                except OSError:
                    pass
    """)
    assert set(ask(b"port", b"quai")[1]) <= {b"nothing"}


def test_several_files_are_read_at_once(write: Write) -> None:
    write(COUNTING)
    words = [b"%d" % number for number in range(12)]
    with ThreadPoolExecutor(4) as pool:
        assert [said for _, said in pool.map(ask, words)] == [[each] for each in words]


def test_a_fork_of_the_caller_asks_nobody_whom_the_caller_asks(write: Write) -> None:
    write(COUNTING)
    first, _ = ask(b"port")
    child = os.fork()
    if not child:
        os._exit(int(ask(b"quai")[0] is first))
    assert os.waitpid(child, 0)[1] == 0
    assert ask(b"quai")[0] is first
