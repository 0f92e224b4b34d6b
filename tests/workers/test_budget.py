"""How many statements the way of one filing takes: speed that can be tested without a clock.

The second filing is counted, for the first one also reads what lasts. A statement more is a decision, not an accident.
"""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from random import Random

import pytest
import sqlalchemy as sa

from bench import material
from filings.agency import Agency
from filings.delivery import DeliveryState
from filings.intake import Receipt, Upload
from filings.notice import Endpoint, NoticeType
from filings.report import Paragraph
from notifier.receiver import Receiver
from notifier.signing import new_secret
from rules.book_io.rulebook import rulebook
from workers.audits import Auditor
from workers.channels import channels
from workers.deliveries import Deliverer
from workers.leases import Leases
from workers.runtime import Runtime

INTAKE, AUDIT, DELIVERY = 12, 36, 15
SIGNS = [chr(code) for code in range(0x5000, 0x5400)]
COMPARED = 39  # an audit of a text that is compared: its neighbours are looked up, in a transaction, and one is read


@pytest.fixture
def counted(parts: Runtime) -> Iterator[list[str]]:
    """The statements that run on the ledger, BEGIN included."""
    ran: list[str] = []

    def note(_c: object, _cursor: object, statement: str, *_more: object) -> None:
        ran.append(statement)

    sa.event.listen(parts.ledger.engine, "before_cursor_execute", note)
    yield ran
    sa.event.remove(parts.ledger.engine, "before_cursor_execute", note)


def file(parts: Runtime, number: int, text: str = "") -> Receipt:
    """The report of one agency."""
    body = {"edition": "2021", "agency": f"第{number}局", "year": 2025, "sections": [], "tables": {}}
    if text:
        made = material.report(Random(0))
        first = (Paragraph(text=text, place="P1"),)
        sections = tuple(replace(one, paragraphs=first if one.number == 1 else ()) for one in made.sections)
        body = json.loads(material.sent(replace(made, agency=f"第{number}局", year=2025, sections=sections)))
    upload = Upload(name="r.json", data=json.dumps(body, ensure_ascii=False).encode())
    taken = parts.ledger.intake.submit(f"U{number}", 2025, [upload], "command", parts.now())
    assert isinstance(taken, Receipt)
    return taken


def test_a_filing_takes_few_statements(parts: Runtime, counted: list[str]) -> None:
    """From the door through the audit to a notice that has arrived, within the budget of each step."""
    steps: dict[str, int] = {}
    secret = replace(new_secret(parts.now()), since=parts.now() - timedelta(days=9000))
    with Receiver([secret.value], clock=parts.now) as receiver:
        allowed = replace(parts, settings=replace(parts.settings, allow=(receiver.allowance,)))
        wanted = frozenset({NoticeType.AUDIT_COMPLETED})
        office = Endpoint(
            id="office", url=receiver.url, serves=frozenset({"office:990000"}), secrets=(secret,), types=wanted
        )
        parts.ledger.endpoints.put(office, "test", parts.now())
        auditor = Auditor(allowed, rulebook(), Leases(parts.ledger.jobs, parts.settings.lease))
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


def test_a_text_that_is_compared_takes_few_more(parts: Runtime, counted: list[str], moment: list[datetime]) -> None:
    """However many filed before: of eight neighbours one has the same text, and only that one is read."""
    bodies = [Agency(code=f"U{n}", name=f"第{n}局", kind="department", jurisdiction="990000") for n in range(9)]
    parts.ledger.register.put(bodies, "test", parts.now())
    auditor = Auditor(parts, rulebook(), Leases(parts.ledger.jobs, parts.settings.lease))
    texts = ["".join(Random(number).choices(SIGNS, k=400)) for number in range(8)]
    for number, text in enumerate([*texts, texts[0]]):
        moment[0] += timedelta(minutes=1)
        receipt = file(parts, number, text)
        counted.clear()
        auditor(receipt.job)
    auditor.close()
    found = parts.ledger.audits.of(receipt.submission.id)
    assert found is not None
    assert any(finding.rule == "X02" for finding in found.findings)
    assert len(counted) <= COMPARED, counted
