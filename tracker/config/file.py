"""The settings file: read with every fault named by key and line, or written with every setting explained."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from tracker.config.kinds import TEXT, Kind, toml
from tracker.config.settings import SECTIONS, Config
from tracker.errors import SuiviError, Unusable
from tracker.marks import N_
from tracker.words.speech import Words


class BadConfig(Unusable):
    """Something in the settings file that cannot be used. `place` is the file's name and line."""


class NotToml(BadConfig):
    sentence = N_("{place}: not valid TOML: {reason}.")


class UnknownSection(BadConfig):
    sentence = N_("{place}: there is no section [{section}]. Sections: {accepted}.")


class UnknownKey(BadConfig):
    sentence = N_("{place}: there is no setting “{key}” in [{section}]. Settings there: {accepted}.")


class BadValue(BadConfig):
    sentence = N_("{place}: {section}.{key} = {value} cannot be used. Accepted: {accepted}.")


def parse_config(text: str, *, place: str) -> Config:
    """The settings that a TOML `text` gives; what it leaves out has its default.

    `place` names the file in messages. Raises a BadConfig.
    """
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as failure:
        line = re.search(r"at line (\d+)", str(failure))
        reason = str(failure).split(" (at ")[0]
        raise NotToml(place=f"{place}:{line[1]}" if line else place, reason=reason) from None
    given = {}
    for name, table in tables.items():
        if name not in SECTIONS or not isinstance(table, dict):
            where = _place(text, place, "", name)
            raise UnknownSection(place=where, section=name, accepted=", ".join(SECTIONS))
        given[name] = _section(name, table, text, place)
    return Config(**given)


def _section(name: str, table: Mapping[str, Any], text: str, place: str) -> Any:
    kind, _ = SECTIONS[name]
    known = {f.name: f for f in fields(kind)}
    values = {}
    for key, value in table.items():
        where = _place(text, place, name, key)
        if key not in known:
            raise UnknownKey(place=where, key=key, section=name, accepted=", ".join(known))
        check: Kind = known[key].metadata["kind"]
        try:
            values[key] = check.parse(value)
        except SuiviError as failure:
            raise BadValue(
                place=where, section=name, key=key, value=toml(value), accepted=failure
            ) from failure
        except (ValueError, TypeError):
            raise BadValue(
                place=where, section=name, key=key, value=toml(value), accepted=check.accepted
            ) from None
    return kind(**values)


def _place(text: str, place: str, section: str, key: str) -> str:
    """`place` with the line on which the key stands; tomllib does not tell it."""
    inside = ""
    for number, line in enumerate(text.splitlines(), 1):
        if header := re.match(r"\s*\[+\s*([^\]]+?)\s*\]", line):
            inside = header[1].strip("\"'")
            if not section and inside.split(".")[0] == key:
                return f"{place}:{number}"
        elif inside == section and re.match(rf"\s*[\"']?{re.escape(key)}[\"']?\s*[.=]", line):
            return f"{place}:{number}"
    return place


def render_config(say: Words, values: Mapping[str, Mapping[str, Any]] | None = None) -> str:
    """A settings file with every setting explained: given `values` are set, the rest stand as comments."""
    values = values or {}
    out = [
        say(N_("# Settings of Suivi. Every one is shown with its default; take away the # to change it.")),
    ]
    for name, (kind, meaning) in SECTIONS.items():
        out += ["", f"# {say(meaning)}", f"[{name}]"]
        for each in fields(kind):
            check: Kind = each.metadata["kind"]
            out.append(f"# {say(each.metadata['meaning'])}")
            if check.accepted not in (TEXT.accepted,):
                out.append("# " + say(N_("Accepted: {values}"), values=say(check.accepted)))
            given = values.get(name, {}).get(each.name)
            if given is None:
                out.append(f"# {each.name} = {check.write(each.default)}")
            else:
                out.append(f"{each.name} = {check.write(given)}")
    return "\n".join(out) + "\n"
