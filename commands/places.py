"""Where things lie: the settings file, and what is named from its folder."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from tracker.errors import Missing, Unusable
from tracker.words import N_

if TYPE_CHECKING:
    from tracker.config import Config
    from tracker.mail.settings import MailSettings

FILE_NAME = "suivi.toml"


class NoSettings(Missing):
    sentence = N_("The settings file {place} does not exist. `suivi init` creates it.")


class UnreadableSettings(Unusable):
    sentence = N_("The settings file {place} cannot be read: {reason}.")


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings file in force, or the place where `init` would make one."""

    path: Path
    named: bool
    url: str | None = None

    @property
    def folder(self) -> Path:
        return self.path.parent

    @property
    def exists(self) -> bool:
        return self.path.is_file()

    def load(self) -> Config:
        """Raises NoSettings when a file was named that is not there, UnreadableSettings, BadConfig."""
        from tracker.config import Config, parse_config

        if not self.exists:
            if self.named:
                raise NoSettings(place=self.path)
            return Config()
        try:
            text = self.path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError) as failure:
            reason = getattr(failure, "strerror", None) or "UTF-8"
            raise UnreadableSettings(place=self.path, reason=reason) from failure
        return parse_config(text, place=str(self.path))

    def database_url(self, config: Config) -> str:
        """Flag > environment > file > default; a relative SQLite file lies beside the settings."""
        if self.url:
            return self.url
        url, prefix = config.database.url, "sqlite:///"
        if url.startswith(prefix) and not Path(url.removeprefix(prefix)).is_absolute():
            name = url.removeprefix(prefix)
            return url if name in ("", ":memory:") else f"{prefix}{self.folder / name}"
        return url

    def mail(self, config: Config, environment: Mapping[str, str]) -> MailSettings:
        from tracker.mail.settings import ChannelName, MailSettings, Security

        mail = config.mail
        return MailSettings(
            sender=mail.sender,
            sender_name=mail.sender_name,
            channel=ChannelName(mail.channel),
            outbox=self.folder / mail.outbox,
            host=mail.host,
            port=mail.port,
            security=Security(mail.security),
            user=mail.user,
            password=environment.get("SUIVI_MAIL_PASSWORD") or mail.password,
            timeout=mail.timeout_seconds,
            ca_file=self.folder / mail.ca_file if mail.ca_file else None,
            attach_calendar=mail.attach_calendar,
        )


def find_settings(named: str | None, url: str | None, environment: Mapping[str, str]) -> Settings:
    """`--config` or SUIVI_CONFIG, else suivi.toml here or in a folder above, else the user's own."""
    url = url or environment.get("SUIVI_DATABASE_URL") or None
    given = named or environment.get("SUIVI_CONFIG")
    if given:
        return Settings(Path(given).expanduser().absolute(), named=True, url=url)
    here = Path.cwd()
    for folder in (here, *here.parents):
        if (folder / FILE_NAME).is_file():
            return Settings(folder / FILE_NAME, named=False, url=url)
    own = _user_folder() / FILE_NAME
    if own.is_file():
        return Settings(own, named=False, url=url)
    return Settings(here / FILE_NAME, named=False, url=url)


def _user_folder() -> Path:
    from platformdirs import user_config_path

    return user_config_path("suivi", appauthor=False)
