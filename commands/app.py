"""What a verb may ask for, built when asked: where the core, the database and the doors meet."""

from __future__ import annotations

import getpass
import locale
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from commands.places import Settings, find_settings
from commands.show import Screen
from tracker.clock import Clock, SystemClock, parse_moment
from tracker.words import LANGUAGES, Words

if TYPE_CHECKING:
    from db.engine import Database
    from tracker.books import Books
    from tracker.commitments import Commitment
    from tracker.config import Config
    from tracker.dates.conventions import Conventions
    from tracker.dates.window import Window
    from tracker.feed import Feed
    from tracker.intake import Intake
    from tracker.mail.channel import Channel
    from tracker.ping import NoSignOfLife
    from tracker.planning import Rules
    from tracker.rounds import Post, Round


class App:
    """One call of `suivi`. `stays` is set by a command that runs on: it keeps its connections."""

    stays = False

    def __init__(
        self,
        settings: Settings,
        environment: Mapping[str, str],
        *,
        language: str | None = None,
        clock: Clock | None = None,
    ) -> None:
        self.settings = settings
        self.environment = environment
        self.clock = clock or SystemClock()
        self._language = language
        self._closing: list[Callable[[], None]] = []

    @classmethod
    def from_command_line(cls, args: Sequence[str], environment: Mapping[str, str]) -> App:
        """The language must be known before the arguments are read, for help and for usage errors."""
        given = _leading_options(args)
        settings = find_settings(given.get("config"), given.get("database"), environment)
        return cls(settings, environment, language=given.get("language"))

    # Language and settings

    @cached_property
    def say(self) -> Words:
        """Flag > environment > settings > locale; French when nothing is known."""
        for wish in (self._language, self.environment.get("SUIVI_LANG"), self._configured_language()):
            if wish and wish[:2].lower() in LANGUAGES:
                return Words(wish[:2].lower())
        return Words(_locale_language(self.environment) or "fr")

    def _configured_language(self) -> str | None:
        """Known even when the settings have a fault, which must be told in some language."""
        from tracker.errors import SuiviError

        try:
            return self.config.office.language if self.settings.exists else None
        except SuiviError:
            return None

    @cached_property
    def config(self) -> Config:
        return self.settings.load()

    @cached_property
    def screen(self) -> Screen:
        return Screen(self.say, self.environment)

    @property
    def user(self) -> str:
        """Who the journal names: SUIVI_USER, else the account's name."""
        name = self.environment.get("SUIVI_USER")
        if name:
            return name
        try:
            return getpass.getuser()
        except (KeyError, OSError):
            return "?"

    # Time

    def moment(self, as_of: str | None = None) -> datetime:
        """`as_of` as typed, or now; aware UTC."""
        return parse_moment(as_of, self.config.office.zone) if as_of else self.clock.now()

    def day(self, moment: datetime | None = None) -> date:
        """The day of the office at that moment."""
        return (moment or self.clock.now()).astimezone(self.config.office.zone).date()

    @property
    def conventions(self) -> Conventions:
        return self.config.dates.conventions()

    def window(self, wording: str, *, reference: date | None = None) -> Window:
        """What a typed due date means. Raises UnknownWording, ImpossibleWindow, AmbiguousWording."""
        from tracker.dates.typed import parse_typed

        found = parse_typed(
            wording,
            reference=reference or self.day(),
            language=self.say.language,
            conventions=self.conventions,
        )
        return found.window()

    # The register

    @cached_property
    def database(self) -> Database:
        from db.engine import Database

        database = Database(
            self.settings.database_url(self.config),
            busy_seconds=self.config.database.busy_seconds,
            pooled=self.stays,
        )
        self._closing.append(database.close)
        return database

    @property
    def has_register(self) -> bool:
        """Whether there is a database to open; told without opening it."""
        url = self.settings.database_url(self.config)
        return not url.startswith("sqlite:///") or Path(url.removeprefix("sqlite:///")).exists()

    def open_books(self, *, write: bool = False, lasting: bool = True) -> AbstractContextManager[Books]:
        return self.database.books(write=write, lasting=lasting)

    @cached_property
    def rules(self) -> Rules:
        from tracker.config import WEEK
        from tracker.planning import Rules
        from tracker.workdays import Workdays

        days = self.config.workdays
        return Rules(
            ladders=self.config.ladders.ladders(),
            workdays=Workdays(
                days.place, frozenset(WEEK.index(day) for day in days.weekend), frozenset(days.closing_days)
            ),
            zone=self.config.office.zone,
            send_at=self.config.reminders.send_at,
            quiet=self.config.reminders.quiet(),
        )

    @contextmanager
    def register(self) -> Iterator[Intake]:
        """A transaction that writes, in the user's name and at this moment."""
        from tracker.intake import Intake

        self.rules.workdays.look_up(self.day())  # not while other writers wait: it may take a second
        with self.open_books(write=True) as books:
            yield Intake(books, self.rules, by=self.user, at=self.clock.now(), conventions=self.conventions)

    def next_days(
        self, books: Books, commitments: Sequence[Commitment], moment: datetime
    ) -> Mapping[int, date]:
        """The day of each commitment's next reminder, by number; as of a later day, from there on."""
        today = self.day(moment)
        if today <= self.day():
            return books.reminders.next_days()
        from tracker.foresight import next_days

        rows = books.reminders.of([it.id for it in commitments])
        return next_days(commitments, rows, books.people.all(), self.rules, today=today)

    # The doors

    def post(self) -> Post:
        from tracker.rounds import Post

        settings = self.settings.mail(self.config, self.environment)

        def open_channel() -> AbstractContextManager[Channel]:
            from tracker.mail import channel  # heavy, and most rounds have nothing to send

            return channel.open_channel(settings)

        return Post(settings, open_channel)

    def round(self, *, patient: bool, is_over: Callable[[], bool] = lambda: False) -> Round:
        from commands.workers import is_dead, this_worker
        from tracker.rounds import Round

        return Round(
            self.open_books,
            self.post(),
            self.rules,
            clock=self.clock,
            worker=this_worker(),
            is_dead=is_dead,
            patient=patient,
            is_over=is_over,
        )

    def ping(self) -> NoSignOfLife | None:
        """Give the sign of life that `ping` in [reminders] asks for. A failure is for the log alone."""
        from tracker.ping import NoSignOfLife, ping

        try:
            if self.config.reminders.ping:
                ping(self.config.reminders.ping)
        except NoSignOfLife as failure:
            return failure
        return None

    def feed_address(self, token: str) -> str:
        web = self.config.web
        host = f"[{web.host}]" if ":" in web.host else web.host
        return f"{web.address.rstrip('/') or f'http://{host}:{web.port}'}/feeds/{token}.ics"

    def everything_feed(self) -> Feed:
        """The feed that needs no name: everything, in the office's language."""
        from tracker.feed.values import EVERYTHING, Feed

        office = self.config.office
        return Feed(
            id=0,
            name=f"Suivi – {office.name}" if office.name else "Suivi",
            scope=EVERYTHING,
            language=office.language,
            created_at=self.clock.now(),
            token_hash="",
        )

    def folder(self, name: str) -> Path:
        """A folder of the settings, from the place of the settings file."""
        return self.settings.folder / name

    def close(self) -> None:
        while self._closing:
            self._closing.pop()()


def _locale_language(environment: Mapping[str, str]) -> str | None:
    """The locale's language. `C` names none, though Python's own look-up takes it for English."""
    if sys.platform == "win32":
        code = locale.getlocale()[0] or ""
    else:
        names = (environment.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
        code = next(filter(None, names), "")
    code = code[:2].lower()
    return code if code in LANGUAGES else None


def _leading_options(args: Sequence[str]) -> dict[str, str]:
    """The options before the verb: those that must be known before anything is parsed."""
    names = {
        "--lang": "language",
        "--langue": "language",
        "--config": "config",
        "--database": "database",
        "--base": "database",
    }
    given: dict[str, str] = {}
    rest = iter(args)
    for arg in rest:
        name, equals, value = arg.partition("=")
        if not arg.startswith("-"):
            break
        if name in names:
            given[names[name]] = value if equals else next(rest, "")
    return given
