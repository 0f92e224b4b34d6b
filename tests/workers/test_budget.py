"""How many statements the way of one filing takes: speed that can be tested without a clock.

The second filing is counted, for the first one also reads what lasts. A statement more is a decision, not an accident.
"""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
import sqlalchemy as sa

from filings.delivery import DeliveryState
from filings.intake import Receipt, Upload
from filings.notice import Endpoint, NoticeType
from notifier.receiver import Receiver
from notifier.signing import new_secret
from rules.rulebook import rulebook
from workers.audits import Auditor
from workers.deliveries import Deliverer
from workers.leases import Leases
from workers.main import channels
from workers.parts import Parts

INTAKE, AUDIT, DELIVERY = 12, 36, 15


@pytest.fixture
def counted(parts: Parts) -> Iterator[list[str]]:
    """The statements that run on the ledger, BEGIN included."""
    ran: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        ran.append(statement)

    sa.event.listen(parts.ledger.engine, "before_cursor_execute", note)
    yield ran
    sa.event.remove(parts.ledger.engine, "before_cursor_execute", note)


def file(parts: Parts, number: int) -> Receipt:
    """The report of one agency."""
    body = {"edition": "2021", "agency": f"第{number}局", "year": 2025, "sections": [], "tables": {}}
    upload = Upload(name="r.json", data=json.dumps(body, ensure_ascii=False).encode())
    taken = parts.ledger.intake.submit(f"U{number}", 2025, [upload], "command", parts.now())
    assert isinstance(taken, Receipt)
    return taken


def test_a_filing_takes_few_statements(parts: Parts, counted: list[str]) -> None:
    """From the door through the audit to a notice that has arrived, within the budget of each step."""
    steps: dict[str, int] = {}
    secret = replace(new_secret(parts.now()), since=parts.now().replace(year=2000))
    with Receiver([secret.value], clock=parts.now) as receiver:
        allowed = replace(parts, settings=replace(parts.settings, allow=(receiver.allowance,)))
        wanted = frozenset({NoticeType.AUDIT_COMPLETED})
        office = Endpoint(
            id="office", url=receiver.url, serves=frozenset({"office:990000"}), secrets=(secret,), types=wanted
        )
        parts.ledger.endpoints.put(office, "test", parts.now())
        auditor = Auditor(allowed, rulebook(), Leases(parts.ledger.jobs, parts.now, parts.settings.lease))
        deliverer = Deliverer(parts=allowed, channels=channels(allowed))
        for number in (0, 1):
            counted.clear()
            receipt = file(parts, number)
            steps["intake"] = len(counted)
            auditor(receipt.job)
            steps["audit"] = len(counted) - steps["intake"]
            (pending,) = parts.ledger.notices.deliveries(state=DeliveryState.PENDING)
            counted.clear()
            deliverer(pending.id)
            steps["delivery"] = len(counted)
        auditor.close()
        assert len(receiver.taken()) == 2
    assert steps["intake"] <= INTAKE, steps
    assert steps["audit"] <= AUDIT, steps
    assert steps["delivery"] <= DELIVERY, steps
