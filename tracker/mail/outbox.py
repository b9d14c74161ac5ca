"""The outbox: a folder of `.eml` files, one per message, that any mail program opens."""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from tracker.mail.addresses import plain_address
from tracker.mail.failures import OutboxUnwritable, quoted
from tracker.mail.headers import wire_bytes
from tracker.mail.settings import MailSettings

NAME_WIDTH = 40  # characters of the recipient's name in a file's name


class Outbox:
    """Writes each message whole or not at all; the same Message-ID always to the same file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._known: dict[str, str] | None = None

    @classmethod
    def of(cls, settings: MailSettings) -> Self:
        assert settings.outbox is not None, "MailSettings has checked it"  # noqa: S101
        return cls(settings.outbox)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        failure: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._known = None

    def send(self, message: EmailMessage, to: str) -> str:
        """The file's path. Raises OutboxUnwritable or BadAddress."""
        plain_address(to)
        key = hashlib.sha256(str(message["Message-ID"]).encode()).hexdigest()[:12]
        try:
            self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            known = self._files()
            name = known.setdefault(key, file_name(message, key))
            path = self.folder / name
            self._write(path, wire_bytes(message))
        except OSError as failure:
            raise OutboxUnwritable(
                folder=str(self.folder), words=quoted(failure.strerror or failure)
            ) from failure
        return str(path)

    def probe(self) -> None:
        """See that the folder can be written, or made; nothing is left behind. Raises OutboxUnwritable."""
        there = next(it for it in (self.folder, *self.folder.absolute().parents) if it.exists())
        try:
            with tempfile.TemporaryFile(dir=there):
                pass
        except OSError as failure:
            raise OutboxUnwritable(
                folder=str(self.folder), words=quoted(failure.strerror or failure)
            ) from failure

    def _files(self) -> dict[str, str]:
        """File names by key: a message whose date or recipient's name has changed keeps its file."""
        if self._known is None:
            names = (entry.name for entry in os.scandir(self.folder))
            self._known = {
                Path(name).stem.rpartition("_")[2]: name for name in names if name.endswith(".eml")
            }
        return self._known

    @staticmethod
    def _write(path: Path, content: bytes) -> None:
        """Through a file beside it, so that no reader and no crash ever sees half a message."""
        descriptor, beside = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
        try:
            with os.fdopen(descriptor, "wb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            Path(beside).replace(path)
        except BaseException:
            Path(beside).unlink(missing_ok=True)
            raise
        if hasattr(os, "O_DIRECTORY"):  # the rename itself is on disk only once its folder is
            folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


def file_name(message: EmailMessage, key: str) -> str:
    """`2024-09-02_helene-belanger_1a2b3c4d5e6f.eml`: sorts by day, safe on every file system."""
    headers = dict(message.raw_items())  # each look at a parsed one parses it again
    phrase, address = parseaddr(headers["To"])
    day = parsedate_to_datetime(headers["Date"]).date().isoformat()
    who = _slug(str(make_header(decode_header(phrase)))) or _slug(address.partition("@")[0]) or "x"
    return f"{day}_{who}_{key}.eml"


def _slug(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:NAME_WIDTH].strip("-")
