"""Breach + Rule -> Finding. The only place where text is made, so that a finding has the same words everywhere."""

import hashlib
import json
from collections.abc import Mapping

from filings.counted_place import described, within_part
from filings.dossier import Dossier
from filings.finding import Finding
from filings.patterns import pattern
from filings.report import Report
from rules.book_io.rule import Rule
from rules.engine.context import CheckContext
from rules.engine.facts import as_json, written
from rules.engine.results import Breach
from schemas.figures import Figures

_PARTS = {
    "title": "标题", "lead": "开头说明", "closing": "落款", "headings": "各部分标题", "contact": "联系方式",
    "period": "统计期限", "publication": "公开页面", "submission": "报送材料", "register": "单位名录",
    "received": "报送时间", "published": "公开时间", "resubmitted": "重新报送时间", "signed_on": "落款日期",
    "published_on": "公开日期",
}  # fmt: skip
_NUMERALS = "一二三四五六"
_sorted_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True).encode
_NOT_WORDS = pattern(r"[\s\W_]+")


def render(breach: Breach, rule: Rule, context: CheckContext) -> Finding:
    """The finding of a breach, with its place in a clerk's words, fingerprint and digest of facts."""
    places = breach.places or _document_places(breach.refs, context)
    place = _place(breach, places, context)
    facts = {**breach.facts, "place": place}
    words = {name: written(value) for name, value in facts.items()}
    known = {"year": _year(context.dossier), "agency": _agency(context.dossier), **words}
    plain_facts = {name: as_json(value) for name, value in breach.facts.items()}
    return Finding(
        rule=rule.id,
        title=rule.title,
        severity=rule.severity.milder if breach.doubtful else rule.severity,
        message=rule.message.format_map(known),
        place=place,
        refs=breach.refs,
        places=places,
        facts=plain_facts,
        basis=rule.basis,
        fix=rule.fix.format_map(known),
        fingerprint=fingerprint(breach, rule, context.dossier),
        facts_digest=_digest(plain_facts),
    )


def place_of(breach: Breach, context: CheckContext) -> str:
    """Where it is, in a clerk's words: 第三部分表格“自然人”列, 第一部分（第12行）."""
    return _place(breach, breach.places, context)


def _place(breach: Breach, places: tuple[str, ...], context: CheckContext) -> str:
    named = _named(breach.refs, context)
    first = next(filter(None, places), "") or next(filter(None, _document_places(breach.refs, context)), "")
    report = context.dossier.report or Report()
    if not breach.refs:
        return described(report, first) or named
    where = within_part(report, first, named)
    return f"{named}（{where}）" if named and where else named or where


def _named(refs: tuple[str, ...], context: CheckContext) -> str:
    cells = [ref for ref in refs if context.edition and ref in context.edition.titles]
    if len(cells) > 1 and len(cells) == len(refs):
        return _shared(cells, context)
    return _part(refs[0], context) if refs else "整份报告"


def _shared(cells: list[str], context: CheckContext) -> str:
    """The row or column that several cells share, else their table, else the first one."""
    rows = {ref.rpartition(".")[0] for ref in cells}
    columns = {ref.rpartition(".")[2] for ref in cells}
    table = cells[0].partition(".")[0]
    if len(rows) == 1 and rows <= context.form.titles.keys():
        return context.title(rows.pop())
    if len(columns) == 1 and table == "applications":
        row = context.form.table(table).rows[0]
        title = next((column.title for column in row.columns if column.key in columns), "")
        if title:
            return f"{context.form.table(table).title}“{title}”列"
    whole = all(ref.startswith(f"{table}.") for ref in cells)
    return context.title(table if whole else cells[0])


def _part(ref: str, context: CheckContext) -> str:
    if ref in _PARTS:
        return _PARTS[ref]
    if ref.startswith("section."):
        return f"第{_NUMERALS[int(ref[8:]) - 1]}部分"
    return context.title(ref) if context.edition else ref


def _document_places(refs: tuple[str, ...], context: CheckContext) -> tuple[str, ...]:
    return tuple([_document_place(ref, context) for ref in refs])


def _document_place(ref: str, context: CheckContext) -> str:
    report = context.dossier.report
    if report is None:
        return ""
    cells = report.cells
    if ref in cells:
        return cells.place(ref) if isinstance(cells, Figures) else cells[ref].place
    if ref in report.labels:
        return report.labels[ref].place
    if ref.startswith("section."):
        section = report.section(int(ref[8:]))
        return section.place if section else ""
    return report.places.get(ref, "")


def fingerprint(breach: Breach, rule: Rule, dossier: Dossier) -> str:
    """Hash of agency, year, rule and refs, without values; a text rule's words instead of places that move."""
    about = _NOT_WORDS.sub("", breach.excerpt) if breach.excerpt else "|".join(breach.refs)
    text = "\n".join((_agency(dossier), _year(dossier), rule.id, about))
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _digest(facts: Mapping[str, object]) -> str:
    return hashlib.sha256(_sorted_json(facts).encode()).hexdigest()[:16]


def _agency(dossier: Dossier) -> str:
    if dossier.agency:
        return dossier.agency.name
    return (dossier.report.agency if dossier.report else None) or "（单位不明）"


def _year(dossier: Dossier) -> str:
    year = (dossier.report.year if dossier.report else None) or dossier.folder_year
    return str(year) if year else "（年度不明）"
