"""What a sample report says, read from a few lines of TOML, and the document made of it."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from filings.edition import Edition
from samples.writers import flat, page, printed, word
from samples.writers.parts import Part, PlainTable, Spot
from schemas.editions import edition, edition_for

_CONTACT = "如有疑问，请与{agency}办公室联系（地址：云岭县城关镇建设路18号，邮编：456700，电话：0399-3216688）。"
_LEAD = (
    (
        "根据《中华人民共和国政府信息公开条例》（以下简称《条例》）和《{title}》（{document}）要求，编制{agency}{year}年度报告。"
        "所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
    ),
    "本报告电子版可在云岭县人民政府门户网站（http://www.yunling.gov.cn）查阅或下载。",
)
_OTHER = ("没有其他需要报告的事项。",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SampleSource:
    """A sample report. ``cells``: what is printed in each cell; ``written``: rows printed with other than their cells.

    ``received`` and ``published``: the days on which it was handed in and put on the site.
    """

    agency: str
    year: int
    file: str
    form: Edition
    signed: date
    received: date
    published: date | None
    previous: str
    texts: Mapping[int, tuple[str, ...]]
    headings: Mapping[int, str]
    closing: tuple[str, ...]
    cells: Mapping[str, str]
    lead: tuple[str, ...]
    written: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    layout: str = "tabs"
    encoding: str = "utf-8"

    @property
    def title(self) -> str:
        """The title line."""
        return f"{self.agency}{self.year}年政府信息公开工作年度报告"


def read_source(text: str) -> SampleSource:
    """A source from its TOML."""
    data = tomllib.loads(text)
    year = data["year"]
    form = edition(data["edition"]) if "edition" in data else edition_for(year) or edition("2021")
    signed = data.get("signed", date(year + 1, 1, 20))
    words = {"agency": data["agency"], "year": year, "title": form.title, "document": form.document}
    contact = data.get("contact", _CONTACT)
    return SampleSource(
        agency=data["agency"],
        year=year,
        file=data["file"],
        form=form,
        signed=signed,
        received=data.get("received", date(year + 1, 1, 22)),
        published=data.get("published"),
        previous=data.get("previous", ""),
        texts={1: tuple(data["overview"]), 5: tuple(data["problems"]), 6: tuple(data.get("other", _OTHER))},
        headings={int(number): heading for number, heading in data.get("headings", {}).items()},
        closing=tuple(data.get("closing", (data["agency"], f"{signed.year}年{signed.month}月{signed.day}日"))),
        cells=_cells(form, data),
        lead=tuple(sentence.format_map(words) for sentence in (*_LEAD, contact)),
        written={row: tuple(cells) for row, cells in data.get("written", {}).items()},
        layout=data.get("layout", "tabs"),
        encoding=data.get("encoding", "utf-8"),
    )


def make(source: SampleSource) -> bytes:
    """The document, in the format that the file name asks for."""
    parts = tuple(_parts(source))
    kind = source.file.rpartition(".")[2]
    if kind == "html":
        published = str(source.published or "")
        return page.write(parts, title=source.title, encoding=source.encoding, published=published)
    if kind == "docx":
        return word.write(parts)
    return flat.LAYOUTS[source.layout](parts).encode(source.encoding)


def _cells(form: Edition, data: Mapping[str, Any]) -> dict[str, str]:
    cells: dict[str, str] = {}
    for table in form.tables:
        for row in table.rows:
            given = data.get(table.key, {}).get(row.address.removeprefix(f"{table.key}."), [0] * len(row.refs))
            if not row.optional:
                cells |= dict(zip(row.refs, map(str, given), strict=True))
    return cells


def _parts(source: SampleSource) -> Iterator[Part]:
    tables = printed.tables(source.form, source.cells)
    yield source.title
    yield from source.lead
    for section in source.form.sections:
        yield source.headings.get(section.number, section.heading)
        yield from source.texts.get(section.number, ())
        if section.number in tables:
            yield _rewritten(tables[section.number], source)
    yield from source.closing


def _rewritten(table: PlainTable, source: SampleSource) -> PlainTable:
    """The table with the rows that the source prints otherwise."""
    rows = table.rows
    for name, texts in source.written.items():
        labels = {row.label for t in source.form.tables for row in t.rows if row.address == name}
        rows = tuple(_row(spots, labels, texts, review=name == "review") for spots in rows)
    return PlainTable(rows, widths=table.widths, headers=table.headers)


def _row(spots: tuple[Spot, ...], labels: set[str], texts: tuple[str, ...], *, review: bool) -> tuple[Spot, ...]:
    heads = tuple(spot for spot in spots if not spot.text.isdigit())
    is_review = review and not heads and len(spots) > len(texts)
    return (*heads, *map(Spot, texts)) if is_review or labels & {spot.text for spot in heads} else spots
