"""What all doors have in common: the same ledger call, and the workers woken after its commit."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from filings.act import FilingReason
from filings.agency import Agency
from filings.errors import UsageError
from filings.faults import cause
from filings.filing_name import filing_name
from filings.intake import Intake, Receipt, Rejection, Upload
from filings.naming import meant, near, told
from filings.nouns import dataclass
from filings.readable import READABLE
from filings.writable import file_name
from ledger.intake import FILE_LIMIT
from workers.runtime import Runtime
from workers.wiring import QueueName

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class SubmissionService:
    """Takes filings in."""

    parts: Runtime

    def take(
        self,
        agency: str,
        year: int,
        uploads: Sequence[Upload],
        channel: str,
        *,
        insisted: bool = False,
        statements: Sequence[FilingReason] = (),
        arrived: datetime | None = None,
        practice: bool = False,
        by: str = "intake",
    ) -> Intake:
        """Record a filing and wake a worker. A receipt means that it is committed, even while the queue is away.

        ``insisted``, ``statements``: filed with reasons 附说明报送. ``arrived``: when a portal took it before us.
        ``practice``: it counts nowhere. ``by``: who filed, as it goes on record.
        """
        now = self.parts.now()

        def submit(code: str) -> Intake:
            return self.parts.ledger.intake.submit(
                code,
                year,
                uploads,
                channel,
                now,
                insisted=insisted,
                statements=statements,
                arrived=arrived,
                practice=practice,
                by=by,
            )

        answer = submit(agency)
        if isinstance(answer, Rejection) and answer.code == "unknown_agency":  # no code: a name, perhaps
            found = self._named(agency)
            if isinstance(found, Rejection):
                return found
            answer = submit(found.code)
        if isinstance(answer, Receipt):
            self.parts.queue.wake(QueueName.AUDITS, answer.job)
        return answer

    def _named(self, word: str) -> Agency | Rejection:
        """The one agency that a name means, over all counties of this ledger; else why it is none, with the nearest."""
        register, shown = self.parts.ledger.register, word.strip()
        counties = [(area.name, register.all(area.code)) for area in register.jurisdictions()]
        found = [agency for area, agencies in counties for agency in meant(agencies, word, area)]
        if len(found) == 1:
            return found[0]
        if found:
            reason = f"“{shown}”对应多个单位：{told(found)}，请改用代码"
            return Rejection(code="several_agencies", reason=reason)
        alike = [agency for area, agencies in counties for agency in near(agencies, word, area)]
        hint = f"最接近的是{told(alike)}；" if alike else ""
        reason = f"名录中没有名称或代码是“{shown}”的单位，{hint}请核对，或请政务公开办公室先把该单位录入名录"
        return Rejection(code="unknown_agency", reason=reason)


def taken(answer: Receipt, agency: str) -> str:
    """What a sender is told of a filing that is safe, without a full stop: 已收到 … or 已收到，附说明，待审核 …."""
    words = "已收到，附说明，待审核" if answer.submission.insisted else "已收到"
    again = "，同样的文件以前已经收到，不重复登记" if answer.repeated else ""
    return f"{words}：{filing_name(agency, answer.submission)}{again}"


def chained(answer: Receipt) -> str:
    """Of a receipt: the head of the sealed event log, against which a ledger that was rewritten later can be held."""
    number, head = answer.chain
    return f"记录链：第{number}号 {head}"


def submit_file(
    door: SubmissionService,
    agency: str,
    year: int,
    paths: Sequence[Path],
    *,
    insisted: bool = False,
    statements: Sequence[FilingReason] = (),
    readable: Path | None = None,
) -> Intake:
    """File documents from this machine as one filing: the first is the report, the others go with it.

    ``readable``: a copy of the report that can be read surely, where the report itself is sealed and may not be.
    """
    roles = ("report", *("scan" for _ in paths[1:]))
    uploads = [upload(path, role) for path, role in zip(paths, roles, strict=True)]
    uploads += [upload(readable, READABLE)] if readable else []
    return door.take(agency, year, uploads, "command", insisted=insisted, statements=statements)


def upload(path: Path, role: str = "report") -> Upload:
    """A file as an upload. UsageError when it cannot be read or is too large to be taken."""
    name = file_name(path.name)
    try:
        size = path.stat().st_size
        if size > FILE_LIMIT:
            raise UsageError(
                f"{name} 有{size / _MB:.0f}兆，超过上限{FILE_LIMIT // _MB}兆，请压缩图片或只提交报告正文。"
            )
        return Upload(name=name, data=path.read_bytes(), role=role)
    except OSError as error:
        raise UsageError(f"打不开 {file_name(str(path))}：{cause(error)}。请检查文件名和权限。") from error
