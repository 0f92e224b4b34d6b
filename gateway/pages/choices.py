"""Which agency and which report year a form is about."""

from collections.abc import Sequence

from filings.agency import Agency
from filings.civil import civil_day
from gateway.http.desk import Desk, year_of
from gateway.pages.routes import Visit

_BACK = 3  # years that a form offers


def wanted_year(visit: Visit) -> int:
    """The report year that the address or the form names, else the one that ended last."""
    words = {**visit.query, **visit.form.fields}
    return year_of({"year": words.get("year", "")}) or years_for(visit)[0]


def years_for(visit: Visit) -> Sequence[int]:
    """The report years that a form offers, the one that ended last first."""
    last = civil_day(visit.now).year - 1
    return range(last, last - _BACK, -1)


def agencies_for(desk: Desk, visit: Visit) -> tuple[Agency, ...]:
    """The agencies that somebody of the office chooses from; none for a person of one agency."""
    if visit.account.agency:
        return ()
    found = desk.ledger.register.on(visit.account.area, civil_day(visit.now))
    return found.agencies if found else ()
