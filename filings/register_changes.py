"""What an import would do to the register: faults row by row, else the differences, before anything is kept."""

import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date

from filings.agency import Agency, DatedName, Relation, RelationKind
from filings.mail_address import is_address
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.register_rows import RowFault, agency_of, row_of
from filings.register_words import KIND_WORDS, RELATION_WORDS, REQUIRED, plain_row

_OWN_CODE_LONGEST = 11  # characters; what is longer is meant to be a 统一社会信用代码
_CREDIT_LENGTH = 18
_POWER = pattern(r"\d(?:\.\d+)?E\+?\d+", re.IGNORECASE)
_NEEDS_OTHER = (RelationKind.MERGED, RelationKind.SPLIT, RelationKind.SHARES_FILING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Decree:
    """On whose word the register changes: from which day, by which paper, approved by whom."""

    as_of: date
    document: str
    approver: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RegisterChange:
    """One difference. ``word``: 新增, 改名, 撤销, 停用, 恢复, 关系, 类别, 其他. ``detail``: what becomes what."""

    word: str
    code: str
    name: str
    detail: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportPlan:
    """What an import comes to. With any fault ``entries`` is not to be kept. ``unlisted``: in the register only."""

    entries: tuple[Agency, ...]
    faults: tuple[RowFault, ...]
    changes: tuple[RegisterChange, ...]
    unlisted: tuple[Agency, ...]


def planned(
    rows: Sequence[tuple[int, Mapping[str, str]]],
    known: Iterable[Agency],
    jurisdiction: str,
    decree: Decree,
    foreign: Mapping[str, str] | None = None,
) -> ImportPlan:
    """The plan of an import. ``rows``: number as shown, cells by head. ``foreign``: code -> whose it is elsewhere.

    What the table has no column for stays as it is in the register.
    """
    present = {agency.code: agency for agency in known}
    made: list[tuple[int, Agency]] = []
    faults: list[RowFault] = []
    for number, cells in rows:
        found = _made(number, cells, present, jurisdiction, decree)
        if isinstance(found, RowFault):
            faults.append(found)
        else:
            made.append((number, found))
    faults += _repeated(made)
    codes = frozenset(present) | {agency.code for _, agency in made}
    faults += [fault for number, agency in made for fault in _astray(number, agency, codes, foreign or {})]
    entries = tuple(agency for _, agency in made)
    listed = {agency.code for agency in entries}
    return ImportPlan(
        entries=entries,
        faults=tuple(sorted(faults, key=lambda fault: fault.number)),
        changes=tuple(change for agency in entries for change in changes(present.get(agency.code), agency)),
        unlisted=tuple(agency for code, agency in present.items() if code not in listed),
    )


def changes(before: Agency | None, after: Agency) -> Iterable[RegisterChange]:
    """What differs between an agency as it is and as it will be; nothing when nothing does."""
    if before is None:
        yield _change("新增", after, _kind(after))
        return
    if before.name != after.name:
        yield _change("改名", after, f"{before.name} → {after.name}")
    if before.kind != after.kind:
        yield _change("类别", after, f"{_kind(before)} → {_kind(after)}")
    if before.until != after.until:
        yield _change("停用" if after.until else "恢复", after, f"{after.until}起" if after.until else "不再停用")
    for relation in after.relations:
        if relation not in before.relations:
            gone = relation.kind is RelationKind.ABOLISHED
            yield _change("撤销" if gone else "关系", after, _told(relation))
    for relation in before.relations:
        if relation not in after.relations:
            yield _change("关系", after, f"删去：{_told(relation)}")
    other = [word for word, same in _others(before, after) if not same]
    if other:
        yield _change("其他", after, f"{'、'.join(other)}有变动")


def _made(
    number: int, cells: Mapping[str, str], present: Mapping[str, Agency], jurisdiction: str, decree: Decree
) -> Agency | RowFault:
    code = plain_row(cells).get("代码", "")
    row = plain_row(cells, row_of(present[code]) if code in present else None)
    if wrong := _code_fault(code) or _mail_fault(row.get("邮箱", "")):
        return RowFault(number=number, reason=f"第{number}行（{row.get('名称') or '没有名称'}）：{wrong}")
    if lacking := [head for head, name in zip(REQUIRED, ("代码", "名称", "类别"), strict=True) if not row.get(name)]:
        return RowFault(number=number, reason=f"第{number}行缺少“{'”“'.join(lacking)}”，请补填")
    agency = agency_of(row, jurisdiction, number)
    if isinstance(agency, RowFault):
        return agency
    return _decreed(present.get(code), agency, decree)


def _decreed(before: Agency | None, agency: Agency, decree: Decree) -> Agency:
    """A new name leaves the old one behind with its last day; new relations carry paper and approver."""
    names = agency.names
    if before and before.name != agency.name and before.name not in [entry.name for entry in names if not entry.alias]:
        names = (*names, DatedName(name=before.name, until=decree.as_of))
    old = before.relations if before else ()
    relations = tuple(r if r in old else _signed(r, decree) for r in agency.relations)
    return replace(agency, names=names, relations=relations)


def _signed(relation: Relation, decree: Decree) -> Relation:
    document, approver = relation.document or decree.document, relation.approver or decree.approver
    return replace(relation, document=document, approver=approver)


def _code_fault(code: str) -> str:
    if code.startswith("#") or _POWER.fullmatch(code):
        return "代码被表格软件改成了数字，后几位已经丢失。请把这一列设为“文本”格式，重新填写代码"
    if len(code) > _OWN_CODE_LONGEST and len(code) != _CREDIT_LENGTH:
        return f"统一社会信用代码应为{_CREDIT_LENGTH}位，现为{len(code)}位（{code}）。请对照机构证书核对"
    return ""


def _mail_fault(mail: str) -> str:
    if not mail or (is_address(mail) and "." in mail.rpartition("@")[2]):
        return ""
    return f"邮箱“{mail}”不规范，请写成 name@example.gov.cn 的样子，没有就留空"


def _repeated(made: Sequence[tuple[int, Agency]]) -> Iterable[RowFault]:
    for word, key in (("代码", "code"), ("名称", "name")):
        seen: dict[str, int] = {}
        for number, agency in made:
            first = seen.setdefault(getattr(agency, key), number)
            if first != number:
                reason = f"第{number}行（{agency.name}）的{word}与第{first}行相同，请删去一行或改正{word}"
                yield RowFault(number=number, reason=reason)


def _astray(
    number: int,
    agency: Agency,
    known: Collection[str],
    foreign: Mapping[str, str],
) -> Iterable[RowFault]:
    """Codes that belong elsewhere, and relations to bodies that nobody knows. ``known``: every code there is."""
    head = f"第{number}行（{agency.name}）："
    if agency.code in foreign:
        reason = f"{head}这个代码已登记在{foreign[agency.code]}名下，请核对代码"
        yield RowFault(number=number, reason=reason)
    for relation in agency.relations:
        word = RELATION_WORDS[relation.kind]
        if relation.kind in _NEEDS_OTHER and not relation.other:
            reason = f"{head}关系“{word}”要写明对方单位的代码，例如：{word}|2024-03-01||对方代码"
            yield RowFault(number=number, reason=reason)
        elif relation.other and relation.other not in known:
            reason = f"{head}关系“{word}”的对方代码“{relation.other}”不在表中，也不在名录中，请核对或先录入对方单位"
            yield RowFault(number=number, reason=reason)
        elif relation.other == agency.code:
            yield RowFault(number=number, reason=f"{head}关系“{word}”的对方是它自己，请改成对方单位的代码")


def _change(word: str, agency: Agency, detail: str) -> RegisterChange:
    return RegisterChange(word=word, code=agency.code, name=agency.name, detail=detail)


def _kind(agency: Agency) -> str:
    return KIND_WORDS.get(agency.kind, agency.kind)


def _told(relation: Relation) -> str:
    end = f"至{relation.until}" if relation.until else "起"
    other = f"，对方{relation.other}" if relation.other else ""
    paper = f"，{relation.document}" if relation.document else ""
    return f"{RELATION_WORDS[relation.kind]}，{relation.since}{end}{other}{paper}"


def _others(before: Agency, after: Agency) -> Iterable[tuple[str, bool]]:
    yield "职能", before.tags == after.tags
    yield "联系人", before.contact == after.contact
    yield "邮箱", before.mail == after.mail
    yield "启用日期", before.since == after.since
    renamed = before.name != after.name
    yield "曾用名或简称", renamed or before.names == after.names
