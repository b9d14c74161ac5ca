"""Files, and bytes from elsewhere, read."""

from __future__ import annotations

import errno
import gc
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from pathlib import Path

from tracker.documents import Document
from tracker.reading.errors import (
    EmptyFile,
    IsAFolder,
    NoSuchFile,
    NoText,
    NotPermitted,
    NotReadable,
    TooLarge,
)
from tracker.reading.language import guess_language
from tracker.reading.limits import DEFAULT, MB, Limits
from tracker.reading.sniff import Format, format_of

_SHORT = 500_000  # bytes of a plain text that needs no process: no text of that size is dear


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that was read.

    `sha256` is that of its bytes, in hexadecimal. `language` is a guess, `fr` or `en`. `dated` is
    the date in the file's own properties or mail headers, None when it names none. `attachments`
    are the names of files inside it that were not read, `blank_pages` the pages (from 1) that hold
    a picture and no text: a scan within a report.
    """

    file_name: str
    sha256: str
    document: Document
    language: str
    format: Format
    dated: date | None = None
    attachments: tuple[str, ...] = ()
    blank_pages: tuple[int, ...] = ()


@contextmanager
def _no_collection() -> Iterator[None]:
    """No garbage is looked for meanwhile: a document is many values and no garbage."""
    enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if enabled:
            gc.enable()


def read_file(path: Path, *, limits: Limits = DEFAULT, zone: tzinfo = UTC) -> ReadFile:
    """Read the file at `path`; a moment that it tells in UTC is dated in `zone`.

    Raises a failure of tracker.reading.errors, and nothing else.
    """
    try:
        with path.open("rb") as file:
            data = file.read(limits.max_bytes + 1)
    except FileNotFoundError as error:
        raise NoSuchFile(path=str(path)) from error
    except PermissionError as error:
        raise (IsAFolder if path.is_dir() else NotPermitted)(path=str(path)) from error  # Windows
    except IsADirectoryError as error:
        raise IsAFolder(path=str(path)) from error
    except (OSError, ValueError) as error:
        if isinstance(error, ValueError) or error.errno in (errno.ENOTDIR, errno.ENAMETOOLONG, errno.EINVAL):
            raise NoSuchFile(path=str(path)) from error
        raise NotReadable(path=str(path), reason=error.strerror or str(error)) from error
    return read_bytes(path.name, data, limits=limits, zone=zone)


@_no_collection()
def read_bytes(name: str, data: bytes, *, limits: Limits = DEFAULT, zone: tzinfo = UTC) -> ReadFile:
    """Read `data`, the bytes of a file called `name`. Raises a failure of tracker.reading.errors."""
    if len(data) > limits.max_bytes:
        raise TooLarge(name=name, limit=limits.max_bytes // MB)
    if not data:
        raise EmptyFile(name=name)
    kind = format_of(name, data)
    extra: tuple[date | None, tuple[str, ...], tuple[int, ...]] = None, (), ()
    if kind is Format.TEXT and len(data) <= _SHORT:
        from tracker.reading.formats import text
        from tracker.reading.pieces import assemble

        content = text.read(name, data, limits)
        document = assemble(content.pieces, content.pages)
    else:
        from tracker.reading.process import read_apart

        answer = read_apart(name, data, kind, limits)
        kind, document = answer.kind, answer.document
        extra = _day(answer.dated, zone), answer.attachments, answer.blank_pages
    if not document.blocks:
        raise NoText(name=name)
    sha256 = hashlib.sha256(data).hexdigest()
    return ReadFile(name, sha256, document, guess_language(document.text), kind, *extra)


def _day(dated: date | datetime | None, zone: tzinfo) -> date | None:
    if not isinstance(dated, datetime):
        return dated
    try:
        return dated.astimezone(zone).date()
    except OverflowError:  # the first moment of the calendar, which some programs write for none
        return None
