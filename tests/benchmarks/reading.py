"""How fast a report is read, beside what the same machine does at best in the same run.

    python tests/benchmarks/reading.py            all of it, about two minutes
    python tests/benchmarks/reading.py --quick    smaller texts

Prints the MB/s of plain text on one core for texts from 10 KB to 10 MB (linear when a column stays
level), in which no sentence stands twice: its layout; its dates; segmentation, cues and windows
together; and all of `propose`, which also judges each clause, names its parties and words a title.
Then a short PDF and a long one beside their extractor alone, and `suivi read` of a report as a whole
process beside the bare interpreter, with its peak memory. Ratios count; times depend on the machine.
"""

from __future__ import annotations

import argparse
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from importlib.resources import files
from pathlib import Path

REFERENCE = date(2023, 5, 22)
SYLLABLES = ("bar", "cour", "dan", "fel", "gri", "hau", "jon", "lis", "mer", "nau", "pel", "rou", "sau")


def sample() -> str:
    return files("commands").joinpath("samples", "rapport-de-mission.txt").read_text(encoding="utf-8")


def prose(size: int) -> str:
    """About `size` characters: the sample report over and over, of other places each time.

    Every sentence names one, so that nothing is gained by remembering those that were read.
    """
    text, parts, length, number = sample(), [], 0, 0
    for words in ("fréquentation du quartier", "qualité du réseau", "charte du jumelage"):
        text = text.replace(words, f"{words} de Vauclair")
    while length < size:
        number += 2
        part = text.replace("Vauclair", place(number)).replace("Escaut", place(number + 1))
        parts.append(part)
        length += len(part)
    return "\n".join(parts)[:size]


def place(number: int) -> str:
    """A name that no other number has."""
    name = ""
    while number or not name:
        number, syllable = divmod(number, len(SYLLABLES))
        name += SYLLABLES[syllable]
    return f"{name}ville".capitalize()


Clock = Callable[[], float]


def median(work: Callable[[], object], runs: int, clock: Clock = time.perf_counter) -> float:
    return statistics.median(once(work, clock) for _ in range(runs))


def pipeline(sizes: list[int]) -> None:
    from tracker.dates import find_windows
    from tracker.documents import Document
    from tracker.proposals import propose
    from tracker.proposals.cues import find_cues
    from tracker.proposals.folding import fold
    from tracker.proposals.lexicon import lexicon
    from tracker.proposals.sentences import sentences
    from tracker.proposals.values import Findings
    from tracker.reading import read_bytes

    def windows(document: Document) -> object:
        return find_windows(document.text, reference=REFERENCE, language="fr")

    def found(document: Document) -> object:
        french = lexicon("fr")
        cut = [[*sentences(document, block, french)] for block in document.blocks]
        return cut, find_cues(document.text, fold(document.text), french), windows(document)

    def everything(document: Document) -> Findings:
        return propose(document, reference=REFERENCE, language="fr")

    heads = ("layout", "dates alone", "segmentation + cues + windows", "all of it")
    print(f"{'text':>10}  {'  '.join(f'{head:>12}' for head in heads)}   proposals")
    everything(read_bytes("warm.txt", sample().encode()).document)
    for size in sizes:
        raw = prose(size).encode()
        megabytes, runs = len(raw) / 1e6, 5 if size <= 1_000_000 else 1
        document = read_bytes("x.txt", raw).document
        taken = [median(partial(read_bytes, "x.txt", raw), runs)]  # of a long one, in a process of its own
        for work in (windows, found, everything):
            taken.append(median(partial(work, document), runs, time.process_time))
        speeds = [f"{megabytes / seconds:.2f} MB/s" for seconds in taken]
        columns = (f"{speed:>{max(12, len(head))}}" for speed, head in zip(speeds, heads, strict=True))
        print(f"{len(raw):>10,}  {'  '.join(columns)}   {len(everything(document).proposals)}")


def once(work: Callable[[], object], clock: Clock = time.perf_counter) -> float:
    start = clock()
    work()
    return clock() - start


def written(path: Path, copies: int) -> Path:
    """A PDF of the sample report, so many times two pages of it."""
    from fpdf import FPDF

    made = FPDF()
    made.set_font("helvetica", size=11)
    body = sample().encode("latin-1", "replace").decode("latin-1")
    for _ in range(copies):
        made.add_page()
        made.multi_cell(0, 6, body)
    made.output(str(path))
    return path


EXTRACTOR = """
import sys, time, pypdfium2
for path in map(str.strip, sys.stdin):
    start = time.perf_counter()
    for page in pypdfium2.PdfDocument(path):
        page.get_textpage().get_text_range()
    print(time.perf_counter() - start, flush=True)
"""


def pages_beside_the_extractor(folder: Path) -> None:
    """In turn, so that what else the machine does falls on both; each in processes of its own.

    read_file keeps its process for the next file: beside it, what a first file takes. An extractor that
    shares its process profits from the memory that others have left there.
    """
    from tracker.reading import read_file, servers

    with subprocess.Popen(
        [sys.executable, "-c", EXTRACTOR], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as extractor:
        told, say = extractor.stdout, extractor.stdin
        assert told
        assert say

        def extract(path: Path) -> float:
            print(path, file=say, flush=True)
            return float(told.readline())

        def first(path: Path) -> None:
            servers.end_all()
            read_file(path)

        for pages in (2, 100, 200):
            path = written(folder / f"{pages}.pdf", pages // 2)
            taken = [(extract(path), once(partial(read_file, path))) for _ in range(15)]
            alone, ours = map(statistics.median, zip(*taken, strict=True))
            begun = median(partial(first, path), 15)
            print(
                f"PDF, {pages} pages: extractor alone {alone * 1000:.0f} ms, "
                f"read_file {ours * 1000:.0f} ms: {alone / ours:.2f} × the extractor; "
                f"the first file {begun * 1000:.0f} ms: {alone / begun:.2f} ×"
            )


def whole_process(folder: Path) -> None:
    report = folder / "report.txt"
    report.write_text(sample(), encoding="utf-8")
    command = [sys.executable, "-m", "commands.main", "read", str(report), "--json"]

    def run(arguments: list[str]) -> None:
        subprocess.run(arguments, check=True, capture_output=True, cwd=folder)

    run(command)
    bare, ours = median(lambda: run([sys.executable, "-c", "pass"]), 7), median(lambda: run(command), 7)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"suivi read: {ours:.2f} s, {ours / bare:.0f} × the bare interpreter; peak {peak:.0f} MB")


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    options.add_argument("--quick", action="store_true")
    quick = options.parse_args().quick
    sizes = [10_000, 100_000, 1_000_000] + ([] if quick else [10_000_000])
    with tempfile.TemporaryDirectory() as name:
        whole_process(Path(name))
        pages_beside_the_extractor(Path(name))
    pipeline(sizes)


if __name__ == "__main__":
    main()
