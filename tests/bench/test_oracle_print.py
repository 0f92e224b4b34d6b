"""What LibreOffice prints is read as it was written down: no wrong figure, none lost, no table called missing."""

import shutil

import pytest

from bench.oracle_print import differences

_PROGRAM = shutil.which("soffice") or shutil.which("libreoffice")


@pytest.mark.skipif(_PROGRAM is None, reason="LibreOffice (soffice) is not installed")
def test_printed_tables_are_read_or_open() -> None:
    """Tables in every dress, cut by page ends: each figure is the one that was written down, or open."""
    *wrong, told = differences(_PROGRAM or "", 6, 3)
    assert wrong == []
    assert "cells held" in told
