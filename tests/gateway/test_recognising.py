"""The line that shows the page of a scan."""

import io

from gateway.ocr_progress import PageProgress


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_the_page_is_shown_on_a_terminal_and_taken_away() -> None:
    """The line is written over itself, and nothing of it stays."""
    out = _Terminal()
    pages = PageProgress(out)
    pages(1, 12)
    pages(2, 12)
    pages.clear()
    pages.clear()
    assert out.getvalue().split("\r\x1b[K") == [
        "", "正在识别扫描件：第 1 页，共 12 页 …", "正在识别扫描件：第 2 页，共 12 页 …", "",
    ]  # fmt: skip


def test_pipes_and_logs_stay_clean() -> None:
    """Nothing is written where nobody looks."""
    out = io.StringIO()
    pages = PageProgress(out)
    pages(1, 2)
    pages.clear()
    assert out.getvalue() == ""
