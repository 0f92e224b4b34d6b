"""Who is told of an event, and from which office: recipients and occasions out of the register."""

from datetime import datetime

from filings.agency import Agency, Jurisdiction
from filings.notice import Recipient, RecipientKind
from notifier.occasion import ContactPoint, Occasion


def occasion(
    about: str,
    created: datetime,
    area: Jurisdiction,
    agency: Agency | None = None,
    pages: str = "",
    path: str = "",
    *,
    practice: bool = False,
) -> Occasion:
    """An event that the agency, if one is named, and the office of its area are told of.

    ``pages``: the address of our pages, ``""`` where there are none; ``path``: below it, where all can be read.
    ``practice``: it is of a filing for practice.
    """
    office = Recipient(kind=RecipientKind.OFFICE, code=area.code, name=area.office or area.name)
    recipients: tuple[Recipient, ...] = (office,)
    if agency is not None:
        recipients = (Recipient(kind=RecipientKind.AGENCY, code=agency.code, name=agency.name), office)
    return Occasion(
        about=about,
        created=created,
        desk=ContactPoint(jurisdiction=area, phone=area.phone),
        recipients=recipients,
        read_at=f"{pages}{path}" if pages else "",
        practice=practice,
    )
