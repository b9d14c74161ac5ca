"""The settings, a class for each section: name, type, default and meaning."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from zoneinfo import ZoneInfo

from tracker.config.kinds import (
    LANGUAGE,
    MONTH_DAY,
    MONTH_DAYS,
    MONTHS,
    TEXT,
    WEEK,
    YES_NO,
    Kind,
    a_web_address,
    a_weekend,
    an_hour,
    choice,
    known_zone,
    ladder,
    quiet_days,
    setting,
    some_days,
    some_quiet_days,
    whole,
)
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
from tracker.ladders import Group, Ladders, nearest, parse
from tracker.marks import N_
from tracker.quiet import QuietDays


@dataclass(frozen=True, slots=True)
class Office:
    name: str = setting("", TEXT, N_("Your own body, as reports name it: “we” in a report is this one."))
    language: str = setting(
        "fr", LANGUAGE, N_("Language of screens and mails for whoever has not chosen one.")
    )
    timezone: str = setting(
        "America/Toronto",
        Kind(known_zone, N_("a zone of the IANA database, such as America/Toronto")),
        N_("Time zone of the office."),
    )

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


@dataclass(frozen=True, slots=True)
class DatabaseSettings:
    url: str = setting(
        "sqlite:///suivi.db",
        TEXT,
        N_(
            "Where the register is kept: sqlite:///FILE (from this file's folder) or postgresql://user@host/name."
        ),
    )
    busy_seconds: int = setting(
        15, whole(1, 600), N_("How long to wait while another program writes, in seconds.")
    )


@dataclass(frozen=True, slots=True)
class FileSettings:
    proofs: str = setting("proofs", TEXT, N_("Folder for stored proofs, from this file's folder."))


@dataclass(frozen=True, slots=True)
class DateSettings:
    """`Conventions` as a settings file writes them: enums by their values, days by their names."""

    seasons: str = setting("calendar", choice(*Seasons), N_("Seasons: by the calendar, or whole months."))
    winter_year: str = setting("end", choice(*WinterYear), N_("A winter is named for the year it ends in."))
    thirds: str = setting("thirds", choice(*Thirds), N_("“Early in the year”: a third, or a quarter."))
    by: str = setting("last-day", choice(*By), N_("“By June”: its last day, the eve, its first day."))
    before_includes_day: bool = setting(False, YES_NO, N_("“Before the 15th” includes the 15th."))
    grain: str = setting("unit", choice(*Grain), N_("“In two weeks”: that week, or that day."))
    next: str = setting("first", choice(*Next), N_("“Next Friday”: the first to come, or the second."))
    week_start: str = setting("monday", choice(*WEEK), N_("First day of a week."))
    week_ends: str = setting("sunday", choice(*WEEK), N_("“The end of the week” is this day."))
    fiscal_year: MonthDay = setting((4, 1), MONTH_DAY, N_("First day of a government's fiscal year."))
    city_fiscal_year: MonthDay = setting((1, 1), MONTH_DAY, N_("First day of a city's fiscal year."))
    university_fiscal_year: MonthDay = setting(
        (5, 1), MONTH_DAY, N_("First day of a university's fiscal year.")
    )
    school_year: MonthDay = setting((7, 1), MONTH_DAY, N_("First day of a school year."))
    autumn_session: tuple[int, int] = setting((9, 12), MONTHS, N_("Months of the autumn session."))
    winter_session: tuple[int, int] = setting((1, 4), MONTHS, N_("Months of the winter session."))
    summer_session: tuple[int, int] = setting((5, 8), MONTHS, N_("Months of the summer session."))
    back_to_school: tuple[MonthDay, MonthDay] = setting(
        ((8, 15), (9, 15)), MONTH_DAYS, N_("First and last day of the back-to-school weeks.")
    )
    year_end_holidays: tuple[MonthDay, MonthDay] = setting(
        ((12, 24), (1, 2)), MONTH_DAYS, N_("First and last day of the year-end holidays.")
    )
    holidays: str = setting("CA-QC", choice(*Place), N_("Whose holidays a name such as Labour Day means."))
    numbers: str = setting(
        "by-language",
        choice("by-language", "day-first", "month-first"),
        N_("03/04/2025: day first in French and asked about in English, or always the same."),
    )
    two_digit_years_ahead: int = setting(
        20, whole(0, 99), N_("How far ahead of the report a two-digit year may lie, in years.")
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
    place: str = setting(
        "CA-QC",
        TEXT,
        N_("Whose public holidays count: a country or a region, such as CA-QC, BE or FR; empty for none."),
    )
    weekend: tuple[str, ...] = setting(
        ("saturday", "sunday"), Kind(a_weekend, ", ".join(WEEK)), N_("Days off every week.")
    )
    closing_days: tuple[date, ...] = setting(
        (), Kind(some_days, N_("a list of days such as [2024-12-27]")), N_("The office's own closing days.")
    )


@dataclass(frozen=True, slots=True)
class ReminderSettings:
    send_at: time = setting(
        time(7, 30),
        Kind(an_hour, N_("an hour such as 07:30")),
        N_("When the digest leaves, in each person's own time zone."),
    )
    every_minutes: int = setting(
        5, whole(1, 1440), N_("How often the service looks for what is due, in minutes.")
    )
    alarm_hours: int = setting(
        26,
        whole(1, 8760),
        N_("Age of the last good round, in hours, from which `suivi doctor` calls for help."),
    )
    ping: str = setting(
        "",
        Kind(a_web_address, N_("an address that begins with https:// or http://, or none")),
        N_("Address fetched after each good round, for a monitor that waits for a sign of life."),
    )
    quiet_days: tuple[str, ...] = setting(
        (),
        Kind(
            some_quiet_days,
            N_(
                "a list such as [“saturday”, “2024-12-27”, “2024-12-23/2025-01-03”, “12-24/01-02”];"
                " the last one comes every year"
            ),
        ),
        N_("Days on which no digest leaves; it leaves on the next day that is not quiet."),
    )

    def quiet(self) -> QuietDays:
        return quiet_days(self.quiet_days)


@dataclass(frozen=True, slots=True)
class LadderSettings:
    day: tuple[str, ...] = ladder(Group.DAY, N_("For a day or a week."))
    month: tuple[str, ...] = ladder(Group.MONTH, N_("For a month."))
    period: tuple[str, ...] = ladder(Group.PERIOD, N_("For a quarter, a season or a half-year."))
    year: tuple[str, ...] = ladder(Group.YEAR, N_("For a year."))
    range: tuple[str, ...] = ladder(Group.RANGE, N_("For the validity of an agreement, or several years."))
    open: tuple[str, ...] = ladder(Group.OPEN, N_("Without a date, such as talks."))
    recurring: tuple[str, ...] = ladder(Group.RECURRING, N_("For what comes back regularly."))

    def ladders(self) -> Ladders:
        return nearest(parse({group.value: getattr(self, group.value) for group in Group}))


@dataclass(frozen=True, slots=True)
class MailSettings:
    channel: str = setting(
        "outbox", choice("outbox", "smtp"), N_("outbox writes .eml files to a folder; smtp sends them.")
    )
    outbox: str = setting("outbox", TEXT, N_("Folder of the outbox, from this file's folder."))
    sender: str = setting("suivi@localhost.localdomain", TEXT, N_("Address that the digests come from."))
    sender_name: str = setting("Suivi", TEXT, N_("Name that the digests come from."))
    host: str = setting("localhost", TEXT, N_("SMTP server."))
    port: int = setting(
        25, whole(1, 65535), N_("Its port: 25 for a local relay, 587 for STARTTLS, 465 for TLS.")
    )
    security: str = setting("none", choice("none", "starttls", "tls"), N_("How the connection is secured."))
    user: str = setting("", TEXT, N_("User name, empty when the server asks for none."))
    password: str = setting(
        "", TEXT, N_("Its password; better kept in the environment variable SUIVI_MAIL_PASSWORD.")
    )
    ca_file: str = setting(
        "", TEXT, N_("File of certificates to trust beside the system's, for a server of the house.")
    )
    timeout_seconds: int = setting(30, whole(1, 600), N_("How long to wait for the server, in seconds."))
    attach_calendar: bool = setting(
        False, YES_NO, N_("Attach a calendar file with the days of what is new to the reader.")
    )


@dataclass(frozen=True, slots=True)
class FeedSettings:
    folder: str = setting(
        "",
        TEXT,
        N_(
            "Folder where `suivi serve` writes every feed after each change, from this file's folder;"
            " empty for none."
        ),
    )


@dataclass(frozen=True, slots=True)
class WebSettings:
    host: str = setting("127.0.0.1", TEXT, N_("Address that `suivi serve` listens on."))
    port: int = setting(8470, whole(0, 65535), N_("Its port; 0 takes a free one."))
    address: str = setting(
        "",
        TEXT,
        N_("Its address from outside, such as https://suivi.example.org; empty for the one above."),
    )


SECTIONS: dict[str, tuple[type, str]] = {
    "office": (Office, N_("The office")),
    "database": (DatabaseSettings, N_("The register's database")),
    "files": (FileSettings, N_("Files kept beside the register")),
    "dates": (DateSettings, N_("How date wordings are understood")),
    "workdays": (WorkdaySettings, N_("Working days: a reminder never falls on a day off")),
    "reminders": (ReminderSettings, N_("Reminders")),
    "ladders": (LadderSettings, N_("Stages of the reminders, by the precision of the due date")),
    "mail": (MailSettings, N_("How digests leave")),
    "feeds": (FeedSettings, N_("Feeds as files, for a file share")),
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
    feeds: FeedSettings = FeedSettings()
    web: WebSettings = WebSettings()
