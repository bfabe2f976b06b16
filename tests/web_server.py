"""A web server on loopback that says what a test tells it to, and remembers what it was asked."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass(frozen=True)
class Asked:
    """One request as the server saw it."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes = b""


@dataclass(frozen=True)
class Answer:
    """What to send; ``claim`` is a length that is not the body's."""

    status: int = 200
    body: bytes = b""
    headers: dict[str, str] = field(default_factory=dict)
    claim: int | None = None
    delay_s: float = 0.0


Script = Callable[[Asked], Answer]


@dataclass
class Server:
    """A running server: its address, and everything it was asked."""

    url: str
    asked: list[Asked]
    stopping: threading.Event


@contextmanager
def serving(script: Script) -> Iterator[Server]:
    """Serve what a script answers, on a free port of loopback."""
    asked: list[Asked] = []
    stopping = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            length = int(self.headers.get("Content-Length", 0))
            headers = {name.lower(): value for name, value in self.headers.items()}
            request = Asked(self.command, self.path, headers, self.rfile.read(length))
            asked.append(request)
            answer = script(request)
            stopping.wait(answer.delay_s)
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            claim = len(answer.body) if answer.claim is None else answer.claim
            if answer.status != 304:
                self.send_header("Content-Length", str(claim))
            self.end_headers()
            self.wfile.write(answer.body)
            # Keeping the connection would make the other end wait for bytes that were claimed.
            self.close_connection = claim != len(answer.body)

        do_GET = do_POST = _answer

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    class Quiet(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *_: object) -> None:
            """Say nothing when a client hangs up: tests make it do so."""

    server = Quiet(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Server(f"http://127.0.0.1:{server.server_port}", asked, stopping)
    finally:
        stopping.set()
        server.shutdown()
        server.server_close()
        thread.join()


def ranged(body: bytes, etag: str = '"one"') -> Script:
    """Answer as a well-behaved file server does: ETag, Range with If-Range, If-None-Match."""

    def script(asked: Asked) -> Answer:
        marks = {"ETag": etag, "Accept-Ranges": "bytes"}
        if asked.headers.get("if-none-match") == etag:
            return Answer(304, headers=marks)
        span = asked.headers.get("range")
        if span is None or asked.headers.get("if-range", etag) != etag:
            return Answer(200, body, marks)
        first = int(span.removeprefix("bytes=").rstrip("-"))
        if first >= len(body):
            return Answer(416, headers={**marks, "Content-Range": f"bytes */{len(body)}"})
        where = f"bytes {first}-{len(body) - 1}/{len(body)}"
        return Answer(206, body[first:], {**marks, "Content-Range": where})

    return script
