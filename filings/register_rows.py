"""The register as plain rows of text, one agency a row: what its xlsx and csv hold, and back.

=============== ===========================================================================================
column          holds
=============== ===========================================================================================
``代码``        统一社会信用代码, or the county's own code
``名称``        the name in use
``类别``        kind: government, department, township, subdistrict, institution, or the county's own word
``设立日期``    2019-03-01, empty if unknown; ``终止日期`` the same
``联系人``      a name; ``邮箱`` an address
``标签``        words joined by 、
``名称沿革``    name|since|until|曾用名 or 简称, joined by ；
``机构关系``    kind|since|until|other code|document|approver, joined by ；
=============== ===========================================================================================
"""

from collections.abc import Mapping
from datetime import date

from filings.agency import Agency, DatedName, Relation, RelationKind
from filings.credit_code import fault
from filings.nouns import dataclass
from filings.register_words import RELATION_WORDS
from filings.writable import writable

COLUMNS = (
    "代码", "名称", "类别", "设立日期", "终止日期", "联系人", "邮箱", "标签", "名称沿革", "机构关系",
)  # fmt: skip
_ALIAS = "简称"
_FORMER = "曾用名"
_CREDIT_LENGTH = 18


@dataclass(frozen=True, slots=True, kw_only=True)
class RowFault:
    """A row that was not taken. ``number`` counts data rows from 1; ``reason`` is Chinese."""

    number: int
    reason: str


def agency_of(row: Mapping[str, str], jurisdiction: str, number: int) -> Agency | RowFault:
    """The agency that a row describes. A code of 18 characters must be a right 统一社会信用代码."""
    cells = {column: (row.get(column) or "").strip() for column in COLUMNS}
    broken = [column for column in COLUMNS if not writable(cells[column])]
    if broken:
        return RowFault(number=number, reason=f"第{number}行的“{'”“'.join(broken)}”中有无法保存的字符，请改正")
    lacking = [column for column in COLUMNS[:3] if not cells[column]]
    if lacking:
        return RowFault(number=number, reason=f"第{number}行缺少“{'”“'.join(lacking)}”，请补填")
    if len(cells["代码"]) == _CREDIT_LENGTH and (wrong := fault(cells["代码"])):
        return RowFault(number=number, reason=f"第{number}行（{cells['名称']}）：{wrong}")
    try:
        return _agency(cells, jurisdiction)
    except ValueError as error:
        return RowFault(number=number, reason=f"第{number}行（{cells['名称']}）：{error}")


def row_of(agency: Agency) -> dict[str, str]:
    """The row of an agency; reading it again gives the same agency."""
    cells = (
        agency.code, agency.name, agency.kind, _text(agency.since), _text(agency.until), agency.contact, agency.mail,
        "、".join(sorted(agency.tags)),
        "；".join("|".join((n.name, _text(n.since), _text(n.until), _ALIAS if n.alias else _FORMER))
                 for n in agency.names),
        "；".join("|".join((r.kind.value, _text(r.since), _text(r.until), r.other, r.document, r.approver))
                 for r in agency.relations),
    )  # fmt: skip
    return dict(zip(COLUMNS, cells, strict=True))


def _agency(cells: Mapping[str, str], jurisdiction: str) -> Agency:
    return Agency(
        code=cells["代码"],
        name=cells["名称"],
        kind=cells["类别"],
        jurisdiction=jurisdiction,
        names=tuple(_name(part) for part in _parts(cells["名称沿革"])),
        relations=tuple(_relation(part) for part in _parts(cells["机构关系"])),
        tags=frozenset(tag for tag in cells["标签"].replace(",", "、").split("、") if tag),
        since=_day(cells["设立日期"]),
        until=_day(cells["终止日期"]),
        contact=cells["联系人"],
        mail=cells["邮箱"],
    )


def _parts(text: str) -> list[list[str]]:
    return [[*(cell.strip() for cell in part.split("|")), *[""] * 6] for part in text.split("；") if part.strip()]


def _name(part: list[str]) -> DatedName:
    return DatedName(name=part[0], since=_day(part[1]), until=_day(part[2]), alias=part[3] == _ALIAS)


def _relation(part: list[str]) -> Relation:
    kind = next((kind for kind in RelationKind if kind.value == part[0]), None)
    if kind is None:
        raise ValueError(f"机构关系“{part[0]}”不在允许的类型之内（{'、'.join(RELATION_WORDS.values())}）")
    since = _day(part[1])
    if since is None:
        word = RELATION_WORDS[kind]
        raise ValueError(f"机构关系“{word}”缺少起始日期，例如：{word}|2024-03-01")
    return Relation(kind=kind, since=since, until=_day(part[2]), other=part[3], document=part[4], approver=part[5])


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return date.fromisoformat(text[:10].replace("/", "-"))
    except ValueError:
        raise ValueError(f"日期“{text}”无法识别，请写成2024-03-01的样子") from None


def _text(day: date | None) -> str:
    return day.isoformat() if day else ""
