"""Whether a report lies in the slot it was handed in for: what it says of itself against agency and year."""

from filings.agency import Agency
from filings.dossier import Dossier
from filings.report import Report


def slot_mismatch(report: Report, dossier: Dossier) -> str:
    """Why the filing is to be held 待核对归属, in Chinese; ``""`` if it belongs in its slot or nothing speaks against.

    A year speaks against the slot when it is another year; a name does when it is another agency's of the register
    and not one that this agency has or had. A name that nobody has is a finding of the rules, not a reason to hold.
    """
    agency, year = dossier.agency, dossier.folder_year
    if agency is None or year is None:
        return ""
    if report.year is not None and report.year != year:
        return f"文件写的是{report.year}年度报告，却报在{year}年度下"
    other = _other(report.agency or "", agency, dossier)
    if other is None:
        return ""
    known = f"（名录中的{other.name}）" if other.name != report.agency else ""
    return f"文件写的是“{report.agency}”{known}，却报在“{agency.name}”名下"


def _other(named: str, agency: Agency, dossier: Dossier) -> Agency | None:
    register = dossier.register
    if register is None or not named:
        return None
    area = register.jurisdiction.name
    wanted = _bare(named, area)
    if any(_bare(name, area) == wanted for name in agency.all_names()):
        return None
    return next((a for a in register.agencies if any(_bare(name, area) == wanted for name in a.all_names())), None)


def _bare(name: str, area: str) -> str:
    """The name without spaces and without the county in front: 某县财政局 and 财政局 are the same body."""
    joined = "".join(name.split())
    return joined.removeprefix(area) or joined
