"""What can go wrong between a digest and its reader.

Temporary: the mail waits and is tried again. Permanent: this recipient does not get it until
somebody corrects something; the others do. `words` are the server's own, on one line.
"""

from __future__ import annotations

from typing import ClassVar

from tracker.errors import NotDelivered, Refused, Unusable
from tracker.marks import N_
from tracker.words.lines import shorten

WORDS_WIDTH = 300  # characters; RFC 5321 §4.5.3.1.5 allows a reply line 512 octets, and many lines


class Temporary(NotDelivered):
    """The mail was not taken this time.

    `maybe_delivered` is true when the server had the whole mail and its answer was lost: the retry
    has to carry the same Message-ID.
    """

    sentence = N_("{server} did not take the mail for {to}: {words}. It will be tried again.")
    maybe_delivered: ClassVar[bool] = False


class LostInData(Temporary):
    """The connection ended after the mail was handed over and before the server's answer."""

    sentence = N_(
        "{server} was lost while it took the mail for {to}: {words}. "
        "It will be tried again, under the same Message-ID."
    )
    maybe_delivered = True


class Unreachable(Temporary):
    """No conversation began: refused, no such host, too slow, or no greeting."""

    sentence = N_("The mail server {server} does not answer: {words}. The mail waits and is tried again.")


class Misconfigured(Temporary):
    """The server refuses us rather than the recipient: the settings want correcting, the mail waits."""

    sentence = N_(
        "The mail server {server} does not accept us: {words}. Check [mail] in the settings; the mail waits."
    )


class OutboxUnwritable(Temporary):
    """The outbox folder cannot be written."""

    sentence = N_("The outbox {folder} cannot be written: {words}. The mail waits and is tried again.")


class ServicePutOff(Temporary):
    """A service did not take the message this time."""

    sentence = N_("{server} did not take the message for {to}: {words}. It will be tried again.")


class LostByService(LostInData):
    """A service may have the message: its answer was lost."""

    sentence = N_(
        "{server} may have the message for {to}, but its answer was lost: {words}. It will be tried again."
    )


class ServiceSilent(Unreachable):
    sentence = N_("{server} does not answer: {words}. The message for {to} waits and is tried again.")


class ServiceNotInstalled(Misconfigured):
    """What speaks to services is not on this machine."""

    sentence = N_(
        "The message for {to} goes to a service, which needs the package {words}. "
        "Install it here: pip install 'suivi[teams]'; the message waits."
    )


class Permanent(Refused):
    """The recipient does not get this mail, now or later."""

    sentence = N_("{server} refuses the mail for {to}: {words}. Check the address with `suivi people`.")


class MessageRefused(Permanent):
    """The server takes mail for the recipient, and not this one: its size, its content, a policy."""

    sentence = N_(
        "{server} refuses this message for {to}: {words}. Ask those who run that server what stops it."
    )


class BadAddress(Permanent):
    """A text that is no mail address, or one that ordinary mail cannot reach."""

    sentence = N_("“{address}” cannot receive mail. Correct it with `suivi people`.")


class ServiceRefused(Permanent):
    """The service does not take messages at this address: it has gone, or its key is no longer good."""

    sentence = N_(
        "{server} refuses the message for {to}: {words}. Correct the channel with `suivi people edit`."
    )


class NoSuchService(Permanent):
    """An address that names no service, or not as that service wants it; it is never told in full."""

    sentence = N_(
        "“{address}” is not a whole address of a service, such as slack://TOKEN/TOKEN/TOKEN. "
        "https://appriseit.com/services shows how each is written."
    )


class NoServices(Unusable):
    sentence = N_("Sending to a service needs the package apprise. Install it: pip install 'suivi[teams]'.")


class BadMailSettings(Unusable):
    """Settings for mail that contradict each other, or name what is not there."""


class UnsafeLogin(BadMailSettings):
    sentence = N_(
        "The password would travel in the clear to {host}. Set `security` to starttls or tls in [mail]."
    )


class NoHost(BadMailSettings):
    sentence = N_("No mail server is named. Set `host` in [mail], or `channel` to outbox.")


class NoOutbox(BadMailSettings):
    sentence = N_("No folder is named for the outbox. Set `outbox` in [mail].")


class NoSuchCaFile(BadMailSettings):
    sentence = N_("The certificates in {path} cannot be read: {words}. Check `ca_file` in [mail].")


def quoted(words: bytes | str | BaseException) -> str:
    """A server's or the system's words on one line, without the full stop that the sentence adds."""
    if isinstance(words, BaseException):
        said = words.strerror if isinstance(words, OSError) else None  # without the number of the error
        words = said or str(words) or type(words).__name__
    text = words.decode("utf-8", "replace") if isinstance(words, bytes) else words
    return shorten(text, WORDS_WIDTH).rstrip(".")
