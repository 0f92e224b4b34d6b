"""A whole report in every text-like format, from figures by cell address: what tests, benches and demos feed in."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from samples.writers import flat, page, printed, word
from samples.writers.parts import Part
from schemas.editions import edition as form_named

LAYOUTS = ("lines", "loose", "tabs", "pipes", "spaced")
FORMATS = (*LAYOUTS, "html", "docx")
"""Five flattened layouts of text, a web page, a Word document."""

_LEAD = (
    "根据《中华人民共和国政府信息公开条例》规定，{agency}编制本报告。本报告所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    "如有疑问，请与{agency}办公室联系（地址：云岭县城关镇建设路18号，邮编：456700，电话：0399-3216688）。"
)
_TEXTS: Mapping[int, tuple[str, ...]] = {
    1: (
        "（一）主动公开。全年在县政府门户网站公开信息86条。",
        "（二）依申请公开。明确专人受理、登记和答复申请，办理过程留有记录。",
        "（三）政府信息管理。对拟公开的信息逐条审核。",
        "（四）政府信息公开平台建设。维护好门户网站专栏。",
        "（五）监督保障。分管负责同志每季度听取一次汇报，将公开工作列入工作考核。",
    ),
    5: (
        "存在的主要问题：一是政策解读形式还比较单一；二是部分栏目更新不够及时。",
        "改进情况：一是增加图表解读；二是明确栏目责任人，每周检查一次更新情况。",
    ),
    6: ("本年度没有收取信息处理费，没有其他需要报告的事项。",),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """What a report says. ``values``: what is printed in each cell, by address; a missing one is printed blank.

    ``edition``: 2019 or 2021. ``single_other``: the 2021 form with one （六）其他处理 row. ``texts``: by section.
    """

    edition: str
    values: Mapping[str, str]
    agency: str = "云岭县水务局"
    year: int = 2023
    signed_on: str = "2024年1月20日"
    single_other: bool = False
    texts: Mapping[int, tuple[str, ...]] = field(default_factory=lambda: _TEXTS)


def write(draft: Draft, form: str) -> bytes:
    """The draft in one of ``FORMATS``. KeyError for any other."""
    parts = compose(draft)
    if form == "html":
        return page.write(parts, title=_title(draft))
    if form == "docx":
        return word.write(parts)
    return flat.LAYOUTS[form](parts).encode()


def compose(draft: Draft) -> tuple[Part, ...]:
    """The paragraphs and tables of the report, in order."""
    form = form_named(draft.edition)
    words = {"agency": draft.agency, "year": draft.year}
    tables = printed.tables(form, draft.values, single=draft.single_other)
    parts: list[Part] = [_title(draft), _LEAD.format_map(words)]
    for section in form.sections:
        parts.append(section.heading)
        parts.extend(draft.texts.get(section.number, ()))
        if section.number in tables:
            parts.append(tables[section.number])
    return (*parts, draft.agency, draft.signed_on)


def refs(draft: Draft) -> tuple[str, ...]:
    """The addresses of the cells that the draft prints."""
    form = form_named(draft.edition)
    hidden = ("applications.other.1.", "applications.other.2.", "applications.other.3.")
    if draft.edition == "2019":
        return form.refs
    if draft.single_other:
        return tuple(ref for ref in form.refs if not ref.startswith(hidden))
    optional = {ref for row in form.table("applications").rows if row.optional for ref in row.refs}
    return tuple(ref for ref in form.refs if ref not in optional)


def _title(draft: Draft) -> str:
    return f"{draft.agency}{draft.year}年政府信息公开工作年度报告"
