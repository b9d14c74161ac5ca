"""The socket that the service answers on."""

from __future__ import annotations

import socket

from tracker.errors import Unusable
from tracker.marks import N_

WAITING = 128  # connections that the system keeps until they are accepted


class CannotListen(Unusable):
    sentence = N_("Cannot listen on {host}:{port}: {reason}. Choose another with --port.")


def listen(host: str, port: int) -> socket.socket:
    """Bound before anything else begins, so that a busy port is an error and not a silent half-service.

    The protocol is named, because asyncio sends what it has at once (TCP_NODELAY) only where it is; else
    an answer in two parts waits for the client's delayed acknowledgement, some 40 ms. Raises CannotListen.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind((host, port))
        listening.listen(WAITING)
    except OSError as failure:
        listening.close()
        raise CannotListen(host=host, port=port, reason=failure.strerror or str(failure)) from failure
    return listening
