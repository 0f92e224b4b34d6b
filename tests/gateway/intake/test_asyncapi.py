"""The description for other programmers says what the program does."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from filings.agency import Agency, Jurisdiction
from filings.notice import Notice
from filings.submission import Document, Submission
from gateway.intake import stream
from gateway.intake.events import FiledEvent, understand
from notifier import compose
from schemas.validate import faults
from workers.recipients import occasion

ROOT = Path(__file__).parents[3]
TEXT = (ROOT / "docs" / "asyncapi.yaml").read_text(encoding="utf-8")
NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)


def described() -> dict[str, Any]:
    """The document."""
    found: dict[str, Any] = yaml.safe_load(TEXT)
    return found


def examples() -> Iterator[tuple[str, str, Any]]:
    """Message, schema and payload of every example."""
    for name, message in described()["components"]["messages"].items():
        schema = Path(message["payload"]["$ref"]).name.removesuffix(".schema.json")
        for example in message.get("examples", ()):
            yield name, schema, example["payload"]


def references(value: Any) -> Iterator[str]:  # noqa: ANN401 - YAML
    """Every reference in the document."""
    if isinstance(value, dict):
        yield from (target for key, target in value.items() if key == "$ref")
        for inner in value.values():
            yield from references(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from references(inner)


def test_every_reference_leads_somewhere() -> None:
    """Inside the document and to the schemas."""
    whole = described()
    assert whole["asyncapi"] == "3.0.0"
    for target in references(whole):
        if target.startswith("#/"):
            found: Any = whole
            for step in target[2:].split("/"):
                found = found[step]
        else:
            assert (ROOT / "docs" / target).resolve().is_file(), target


def test_the_addresses_are_those_of_the_program() -> None:
    """What is read and written is what is described."""
    channels = described()["channels"]
    assert channels["submissions"]["address"] == stream.SUBMISSIONS
    assert channels["receipts"]["address"] == stream.RECEIPTS
    assert stream.REFUSED in TEXT


@pytest.mark.parametrize(("name", "schema", "payload"), list(examples()))
def test_every_example_fits_its_schema(name: str, schema: str, payload: Any) -> None:  # noqa: ANN401 - YAML
    """A programmer who copies an example sends something right."""
    assert list(faults(schema, payload)) == [], name


def test_the_examples_of_filings_are_understood() -> None:
    """Not only valid: the program takes them."""
    for name, _, payload in examples():
        if name == "filed":
            assert isinstance(understand(json.dumps(payload).encode(), lambda _sha256: b"x"), FiledEvent)


def notices() -> Iterator[Notice]:
    """Notices as the workers compose them."""
    area = Jurisdiction(code="990000", name="试验县", office="试验县政务公开办公室")
    agency = Agency(code="U0", name="试验县财政局", kind="department", jurisdiction="990000")
    filing = Submission(
        id="sub_1", agency="U0", year=2025, received_at=NOW, channel="stream",
        documents=(Document(sha256="0" * 64, name="a.pdf", size=1),),
    )  # fmt: skip
    about = occasion("e", NOW, area, agency)
    yield from compose.submission_received(about, filing, agency)
    yield from compose.submission_held(about, filing, agency, "文件写的是2024年度报告，却报在2025年度下")
    yield from compose.report_returned(about, filing, agency, "表没有填", date(2026, 2, 1))
    yield from compose.report_accepted(about, replace(filing, insisted=True), agency, date(2026, 1, 20))
    yield from compose.deadline_approaching(about, agency, 2025, date(2026, 1, 31))
    yield from compose.deadline_missed(about, agency, 2025, date(2026, 1, 10))


@pytest.mark.parametrize("notice", list(notices()), ids=lambda notice: f"{notice.type.value}-{notice.recipient}")
def test_what_is_sent_out_fits_its_schema(notice: Notice) -> None:
    """The body of a webhook is the event that the document describes."""
    assert list(faults("event", json.loads(notice.body))) == []
