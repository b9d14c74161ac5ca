"""The HTTP application: feeds by their secret address, a page about each, and a sign of life.

Everything that comes from outside is refused in the same few words; no token ever reaches a log.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from tracker.errors import SuiviError
from tracker.web.headers import EVERYWHERE, PAGE
from tracker.web.limits import MissLimit
from tracker.words import LANGUAGES, Words

if TYPE_CHECKING:
    from tracker.clock import Clock
    from tracker.web.documents import Document
    from tracker.web.feeds import FeedServer

Found = TypeVar("Found")

STYLE_MAX_AGE = 3600
_ASKED = (b"if-none-match", b"if-modified-since", b"accept-encoding")


def make_app(
    feeds: FeedServer,
    clock: Clock,
    *,
    alive: Callable[[], bool] = lambda: True,
    address: str = "",
) -> Starlette:
    """`alive` says whether the reminders still run; `address` is this service's own from outside, by
    default the one that a request was sent to."""
    misses = MissLimit()

    async def guarded(request: Request, find: Callable[[str], Found | None]) -> Found | Response:
        """What is behind the token, or the refusal that all who guess get alike."""
        client = request.client.host if request.client else ""
        now = clock.now()
        if misses.is_over(client, now):
            return _refusal(429, {"Retry-After": str(misses.seconds)})
        found = await run_in_threadpool(find, request.path_params["token"])
        if found is None:
            misses.count(client, now)
            return _refusal(404, {})
        return found

    async def feed(request: Request) -> Response:
        document: Document | Response | None = feeds.kept(request.path_params["token"])
        if document is None:
            document = await guarded(request, feeds.find)
        return document if isinstance(document, Response) else _answer(request, document)

    async def subscribe(request: Request) -> Response:
        from tracker.web.pages.subscribe import subscribe_page

        found = await guarded(request, feeds.named)
        if isinstance(found, Response):
            return found
        page = f"{(address or str(request.base_url)).rstrip('/')}/feeds/{request.path_params['token']}"
        language = request.query_params.get("lang")
        say = Words(language if language in LANGUAGES else found.language)
        return HTMLResponse(subscribe_page(found, f"{page}.ics", page, say), headers=PAGE)

    async def style(request: Request) -> Response:
        from tracker.web.pages.setting import STYLE

        return FileResponse(
            STYLE, headers={**EVERYWHERE, "Cache-Control": f"public, max-age={STYLE_MAX_AGE}"}
        )

    async def health(request: Request) -> Response:
        fine = alive()
        return PlainTextResponse("ok" if fine else "late", 200 if fine else 503, headers=EVERYWHERE)

    return Starlette(
        routes=[
            Route("/feeds/{token}.ics", feed, methods=["GET", "HEAD"]),
            Route("/feeds/{token}", subscribe, methods=["GET", "HEAD"]),
            Route("/static/suivi.css", style, methods=["GET", "HEAD"]),
            Route("/health", health, methods=["GET", "HEAD"]),
        ],
        exception_handlers={404: _not_found, 405: _not_allowed, SuiviError: _failure},
    )


def _answer(request: Request, document: Document) -> Response:
    asked: dict[bytes, str] = {}
    for name, value in request.scope["headers"]:
        if name in _ASKED:  # one on several lines is one list (RFC 9110 §5.3)
            asked[name] = (
                f"{asked[name]}, {value.decode('latin-1')}" if name in asked else value.decode("latin-1")
            )
    return document.answer(
        if_none_match=asked.get(b"if-none-match"),
        if_modified_since=asked.get(b"if-modified-since"),
        accept=asked.get(b"accept-encoding", ""),
    )


def _refusal(status: int, headers: dict[str, str]) -> Response:
    words = {404: "Not found", 405: "Not allowed", 429: "Too many requests"}[status]
    return PlainTextResponse(
        f"{words}\n", status, headers={**EVERYWHERE, "Cache-Control": "no-store", **headers}
    )


async def _not_found(request: Request, failure: Exception) -> Response:
    return _refusal(404, {})


async def _not_allowed(request: Request, failure: Exception) -> Response:
    return _refusal(405, {"Allow": "GET, HEAD"})


async def _failure(request: Request, failure: Exception) -> Response:
    """A busy or unreachable database: the client keeps what it has and asks again."""
    assert isinstance(failure, SuiviError)  # noqa: S101 - registered for that family only
    return PlainTextResponse(
        "Unavailable\n", 503, headers={**EVERYWHERE, "Cache-Control": "no-store", "Retry-After": "60"}
    )
