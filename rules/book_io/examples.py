"""The examples of a rule file: ``given`` is laid over a clean report, the rule is asked, the sentences are compared.

Keys of ``given`` (all optional):

* cells as written: ``applications.new = [3,0,0,0,0,0,3]``, ``applications.new.total = 7``, ``proactive.fees.amount``,
  ``review.reconsideration = [1,0,0,0,1]``; ``""`` a blank, ``"/"`` a slash, ``"?"`` a cell left open; ``absent =
  ["applications.other"]`` takes rows or cells away;
* the report: ``edition year title agency_read lead closing section.1`` (a text or a list of paragraphs) ``heading.5``
  ``sections`` (a list of {number, heading, text} in document order) ``signed_by signed_on published_on labels.<key>``
  (``""`` takes a label away) ``extras surplus problems`` (lists of tables);
* ``last.…``: the same keys for last year's accepted report; ``last = {}``: all zero;
* the dossier: ``agency.{name,kind,tags,code,names}`` ``register.{jurisdiction.…,agencies}`` ``as_of received_on
  folder_year standing.… publication.… calendar.{local,statutory} units neighbours submission.… previous_names``.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from filings.agency import Agency, DatedName
from filings.dossier import Dossier
from filings.finding import Audit, Status
from filings.report import Report
from rules.book_io.example_dossier import example_dossier
from rules.book_io.example_report import example_report
from rules.book_io.rule import Example, Rule
from rules.book_io.rulebook import Rulebook
from rules.book_io.zero_report import AGENCY, zero_report
from rules.engine.audit import audit
from schemas.editions import edition_for


def run_example(rule: Rule, example: Example, book: Rulebook) -> tuple[str, tuple[str, ...]]:
    """(how the rule ended, its sentences) for one example, with the rules that it comes after."""
    part = book.only([rule.id])
    active = replace(part, rules=tuple(replace(one, active=True) for one in part.rules))
    result = audit(dossier_of(example.given, rule), active)
    status = next(outcome for outcome in result.outcomes if outcome.rule == rule.id)
    if status.status is Status.FAILED:
        return f"failed: {status.reason}", ()
    return status.status.value, sentences(result, rule.id)


def sentences(result: Audit, rule: str) -> tuple[str, ...]:
    """The sentences of one rule in an audit."""
    return tuple(finding.message for finding in result.findings if finding.rule == rule)


def failures(book: Rulebook, asked: Iterable[Rule] | None = None) -> Iterator[str]:
    """A line for every example that does not hold, of all rules or of those ``asked`` for."""
    for rule in book.rules if asked is None else asked:
        for example in rule.examples:
            status, found = run_example(rule, example, book)
            if status != example.outcome or (example.expect and found != example.expect):
                yield f"{rule.id}《{example.title}》：应当 {example.outcome} {example.expect}，实际 {status} {found}"


def dossier_of(given: Mapping[str, Any], rule: Rule) -> Dossier:
    """The dossier that an example describes."""
    year, form = _year_and_form(given, rule)
    agency = _agency(given)
    base = zero_report(form, year, agency.name)
    report: Report | None = example_report(base, given) if not given.get("no_report") else None
    dossier = Dossier(as_of=given.get("as_of", date(year + 1, 4, 1)), report=report, agency=agency, folder_year=year)
    dossier = example_dossier(dossier, given)
    if "last" in given:
        last = given["last"]
        before = zero_report(last.get("edition", _form_for(year - 1, form)), year - 1, agency.name)
        dossier = replace(dossier, previous=example_report(before, last))
    return dossier


def _year_and_form(given: Mapping[str, Any], rule: Rule) -> tuple[int, str]:
    form = given.get("edition") or (rule.editions[0] if rule.editions else "")
    if "year" in given:
        return given["year"], form or _form_for(given["year"], "2021")
    if form == "2019":
        return max(rule.since, 2020), form
    return min(max(rule.since, 2023), rule.until), form or _form_for(min(max(rule.since, 2023), rule.until), "2021")


def _form_for(year: int, otherwise: str) -> str:
    form = edition_for(year)
    return form.id if form else otherwise


def _agency(given: Mapping[str, Any]) -> Agency:
    data = dict(given.get("agency", {}))
    return Agency(
        code=data.get("code", "11450000000000000X"),
        name=data.get("name", AGENCY),
        kind=data.get("kind", "department"),
        jurisdiction=data.get("jurisdiction", "450000"),
        tags=frozenset(data.get("tags", ())),
        inferred=data.get("inferred", False),
        names=tuple(DatedName(**one) for one in data.get("names", ())),
    )
