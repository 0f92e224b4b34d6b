"""A page of the handbook as it is read at a terminal: no signs of Markdown, nothing for those who write rules."""

import re
from collections.abc import Iterator

from filings.patterns import pattern

_ROW = pattern(r"\| (?P<head>[^|]+) \| (?P<text>.+) \|")
_AUTHORS = "编写规则用："
_SKIPPED = ("| 项目 | 内容 |", "|---")


def spoken_page(markdown: str) -> str:
    """The page in plain lines."""
    return "\n".join(_lines(markdown)).strip()


def _lines(markdown: str) -> Iterator[str]:
    for line in markdown.splitlines():
        if line.startswith((*_SKIPPED, _AUTHORS)):
            continue
        row = _ROW.fullmatch(line)
        if row:
            yield f"{row['head']}：{row['text']}"
        else:
            yield re.sub(r"^(\s*)> ", r"\1报：", line).removeprefix("### ")
