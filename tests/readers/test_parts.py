"""Several reports in one document: each is read as if it stood alone."""

import pytest

from filings import problems
from readers import read
from samples import county as sample

HEALTH = sample.document("卫健局2025.txt").decode()
RIVER = sample.document("河东镇2025年度报告.txt").decode()


def _codes(part: int, data: bytes) -> set[str]:
    return {problem.code for problem in read(data, "合并.txt", part).problems}


@pytest.mark.parametrize("texts", [(HEALTH, RIVER), (RIVER, HEALTH, RIVER)])
def test_each_report_is_read_as_if_it_stood_alone(texts: tuple[str, ...]) -> None:
    """Agency, year and every cell of each part are those of the report alone."""
    data = "\n".join(texts).encode()
    for part, text in enumerate(texts, 1):
        found, alone = read(data, "合并.txt", part), read(text.encode(), "一.txt")
        assert (found.agency, found.year) == (alone.agency, alone.year)
        assert {r: c.value for r, c in found.cells.items()} == {r: c.value for r, c in alone.cells.items()}
        assert [s.number for s in found.sections] == [s.number for s in alone.sections]


def test_a_part_tells_whether_another_follows() -> None:
    """Only the last one has no problem of this kind."""
    data = f"{HEALTH}\n{RIVER}\n{HEALTH}".encode()
    assert [problems.MANY_REPORTS in _codes(part, data) for part in (1, 2, 3)] == [True, True, False]


def test_a_part_that_is_not_there_holds_nothing() -> None:
    """Asking for more reports than there are finds none."""
    assert not read(HEALTH.encode(), "一.txt", 2).cells
    assert _codes(2, HEALTH.encode()) == {problems.UNREADABLE}


@pytest.mark.parametrize("noun", ["年度报告", "总结", "情况汇报"])
@pytest.mark.parametrize("whole", [True, False])
def test_a_second_report_is_told_whatever_it_is_called(noun: str, *, whole: bool) -> None:
    """With a wrong noun in its title, or broken off before its tables, it is another report."""
    other = RIVER.splitlines()
    title = next(at for at, line in enumerate(other) if "年度报告" in line)
    other[title] = other[title].replace("年度报告", noun)
    stop = len(other) if whole else next(at for at, line in enumerate(other) if line.startswith("二、")) + 1
    data = "\n".join((HEALTH, *other[title:stop])).encode()
    assert problems.MANY_REPORTS in _codes(1, data)
    assert read(data, "合并.txt").agency == read(HEALTH.encode(), "一.txt").agency


def test_a_line_that_is_like_a_title_ends_no_report() -> None:
    """Control: with no part one below it, it is a line of the report, or a link behind it."""
    lines = HEALTH.splitlines()
    at = next(index for index, line in enumerate(lines) if line.startswith("四、"))
    lines[at:at] = ["2025年政府信息公开工作情况"]
    assert problems.MANY_REPORTS not in _codes(1, "\n".join((*lines, "河东镇2024年政府信息公开工作总结")).encode())
