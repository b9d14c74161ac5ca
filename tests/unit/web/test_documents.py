"""Which coding a client takes (RFC 9110 §12.5.3)."""

from __future__ import annotations

import pytest

from tracker.web.documents import takes_gzip


@pytest.mark.parametrize(
    "accepted",
    ["gzip", "GZIP", "x-gzip", "deflate, gzip;q=1.0", "br, gzip; q=0.5", "*", "identity;q=0.5, *;q=0.1"],
)
def test_gzip_is_taken_where_it_is_named_or_anything_is(accepted: str) -> None:
    assert takes_gzip(accepted)


@pytest.mark.parametrize(
    "accepted",
    ["", "identity", "br, deflate", "gzip;q=0", "gzip; q=0.000", "*;q=0", "*, gzip;q=0", "gzip;q=0, *"],
)
def test_it_is_not_taken_where_it_is_refused_or_not_named(accepted: str) -> None:
    assert not takes_gzip(accepted)
