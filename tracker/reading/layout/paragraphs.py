"""Which lines belong together: wrapped paragraphs, items with their continuation, rows."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import zip_longest

from tracker.documents import BlockKind
from tracker.reading.layout.bullets import STRONG, Mark, follows, is_alone, mark_of
from tracker.reading.layout.endings import broken, capitals, finished, small, unfinished
from tracker.reading.layout.hyphens import Joiner
from tracker.reading.layout.lines import Line
from tracker.reading.layout.measure import Measure
from tracker.reading.pieces import ITEM, PARAGRAPH, ROW


@dataclass(slots=True)
class Draft:
    """Lines that form one block; `kind` is PARAGRAPH until headings are told apart."""

    kind: BlockKind
    parts: list[str]
    first: Line
    last: Line
    mark: Mark | None = None
    level: int = 0
    lines: int = 1
    hang: float = -1  # where the second line begins

    @property
    def text(self) -> str:
        return "".join(self.parts)

    def add(self, line: Line, joiner: Joiner) -> None:
        cut, between = joiner.seam(self.parts[-1], line.text)
        if cut:
            self.parts[-1] = self.parts[-1][:-cut]
        self.parts += (between, line.text)
        self.last = line
        self.lines += 1
        if self.lines == 2:
            self.hang = line.left


def join(lines: list[Line], joiner: Joiner) -> list[Draft]:
    """The blocks that `lines` form, in order, with the hyphenation at line ends undone."""
    measure = Measure(lines)
    drafts: list[Draft] = []
    outline: list[tuple[float, str]] = []  # the lists that are open: (indent, kind of mark)
    now: Draft | None = None
    lone: Line | None = None  # a mark on a line of its own, for the line below it
    for line, after in zip_longest(lines, lines[1:]):
        if line.cells:
            now, lone, outline = None, None, []
            line.cells = tuple(joiner.whole(cell) for cell in line.cells)
            line.header = tuple(joiner.whole(cell) for cell in line.header)
            drafts.append(Draft(ROW, [], line, line))
            continue
        if line.kind is ITEM:
            lone, outline = None, []
            now = Draft(ITEM, [line.text], line, line, level=line.level)
            drafts.append(now)
            continue
        if lone is not None:
            line = _behind(lone, line)
            lone = None
        elif is_alone(line.text) and (line.text in STRONG or now is None or line.gap):
            lone = line
            continue
        mark = None if line.mark else mark_of(line.text)
        if mark and _begins_item(mark, line, now, measure):
            level = _level(outline, line.left, mark)
            now = Draft(ITEM, [line.text[mark.end :]], line, line, mark, level)
        elif now and _continues(line, now, measure) and not _heads(line, after, now, measure):
            now.add(line, joiner)
            continue
        else:
            if not (now and outline and line.left > outline[-1][0] + 1):
                outline = []
            now = Draft(PARAGRAPH, [line.text], line, line)
        drafts.append(now)
    return drafts


def _behind(mark: Line, line: Line) -> Line:
    line.text = f"{mark.text} {line.text}"
    line.left, line.gap, line.turn = mark.left, mark.gap, mark.turn
    return line


def _begins_item(mark: Mark, line: Line, now: Draft | None, measure: Measure) -> bool:
    """A dash or a number may also be prose that happens to stand at the start of a line."""
    if mark.strong or now is None or line.gap:
        return True
    above = now.last.text
    if unfinished(above):
        return False
    if mark.value > 1 and not follows(mark, now.mark):
        return False
    if finished(above) or above[-1] in ":;," or not measure.full(now.last, line):
        return True
    if now.kind is PARAGRAPH and line.left > now.last.left:  # prose begins its lines at the margin
        return True
    return now.mark is not None and now.mark.kind == mark.kind


def _continues(line: Line, now: Draft, measure: Measure) -> bool:
    """Whether `line` goes on with the block `now`, which is the last one so far."""
    above = now.last
    if line.begins or line.mark or above.mark or (above.column != line.column and not line.turn):
        return False
    end = above.text[-1]
    if line.gap:
        return small(line.text) and _may_cross(above, line, measure)
    if other_type(above, line):
        return small(line.text) and not finished(above.text)
    if measure.large(line):
        return True
    if small(line.text):
        return end not in ";:" or measure.full(above, line)
    if capitals(above.text) != capitals(line.text):
        return unfinished(above.text) or (
            capitals(line.text) and not finished(above.text) and measure.full(above, line)
        )
    if unfinished(above.text) or broken(above.text):
        return True
    return measure.full(above, line) and not (finished(above.text) and _indented_anew(line, now))


def _heads(line: Line, after: Line | None, now: Draft, measure: Measure) -> bool:
    """A short line without an end, below a sentence that has one: a heading with no blank line above."""
    if line.gap or not finished(now.last.text) or finished(line.text) or not line.text[0].isupper():
        return False
    if line.text[-1] == ":" and after is not None and mark_of(after.text):
        return True
    if line.text[-1] == "," or line.right > 0.7 * measure.edge(line):
        return False
    return after is None or after.gap or not (after.text[0].islower() or unfinished(line.text))


def _may_cross(above: Line, line: Line, measure: Measure) -> bool:
    """A sentence may go on below a gap: the page turned there, or a blank line slipped in."""
    end = above.text[-1]
    if finished(above.text) or end in ":;":
        return False
    return line.turn or measure.full(above, line) or unfinished(above.text) or end == ","


def other_type(above: Line, line: Line) -> bool:
    """Another type size, or another weight, than the line above has."""
    if above.bold != line.bold:
        return True
    one, other = above.size, line.size
    return one != other and abs(one - other) > 0.06 * max(one, other)


def _indented_anew(line: Line, now: Draft) -> bool:
    """The indent of a first line, or the return to the margin after a hanging indent."""
    if line.left > now.last.left + 1:
        return True
    return now.hang > now.first.left + 1 and line.left <= now.first.left


def _level(outline: list[tuple[float, str]], indent: float, mark: Mark) -> int:
    """The depth of an item, and `outline` brought up to it.

    Deeper is what is indented further, or what has another mark at the same indent: conversions to
    text often lose the indent and keep the mark.
    """
    if mark.depth:
        return mark.depth
    for level, (at, kind) in enumerate(outline):
        if kind == mark.kind and abs(at - indent) <= 1:
            del outline[level + 1 :]
            return level
    while outline and outline[-1][0] > indent + 1:
        outline.pop()
    outline.append((indent, mark.kind))
    return len(outline) - 1
