"""What all doors have in common: the same ledger call, and the workers woken after its commit."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filings.act import Statement
from filings.errors import UsageError
from filings.intake import Intake, Receipt, Upload
from filings.naming import filing_name
from filings.writable import file_name
from ledger.intake import FILE_LIMIT
from workers.parts import Parts
from workers.wiring import Lane

_MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Intaking:
    """Takes filings in."""

    parts: Parts

    def take(
        self,
        agency: str,
        year: int,
        uploads: Sequence[Upload],
        channel: str,
        *,
        insisted: bool = False,
        statements: Sequence[Statement] = (),
        arrived: datetime | None = None,
    ) -> Intake:
        """Record a filing and wake a worker. A receipt means that it is committed, even while the queue is away.

        ``insisted``, ``statements``: filed with reasons 附说明报送. ``arrived``: when a portal took it before us.
        """
        now = self.parts.now()
        answer = self.parts.ledger.intake.submit(
            agency, year, uploads, channel, now, insisted=insisted, statements=statements, arrived=arrived
        )
        if isinstance(answer, Receipt):
            self.parts.queue.wake(Lane.AUDITS, answer.job)
        return answer


def taken(answer: Receipt, agency: str) -> str:
    """What a sender is told of a filing that is safe, without a full stop: 已收到 … or 已收到，附说明，待审核 …."""
    words = "已收到，附说明，待审核" if answer.submission.insisted else "已收到"
    again = "，同样的文件以前已经收到，不重复登记" if answer.repeated else ""
    return f"{words}：{filing_name(agency, answer.submission)}{again}"


def submit_file(
    door: Intaking,
    agency: str,
    year: int,
    paths: Sequence[Path],
    *,
    insisted: bool = False,
    statements: Sequence[Statement] = (),
) -> Intake:
    """File documents from this machine as one filing: the first is the report, the others go with it."""
    roles = ("report", *("scan" for _ in paths[1:]))
    uploads = [upload(path, role) for path, role in zip(paths, roles, strict=True)]
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
        raise UsageError(f"打不开 {file_name(str(path))}：{error.strerror}。请检查文件名和权限。") from error
