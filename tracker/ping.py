"""The dead-man's switch: an address that is fetched after each good round.

Whoever watches it raises the alarm when the signs of life stop, also when the whole machine is gone.
"""

from __future__ import annotations

from http.client import HTTPException
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from tracker.errors import SuiviError
from tracker.marks import N_

TIMEOUT = 5.0
"""Seconds; the reminders have left by then, and nobody waits for more."""


class NoSignOfLife(SuiviError):
    """The sign did not arrive. `host` alone is told: the rest of such an address is a secret."""

    sentence = N_("The ping to {host} did not arrive: {reason}. Check `ping` in [reminders].")


def ping(address: str, *, timeout: float = TIMEOUT) -> None:
    """Fetch an http or https address and forget the answer. Raises NoSignOfLife."""
    request = Request(address, headers={"User-Agent": "suivi"})  # noqa: S310 - http(s), by its setting
    try:
        with urlopen(request, timeout=timeout):  # noqa: S310
            pass
    except HTTPError as failure:
        failure.close()
        raise NoSignOfLife(host=_host(address), reason=f"HTTP {failure.code}") from failure
    except (OSError, HTTPException, ValueError) as failure:
        reason = getattr(failure, "reason", None) or failure
        raise NoSignOfLife(host=_host(address), reason=_words(reason)) from failure


def _host(address: str) -> str:
    return urlsplit(address).hostname or "?"


def _words(reason: object) -> str:
    said = getattr(reason, "strerror", None) or str(reason) or type(reason).__name__
    return " ".join(str(said).split()).rstrip(".")
