"""A rendered feed, as the answers that a request for it can get."""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from urllib.parse import quote

from starlette.responses import Response

from tracker.web.conditional import Validators
from tracker.web.headers import EVERYWHERE

MAX_AGE = 300  # seconds for which a client need not ask again
SHORTEST_COMPRESSED = 512  # octets


@dataclass(frozen=True, slots=True)
class Document:
    """Made once for each state of a feed and given to everybody who asks: an answer has no state."""

    validators: Validators
    whole: Response
    compressed: Response | None
    unchanged: Response  # 304

    def answer(self, *, if_none_match: str | None, if_modified_since: str | None, accept: str) -> Response:
        """What a request with these headers gets; `accept` is its Accept-Encoding."""
        if self.validators.still_right(if_none_match, if_modified_since):
            return self.unchanged
        return self.compressed if self.compressed is not None and takes_gzip(accept) else self.whole


def document(name: str, body: bytes, validators: Validators) -> Document:
    headers = {
        **EVERYWHERE,
        "ETag": validators.etag,
        "Last-Modified": validators.http_date(),
        "Cache-Control": f"private, max-age={MAX_AGE}",
        "Vary": "Accept-Encoding",
    }
    file_name = quote(f"{name}.ics", safe="")
    named = headers | {"Content-Disposition": f"inline; filename=\"suivi.ics\"; filename*=UTF-8''{file_name}"}
    media_type = "text/calendar; charset=utf-8"
    compressed = None
    if len(body) >= SHORTEST_COMPRESSED:
        packed = gzip.compress(body, 6, mtime=0)
        compressed = Response(packed, headers=named | {"Content-Encoding": "gzip"}, media_type=media_type)
    return Document(
        validators,
        whole=Response(body, headers=named, media_type=media_type),
        compressed=compressed,
        unchanged=Response(status_code=304, headers=headers),
    )


def takes_gzip(accepted: str) -> bool:
    """RFC 9110 §12.5.3; a quality of nought is a refusal."""
    for coding in accepted.lower().split(","):
        name, _, parameters = coding.partition(";")
        if name.strip() in ("gzip", "x-gzip", "*"):
            quality = parameters.replace(" ", "").removeprefix("q=")
            return quality.strip("0.") != "" or not parameters.strip()
    return False
