"""A service as `apprise` speaks to it: a web server that keeps what it takes and answers as it is told."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Webhook:
    """`answers` are HTTP statuses by path, each given once; 0 takes the message and hangs up."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, dict[str, Any]]] = []
        self.answers: dict[str, list[int]] = {}
        self._server = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self.port = self._server.server_port

    def address(self, path: str = "/hook") -> str:
        return f"json://127.0.0.1:{self.port}{path}"

    @property
    def messages(self) -> list[dict[str, Any]]:
        return [message for _, message in self.taken]

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        hook = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                path = self.path.partition("?")[0]
                message = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                status = hook.answers[path].pop(0) if hook.answers.get(path) else 200
                if status in (0, 200):
                    hook.taken.append((path, message))
                if status == 0:
                    self.connection.close()
                    return
                self.send_response(status)
                self.end_headers()

            def log_message(self, *_: Any) -> None:
                pass

        return Handler

    @contextmanager
    def listening(self) -> Iterator[Webhook]:
        thread = threading.Thread(target=self._server.serve_forever, args=(0.05,))
        thread.start()
        try:
            yield self
        finally:
            self._server.shutdown()
            thread.join()
            self._server.server_close()
