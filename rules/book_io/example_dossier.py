"""``given`` of an example -> the parts of the dossier besides the reports."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from filings.agency import Agency, DatedName, Jurisdiction, Register
from filings.calendar import Calendar, DueDate
from filings.dossier import Dossier, Neighbour, Publication, RollUp, Standing, StandingState, UnitFigures
from filings.edition import Edition
from filings.submission import Document, Submission
from rules.book_io.example_report import example_report
from schemas.calendars import statutory
from schemas.editions import edition

_PLAIN = ("received_on", "previous_gap")


def example_dossier(dossier: Dossier, given: Mapping[str, Any]) -> Dossier:
    """The dossier with what an example gives; the statutory calendar is always there."""
    dossier = replace(dossier, calendar=_calendar(given), **{name: given[name] for name in _PLAIN if name in given})
    if "folder_year" in given:
        dossier = replace(dossier, folder_year=given["folder_year"])
    if "previous_names" in given:
        dossier = replace(dossier, previous_names=tuple(given["previous_names"]))
    for name, make in _PARTS.items():
        if name in given:
            target = {"units": "rollup"}.get(name, name)
            part: dict[str, Any] = {target: make(dossier, given[name])}
            dossier = replace(dossier, **part)
    return dossier


def _calendar(given: Mapping[str, Any]) -> Calendar:
    local = given.get("calendar", {}).get("local")
    dates = statutory().dates
    if isinstance(local, date):
        dates += (
            DueDate(
                kinds=frozenset(), event="received", month=local.month, day=local.day, statutory=False, basis="本县通知"
            ),
        )
    return Calendar(dates=dates)


def _standing(dossier: Dossier, data: Mapping[str, Any]) -> Standing:
    values = {
        "agency": "",
        "year": dossier.folder_year or 0,
        **data,
        "state": StandingState(data.get("state", "filed")),
    }
    return Standing(**values)


def _publication(dossier: Dossier, data: Mapping[str, Any]) -> Publication:
    values: dict[str, Any] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in data.items() if key != "report"
    }
    report = example_report(dossier.report, data["report"]) if "report" in data and dossier.report else None
    return Publication(**values, report=report)


def _values(form: Edition, given: Mapping[str, Any]) -> dict[str, Decimal]:
    """The figures of a unit, all others 0."""
    optional = {ref for table in form.tables for row in table.rows if row.optional for ref in row.refs}
    zeros = {ref: Decimal(0) for ref in form.refs if ref not in optional}
    return zeros | {ref: Decimal(str(value)) for ref, value in given.items()}


def _rollup(dossier: Dossier, data: Any) -> RollUp:  # noqa: ANN401 - read from TOML
    form = edition((dossier.report.edition if dossier.report else None) or "2021")
    units = tuple(
        UnitFigures(
            agency=one["name"],
            name=one["name"],
            values={} if one.get("missing") else _values(form, one.get("values", {})),
            missing=one.get("missing", False),
        )
        for one in data["list"]
    )
    return RollUp(units=units, expected_units=data.get("expected", len(units)))


def _register(_dossier: Dossier, data: Mapping[str, Any]) -> Register:
    jurisdiction: dict[str, Any] = {
        key: tuple(one) if isinstance(one, list) else one for key, one in data.get("jurisdiction", {}).items()
    }
    return Register(
        jurisdiction=Jurisdiction(**{"code": "450000", "name": "云岭县", **jurisdiction}),
        agencies=tuple(_listed(one) for one in data.get("agencies", ())),
    )


def _listed(data: Mapping[str, Any]) -> Agency:
    names = tuple(DatedName(**one) for one in data.get("names", ()))
    return Agency(
        code=data.get("code", data["name"]), name=data["name"], kind=data.get("kind", "department"), names=names
    )


def _neighbours(_dossier: Dossier, data: Any) -> tuple[Neighbour, ...]:  # noqa: ANN401 - read from TOML
    return tuple(
        Neighbour(
            agency=one["name"],
            name=one["name"],
            filed_first=one.get("filed_first", True),
            passages={int(number): text for number, text in one.get("section", {}).items()},
        )
        for one in data
    )


def _submission(dossier: Dossier, data: Mapping[str, Any]) -> Submission:
    documents = tuple(Document(sha256="", name=f"{role}.docx", role=role) for role in data.get("roles", ("report",)))
    return Submission(
        id="example",
        agency=dossier.agency.code if dossier.agency else "",
        year=dossier.folder_year or 0,
        received_at=data.get("received_at", datetime(2024, 1, 20, tzinfo=UTC)),
        documents=documents,
        channel="form",
    )


_PARTS: Mapping[str, Callable[[Dossier, Any], object]] = {
    "standing": _standing,
    "publication": _publication,
    "units": _rollup,
    "register": _register,
    "neighbours": _neighbours,
    "submission": _submission,
}
