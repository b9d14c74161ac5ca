"""The register read as a calendar: values in, an iCalendar document (RFC 5545) out.

`values` says what a feed is, `days` which days of the calendar a commitment takes, `sentences` what
is written there, `components` and `lines` turn that into iCalendar through the `icalendar` package, and
`renderer` puts a feed together and keeps what it rendered. Nothing here reads a clock, a file or a
setting: the same state on the same day gives the same bytes on every machine.
"""

from __future__ import annotations

from tracker.feed.handout import handout
from tracker.feed.renderer import Renderer, etag, render
from tracker.feed.values import EVERYTHING, Feed, Options, Scope, ScopeKind

__all__ = ["EVERYTHING", "Feed", "Options", "Renderer", "Scope", "ScopeKind", "etag", "handout", "render"]
