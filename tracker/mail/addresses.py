"""Where messages go: mail addresses as headers and envelopes take them (RFC 5322 §3.4, RFC 5321
§4.1.2), and the addresses of services, which are secrets.
"""

from __future__ import annotations

import re

from tracker.mail.failures import BadAddress
from tracker.words.lines import shorten

NAME_WIDTH = 120  # characters; a name is there to be recognised, not to be told in full

_LOCAL = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(?:\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*")
_DOMAIN = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9-]{1,63}(?<!-))*")


def plain_address(address: str) -> str:
    """`address` in the ASCII form that every server takes; an IDN domain becomes its A-label.

    Raises BadAddress for what is no address, and for accents before the `@`, which would need
    SMTPUTF8 (RFC 6531) on every server of the way.
    """
    local, at, domain = address.strip().rpartition("@")
    try:
        ascii_domain = domain.encode("idna").decode("ascii").lower()
    except UnicodeError:
        raise BadAddress(address=shorten(address, NAME_WIDTH)) from None
    fits = len(local) <= 64 and len(ascii_domain) <= 253  # RFC 5321 §4.5.3.1
    if not (at and fits and _LOCAL.fullmatch(local) and _DOMAIN.fullmatch(ascii_domain)):
        raise BadAddress(address=shorten(address, NAME_WIDTH))
    return f"{local}@{ascii_domain}"


def is_service(address: str) -> bool:
    """Whether a message goes to a service, such as slack://…, rather than by mail."""
    return "://" in address


def domain_of(address: str) -> str:
    """The ASCII domain of an address. Raises BadAddress."""
    return plain_address(address).rpartition("@")[2]
