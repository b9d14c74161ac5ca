"""The socket that the service answers on."""

from __future__ import annotations

import asyncio
import socket

import pytest

from tracker.web.listening import CannotListen, listen


def test_a_port_that_is_taken_is_named() -> None:
    with listen("127.0.0.1", 0) as first:
        port = first.getsockname()[1]
        with pytest.raises(CannotListen) as told:
            listen("127.0.0.1", port)
    assert told.value.facts["port"] == port


def test_an_answer_in_two_parts_waits_for_no_acknowledgement() -> None:
    async def option() -> int:
        found = asyncio.get_running_loop().create_future()

        def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            connection = writer.get_extra_info("socket")
            found.set_result(connection.getsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY))
            writer.close()

        server = await asyncio.start_server(accepted, sock=listen("127.0.0.1", 0))
        async with server:
            _, writer = await asyncio.open_connection(*server.sockets[0].getsockname())
            writer.close()
            return await found

    assert asyncio.run(option())
