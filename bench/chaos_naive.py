"""The worker that ``bench.chaos --naive`` puts in place: acts on the message alone, without key, lease or sweep."""

import base64
import hashlib
import hmac
import json
import os
import urllib.request
from datetime import UTC, datetime

import sqlalchemy as sa
from dramatiq.worker import Worker

from ledger.tables.notice import endpoint_secrets
from ledger.tables.work import jobs
from notifier.signing import secret_bytes
from workers.forking import Fork
from workers.main import stop_signal
from workers.parts import Parts, assemble
from workers.settings import settings
from workers.supervisor import Supervisor
from workers.wiring import Lane, actor


def serve() -> None:
    """Do each message once it comes: write that it is done, tell, acknowledge."""
    parts = assemble(settings())
    actor(parts.queue.broker, Lane.AUDITS, lambda job: _work(parts, job))
    worker = Worker(parts.queue.broker, queues={Lane.AUDITS.value}, worker_threads=4, worker_timeout=250)
    stopping = stop_signal()
    worker.start()
    stopping.wait()
    worker.stop(5000)


def _work(parts: Parts, job: str) -> None:
    with parts.ledger.engine.begin() as connection:
        subject = connection.execute(sa.select(jobs.c.subject).where(jobs.c.id == job)).scalar_one()
        connection.exec_driver_sql("INSERT INTO naive VALUES (?)", (subject,))
        secret = connection.execute(sa.select(endpoint_secrets.c.value)).scalar_one()
    _tell(subject, secret)


def _tell(subject: str, secret: str) -> None:

    body, moment = json.dumps({"submission": subject}).encode(), str(int(datetime.now(UTC).timestamp()))
    mac = hmac.new(secret_bytes(secret), f"{subject}.{moment}.".encode() + body, hashlib.sha256)
    headers = {
        "webhook-id": subject, "webhook-timestamp": moment, "content-type": "application/json",
        "webhook-signature": "v1," + base64.b64encode(mac.digest()).decode(),
    }  # fmt: skip
    request = urllib.request.Request(os.environ["GOUJI_CHAOS_RECEIVER"], body, headers)  # noqa: S310 - our own receiver
    urllib.request.urlopen(request, timeout=5).close()  # noqa: S310 - the same


def main() -> None:
    """Keep two such workers running."""
    Supervisor([Fork(name=f"naive-{number}", function=serve) for number in (1, 2)]).run()
