"""``gouji object put``: a file too large for an event lies in the ledger before the event names it."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

import hashlib
import json
from pathlib import Path

from gateway.intake.events import SIZE_LIMIT, FiledEvent, understand


def test_a_large_file_goes_ahead_of_its_event(county, tmp_path: Path) -> None:
    """What the command prints is what the event writes as object; the same file is the same object."""
    data = b"%PDF-1.4 " + b"x" * SIZE_LIMIT
    file = tmp_path / "大报告.pdf"
    file.write_bytes(data)
    said = county("object", "put", file)
    assert said == county("object", "put", file)
    name = said.split()[0]
    assert name == f"sha256:{hashlib.sha256(data).hexdigest()}"
    document = {"name": "大报告.pdf", "object": name}
    event = {
        "specversion": "1.0", "id": "1", "source": "urn:oa", "type": "submission.filed",
        "data": {"agency": "教育局", "year": 2025, "documents": [document]},
    }  # fmt: skip
    filed = understand(json.dumps(event).encode(), county.ledger.documents.read)
    assert isinstance(filed, FiledEvent)
    assert filed.uploads[0].data == data


def test_what_is_not_there_or_too_large_is_told(county, tmp_path: Path) -> None:
    """One sentence, nothing kept."""
    assert "打不开" in county("object", "put", tmp_path / "none.pdf", status=2)
