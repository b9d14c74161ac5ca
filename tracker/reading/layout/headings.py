"""Headings, told by their shape and by what stands around them."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from tracker.reading.layout.endings import finished, unfinished
from tracker.reading.layout.paragraphs import Draft, other_type
from tracker.reading.layout.ranks import Style, ranks
from tracker.reading.lexicon import words
from tracker.reading.pieces import HEADING, ITEM, PARAGRAPH, ROW, Piece

_LONGEST = 110  # characters of a heading that has a sign of its own: capitals, a number, larger type
_PLAIN = 90  # of one known only by the space around it
_WORDS = 14  # of that one
_LABEL = 6  # words of « Décisions : », its colon with them, which heads what follows

_NUMBER = re.compile(r"(\d{1,2}(?:\.\d{1,2}){1,4})\.?\s+\S|[IVX]{1,5}(?:\.|\s[-–—])\s+\S")
_NAMED = re.compile(r"(?:annexe?|chapitre|chapter|partie|part|section|titre|volet)\s+[\dIVXA-Z]{1,5}\b", re.I)
_WIKI = re.compile(r"(={1,6})\s*([^\s=](?:.*[^\s=])?)\s*\1|(#{1,6})\s+(\S.*?)\s*#*")
_YEAR = re.compile(r"(?:19|20)\d\d")
_PAIR = re.compile(r"[^:]{2,40}\s?:\s+\S")
_DATELINE = re.compile(r"\b\d{1,2}(?:er|st|nd|rd|th)?,? \w+,? \d{4}$")
_ADDRESS = re.compile(r"@|https?://|www\.|\.(?:jpe?g|png|gif|docx?|xlsx?|pdf)\b", re.IGNORECASE)
_ENDS_INSIDE = re.compile(r"[^\W\d_]{4,}[.?!…] [(«“\"]?[A-ZÀ-Þ]")  # two sentences, no heading
_LETTER = re.compile(r"[^\W\d_]")
_WORD = re.compile(r"[^\W\d_]+")


def classify(drafts: list[Draft], *, guess: bool) -> list[Piece]:
    """The pieces of `drafts`, headings ranked; with `guess`, those known by their shape too."""
    texts = [draft.text for draft in drafts]
    styles = _Guess(drafts, texts).styles() if guess else [_marked(draft) for draft in drafts]
    rank = ranks(styles)
    pieces: list[Piece] = []
    for draft, text, style in zip(drafts, texts, styles, strict=True):
        page = draft.first.page
        if draft.kind is ROW:
            pieces.append(Piece(draft.kind, "", 0, page, draft.first.cells, draft.first.header))
        elif style is None:
            pieces.append(Piece(draft.kind, text, draft.level, page))
        else:
            if wiki := _WIKI.fullmatch(text):
                text = wiki[2] or wiki[4]
            elif draft.mark:  # its number belongs to its words
                text = draft.first.text[: draft.mark.end] + text
            pieces.append(Piece(HEADING, text, next(rank), page))
    return pieces


def _marked(draft: Draft) -> Style | None:
    return Style(marked=draft.first.mark) if draft.first.mark else None


class _Guess:
    """Finds the headings of a text that does not mark them, or not all."""

    def __init__(self, drafts: list[Draft], texts: list[str]) -> None:
        self._drafts, self._texts = drafts, texts
        sizes: Counter[float] = Counter()
        bolds: Counter[bool] = Counter()
        for draft, text in zip(drafts, texts, strict=True):
            sizes[draft.first.size] += len(text)
            bolds[draft.first.bold] += len(text)
        self._size = max(sizes, key=sizes.__getitem__, default=0.0)  # of most of the text
        self._bold = bolds[True] > bolds[False]
        self._styles: list[Style | None] = []

    def styles(self) -> list[Style | None]:
        """The style of each draft that is a heading, None for the others."""
        maybe: list[int] = []  # those that only the space around them makes headings
        for at, (draft, text) in enumerate(zip(self._drafts, self._texts, strict=True)):
            style = _marked(draft) or self._with_sign(at)
            self._styles.append(style)
            lone = draft.kind is PARAGRAPH and draft.lines == 1
            if style is None and lone and _could_be_heading(text):
                maybe.append(at)
        self._add_plain(maybe)
        return self._styles

    def _style(self, at: int, depth: int = 0) -> Style:
        line = self._drafts[at].first
        return Style(0, depth, line.size, line.bold, _capitals(self._texts[at]))

    def _with_sign(self, at: int) -> Style | None:
        """The style of a draft that has a sign of its own: a number, capitals, larger or bold type."""
        draft, text = self._drafts[at], self._texts[at]
        if draft.kind is ITEM:
            return self._style(at, depth=1) if self._is_numbered(at) else None
        if draft.kind is not PARAGRAPH or len(text) > _LONGEST or draft.lines > 3:
            return None
        if draft.lines == 1 and text[0] in "=#" and (wiki := _WIKI.fullmatch(text)):
            return Style(marked=len(wiki[1] or wiki[3]))
        if text[-1] in ".;,…" or not _LETTER.search(text) or unfinished(text) or _is_address(text):
            return None
        if text[-1] == ":":
            heads = at + 1 < len(self._drafts) and len(text.split()) <= _LABEL and text[0].isupper()
            return Style(label=True) if heads else None
        if number := _NUMBER.match(text):
            return self._style(at, depth=(number[1] or "").count(".") + 1)
        if _NAMED.match(text):
            return self._style(at)
        if ":" in text and _PAIR.match(text) and draft.first.size <= self._size * 1.06:
            return None
        larger = draft.first.size > self._size * 1.06 or (draft.first.bold and not self._bold)
        return self._style(at) if larger or _in_capitals(text) else None

    def _is_numbered(self, at: int) -> bool:
        """« 2. Suites » above a text, not the second of three items."""
        draft, text = self._drafts[at], self._texts[at]
        if (
            not draft.mark
            or not draft.mark.value
            or (draft.level and not draft.first.gap)
            or draft.lines > 2
            or at + 1 == len(self._drafts)
        ):
            return False
        if len(text) > _PLAIN or not text[0].isupper() or text[-1] in ".;,:!…":
            return False
        if unfinished(text) or _is_sentence(text):
            return False
        around = self._drafts[max(at - 1, 0) : at] + [self._drafts[at + 1]]
        items = [near for near in around if near.mark and near.mark.kind == draft.mark.kind]
        return not items or (draft.first.gap and all(other_type(draft.first, near.first) for near in items))

    def _add_plain(self, maybe: list[int]) -> None:
        """Give a style to those of the short lines `maybe` that stand above a text as its heading.

        Two in a row may be a title and a section; three are a list of names, of which only the last
        can be a heading.
        """
        run: list[int] = []
        for at, after in pairwise([*maybe, -1]):
            run.append(at)
            if after == at + 1:
                continue
            names = len(run) > 2
            if self._stands_above(at) and not (names and self._styles[at + 1]):
                for place in run[-1 if names else -2 :]:
                    if self._begins_anew(place):
                        self._styles[place] = self._style(place)
            run = []

    def _stands_above(self, at: int) -> bool:
        """Whether what follows is a text, a list, a table or another heading."""
        if at + 1 >= len(self._drafts):
            return False
        below, words = self._drafts[at + 1], self._texts[at + 1]
        if below.kind is not PARAGRAPH or self._styles[at + 1]:
            return True
        longer = below.lines > 1 or finished(words) or len(words) > _PLAIN
        return longer and (below.first.gap or len(words) > 1.3 * len(self._texts[at]))

    def _begins_anew(self, at: int) -> bool:
        """Whether a gap stands above it, or a text that is finished."""
        if at == 0 or self._drafts[at].first.gap or self._styles[at - 1]:
            return True
        above = self._drafts[at - 1]
        return above.kind is ROW or finished(above.last.text)


def _could_be_heading(text: str) -> bool:
    """Whether a line without any sign is short and no sentence, date, address or list of names."""
    if len(text) == 4 and _YEAR.fullmatch(text):
        return True
    return (
        len(text) <= _PLAIN
        and len(text.split()) <= _WORDS
        and (text[0].isupper() or text[0] in '«“"')
        and text[-1] not in ".,;:!…-–/|"
        and text.count(",") < 3
        and "\t" not in text
        and _LETTER.search(text) is not None
        and not unfinished(text)
        and not _is_sentence(text)
        and not _ENDS_INSIDE.search(text)
        and not (text[-1].isdigit() and _DATELINE.search(text))
        and not _is_address(text)
        and not (":" in text and _PAIR.match(text))
    )


def _is_address(text: str) -> bool:
    return ("." in text or "@" in text or "/" in text) and _ADDRESS.search(text) is not None


def _in_capitals(text: str) -> bool:
    return text.isupper() and len(_LETTER.findall(text)) >= 4


def _is_sentence(text: str) -> bool:
    return not words("verbs").isdisjoint(_WORD.findall(text))


def _capitals(text: str) -> int:
    """2 when `text` is in capitals, 1 when some words are, or 0."""
    if text.isupper():
        return 2 if _in_capitals(text) else 0
    return 1 if any(len(word) >= 5 and word.isupper() and word.isalpha() for word in text.split()) else 0
