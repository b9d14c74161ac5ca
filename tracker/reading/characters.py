"""Characters that a document holds for its printer and not for its reader."""

from __future__ import annotations

import re
import unicodedata

_ODD = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f"  # controls, except those that are white space
    "\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff\ufff9-\uffff"  # invisible
    "\ufb00-\ufb06\ud800-\udfff]"  # ligatures, lone surrogates
)
_INSTEAD = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "ft",
    "\ufb06": "st",
    "\ufffd": "\ufffd",
}


def clean(text: str) -> str:
    """`text` in NFC, with ligatures spelt out and soft hyphens and invisible characters dropped.

    Not NFKC: it would also undo « n° », « m² » and « … ».
    """
    if text.isascii():
        return _ODD.sub("", text) if not text.isprintable() else text
    if _ODD.search(text):
        text = _ODD.sub(_instead, text)
    return unicodedata.normalize("NFC", text)


def one_line(text: str) -> str:
    """`text` cleaned, with every run of white space made one blank, and none at its ends."""
    text = clean(text)
    if text.isprintable() and "  " not in text:  # then no blank but the plain one is in it
        return text.strip()
    return " ".join(text.split())


def _instead(odd: re.Match[str]) -> str:
    return _INSTEAD.get(odd[0], "\ufffd" if odd[0] >= "\ud800" and odd[0] <= "\udfff" else "")
