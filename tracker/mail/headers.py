"""Headers in the form in which they travel: folded, and encoded where they are not plain ASCII (RFC 2047).

`email`'s own folding of long encoded names puts blanks into words, and a text that looks like an
encoded word is decoded on the way (both in Python 3.11). These are written out here, and given to the
message as a parser would give them.
"""

from __future__ import annotations

from email.header import Header
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import quote

from tracker.mail.addresses import NAME_WIDTH, plain_address
from tracker.words.lines import one_line, shorten

POLICY = SMTP.clone(refold_source="none")  # what is written out here stays as it is
LINE = 76  # characters of a header line that holds an encoded word (RFC 2047 §2)


def text_header(name: str, text: str) -> str:
    """The value of an unstructured header, such as Subject."""
    line = one_line(text)
    if _is_plain(line) and len(name) + 2 + len(line) <= LINE:
        return line
    return _encoded(name, line)


def mailbox_header(name: str, person: str, address: str) -> str:
    """The value of From or To; no name is shown when it is the address again. Raises BadAddress."""
    address = plain_address(address)
    shown = shorten(person, NAME_WIDTH)
    if not shown or shown == address:
        return address
    phrase = f'"{quote(shown)}"'
    if not _is_plain(shown) or len(name) + 2 + len(phrase) > LINE:
        phrase = _encoded(name, shown)
    first_line = "\n" not in phrase
    room = LINE - len(phrase.rpartition("\n")[2]) - (len(name) + 2 if first_line else 0)
    between = " " if len(address) + 3 <= room else "\r\n "
    return f"{phrase}{between}<{address}>"


def wire_bytes(message: EmailMessage) -> bytes:
    """The message as a server or a file takes it, its lines ended by CRLF (RFC 5322 §2.1)."""
    return message.as_bytes(policy=message.policy.clone(linesep="\r\n"))


def _is_plain(line: str) -> bool:
    return line.isascii() and line.isprintable() and "=?" not in line


def _encoded(name: str, line: str) -> str:
    return Header(line, "utf-8", maxlinelen=LINE, header_name=name).encode(linesep="\r\n")
