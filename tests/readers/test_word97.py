"""Word 97 files: converted, then read as docx; converters can be exchanged; faults of a converter are refusals."""

from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from readers import office, word97
from readers.blocks import Grid
from readers.refusal import Unreadable

DATA = Path(__file__).parent / "data"
DOC = (DATA / "form_2021.doc").read_bytes()


def test_a_doc_gives_the_blocks_of_its_docx() -> None:
    """The three tables come out, with the author named as hidden data by the docx reader."""
    pages = word97.read(DOC)
    assert sum(isinstance(block, Grid) for block in pages.blocks) == 3


def test_another_converter_may_be_given() -> None:
    """What the caller's converter makes is what is read."""
    made = word97.converted(DOC)
    called: list[int] = []

    def convert(data: bytes) -> bytes:
        called.append(len(data))
        return made

    assert word97.read(DOC, convert).blocks == word97.read(DOC).blocks
    assert called == [len(DOC)]


def test_macros_in_the_container_are_told() -> None:
    """A storage named Macros is named; the document is read all the same."""
    entry = DOC.index("\x01CompObj".encode("utf-16-le"))
    name = "Macros".encode("utf-16-le")
    marked = DOC[:entry] + name.ljust(64, b"\x00") + bytes([len(name) + 2, 0]) + DOC[entry + 66 :]
    made = word97.converted(DOC)
    assert any("宏" in problem.message for problem in word97.read(marked, lambda _: made).problems)
    assert not any("宏" in problem.message for problem in word97.read(DOC, lambda _: made).problems)
    assert not any("宏" in problem.message for problem in word97.read(b"no container", lambda _: made).problems)


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_a_damaged_doc_is_read_or_refused(data: st.DataObject) -> None:
    """Cut short or with bytes turned, a doc never gives anything but blocks or a refusal."""
    broken = bytearray(DOC[: data.draw(st.integers(8, len(DOC)))])
    for _ in range(data.draw(st.integers(0, 30))):
        broken[data.draw(st.integers(8, len(broken) - 1)) if len(broken) > 9 else 0] ^= 1 << data.draw(
            st.integers(0, 7)
        )
    with suppress(Unreadable):
        assert word97.read(bytes(broken)).blocks is not None


def test_a_locked_doc_is_named_so() -> None:
    """The flag that says a doc is encrypted gives the sentence about its password."""
    start = DOC.index(b"\xec\xa5")
    locked = bytearray(DOC)
    locked[start + 11] |= 1
    with pytest.raises(Unreadable, match=r"密码|转换不了|损坏"):
        word97.read(bytes(locked))


def test_a_converter_program_that_fails_is_a_refusal(tmp_path: Path) -> None:
    """A program that ends with an error, makes nothing, or is not there: refused with its reason."""
    for name, script in (("fails", "exit 3"), ("idle", "exit 0")):
        program = tmp_path / name
        program.write_text(f"#!/bin/sh\n{script}\n")
        program.chmod(0o755)
        with pytest.raises(Unreadable, match="LibreOffice"):
            office.converted(DOC, str(program))
    with pytest.raises(Unreadable, match="LibreOffice"):
        office.converted(DOC, str(tmp_path / "missing"))


def test_what_the_program_makes_is_returned(tmp_path: Path) -> None:
    """The file that the program leaves beside its input is the answer."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nprintf made > in.docx\n")
    program.chmod(0o755)
    assert office.converted(DOC, str(program)) == b"made"


def test_a_program_that_never_ends_is_stopped(tmp_path: Path) -> None:
    """A converter that hangs is given up after its time."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nexec sleep 30\n")
    program.chmod(0o755)
    with pytest.raises(Unreadable, match="秒内"):
        office.converted(DOC, str(program), seconds=0.2)
