"""Every setting: its name, type, default and meaning.

A settings file is TOML with one table per section below. Reading it knows nothing of files: the text
comes in, a `Config` comes out, and what is wrong is named with its key and line. The same tables
write `config.example.toml` and the file that `suivi init` lays down.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from datetime import date, time
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from tracker.dates.conventions import (
    By,
    Conventions,
    Grain,
    MonthDay,
    Next,
    Place,
    Seasons,
    Thirds,
    WinterYear,
)
from tracker.errors import SuiviError, Unusable
from tracker.ladders import DEFAULT, Group, Ladders, nearest, parse, render
from tracker.words.marks import N_
from tracker.words.speech import LANGUAGES, Words

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


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


@dataclass(frozen=True, slots=True)
class _Kind:
    """How a value is checked and written: `parse` takes TOML's value or raises ValueError."""

    parse: Callable[[Any], Any]
    accepted: str
    write: Callable[[Any], str] = lambda value: _toml(value)


def _is(kind: type) -> Callable[[Any], Any]:
    def parse(value: Any) -> Any:
        if type(value) is not kind:
            raise ValueError(value)
        return value

    return parse


def _whole(low: int, high: int) -> _Kind:
    def parse(value: Any) -> int:
        if type(value) is not int or not low <= value <= high:
            raise ValueError(value)
        return value

    return _Kind(parse, f"{low} … {high}")


def _choice(*values: str) -> _Kind:
    def parse(value: Any) -> str:
        if value not in values:
            raise ValueError(value)
        return str(value)

    return _Kind(parse, ", ".join(values))


def _hour(value: Any) -> time:
    if isinstance(value, time):
        return value
    return time.fromisoformat(_is(str)(value))


def _zone(value: Any) -> str:
    if _is(str)(value) not in available_timezones():
        raise ValueError(value)
    return str(value)


def _days(value: Any) -> tuple[date, ...]:
    if not isinstance(value, list):
        raise ValueError(value)
    return tuple(day if type(day) is date else date.fromisoformat(_is(str)(day)) for day in value)


def _weekend(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not set(value) <= set(WEEK) or len(set(value)) == len(WEEK):
        raise ValueError(value)
    return tuple(day for day in WEEK if day in value)


TEXT = _Kind(_is(str), N_("text in quotes"))
LANGUAGE = _choice(*LANGUAGES)


def _setting(default: Any, kind: _Kind, meaning: str) -> Any:
    return field(default=default, metadata={"kind": kind, "meaning": meaning})


@dataclass(frozen=True, slots=True)
class Office:
    name: str = _setting("", TEXT, N_("Your own body, as reports name it: “we” in a report is this one."))
    language: str = _setting(
        "fr", LANGUAGE, N_("Language of screens and mails for whoever has not chosen one.")
    )
    timezone: str = _setting(
        "America/Toronto",
        _Kind(_zone, N_("a zone of the IANA database, such as America/Toronto")),
        N_("Time zone of the office."),
    )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    url: str = _setting(
        "sqlite:///suivi.db",
        TEXT,
        N_(
            "Where the register is kept: sqlite:///FILE (from this file's folder) or postgresql://user@host/name."
        ),
    )
    busy_seconds: int = _setting(
        15, _whole(1, 600), N_("How long to wait while another program writes, in seconds.")
    )


@dataclass(frozen=True, slots=True)
class FileSettings:
    proofs: str = _setting("proofs", TEXT, N_("Folder for stored proofs, from this file's folder."))


def _month_day(value: Any) -> MonthDay:
    day = date.fromisoformat(f"2023-{_is(str)(value)}")  # not a leap year: 29 February opens no period
    return day.month, day.day


def _pair(value: Any) -> tuple[Any, Any]:
    if not isinstance(value, list) or len(value) != 2:
        raise ValueError(value)
    return value[0], value[1]


def _two_month_days(value: Any) -> tuple[MonthDay, MonthDay]:
    first, last = _pair(value)
    return _month_day(first), _month_day(last)


def _two_months(value: Any) -> tuple[int, int]:
    first, last = _pair(value)
    if not all(type(month) is int and 1 <= month <= 12 for month in (first, last)) or first > last:
        raise ValueError(value)
    return first, last


def _write_days(value: Any) -> str:
    if isinstance(value[0], tuple):
        return _toml([f"{month:02d}-{day:02d}" for month, day in value])
    return _toml("{:02d}-{:02d}".format(*value))


_MONTH_DAY = _Kind(_month_day, N_("a month and a day such as 04-01"), _write_days)
_MONTH_DAYS = _Kind(_two_month_days, N_("two days of a year such as [“08-15”, “09-15”]"), _write_days)
_MONTHS = _Kind(_two_months, N_("first and last month such as [9, 12]"))
_YES_NO = _Kind(_is(bool), "true, false")


@dataclass(frozen=True, slots=True)
class DateSettings:
    """`Conventions` as a settings file writes them: enums by their values, days by their names."""

    seasons: str = _setting("calendar", _choice(*Seasons), N_("Seasons: by the calendar, or whole months."))
    winter_year: str = _setting("end", _choice(*WinterYear), N_("A winter is named for the year it ends in."))
    thirds: str = _setting("thirds", _choice(*Thirds), N_("“Early in the year”: a third, or a quarter."))
    by: str = _setting("last-day", _choice(*By), N_("“By June”: its last day, the eve, its first day."))
    before_includes_day: bool = _setting(False, _YES_NO, N_("“Before the 15th” includes the 15th."))
    grain: str = _setting("unit", _choice(*Grain), N_("“In two weeks”: that week, or that day."))
    next: str = _setting("first", _choice(*Next), N_("“Next Friday”: the first to come, or the second."))
    week_start: str = _setting("monday", _choice(*WEEK), N_("First day of a week."))
    week_ends: str = _setting("sunday", _choice(*WEEK), N_("“The end of the week” is this day."))
    fiscal_year: MonthDay = _setting((4, 1), _MONTH_DAY, N_("First day of a government's fiscal year."))
    city_fiscal_year: MonthDay = _setting((1, 1), _MONTH_DAY, N_("First day of a city's fiscal year."))
    university_fiscal_year: MonthDay = _setting(
        (5, 1), _MONTH_DAY, N_("First day of a university's fiscal year.")
    )
    school_year: MonthDay = _setting((7, 1), _MONTH_DAY, N_("First day of a school year."))
    autumn_session: tuple[int, int] = _setting((9, 12), _MONTHS, N_("Months of the autumn session."))
    winter_session: tuple[int, int] = _setting((1, 4), _MONTHS, N_("Months of the winter session."))
    summer_session: tuple[int, int] = _setting((5, 8), _MONTHS, N_("Months of the summer session."))
    back_to_school: tuple[MonthDay, MonthDay] = _setting(
        ((8, 15), (9, 15)), _MONTH_DAYS, N_("First and last day of the back-to-school weeks.")
    )
    year_end_holidays: tuple[MonthDay, MonthDay] = _setting(
        ((12, 24), (1, 2)), _MONTH_DAYS, N_("First and last day of the year-end holidays.")
    )
    holidays: str = _setting("CA-QC", _choice(*Place), N_("Whose holidays a name such as Labour Day means."))
    numbers: str = _setting(
        "by-language",
        _choice("by-language", "day-first", "month-first"),
        N_("03/04/2025: day first in French and asked about in English, or always the same."),
    )
    two_digit_years_ahead: int = _setting(
        20, _whole(0, 99), N_("How far ahead of the report a two-digit year may lie, in years.")
    )

    def conventions(self) -> Conventions:
        order = {"by-language": None, "day-first": True, "month-first": False}
        return Conventions(
            seasons=Seasons(self.seasons),
            winter_year=WinterYear(self.winter_year),
            thirds=Thirds(self.thirds),
            by=By(self.by),
            before_includes_day=self.before_includes_day,
            grain=Grain(self.grain),
            next=Next(self.next),
            week_start=WEEK.index(self.week_start),
            week_ends=WEEK.index(self.week_ends),
            fiscal_year=self.fiscal_year,
            city_fiscal_year=self.city_fiscal_year,
            university_fiscal_year=self.university_fiscal_year,
            school_year=self.school_year,
            autumn_session=self.autumn_session,
            winter_session=self.winter_session,
            summer_session=self.summer_session,
            back_to_school=self.back_to_school,
            year_end_holidays=self.year_end_holidays,
            holidays=Place(self.holidays),
            day_first=order[self.numbers],
            two_digit_years_ahead=self.two_digit_years_ahead,
        )


@dataclass(frozen=True, slots=True)
class WorkdaySettings:
    place: str = _setting(
        "CA-QC",
        TEXT,
        N_("Whose public holidays count: a country or a region, such as CA-QC, BE or FR; empty for none."),
    )
    weekend: tuple[str, ...] = _setting(
        ("saturday", "sunday"), _Kind(_weekend, ", ".join(WEEK)), N_("Days off every week.")
    )
    closing_days: tuple[date, ...] = _setting(
        (), _Kind(_days, N_("a list of days such as [2024-12-27]")), N_("The office's own closing days.")
    )


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    send_at: time = _setting(
        time(7, 30),
        _Kind(_hour, N_("an hour such as 07:30")),
        N_("When the digest leaves, in each person's own time zone."),
    )
    every_minutes: int = _setting(
        5, _whole(1, 1440), N_("How often the service looks for what is due, in minutes.")
    )


def _ladder(group: Group, meaning: str) -> Any:
    def check(value: Any) -> tuple[str, ...]:
        if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
            raise ValueError(value)
        return tuple(render(parse({group.value: value}))[group.value])

    words = tuple(render(DEFAULT)[group.value])
    return _setting(words, _Kind(check, N_("a list of stages; the manual names them all")), meaning)


@dataclass(frozen=True, slots=True)
class LadderSettings:
    day: tuple[str, ...] = _ladder(Group.DAY, N_("For a day or a week."))
    month: tuple[str, ...] = _ladder(Group.MONTH, N_("For a month."))
    period: tuple[str, ...] = _ladder(Group.PERIOD, N_("For a quarter, a season or a half-year."))
    year: tuple[str, ...] = _ladder(Group.YEAR, N_("For a year."))
    range: tuple[str, ...] = _ladder(Group.RANGE, N_("For the validity of an agreement, or several years."))
    open: tuple[str, ...] = _ladder(Group.OPEN, N_("Without a date, such as talks."))
    recurring: tuple[str, ...] = _ladder(Group.RECURRING, N_("For what comes back regularly."))

    def ladders(self) -> Ladders:
        return nearest(parse({group.value: getattr(self, group.value) for group in Group}))


@dataclass(frozen=True, slots=True)
class MailSettings:
    channel: str = _setting(
        "outbox", _choice("outbox", "smtp"), N_("outbox writes .eml files to a folder; smtp sends them.")
    )
    outbox: str = _setting("outbox", TEXT, N_("Folder of the outbox, from this file's folder."))
    sender: str = _setting("suivi@localhost.localdomain", TEXT, N_("Address that the digests come from."))
    sender_name: str = _setting("Suivi", TEXT, N_("Name that the digests come from."))
    host: str = _setting("localhost", TEXT, N_("SMTP server."))
    port: int = _setting(
        25, _whole(1, 65535), N_("Its port: 25 for a local relay, 587 for STARTTLS, 465 for TLS.")
    )
    security: str = _setting("none", _choice("none", "starttls", "tls"), N_("How the connection is secured."))
    user: str = _setting("", TEXT, N_("User name, empty when the server asks for none."))
    password: str = _setting(
        "", TEXT, N_("Its password; better kept in the environment variable SUIVI_MAIL_PASSWORD.")
    )
    ca_file: str = _setting(
        "", TEXT, N_("File of certificates to trust beside the system's, for a server of the house.")
    )
    timeout_seconds: int = _setting(30, _whole(1, 600), N_("How long to wait for the server, in seconds."))


@dataclass(frozen=True, slots=True)
class WebSettings:
    host: str = _setting("127.0.0.1", TEXT, N_("Address that `suivi serve` listens on."))
    port: int = _setting(8470, _whole(0, 65535), N_("Its port; 0 takes a free one."))
    address: str = _setting(
        "",
        TEXT,
        N_("Its address from outside, such as https://suivi.example.org; empty for the one above."),
    )


_SECTIONS: dict[str, tuple[type, str]] = {
    "office": (Office, N_("The office")),
    "database": (DatabaseSettings, N_("The register's database")),
    "files": (FileSettings, N_("Files kept beside the register")),
    "dates": (DateSettings, N_("How date wordings are understood")),
    "workdays": (WorkdaySettings, N_("Working days: a reminder never falls on a day off")),
    "reminders": (ReminderSettings, N_("Reminders")),
    "ladders": (LadderSettings, N_("Stages of the reminders, by the precision of the due date")),
    "mail": (MailSettings, N_("How digests leave")),
    "web": (WebSettings, N_("The service: calendar feeds")),
}


@dataclass(frozen=True, slots=True)
class Config:
    office: Office = Office()
    database: DatabaseSettings = DatabaseSettings()
    files: FileSettings = FileSettings()
    dates: DateSettings = DateSettings()
    workdays: WorkdaySettings = WorkdaySettings()
    reminders: ReminderSettings = ReminderSettings()
    ladders: LadderSettings = LadderSettings()
    mail: MailSettings = MailSettings()
    web: WebSettings = WebSettings()


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
        if name not in _SECTIONS or not isinstance(table, dict):
            where = _place(text, place, "", name)
            raise UnknownSection(place=where, section=name, accepted=", ".join(_SECTIONS))
        given[name] = _section(name, table, text, place)
    return Config(**given)


def _section(name: str, table: Mapping[str, Any], text: str, place: str) -> Any:
    kind, _ = _SECTIONS[name]
    known = {f.name: f for f in fields(kind)}
    values = {}
    for key, value in table.items():
        where = _place(text, place, name, key)
        if key not in known:
            raise UnknownKey(place=where, key=key, section=name, accepted=", ".join(known))
        check: _Kind = known[key].metadata["kind"]
        try:
            values[key] = check.parse(value)
        except SuiviError as failure:
            raise BadValue(
                place=where, section=name, key=key, value=_toml(value), accepted=failure
            ) from failure
        except (ValueError, TypeError):
            raise BadValue(
                place=where, section=name, key=key, value=_toml(value), accepted=check.accepted
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
    for name, (kind, meaning) in _SECTIONS.items():
        out += ["", f"# {say(meaning)}", f"[{name}]"]
        for each in fields(kind):
            check: _Kind = each.metadata["kind"]
            out.append(f"# {say(each.metadata['meaning'])}")
            if check.accepted not in (TEXT.accepted,):
                out.append("# " + say(N_("Accepted: {values}"), values=say(check.accepted)))
            given = values.get(name, {}).get(each.name)
            if given is None:
                out.append(f"# {each.name} = {check.write(each.default)}")
            else:
                out.append(f"{each.name} = {check.write(given)}")
    return "\n".join(out) + "\n"


def _toml(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, time):
        return f'"{value:%H:%M}"'
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, str):
        escaped = value.replace("\\", "\\\\").replace('"', '\\"')
        return f'"{escaped}"'
    return str(value)
