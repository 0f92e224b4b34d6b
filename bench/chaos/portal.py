"""A portal at the HTTP door: it keeps a file until it is told that it was taken, and sends it again under its key."""

import socket
import time
from dataclasses import dataclass
from http import HTTPStatus

import httpx

from bench.chaos.promises import Filing, Promises
from bench.chaos.senders import Source

_PAUSE = 0.1
_PATIENCE = 20.0  # seconds without an answer after which it is sent again


@dataclass(slots=True)
class HttpSender:
    """Files by ``POST /v1/submissions``, one after the other. ``secret``: its token's."""

    address: str
    secret: str
    source: Source
    promises: Promises
    most: int

    def run(self) -> None:
        """Until ``most`` are acknowledged or there is nothing more."""
        headers = {"Authorization": f"Bearer {self.secret}", "Content-Type": "application/octet-stream"}
        with httpx.Client(base_url=self.address, headers=headers, timeout=_PATIENCE, trust_env=False) as client:
            for _ in range(self.most):
                filing = self.source.next()
                if filing is None:
                    return
                while not self._sent(client, filing):
                    time.sleep(_PAUSE)

    def _sent(self, client: httpx.Client, filing: Filing) -> bool:
        """Whether the door has answered for good; a door that is away or busy is asked again."""
        try:
            answer = client.post(
                "/v1/submissions",
                params={"agency": filing.agency, "year": filing.year, "name": "年度报告.json"},
                headers={"Idempotency-Key": filing.sha256},
                content=filing.body,
            )
        except httpx.TransportError:
            return False
        if answer.status_code in (HTTPStatus.OK, HTTPStatus.ACCEPTED):
            self.promises.keep(filing, "http", answer.headers["Location"].rpartition("/")[2])
            return True
        if answer.status_code >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.status_code == HTTPStatus.TOO_MANY_REQUESTS:
            return False
        self.promises.refuse(filing, f"http {answer.status_code}: {answer.text[:200]}")
        return True


def free_port() -> int:
    """A port of 127.0.0.1 that nobody listens on; the door takes it again after each kill."""
    with socket.create_server(("127.0.0.1", 0)) as taken:
        return int(taken.getsockname()[1])
