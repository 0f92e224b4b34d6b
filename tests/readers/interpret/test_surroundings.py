"""What a site puts around a report: menus, paths, lists of data, links to other reports, the list of what is below."""

from collections.abc import Callable, Sequence
from random import Random

import pytest

from filings.report import Report
from readers import read
from samples.forms import Draft, compose, refs
from samples.writers import flat, page, word
from samples.writers.parts import Part

_MENU = (
    "首页", "走进云岭", "政务公开", "政府信息公开指南", "政府信息公开年报", "依申请公开", "政策文件",
    "政策解读", "回应关切", "办事服务", "互动交流", "县长信箱", "数据发布", "机构职能", "财政信息",
    "乡镇街道", "县直部门", "无障碍浏览", "长者模式", "登录", "English", "网站支持IPv6", "公开目录",
    "行政许可", "行政处罚", "行政强制", "规范性文件", "总体情况", "其他事项",
)  # fmt: skip
_OTHERS = (
    "云岭县水务局2022年政府信息公开工作年度报告", "云岭县教育局2023年政府信息公开工作年度报告",
    "云岭县2023年政府信息公开工作年度报告", "2020年政府信息公开工作年度报告",
    "云岭县水务局2024年政府信息公开工作年度报告",
)  # fmt: skip
_PATHS = (
    "当前位置：首页 > 政务公开 > 政府信息公开年报 > 县水务局", "您所在的位置：首页>>年度报告",
    "首页 / 政务公开 / 年报",
)  # fmt: skip
_DATA = (
    "索引号：000014349/2024-00012", "发布机构：云岭县水务局", "发文字号：",
    "主题分类：其他", "成文日期：2024年01月20日", "浏览次数：128次", "字号：[大 中 小]", "打印",
    "分享到：", "责任编辑：张三", "时间：2024-01-22 10:20",
)  # fmt: skip
_FOOT = (
    "上一篇：云岭县水务局2022年政府信息公开工作年度报告", "相关链接", "主办单位：云岭县人民政府办公室",
    "相关阅读", "关闭窗口", "版权所有 云岭县水务局",
)  # fmt: skip
_EMPTY = Draft(edition="2021", values={})
_PARTS = compose(Draft(edition="2021", values={ref: str(at % 7) for at, ref in enumerate(refs(_EMPTY))}))
_TITLE = str(_PARTS[0])
_HEADS = [
    part for part in _PARTS if isinstance(part, str) and part[:2] in ("一、", "二、", "三、", "四、", "五、", "六、")
]


def _marked(parts: Sequence[Part]) -> bytes:
    """The report in Markdown."""
    lines = []
    for part in parts:
        if isinstance(part, str):
            sign = "# " if part == _TITLE else "## " if part in _HEADS else ""
            lines += [sign + part, ""]
        else:
            lines.append(flat.LAYOUTS["pipes"]([part]))
    return "\n".join(lines).encode()


_WRITERS: dict[str, Callable[[Sequence[Part]], bytes]] = {
    "a.html": lambda parts: page.write(parts, title="云岭县水务局_年报"),
    "a.docx": word.write,
    "a.md": _marked,
    "a.txt": lambda parts: flat.LAYOUTS["tabs"](parts).encode(),
    "b.txt": lambda parts: flat.LAYOUTS["spaced"](parts).encode(),
}


def _told(report: Report) -> dict[str, object]:
    return {
        "title": report.title,
        "agency": report.agency,
        "year": report.year,
        "lead": [one.text for one in report.lead],
        "sections": [(one.number, one.heading, [each.text for each in one.paragraphs]) for one in report.sections],
        "signed": (report.signed_by, report.signed_on),
        "cells": {ref: cell.value for ref, cell in report.cells.items()},
    }


def _several(draws: Random, among: Sequence[str], counts: Sequence[int]) -> list[str]:
    return draws.choices(among, k=draws.choice(counts))


def _surrounded(draws: Random) -> list[Part]:
    """The report with whatever a site puts above, below and between."""
    above = _several(draws, _MENU, (0, 3, 12, 65, 150)) + _several(draws, _PATHS, (0, 1))
    others = _several(draws, _OTHERS, (0, 0, 3))
    for one in others:
        above.insert(draws.randrange(len(above) + 1), one)
    contents = ["目录", *(head + draws.choice(("", " ……1", "  3")) for head in _HEADS)]
    listed = draws.choice(("above", "below", "nowhere"))
    called = draws.choice(("", "标题：", "标 题：", "名称："))
    beside = _several(draws, _MENU, (0, 5, 40))
    if beside and others:
        beside.insert(2, draws.choice(_OTHERS))
    return [
        *above, *(contents if listed == "above" else ()), called + _TITLE, *_several(draws, _DATA, (0, 3, 6)),
        *(contents if listed == "below" else ()), *beside, *_PARTS[1:], *_several(draws, _OTHERS, (0, 2)),
        *_several(draws, _FOOT, (0, 2, 4)),
    ]  # fmt: skip


@pytest.mark.parametrize("name", _WRITERS)
@pytest.mark.parametrize("seed", range(12))
def test_what_stands_around_a_report_is_none_of_it(name: str, seed: int) -> None:
    """Title, agency, lead, sections, signature and cells are those of the report alone, however much is around it."""
    write = _WRITERS[name]
    parts = _surrounded(Random(f"{name} {seed}"))
    assert _told(read(write(parts), name)) == _told(read(write(_PARTS), name))


def test_a_title_of_another_year_than_the_text_is_kept_where_it_is_the_only_one() -> None:
    """That title and period differ is a fault of the report, which a rule tells."""
    parts = [_TITLE.replace("2023", "2022"), *_PARTS[1:]]
    report = read(word.write(parts), "a.docx")
    assert (report.title, report.year) == (parts[0], 2022)


def test_a_title_that_the_site_prints_too_is_none_of_the_lead() -> None:
    """The site's heading, its data and the report's own title: the lead begins behind the last of them."""
    parts = [_TITLE, "发布日期：2024-01-22", *_PARTS]
    assert _told(read(word.write(parts), "a.docx")) == _told(read(word.write(_PARTS), "a.docx"))


def test_agency_and_date_below_the_title_are_no_menu() -> None:
    """A few short lines are the report's own."""
    parts = [_PARTS[0], "云岭县水务局", "（二〇二四年一月）", *_PARTS[1:]]
    assert [one.text for one in read(word.write(parts), "a.docx").lead][:2] == parts[1:3]


def test_headings_that_do_not_come_again_are_no_list() -> None:
    """A report of bare headings has six parts without text."""
    report = read("\n".join([_TITLE, *_HEADS]).encode(), "a.txt")
    assert [one.number for one in report.sections] == [1, 2, 3, 4, 5, 6]


def test_a_heading_that_only_the_list_names_is_missing() -> None:
    """A list of what is below proves no part: the one that is left out stays out."""
    parts = [_TITLE, "目录", *_HEADS, *(part for part in _PARTS[1:] if part != _HEADS[5])]
    report = read(word.write(parts), "a.docx")
    assert [one.number for one in report.sections] == [1, 2, 3, 4, 5]
