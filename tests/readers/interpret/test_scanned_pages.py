"""Pages that were recognised: one sentence for all that are alike, and no fault of headings that nobody could read."""

import pytest

from filings import problems
from filings.place import page
from filings.report import Problem
from readers.interpret.problem_messages import together
from readers.scan import noted


def test_scanned_pages_are_one_sentence() -> None:
    """It names the pages and stands at the first of them; other problems stay as they are, in their order."""
    other = Problem(code=problems.HIDDEN_DATA, message="有批注。")
    found = together([noted(1), other, noted(2), noted(4)])
    assert [one.code for one in found] == [problems.SCANNED, problems.HIDDEN_DATA]
    assert found[0].message.startswith("第 1、2、4 页是扫描图片")
    assert found[0].place == page(1)


@pytest.mark.parametrize(
    ("count", "told"), [(1, "第 1 页是"), (8, "第 1、2、3、4、5、6、7、8 页是"), (9, "7、8 等 9 页是")]
)
def test_many_pages_are_counted(count: int, told: str) -> None:
    """A long scan does not fill the screen with numbers."""
    (one,) = together([noted(number) for number in range(1, count + 1)])
    assert told in one.message


def test_pages_that_differ_in_kind_are_told_apart() -> None:
    """Recognised and unread pages are two sentences."""
    unread = Problem(code=problems.SCANNED, message="第 2 页是扫描图片，图片里的内容没有读取。", place=page(2))
    assert len(together([noted(1), unread, noted(3)])) == 2
