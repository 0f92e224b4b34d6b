"""The watched folder: ``inbox/AGENCY/YEAR/*``; what was taken moves to ``done``, what was not to ``refused``.

Beside each moved file lies a text for people: the receipt, or why the file was not taken and what to do next.
"""

import stat
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from filings.errors import InfrastructureError, UsageError
from filings.intake import Intake, Receipt, Rejection
from gateway.intake.door import Intaking, upload

DONE, REFUSED = "done", "refused"

_PERIOD = 2.0  # seconds between two looks
_QUIET = 2.0  # seconds a file must lie unchanged; copying over a network pauses for less
_UNFINISHED = (".part", ".tmp", ".crdownload", ".partial", ".filepart")
_YEAR_DIGITS = 4

_log = structlog.get_logger("folder")


@dataclass(slots=True)
class Folder:
    """Watches ``root``. ``quiet``: seconds without change after which a file counts as complete."""

    door: Intaking
    root: Path
    quiet: float = _QUIET
    _seen: dict[Path, tuple[int, int, float]] = field(default_factory=dict, init=False)

    def run(self, stopping: threading.Event) -> None:
        """Look every few seconds until told to stop."""
        self.root.mkdir(mode=0o770, parents=True, exist_ok=True)
        while not stopping.wait(_PERIOD):
            try:
                self.look()
            except (InfrastructureError, OSError) as error:
                _log.warning("folder.postponed", reason=str(error))

    def look(self) -> int:
        """Take every file that is complete. How many were dealt with."""
        found = list(_files(self.root))
        ready = [path for path in found if self._complete(path)]
        self._seen = {path: mark for path, mark in self._seen.items() if path in found}
        for path in ready:
            self._deal(path)
        return len(ready)

    def _complete(self, path: Path) -> bool:
        """Whether size and time have not changed for as long as we ask."""
        try:
            status = path.lstat()
        except FileNotFoundError:
            return False
        now = time.monotonic()
        mark = self._seen.get(path)
        if mark is None or mark[:2] != (status.st_size, status.st_mtime_ns):
            self._seen[path] = (status.st_size, status.st_mtime_ns, now)
            return self.quiet <= 0
        return now - mark[2] >= self.quiet

    def _deal(self, path: Path) -> None:
        answer = self._take(path)
        taken = isinstance(answer, Receipt)
        place = _move(path, DONE if taken else REFUSED)
        note = place.with_name(place.name + (".回执.txt" if taken else ".原因.txt"))
        note.write_text(_words(answer), encoding="utf-8")
        facts = {"submission": answer.submission.id} if isinstance(answer, Receipt) else {"code": answer.code}
        _log.info("folder.file", taken=taken, **facts)

    def _take(self, path: Path) -> Intake:
        parts = path.relative_to(self.root).parts
        if len(parts) != 3 or not (len(parts[1]) == _YEAR_DIGITS and parts[1].isascii() and parts[1].isdigit()):  # noqa: PLR2004 - agency, year, file
            return Rejection(
                code="place", reason="请把文件放进 单位代码/年度 两层文件夹，例如 inbox/361125001/2025/报告.docx。"
            )
        if not stat.S_ISREG(path.lstat().st_mode):
            return Rejection(code="link", reason="这是快捷方式或链接，不是文件。请放入文件本身。")
        try:
            document = upload(path)
        except UsageError as error:
            return Rejection(code="unreadable", reason=str(error))
        agency = parts[0].split()[0]  # a name may follow the code, for people: 361125001 财政局
        return self.door.take(agency, int(parts[1]), [document], "folder")


def _files(root: Path) -> Iterator[Path]:
    """Every file, one level deeper than a filing too; not what is dealt with, nor what is still being written."""
    for pattern in ("*", "*/*", "*/*/*", "*/*/*/*"):
        for path in sorted(root.glob(pattern)):
            inside = path.relative_to(root).parts
            if {DONE, REFUSED} & set(inside[:-1]) or (path.is_dir() and not path.is_symlink()):
                continue
            if path.name[0] not in ".~" and path.suffix.lower() not in _UNFINISHED:
                yield path


def _move(path: Path, where: str) -> Path:
    """Move a file into a folder beside it, under a name that is free there."""
    folder = path.parent / where
    folder.mkdir(mode=0o770, exist_ok=True)
    place, number = folder / path.name, 1
    while place.exists():
        number += 1
        place = folder / f"{path.stem}-{number}{path.suffix}"
    path.rename(place)
    return place


def _words(answer: Intake) -> str:
    if isinstance(answer, Rejection):
        return f"没有收下：{answer.reason}\n"
    filing = answer.submission
    again = "同样的文件以前已经收到，这次不重复登记。\n" if answer.repeated else ""
    return (
        f"已收到：{filing.agency} {filing.year}年度，第{filing.ordinal}次报送。\n{again}"
        f"报送件编号：{filing.id}\n收到时间（世界时）：{filing.received_at:%Y-%m-%d %H:%M:%S}\n"
    )
