"""Classes of words, the regular expressions of a lexicon, and how a text is cut into pieces."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from tracker.dates.normalise import fold

_FIRST_CODE = 0xE000  # a private use area of Unicode
_codes: dict[str, str] = {}


def code(name: str) -> str:
    """The character that stands for a class of words."""
    return _codes.setdefault(name, chr(_FIRST_CODE + len(_codes)))


@cache
def codes(*names: str) -> frozenset[str]:
    return frozenset(map(code, names))


# Those that meet a plain copy.
_PLAIN = ("obligation", "limit", "label", "moved", "government", "city", "university")


def compile_expressions(data: Mapping[str, Any]) -> Mapping[str, re.Pattern[str]]:
    """The expressions over words as they are spelt; `verbs` holds the forms of both tenses."""
    verbs = "|".join(
        [
            f"(?P<past>{'|'.join(data['past'])})",
            f"(?P<future>{'|'.join(data['future'])}|(?:{data['planned']})(?!\\w))",
        ]
    )
    patterns = {"verbs": rf"(?<!\w)(?:{verbs})", "planned": rf"(?<!\w)(?:{data['planned']})$"}
    patterns["passive_ahead"] = data["passive_ahead"]
    for name in _PLAIN:
        patterns[name] = rf"(?<!\w)(?:{fold(data[name])})"
    return {name: re.compile(pattern) for name, pattern in patterns.items()}


def endings(named: Mapping[str, str]) -> re.Pattern[str]:
    """One of some expressions at the end of a plain text, as the group of its name."""
    groups = (f"(?P<{name.replace('-', '_')}>{fold(source)})" for name, source in named.items())
    return re.compile(rf"(?<!\w)(?:{'|'.join(groups)})$")


def raw_pattern(ordinal_endings: Iterable[str], codes: str) -> re.Pattern[str]:
    """How a plain text is cut: words with their elision, figures by their shape, marks one by one."""
    end = r"(?![-/._:]?\w)"
    return re.compile(
        rf"""
          (?=\S)(?:(?P<word>[^\W\d_]++(?!\w)'?)
        | (?P<isoweek>\d{{4}}-?w\d{{1,2}}(?:-[1-7])?{end})
        | (?P<ymd>\d{{4}}(?P<s1>[-/._])\d{{1,2}}(?P=s1)\d{{1,2}})(?:t[\d:.]+(?:z|[+-]\d\d:?\d\d)?)?{end}
        | (?P<dmy>\d{{1,2}}(?P<s2>[-/.]|\s?/\s?)\d{{1,2}}(?P=s2)(?:\d{{4}}|\d{{2}}){end})
        | (?P<years>\d{{4}}[-/]\d{{4}}{end})
        | (?P<ym>\d{{4}}[-/]\d{{2}}{end})
        | (?P<my>\d{{1,2}}/\d{{4}}{end})
        | (?P<time>(?![12]h[ -]?(?:19|20)\d\d)\d{{1,2}}\s?h(?:\s?\d{{2}})?(?!\w)
            |\d{{1,2}}:\d\d(?::\d\d)?(?![\w:])
            |\d{{1,2}}(?:[:.]\d\d)?\s?[ap]\.?m\b\.?)
        | (?P<grouped>\d{{1,3}}(?:[ ,]\d{{3}}){{1,5}}+(?![.,]?\d)(?!\w))
        | (?P<dm>\d{{1,2}}[./]\d{{1,2}}{end})
        | (?P<pair>\d{{1,2}}-\d{{1,2}}{end})
        | (?P<ordinal>\d{{1,2}}\s?(?:{"|".join(ordinal_endings)})(?!\w))
        | (?P<fiscal>fy\s?\d{{2,4}}(?:[-/]\d{{2,4}})?{end})
        | (?P<code>[{codes}]\d{{1,2}}(?!\w)|\d[qh](?!\w)|\d{{4}}-?q\d(?!\w))
        | (?P<short>'\d\d(?!\w))
        | (?P<mixed>\d++(?:[-/.:,_]\d++)++)
        | (?P<number>\d++(?!\w))
        | (?P<mark>[^\w\s])
        | (?P<junk>\w++))
        """,
        re.VERBOSE,
    )
