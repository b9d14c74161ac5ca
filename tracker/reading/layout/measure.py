"""How wide the lines of a text are, and how large its type: learned from the text itself."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from math import inf

from tracker.reading.layout.lines import Line

_RAGGED = 0.9  # lines of proportional type are full a little before the edge
_FEW = 0.2  # of the lines that are surely wrapped may be shorter than a full one
_ENOUGH = 3  # of them, to tell the few from the many; with fewer the longest is taken for full
_WHOLE = 0  # the column of plain text, and of pages without columns: only there is a line a paragraph
_SURE = 0.2  # of the lines of prose, at least, go on surely
_BEYOND = 1.3  # times the edge: where more than a few lines are longer, each line is a paragraph
_WIDEST = 160  # characters: who wraps lines wraps them before
_LARGER = 1.06  # times the size of the text


class Measure:
    """Tells a line that was broken because it was full from one that its author wanted to end there.

    A line is full when the first word of the next would not have fitted. How wide that is, is
    learned in each column from the pairs that are surely one sentence: no full stop, then a small letter.
    """

    def __init__(self, lines: list[Line]) -> None:
        reach: dict[int, list[float]] = {}
        rights: dict[int, list[float]] = {}
        widest_sure: dict[int, float] = {}
        for above, below in pairwise(lines):
            column, right = above.column, above.right
            rights.setdefault(column, []).append(right)
            if not below.gap and below.text[0].islower() and above.text[-1] not in ".!?…:;":
                reach.setdefault(column, []).append(right + _first_word(below))
                if right > widest_sure.get(column, 0):
                    widest_sure[column] = right
        self._edges = {column: max(values) for column, values in rights.items()}
        if self._edges.get(_WHOLE, 0) > _WIDEST:
            self._edges[_WHOLE] = inf
        for column, values in reach.items():
            values.sort()
            few = values[int(len(values) * _FEW)] if len(values) >= _ENOUGH else values[-1]
            edge = min(few * _RAGGED, widest_sure.get(column, 0))
            beyond = sum(right > _BEYOND * edge for right in rights[column])
            most = len(rights[column])
            wrapped = column != _WHOLE or len(values) >= _SURE * most or beyond <= _FEW * most
            self._edges[column] = edge if wrapped else inf
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        self.size = max(sizes, key=sizes.__getitem__, default=0.0)

    def full(self, above: Line, below: Line) -> bool:
        return above.right + _first_word(below) >= self.edge(above)

    def edge(self, line: Line) -> float:
        """Where the lines of its column end, in characters; infinite where each line is a paragraph."""
        return self._edges.get(line.column, 0)

    def large(self, line: Line) -> bool:
        """Whether it is set larger than most of the text."""
        return line.size > _LARGER * self.size


def _first_word(line: Line) -> int:
    """The length of the first word with the blank before it; « and its like go with what follows."""
    end = line.text.find(" ", 3)
    return (end if end >= 0 else len(line.text)) + 1
