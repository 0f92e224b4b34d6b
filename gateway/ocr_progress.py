"""The line on stderr that says which page of a scan is being recognised; on a terminal only."""

import sys
from typing import TextIO


class PageProgress:
    """Told of a page, it writes the line anew; ``clear`` takes it away."""

    def __init__(self, out: TextIO | None = None) -> None:
        self._out = out or sys.stderr
        self._shown = False

    def __call__(self, page: int, pages: int) -> None:
        """Show the page that is about to be recognised."""
        if self._out.isatty():
            self._write(f"正在识别扫描件：第 {page} 页，共 {pages} 页 …")
            self._shown = True

    def clear(self) -> None:
        """Take the line away, if it stands there."""
        if self._shown:
            self._write("")
            self._shown = False

    def _write(self, text: str) -> None:
        self._out.write(f"\r\x1b[K{text}")
        self._out.flush()
