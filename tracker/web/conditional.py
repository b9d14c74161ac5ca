"""Conditional requests: whether what the client has is still right (RFC 9110 §13)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime, parsedate_to_datetime

_TAG = re.compile(r'(?:W/)?("[\x21\x23-\x7e\x80-\xff]*")')


@dataclass(frozen=True, slots=True)
class Validators:
    """A strong entity tag with its quotes, and the last change (aware, whole seconds count)."""

    etag: str
    last_modified: datetime

    def http_date(self) -> str:
        return format_datetime(self.last_modified.astimezone(UTC).replace(microsecond=0), usegmt=True)

    def still_right(self, if_none_match: str | None, if_modified_since: str | None) -> bool:
        """Whether 304 is the answer to a GET or HEAD.

        If-None-Match compares weakly and is alone decisive when present (§13.1.2, §13.2.2); a date
        that cannot be read is ignored (§13.1.3).
        """
        if if_none_match is not None:
            return if_none_match.strip() == "*" or self.etag in _TAG.findall(if_none_match)
        if if_modified_since is None:
            return False
        try:
            since = parsedate_to_datetime(if_modified_since)
        except (ValueError, TypeError):
            return False
        if since.tzinfo is None:
            since = since.replace(tzinfo=UTC)
        return self.last_modified.replace(microsecond=0) <= since
