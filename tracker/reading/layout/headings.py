"""Headings, told by their shape, and how they nest."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from tracker.documents import BlockKind
from tracker.reading.layout.endings import finished, unfinished
from tracker.reading.layout.paragraphs import Draft
from tracker.reading.lexicon import words
from tracker.reading.pieces import Piece

_LONGEST = 110  # characters of a heading that has a sign of its own: capitals, a number, larger type
_PLAIN = 90  # of one known only by the space around it
_WORDS = 14  # of that one
_LABEL = 5  # words of « Décisions : », which heads what follows

_NUMBER = re.compile(
    r"(\d{1,2}(?:\.\d{1,2}){1,4})\.?\s+\S|(?:[IVX]{1,5}|[A-Z])[.)]\s+\S|[IVX]{1,4}\s[-–—]\s+\S"
)
_NAMED = re.compile(
    r"(?:annexe|annex|chapitre|chapter|partie|part|section|titre|volet)\s+[\dIVXA-Z]{1,5}\b", re.I
)
_WIKI = re.compile(r"(={1,6})\s*([^\s=](?:.*[^\s=])?)\s*\1|(#{1,6})\s+(\S.*?)\s*#*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAIR = re.compile(r"[^:]{2,40}\s?:\s+\S")
_DATELINE = re.compile(r"\b\d{1,2}(?:er|st|nd|rd|th)?,? \w+,? \d{4}$")
_ADDRESS = re.compile(r"@|https?://|www\.|\.(?:jpe?g|png|gif|docx?|xlsx?|pdf)\b", re.IGNORECASE)
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")


class _Style(NamedTuple):
    """What a heading looks like; headings of one style are of one rank."""

    marked: int = 0  # rank + 1 that underlining or a wiki's signs give it
    depth: int = 0  # of its number: 2 for « 3.1 »
    size: float = 0
    bold: bool = False
    capitals: int = 0  # 2 all, 1 some words, 0 none
    label: bool = False


def classify(drafts: list[Draft], *, guess: bool) -> list[Piece]:
    """The pieces of `drafts`, headings ranked; with `guess`, those known by their shape too."""
    texts = [draft.text for draft in drafts]
    styles = _styles(drafts, texts) if guess else [_marked(draft) for draft in drafts]
    ranks = _ranks(styles)
    pieces: list[Piece] = []
    for draft, text, style in zip(drafts, texts, styles, strict=True):
        page = draft.first.page
        if draft.kind is BlockKind.ROW:
            pieces.append(Piece(draft.kind, "", 0, page, draft.first.cells, draft.first.header))
        elif style is None:
            pieces.append(Piece(draft.kind, text, draft.level, page))
        else:
            if wiki := _WIKI.fullmatch(text):
                text = wiki[2] or wiki[4]
            elif draft.mark:  # its number belongs to its words
                text = draft.first.text[: draft.mark.end] + text
            pieces.append(Piece(BlockKind.HEADING, text, next(ranks), page))
    return pieces


def _marked(draft: Draft) -> _Style | None:
    return _Style(marked=draft.first.mark) if draft.first.mark else None


def _styles(drafts: list[Draft], texts: list[str]) -> list[_Style | None]:
    """The style of each draft that is a heading, None for the others."""
    size, bold = _body_type(drafts, texts)
    styles: list[_Style | None] = []
    maybe: list[int] = []  # those that only the space around them makes headings
    for at, (draft, text) in enumerate(zip(drafts, texts, strict=True)):
        style = _marked(draft)
        if style is not None:
            pass
        elif draft.kind is BlockKind.ITEM:
            if _numbered_heading(drafts, at, text):
                style = _Style(
                    depth=1, size=draft.first.size, bold=draft.first.bold, capitals=_capitals(text)
                )
        elif draft.kind is BlockKind.PARAGRAPH and len(text) <= _LONGEST and draft.lines <= 3:
            style = _own_sign(draft, text, size, bold, at + 1 < len(drafts))
            if style is None and draft.lines == 1 and _could_be_plain(text):
                maybe.append(at)
        styles.append(style)
    for at in _plain(drafts, texts, styles, maybe):
        styles[at] = _Style(
            size=drafts[at].first.size, bold=drafts[at].first.bold, capitals=_capitals(texts[at])
        )
    return styles


def _body_type(drafts: list[Draft], texts: list[str]) -> tuple[float, bool]:
    """The type size and weight that most of the text is set in."""
    sizes: Counter[float] = Counter()
    bolds: Counter[bool] = Counter()
    for draft, text in zip(drafts, texts, strict=True):
        sizes[draft.first.size] += len(text)
        bolds[draft.first.bold] += len(text)
    return max(sizes, key=sizes.__getitem__, default=0), bolds[True] > bolds[False]


def _own_sign(draft: Draft, text: str, size: float, bold: bool, has_next: bool) -> _Style | None:
    line = draft.first
    if draft.lines == 1 and text[0] in "=#" and (wiki := _WIKI.fullmatch(text)):
        return _Style(marked=len(wiki[1] or wiki[3]))
    if not _LETTER.search(text) or text[-1] in ".;,…" or unfinished(text) or _ADDRESS.search(text):
        return None
    if text[-1] == ":":
        return (
            _Style(label=True) if has_next and len(text.split()) <= _LABEL + 1 and text[0].isupper() else None
        )
    depth = number[1].count(".") + 1 if (number := _NUMBER.match(text)) and number[1] else 0
    style = _Style(0, depth, line.size, line.bold, _capitals(text))
    if depth or _NAMED.match(text) or (style.capitals == 2 and not _PAIR.match(text)):
        return style
    if line.size > size * 1.06 or (line.bold and not bold and not _PAIR.match(text)):
        return style
    return None


def _capitals(text: str) -> int:
    if text.isupper():
        return 2 if len(_LETTER.findall(text)) >= 4 else 0
    return 1 if any(len(word) >= 5 and word.isupper() and word.isalpha() for word in text.split()) else 0


def _numbered_heading(drafts: list[Draft], at: int, text: str) -> bool:
    """« 2. Suites » above a text, not the second of three items."""
    draft = drafts[at]
    mark = draft.mark
    if (
        not mark
        or not mark.value
        or draft.level
        or draft.lines > 2
        or len(text) > _PLAIN
        or at + 1 == len(drafts)
    ):
        return False
    if not text[0].isupper() or text[-1] in ".;,:!…" or unfinished(text) or _is_sentence(text):
        return False
    return not any(
        near.mark and near.mark.kind == mark.kind
        for near in (drafts[max(at - 1, 0)], drafts[at + 1])
        if near is not draft
    )


def _is_sentence(text: str) -> bool:
    return not words("verbs").isdisjoint(_WORD.findall(text))


def _could_be_plain(text: str) -> bool:
    if _YEAR.fullmatch(text):
        return True
    return (
        len(text) <= _PLAIN
        and len(text.split()) <= _WORDS
        and (text[0].isupper() or text[0] in '«“"')
        and text[-1] not in ".,;:!…-–/|"
        and _LETTER.search(text) is not None
        and not unfinished(text)
        and not _PAIR.match(text)
        and not _is_sentence(text)
        and not _DATELINE.search(text)
        and not _ADDRESS.search(text)
        and text.count(",") < 3
        and "\t" not in text
    )


def _plain(
    drafts: list[Draft], texts: list[str], styles: list[_Style | None], maybe: list[int]
) -> Iterator[int]:
    """Of the short lines `maybe`, those that stand above a text as its heading.

    Two in a row may be a title and a section; three are a list of names, of which only the last
    can be a heading.
    """
    run: list[int] = []
    for at, after in pairwise([*maybe, -1]):
        run.append(at)
        if after == at + 1:
            continue
        names = len(run) > 2
        if _stands_above(drafts, texts, styles, at) and not (names and styles[at + 1] is not None):
            yield from (place for place in run[-1 if names else -2 :] if _begins_anew(drafts, styles, place))
        run = []


def _stands_above(drafts: list[Draft], texts: list[str], styles: list[_Style | None], at: int) -> bool:
    if at + 1 >= len(drafts):
        return False
    below = drafts[at + 1]
    if below.kind is not BlockKind.PARAGRAPH or styles[at + 1] is not None:
        return True
    longer = below.lines > 1 or finished(texts[at + 1]) or len(texts[at + 1]) > _PLAIN
    return longer and (below.first.gap or len(texts[at + 1]) > 1.3 * len(texts[at]))


def _begins_anew(drafts: list[Draft], styles: list[_Style | None], at: int) -> bool:
    """A gap above, or a text above that is finished."""
    if at == 0 or drafts[at].first.gap or styles[at - 1] is not None:
        return True
    return drafts[at - 1].kind is BlockKind.ROW or finished(drafts[at - 1].last.text)


def _ranks(styles: list[_Style | None]) -> Iterator[int]:
    """How many headings stand above each heading.

    Numbers, marks and type sizes say who outranks whom. Otherwise a style outranks another only if
    it is found right above it, with no text between, and never the other way round: a wrong parent
    would put promises under « Objectifs », so that in doubt headings are siblings.
    """
    touching = {(a, b) for a, b in pairwise(styles) if a is not None and b is not None and a != b}
    stack: list[_Style] = []
    for style in styles:
        if style is None:
            continue
        while stack and not _outranks(stack[-1], style, touching):
            stack.pop()
        yield len(stack)
        stack.append(style)


def _outranks(one: _Style, other: _Style, touching: set[tuple[_Style, _Style]]) -> bool:
    if one == other:
        return False
    if one.marked != other.marked:
        return bool(one.marked) and (not other.marked or one.marked < other.marked)
    if one.depth and other.depth and one.depth != other.depth:
        return one.depth < other.depth
    if one.label != other.label:
        return other.label
    if abs(one.size - other.size) > 0.06 * max(one.size, other.size):
        return one.size > other.size
    return (one, other) in touching and (other, one) not in touching
