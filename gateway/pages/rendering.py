"""Templates into pages: one environment, everything escaped, and what every page shows of office and person."""

from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from filings.agency import Jurisdiction
from filings.personal import without_numbers
from gateway.http.desk import Desk
from gateway.pages import saying, statics
from gateway.pages.routes import Turn, Visit
from gateway.people_named import people_named

SECRECY = "严禁上传涉密文件和未经保密审查的材料。"


def rendered(desk: Desk, visit: Visit, turn: Turn, title: str) -> bytes:
    """The page. ``title``: of the row, where the context names no other."""
    area = area_of(desk, visit)
    words: dict[str, Any] = {
        "title": title, **turn.context, "visit": visit, "me": visit.session, "csrf": visit.csrf, "base": visit.base,
        "area": area, "agency_of_me": _agency(desk, visit), "secrecy": SECRECY, "now": visit.now,
        "url": lambda path: visit.base + path, "static": lambda name: visit.base + statics.place(name),
    }  # fmt: skip
    page = environment().get_template(turn.template).render(words)
    return people_named(desk.ledger, page, saying.escaped).encode("utf-8", "replace")


def area_of(desk: Desk, visit: Visit) -> Jurisdiction | None:
    """Whose office is told on the page: of who is signed in, else the only one there is."""
    if visit.session is not None:
        return desk.ledger.register.jurisdiction(visit.account.area)
    areas = desk.ledger.register.jurisdictions()
    return areas[0] if len(areas) == 1 else None


@cache
def environment() -> Environment:
    """The one environment of the pages."""
    made = Environment(
        loader=PackageLoader("gateway.pages"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    made.filters.update(day=saying.day, moment=saying.moment, masked=without_numbers, size=saying.size)
    return made


def _agency(desk: Desk, visit: Visit) -> str:
    if visit.session is None or not visit.account.agency:
        return ""
    found = desk.ledger.register.find(visit.account.agency)
    return found.name if found else ""
