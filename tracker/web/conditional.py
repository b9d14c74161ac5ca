"""Conditional requests: whether what the client has is still right (RFC 9110 §13)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


@dataclass(frozen=True, slots=True)
class Validators:
    """A strong entity tag with its quotes, and the last change (aware, whole seconds count).

    `dates_tell` is False when something else was there within the same second: a copy of that cannot be
    told from this one by its date (RFC 9110 §8.8.2.2).
    """

    etag: str
    last_modified: datetime
    dates_tell: bool = True

    def http_date(self) -> str:
        return format_datetime(self.last_modified.astimezone(UTC).replace(microsecond=0), usegmt=True)

    def after(self, earlier: Validators | None) -> Validators:
        """The same, beside those of what stood at this address before."""
        if earlier is None or earlier.etag == self.etag or earlier.http_date() != self.http_date():
            return self
        return replace(self, dates_tell=False)

    def still_right(self, if_none_match: str | None, if_modified_since: str | None) -> bool:
        """Whether 304 is the answer to a GET or HEAD.

        If-None-Match compares weakly and is alone decisive when present (§13.1.2, §13.2.2); a date
        that cannot be read is ignored (§13.1.3).
        """
        if if_none_match is not None:
            return (
                if_none_match == self.etag  # as most clients send it
                or if_none_match.strip() == "*"
                or self.etag in _TAG.findall(if_none_match)
            )
        if if_modified_since is None or not self.dates_tell:
            return False
        try:
            since = parsedate_to_datetime(if_modified_since)
        except (ValueError, TypeError):
            return False
        if since.tzinfo is None:
            since = since.replace(tzinfo=UTC)
        return self.last_modified.replace(microsecond=0) <= since
