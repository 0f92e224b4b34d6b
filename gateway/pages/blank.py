"""The blank form of a year, for one agency: title, the six headings and the three tables of the official form."""

from datetime import date

from filings.agency import Agency
from filings.civil import civil_day
from gateway.http.desk import Desk, needed_year
from gateway.http.problems import not_found
from gateway.pages.filed import agency_of
from gateway.pages.routes import FILERS, Page, Turn, Visit
from samples.writers import printed, word
from samples.writers.parts import Part
from schemas.editions import edition_for

_MEDIA = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HERE = "（请在这里填写，没有内容的写明没有。）"
_LEAD = (
    "根据《中华人民共和国政府信息公开条例》规定，{agency}编制本报告。"
    "数据的统计期限自{year}年1月1日起至{year}年12月31日止。"
)


def blank(desk: Desk, visit: Visit) -> Turn:
    """The form as a Word document."""
    agency, year = agency_of(desk, visit), needed_year(visit.query)
    name = f"{agency.name}{year}年政府信息公开工作年度报告（空白）.docx"
    desk.ledger.sessions.note("form.downloaded", f"agencies/{agency.code}/{year}", visit.who, visit.address, visit.now)
    return Turn(data=blank_form(agency, year, civil_day(visit.now)), media=_MEDIA, name=name)


def blank_form(agency: Agency, year: int, on: date) -> bytes:
    """The form that the report of a year has to have, in Word, every cell blank."""
    form = edition_for(year)
    if form is None:
        raise not_found("这个年度的格式")
    tables = printed.tables(form, {}, single=False)
    named = agency.name_on(on)
    parts: list[Part] = [f"{named}{year}年政府信息公开工作年度报告", _LEAD.format(agency=named, year=year)]
    for section in form.sections:
        parts.append(section.heading)
        parts.append(tables.get(section.number, _HERE))
    return word.write([*parts, named, f"{year + 1}年　月　日"])


PAGES = (
    Page(method="GET", path="/blank", verb=blank, title="下载空白格式", roles=FILERS, scope="自己的单位"),
)  # fmt: skip
