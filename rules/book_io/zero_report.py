"""A clean, all-zero report in either form: what the examples of the rules are laid over."""

from datetime import date
from decimal import Decimal

from filings.edition import Edition
from filings.figure import CellState
from filings.report import Cell, Label, Paragraph, Report, Section
from rules.text.names import body_name
from schemas.editions import edition as form_named

AGENCY = "云岭县水务局"
_OFFICE = "办公室"

_LEAD = (
    (
        "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和《{title}》（{document}）要求，编制本报告。"
        "本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、"
        "存在的主要问题及改进情况、其他需要报告的事项六部分组成。"
        "所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    ),
    (
        "本报告电子版可在{county}人民政府门户网站（http://www.yunling.gov.cn）查阅或下载。"
        "如有疑问，请与{contact}联系（地址：{county}城关镇建设路18号，邮编：456700，电话：0399-3216688）。"
    ),
)
_OVERVIEW = (
    "{year}年，{agency}认真执行《条例》，坚持以公开为常态、不公开为例外，做好政府信息公开工作。",
    "（一）主动公开。全年在县政府门户网站公开信息86条，其中工作动态52条、公告公示34条。",
    "（二）依申请公开。明确专人受理、登记和答复申请，办理过程留有记录。",
    "（三）政府信息管理。对拟公开的信息逐条审核，定期清理过时内容。",
    "（四）政府信息公开平台建设。维护好门户网站专栏，及时更新机构职能和办事指南。",
    "（五）监督保障。分管负责同志每季度听取一次汇报，将公开工作列入工作考核，接受社会评议，没有需要责任追究的情况。",
)
_PROBLEMS = (
    "（一）存在的主要问题。一是政策解读形式还比较单一；二是部分栏目更新不够及时。",
    "（二）改进情况。一是增加图表解读，让群众看得懂；二是明确栏目责任人，每周检查一次更新情况。",
)


ZERO = Cell(raw="0", state=CellState.NUMBER, value=Decimal(0), place="")


def zero_report(name: str = "2021", year: int | None = None, agency: str = AGENCY) -> Report:
    """A report on form ``name`` without a fault, every cell 0."""
    form = form_named(name)
    year = year if year is not None else max(form.since, 2023 if form.since > 2020 else form.since)  # noqa: PLR2004
    contact = agency if agency.endswith(_OFFICE) else agency + _OFFICE
    words = {"year": year, "contact": contact, "agency": agency, "title": form.title, "document": form.document}
    words["county"] = body_name(agency).place or "云岭县"
    return Report(
        edition=form.id,
        title=f"{agency}{year}年政府信息公开工作年度报告",
        agency=agency,
        year=year,
        signed_by=agency,
        signed_on=date(year + 1, 1, 20),
        lead=_paragraphs(_LEAD, words, 2),
        sections=_sections(form, words),
        closing=_paragraphs((agency, f"{year + 1}年1月20日"), {}, 60),
        cells={ref: ZERO for ref in form.refs if not _optional(form, ref)},
        labels=labels_of(form),
        places={"title": "P1"},
    )


def labels_of(form: Edition, *, optional: bool = False) -> dict[str, Label]:
    """Every label as the form prints it, in printed order; the single 其他处理 row of the 2021 form if asked for."""
    found: dict[str, Label] = {}
    for table in form.tables:
        if table.note:
            found[f"{table.key}.note"] = Label(raw=table.note, place="")
        for block in table.blocks:
            if block.label:
                found[f"{table.key}.blocks.{block.key}"] = Label(raw=block.label, place="")
            for row in block.rows:
                for column in row.columns:
                    found.setdefault(row.label_of(column.key), Label(raw=column.label, place=""))
                if optional or not row.optional:
                    found[row.address] = Label(raw=row.label, place="")
    return found


def _optional(form: Edition, ref: str) -> bool:
    return any(row.optional and ref in row.refs for table in form.tables for row in table.rows)


def _sections(form: Edition, words: dict[str, object]) -> tuple[Section, ...]:
    texts = {1: _OVERVIEW, 5: _PROBLEMS, 6: ("无。",)}
    return tuple(
        Section(
            number=section.number,
            heading=section.heading,
            place=f"P{section.number * 9}",
            paragraphs=_paragraphs(texts.get(section.number, ()), words, section.number * 9 + 1),
        )
        for section in form.sections
    )


def _paragraphs(texts: tuple[str, ...], words: dict[str, object], start: int) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(text=text.format_map(words), place=f"P{number}") for number, text in enumerate(texts, start))
