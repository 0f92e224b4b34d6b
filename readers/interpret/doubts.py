"""Cells that hold what no reader could weigh: they stay open, and one sentence says why."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from filings import place, problems
from filings.figure import UNWEIGHED
from filings.patterns import pattern
from filings.report import Paragraph, Problem, Report
from readers.visibility import SIGNS, Role

_SIGN = pattern(f"[{UNWEIGHED}]")
_SHOWN = "□"
_REASONS = {
    Role.RAISED: "数字中间夹有上标或下标，或者只有上标、下标",
    Role.STRUCK: "数字中间有划去的字，或者整格都被划去",
    Role.HIDDEN: "有设成隐藏的内容",
    Role.ANNOTATION: "有注音或批注",
    Role.DECORATION: "有水印、印章或倾斜的文字压在上面",
    Role.SYMBOL: "有用符号字体写的字",
    Role.PICTURE: "有图片",
    Role.EQUATION: "有公式",
    Role.MOVED: "有的字被样式挪了位置，与其他数字的先后判断不了",
    Role.UNSURE: "有的字显示成什么样，从文件里判断不了（例如颜色与底色相近、由样式生成、方向颠倒）",
}
_BY_SIGN = {sign: _REASONS[role] for role, sign in SIGNS.items()}


def any_in(texts: Iterable[str]) -> bool:
    """Whether some text holds what could not be weighed."""
    text = "".join(texts)
    return any([sign in text for sign in UNWEIGHED])  # noqa: C419 - four times as quick as a pattern


def with_doubts(report: Report) -> Report:
    """The report with a problem for every cell that could not be weighed, and a plain sign where the reader's stood."""
    cells = {ref: cell for ref, cell in report.cells.items() if _SIGN.search(cell.raw)}
    found = dict.fromkeys((cell.place, _reason(cell.raw)) for cell in cells.values())
    clean = {ref: replace(cell, raw=_plain(cell.raw)) for ref, cell in cells.items()}
    return replace(
        report,
        title=_plain(report.title) if report.title else report.title,
        lead=tuple(map(_paragraph, report.lead)),
        closing=tuple(map(_paragraph, report.closing)),
        sections=tuple(
            replace(one, heading=_plain(one.heading), paragraphs=tuple(map(_paragraph, one.paragraphs)))
            for one in report.sections
        ),
        cells={**report.cells, **clean},
        labels={name: replace(label, raw=_plain(label.raw)) for name, label in report.labels.items()},
        surplus=tuple(replace(one, raw=tuple(map(_plain, one.raw))) for one in report.surplus),
        problems=(*report.problems, *(_problem(where, reason) for where, reason in found)),
    )


def _reason(raw: str) -> str:
    return "；".join(dict.fromkeys(_reasons(raw)))


def _reasons(raw: str) -> Iterator[str]:
    for sign in _SIGN.findall(raw):
        yield _BY_SIGN[sign]


def _plain(text: str) -> str:
    return _SIGN.sub(_SHOWN, text)


def _paragraph(one: Paragraph) -> Paragraph:
    return replace(one, text=_plain(one.text)) if _SIGN.search(one.text) else one


def _problem(where: str, reason: str) -> Problem:
    at = f"（{place.describe(where)}）" if where else ""
    return Problem(
        code=problems.UNWEIGHED,
        message=f"表格里有一格{at}{reason}，不能断定显示的是多少，没有采用；请把这一格改成普通的数字后重新报送。",
        place=where,
    )
