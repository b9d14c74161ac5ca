"""A rendered feed, as the answers that a request for it can get."""

from __future__ import annotations

import gzip
from dataclasses import dataclass, replace
from functools import lru_cache
from urllib.parse import quote

from starlette.responses import Response

from tracker.web.conditional import Validators
from tracker.web.headers import EVERYWHERE

MAX_AGE = 300  # seconds for which a client need not ask again
SHORTEST_COMPRESSED = 512  # octets
MEDIA_TYPE = "text/calendar; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Form:
    """A feed in one coding; its bytes have an entity tag of their own (RFC 9110 §8.8.3.3)."""

    validators: Validators
    whole: Response
    unchanged: Response  # 304


@dataclass(frozen=True, slots=True)
class Document:
    """Made once for each state of a feed and given to everybody who asks: an answer has no state."""

    plain: Form
    packed: Form | None  # with gzip; None for what is too short to gain by it

    def answer(self, *, if_none_match: str | None, if_modified_since: str | None, accept: str) -> Response:
        """What a request with these headers gets; `accept` is its Accept-Encoding.

        A copy in either coding is still right; the answer names the one that the client has.
        """
        forms: tuple[Form, ...] = (self.plain,)
        if self.packed is not None:
            forms = (self.packed, self.plain) if takes_gzip(accept) else (self.plain, self.packed)
        for form in forms:
            if form.validators.still_right(if_none_match, if_modified_since):
                return form.unchanged
        return forms[0].whole


def document(name: str, body: bytes, validators: Validators) -> Document:
    """`validators` are those of `body` as it is."""
    file_name = quote(f"{name}.ics", safe="")
    about = {"Content-Disposition": f"inline; filename=\"suivi.ics\"; filename*=UTF-8''{file_name}"}
    packed = None
    if len(body) >= SHORTEST_COMPRESSED:
        own = replace(validators, etag=validators.etag[:-1] + '-gzip"')
        packed = _form(gzip.compress(body, 6, mtime=0), own, {**about, "Content-Encoding": "gzip"})
    return Document(_form(body, validators, about), packed)


def _form(body: bytes, validators: Validators, about: dict[str, str]) -> Form:
    """A 304 tells what a cache needs and nothing else of the body (RFC 9110 §15.4.5)."""
    state = {
        "ETag": validators.etag,
        "Last-Modified": validators.http_date(),
        "Cache-Control": f"private, max-age={MAX_AGE}",
        "Vary": "Accept-Encoding",
    }
    return Form(
        validators,
        whole=Response(body, headers={**EVERYWHERE, **state, **about}, media_type=MEDIA_TYPE),
        unchanged=Response(status_code=304, headers=state),
    )


@lru_cache(64)  # of the few that clients send
def takes_gzip(accepted: str) -> bool:
    """RFC 9110 §12.5.3: a quality of nought is a refusal, and `*` is what is not named."""
    wanted = {}
    for coding in accepted.lower().split(","):
        name, _, parameters = coding.partition(";")
        quality = parameters.replace(" ", "").removeprefix("q=")
        wanted[name.strip()] = quality.strip("0.") != "" or not parameters.strip()
    for name in ("gzip", "x-gzip", "*"):
        if name in wanted:
            return wanted[name]
    return False
