"""The present tense of French verbs as reports have it: "prépare", "préparons", "prends"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

Endings = Sequence[Sequence[str]]
"""For each ending of an infinitive those of its present: of "il", "nous" and "ils"."""


def presents(infinitives: Iterable[str], endings: Endings) -> frozenset[str]:
    """The forms of all of some verbs but that of "je", where it is none of these.

    Verbs of two words, and those of no known ending, are left out.
    """
    return frozenset(stem + ending for stem, row in _rows(infinitives, endings) for ending in row)


def presents_of_i(infinitives: Iterable[str], endings: Endings) -> frozenset[str]:
    """The forms of "je" that differ from those of "il": "prends", "finis"."""
    found = (stem + row[0] for stem, row in _rows(infinitives, endings))
    return frozenset(
        f"{he}s" if he.endswith(("d", "c")) else f"{he.removesuffix('t')}s"
        for he in found
        if not he.endswith("e")
    )


def _rows(infinitives: Iterable[str], endings: Endings) -> Iterator[tuple[str, Sequence[str]]]:
    longest_first = sorted(endings, key=lambda row: -len(row[0]))
    for verb in infinitives:
        row = next((row for row in longest_first if verb.endswith(row[0])), None)
        if row is not None and " " not in verb:
            yield verb.removesuffix(row[0]), row[1:]
