"""A server that is not head office: what a laptop meets behind a hotel's or a telecom's sign-in page."""

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from domain.sync.wire import MEDIA_TYPE

HTML = b"<html><body>Please sign in to the network</body></html>"


@contextlib.contextmanager
def foreign_server(page: str) -> Iterator[str]:
    """Answers everything with a `page`: html, redirect, empty, gzip or endless."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer()

        def do_POST(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length", 0)))
            self._answer()

        def _answer(self) -> None:
            status = 302 if page == "redirect" else 200
            self.send_response(status)
            self.send_header("Content-Type", "text/html" if page in ("html", "redirect") else MEDIA_TYPE)
            if page == "redirect":
                self.send_header("Location", "http://127.0.0.1:1/login")
            if page == "gzip":
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            with contextlib.suppress(OSError):
                for _ in range(10_000 if page == "endless" else 1):
                    self.wfile.write(b"" if page == "empty" else HTML * (100 if page == "endless" else 1))

        def log_message(self, format: str, *args: object) -> None:
            """Silent."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, name="foreign")
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        thread.join(60)
        server.server_close()
