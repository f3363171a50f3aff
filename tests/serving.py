"""A real HTTP server on this machine, whose pages a test gives."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread


@dataclass
class Answer:
    """What the server sends for a path."""

    body: bytes | str = b""
    status: int = 200
    type: str = "text/html; charset=utf-8"
    heads: dict[str, str] = field(default_factory=dict)
    drip: float = 0
    """Seconds between any two bytes of the body."""


@dataclass
class Served:
    """The server's address, its pages by path, and what it was asked for: path and headers."""

    address: str
    pages: dict[str, Answer | Callable[[dict[str, str]], Answer]]
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def paths(self) -> list[str]:
        """The paths that it was asked for, but for robots.txt."""
        return [path for path, _ in self.asked if path != "/robots.txt"]

    def url(self, path: str) -> str:
        """The address of a path."""
        return self.address + path


@contextmanager
def serving(pages: dict[str, Answer | Callable[[dict[str, str]], Answer]] | None = None) -> Iterator[Served]:
    """Serve pages from the loopback address until the end of the block."""
    served = Served("", pages if pages is not None else {})

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            heads = {name.lower(): value for name, value in self.headers.items()}
            served.asked.append((self.path, heads))
            page = served.pages.get(self.path.partition("?")[0], Answer("nothing here", status=404))
            self._send(page(heads) if callable(page) else page)

        def _send(self, answer: Answer) -> None:
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in {"Content-Type": answer.type, "Content-Length": str(len(body)), **answer.heads}.items():
                self.send_header(name, value)
            self.end_headers()
            try:
                for part in [bytes([byte]) for byte in body] if answer.drip else [body]:
                    self.wfile.write(part)
                    time.sleep(answer.drip)
            except OSError:  # whoever asked has gone
                self.close_connection = True

        def handle_one_request(self) -> None:
            try:
                super().handle_one_request()
            except OSError:  # whoever asked has gone
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002  the library's name
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    served.address = f"http://127.0.0.1:{server.server_address[1]}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield served
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
