"""Recording what was seen of a report on the public site: address, date, and the saved page held against the report."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from hashlib import sha256
from urllib.parse import urlsplit

from filings import problems
from filings.dossier import Publication
from filings.errors import UsageError
from filings.nouns import dataclass
from filings.report import Report
from filings.submission import Submission
from gateway.office import Office
from ledger.codec import dump
from workers.publication_check import differences
from workers.wiring import QueueName

_UNREAD = (problems.UNREADABLE, problems.NOT_A_REPORT)


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenPage:
    """What somebody saw. ``found``: False when the report is not on the site. ``page``: name and bytes, saved."""

    url: str = ""
    published_on: date | None = None
    found: bool = True
    page: tuple[str, bytes] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PublicationComparison:
    """What came of it. ``trouble``: why the page could not be compared, in Chinese; ``page``: its bytes, to be kept."""

    publication: Publication
    trouble: str = ""
    page: bytes = b""


def look(seen: SeenPage, filed: Report | None, read: Callable[[bytes, str], Report]) -> PublicationComparison:
    """The publication as it is to be recorded. UsageError for an address that is none."""
    if seen.found:
        _judge(seen.url)
    page = read(seen.page[1], seen.page[0]) if seen.page else None
    trouble = _trouble(page, filed)
    usable = page if page is not None and not _unread(page) else None
    said = usable.published_on if usable else None
    publication = Publication(
        url=seen.url,
        published_on=seen.published_on or said,
        found=seen.found,
        dated=True if said else None,
        report=usable,
        differs=differences(filed, usable) if usable and filed and not trouble else None,
    )
    return PublicationComparison(publication=publication, trouble=trouble, page=seen.page[1] if seen.page else b"")


def record(where: Office, agency: str, year: int, looked: PublicationComparison, by: str) -> None:
    """Put it on record, and have the filings of the slot audited again with it."""
    ledger, now = where.ledger, where.parts.now()
    kept = ledger.documents.keep(looked.page, by, now) if looked.page else ""
    publication = replace(looked.publication, page=kept)
    ledger.publications.put(agency, year, publication, by, now)
    cause = "published/" + sha256(dump(publication).encode()).hexdigest()[:16]
    for filing in ledger.submissions.of(agency, year)[-1:]:
        if job := ledger.audits.again(filing.id, cause, now):
            where.parts.queue.wake(QueueName.AUDITS, job)


def filed_report(where: Office, agency: str, year: int) -> Report | None:
    """The report that a page is held against: the accepted one, else the last that was read."""
    found = where.ledger.submissions.of(agency, year)
    accepted = [s for s in found if _accepted(where, s)]
    for filing in reversed(accepted or found):
        report = where.ledger.audits.report_of(filing.id)
        if report is not None:
            return report
    return None


def _accepted(where: Office, filing: Submission) -> bool:
    acts = where.ledger.acts.of(filing.id)
    return bool(acts) and acts[-1].kind.value == "accepted"


def _judge(url: str) -> None:
    parts = urlsplit(url)
    if parts.scheme not in ("http", "https") or not parts.hostname:
        raise UsageError(f"网址“{url}”不完整，请写成 https://www.example.gov.cn/… 的样子。")


def _unread(page: Report) -> bool:
    return any(problem.code in _UNREAD for problem in page.problems)


def _trouble(page: Report | None, filed: Report | None) -> str:
    if page is None:
        return ""
    if _unread(page):
        return f"保存的页面没有读成年度报告：{page.problems[-1].message}"
    if filed is None:
        return "该单位还没有读成的报送件，页面已保存，暂时没有可比的内容"
    if filed.year and page.year and filed.year != page.year:
        return f"页面是{page.year}年度的，报送的是{filed.year}年度，请核对是否保存错了页面"
    return ""
