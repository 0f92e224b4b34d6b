"""A receiver as an agency's supplier would build one: the public library verifies, nothing of the product."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from bench.chaos.promises import Told


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def handle_error(self, request: object, client_address: object) -> None:
        """A sender that was killed in the middle is what is tried here."""


@contextmanager
def receiving(secret: str, told: Told) -> Iterator[int]:
    """Serve on 127.0.0.1 and record everything in ``told``; the port."""
    server = _Server(("127.0.0.1", 0), _handler(Webhook(secret), told))
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()


def _handler(key: Webhook, told: Told) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        timeout = 10

        def do_POST(self) -> None:
            announced = self.headers.get(
                "content-length"
            )  # none: broken off within its head, where this server reads on
            body = self.rfile.read(int(announced or 0))
            if announced is None or len(body) < int(announced):
                told.tear()  # its sender was killed in the middle: nothing was delivered
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            try:
                key.verify(body, headers)
            except (WebhookVerificationError, ValueError):  # ValueError: no base64
                told.distrust()
                self._say(401)
                return
            told.take(headers["webhook-id"], body)
            self._say(204)

        def _say(self, status: int) -> None:
            self.send_response(status)
            self.send_header("content-length", "0")
            self.end_headers()

        def log_message(self, *_args: object) -> None:
            """Quiet."""

    return Handler
