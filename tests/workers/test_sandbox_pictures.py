"""Pictures of text in the sandbox: a second child with limits of its own, and only when there is a picture."""

from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

from filings import problems
from readers import scan
from workers.sandbox import PICTURES, Limits, Sandbox

pytestmark = pytest.mark.skipif(not scan.available(), reason="the ocr extra is not installed")
Image = pytest.importorskip("PIL.Image", reason="Pillow draws the scans")

from samples.writers import scan as writer  # noqa: E402 - needs Pillow
from samples.writers.canvas import Leaf, Style, draw  # noqa: E402 - only for scans

FONT = find_spec("cvttf_NotoSansCJK_Regular")
_TEXT = "云岭县水务局2023年政府信息公开工作年度报告\n一、总体情况\n2023年，我局做好公开工作。\n"
_BARE = Leaf(rules=[(72, 100, 300, 100)])
_NO_TIME = Limits(wall=0.0, documents=1)


@pytest.fixture(scope="module")
def sheet() -> Any:  # noqa: ANN401 - Pillow may be missing
    """A page with a line and no text: it needs no font."""
    return writer.paper(_BARE, Path("unused"))


def test_a_picture_is_handed_to_the_child_for_pictures(sheet: Any) -> None:  # noqa: ANN401 - the same
    """The models are loaded within their limits and find nothing; the child for text stays and reads the next one."""
    with Sandbox() as sandbox:
        sandbox.prepare()
        child = sandbox.pid
        (problem,) = sandbox.read(writer.png(sheet), "扫描.png").problems
        assert (problem.code, "没有认出文字" in problem.message) == (problems.UNREADABLE, True)
        assert sandbox.read(_TEXT.encode(), "报告.txt").year == 2023
        assert sandbox.pid == child


@pytest.mark.parametrize("kind", ["png", "pdf"])
def test_a_scan_that_takes_too_long_is_told_as_a_scan(sheet: Any, kind: str) -> None:  # noqa: ANN401 - the same
    """The clock of pictures holds for picture files and for PDF of pictures, and the advice suits a scan."""
    data = writer.png(sheet) if kind == "png" else writer.pdf([sheet])
    with Sandbox(pictures=_NO_TIME) as sandbox:
        (problem,) = sandbox.read(data, f"扫描.{kind}").problems
        assert problem.code == problems.UNREADABLE
        assert "没有在规定时间内识别完" in problem.message
        assert "Word 原件" in problem.message


def test_each_page_of_a_scan_is_told_before_it_is_recognised(sheet: Any) -> None:  # noqa: ANN401 - the same
    """The child says which page of how many it is at; the answer comes behind, and a text tells of no page."""
    told: list[tuple[int, int]] = []
    with Sandbox(progress=lambda page, pages: told.append((page, pages))) as sandbox:
        (problem, *_) = sandbox.read(writer.pdf([sheet, sheet]), "扫描.pdf").problems
        assert told == [(1, 2), (2, 2)]
        assert problem.code
        sandbox.read(_TEXT.encode(), "报告.txt")
        assert len(told) == 2


def test_documents_with_text_never_reach_the_child_for_pictures() -> None:
    """With no time at all for pictures a text is read as ever."""
    with Sandbox(pictures=_NO_TIME) as sandbox:
        assert sandbox.read(_TEXT.encode(), "报告.txt").year == 2023


def test_pictures_are_allowed_more_and_their_child_does_not_stay() -> None:
    """The limits of documents with text stay low although recognition needs far more."""
    assert PICTURES.memory > Limits().memory
    assert PICTURES.wall > Limits().wall
    assert PICTURES.documents == 1


@pytest.mark.skipif(FONT is None, reason="needs a Chinese font to draw with")
def test_a_scanned_title_is_read_in_the_sandbox() -> None:
    """From drawn letters to a report, within the limits of the child; the page is told as a scan."""
    assert FONT is not None
    assert FONT.submodule_search_locations is not None
    font = next(Path(FONT.submodule_search_locations[0]).glob("*.otf"))
    page = writer.paper(draw(_TEXT.split("\n")[:1], Style(numbered=False))[0], font)
    with Sandbox() as sandbox:
        report = sandbox.read(writer.png(page), "扫描.png")
    assert report.year == 2023
    assert problems.SCANNED in {problem.code for problem in report.problems}
