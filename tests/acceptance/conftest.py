"""Real, published reports and what was read off them by eye. They are no part of this repository."""

import json
import os
from pathlib import Path
from typing import Any

import pytest


def real_reports() -> Path | None:
    """The folder of real reports, if there is one."""
    named = os.environ.get("GOUJI_REAL_REPORTS")
    return Path(named) if named else None


@pytest.fixture(scope="session")
def reports() -> Path:
    """The folder, or a skip that says what is missing."""
    folder = real_reports()
    if folder is None:
        pytest.skip("GOUJI_REAL_REPORTS is not set: it names the folder of published reports with their truth files")
    return folder


@pytest.fixture(scope="session")
def truth(reports: Path) -> dict[str, dict[str, Any]]:
    """File stem -> truth, for the five seed reports."""
    return {path.stem: json.loads(path.read_text()) for path in sorted((reports / "seeds/truth").glob("*.json"))}
