"""The watched folder: ``inbox/AGENCY/YEAR/*``; what was taken moves to ``done``, what was not to ``refused``.

AGENCY is a code, a name or a short name, or a code with a name behind it.

A file named 报告（可读）.docx goes with 报告.pdf as its readable copy; both are one filing.

Beside each moved file lies a text for people: the receipt, or why the file was not taken and what to do next. Whatever
goes wrong over one file is that file's refusal; a file over which the ledger fails goes behind the others.
"""

import os
import stat
import threading
import time
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import field
from pathlib import Path

import structlog

from filings.errors import InfrastructureError, UsageError
from filings.intake import Intake, Receipt, Rejection
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.readable import READABLE, stem_of_sealed
from filings.writable import file_name, plain
from gateway.intake.door import SubmissionService, chained, taken, upload
from gateway.intake.placing import free, shortened
from gateway.words import moment

DONE, REFUSED = "done", "refused"

_PERIOD = 2.0  # seconds between two looks
_QUIET = 2.0  # seconds a file must lie unchanged; copying over a network pauses for less
_PATIENCE = 15  # times as long as for a whole file: a copy may come before its sealed file
_UNFINISHED = (".part", ".tmp", ".crdownload", ".partial", ".filepart")
_YEAR = pattern("[0-9]{4}")
_FILING = 3  # names of a path: agency, year, file
_DEEPEST = 4  # names of a path that is looked at: one folder more than a filing has

_log = structlog.get_logger("folder")


@dataclass(slots=True)
class Folder:
    """Watches ``root``. ``quiet``: seconds without change after which a file counts as complete."""

    door: SubmissionService
    root: Path
    quiet: float = _QUIET
    _seen: dict[Path, tuple[int, int, float]] = field(default_factory=dict, init=False)
    _failures: Counter[Path] = field(default_factory=Counter, init=False)
    _stuck: set[Path] = field(default_factory=set, init=False)

    def run(self, stopping: threading.Event) -> None:
        """Look every few seconds until told to stop."""
        heart = self.door.parts.heart
        heart.beat(heart.step)
        while not stopping.wait(_PERIOD):
            heart.beat(heart.step)
            try:
                self.root.mkdir(mode=0o770, parents=True, exist_ok=True)
                self.look()
            except (InfrastructureError, OSError) as error:
                _log.warning("folder.postponed", reason=str(error))
            except Exception:  # noqa: BLE001 - a fault of ours must not end the door
                _log.exception("folder.failed")

    def look(self) -> int:
        """Take every file that is complete. How many were dealt with."""
        found = set(_files(self.root))
        ready = sorted((path for path in found if self._complete(path)), key=lambda path: (self._failures[path], path))
        self._seen = {path: mark for path, mark in self._seen.items() if path in found}
        self._failures = Counter({path: self._failures[path] for path in found})
        self._stuck &= found
        copies = _copies(found)
        dealt = 0
        for path in ready:
            copy = copies.get(path)
            if (copy is not None and copy not in ready) or path in copies.values() or self._may_follow(path):
                continue  # taken together, once both are there
            self.door.parts.heart.beat(self.door.parts.heart.step)
            self._deal(path, copy)
            dealt += 1
        return dealt

    def _may_follow(self, path: Path) -> bool:
        """Whether a copy lies alone, and not long enough that its sealed file will not come any more."""
        mark = self._seen.get(path)
        alone = bool(stem_of_sealed(path.stem)) and mark is not None
        return alone and mark is not None and time.monotonic() - mark[2] < _PATIENCE * self.quiet

    def _complete(self, path: Path) -> bool:
        """Whether size and time have not changed for as long as we ask."""
        try:
            status = path.lstat()
        except OSError:
            return False
        now = time.monotonic()
        mark = self._seen.get(path)
        if mark is None or mark[:2] != (status.st_size, status.st_mtime_ns):
            self._seen[path] = (status.st_size, status.st_mtime_ns, now)
            self._stuck.discard(path)
            return self.quiet <= 0
        return path not in self._stuck and now - mark[2] >= self.quiet

    def _deal(self, path: Path, copy: Path | None) -> None:
        """Take one file and move it. One that cannot be moved is told of once, and again when it changes.

        ``copy``: its readable copy, which goes with it.
        """
        try:
            answer = self._answer(path, copy)
        except InfrastructureError:
            self._failures[path] += 1
            raise
        filed = isinstance(answer, Receipt)
        facts = {"submission": answer.submission.id} if isinstance(answer, Receipt) else {"code": answer.code}
        try:
            for each in filter(None, (copy, path)):
                _put_away(each, DONE if filed else REFUSED, self._words(answer))
        except FileNotFoundError:
            _log.info("folder.gone", taken=filed, **facts)
        except OSError as error:
            self._stuck.add(path)
            self._tell_apart(path, self._words(answer))
            _log.error("folder.not_moved", file=file_name(path.name), reason=str(error), taken=filed, **facts)
        else:
            _log.info("folder.file", taken=filed, **facts)

    def _tell_apart(self, path: Path, words: str) -> None:
        """Tell of a file that cannot be moved, at the top, since we cannot write beside it."""
        where = "/".join(map(file_name, path.relative_to(self.root).parts))
        told = f"{words}文件 {where} 没有移走：所在的文件夹不让写入，请检查它的权限，然后自行移走这个文件。\n"
        try:
            (self.root / REFUSED).mkdir(mode=0o770, exist_ok=True)
            note = free(self.root / REFUSED, shortened(file_name(path.name), ".没有移走.txt"))
            note.write_text(plain(told), encoding="utf-8")
        except OSError as error:
            _log.error("folder.not_told", reason=str(error))

    def _answer(self, path: Path, copy: Path | None) -> Intake:
        try:
            return self._take(path, copy)
        except InfrastructureError:
            raise
        except Exception:  # noqa: BLE001 - whatever it is: the person is told, the next file taken
            _log.exception("folder.file_failed")
            reason = "系统处理这个文件时出错，没有登记。请另存一份、换个文件名后重新放入；仍不行请与县政府办公室联系。"
            return Rejection(code="failed", reason=reason)

    def _words(self, answer: Intake) -> str:
        if isinstance(answer, Rejection):
            return f"没有收下：{answer.reason}\n"
        filing = answer.submission
        known = self.door.parts.ledger.register.find(filing.agency)
        said = taken(answer, known.name if known else filing.agency)
        at = moment(filing.received_at)
        return f"{said}。\n完整编号：{filing.id}\n收到时间：{at}（北京时间）\n{chained(answer)}\n"

    def _take(self, path: Path, copy: Path | None) -> Intake:
        parts = path.relative_to(self.root).parts
        agency = file_name(parts[0]).strip()  # a code, a name, or both: 361125001 财政局
        if len(parts) != _FILING or not agency or not _YEAR.fullmatch(parts[1]):
            return Rejection(
                code="place",
                reason="请把文件放进 单位/年度 两层文件夹，"
                "单位写名称、简称或代码都行，例如 inbox/财政局/2025/报告.docx。",
            )
        if stem := stem_of_sealed(path.stem):
            return Rejection(
                code="copy",
                reason=f"这是可读文件，没有找到它对应的盖章文件（例如 {stem}.pdf）。请把两个文件一起放入；"
                "只有这一个文件的，请去掉文件名里的“可读”再放入。",
            )
        if not all(stat.S_ISREG(each.lstat().st_mode) for each in filter(None, (path, copy))):
            return Rejection(code="link", reason="这是快捷方式、链接或管道，不是文件。请放入文件本身。")
        try:
            documents = [upload(path), *([upload(copy, READABLE)] if copy else ())]
        except UsageError as error:
            return Rejection(code="unreadable", reason=str(error))
        return self.door.take(agency, int(parts[1]), documents, "folder")


def _copies(found: Iterable[Path]) -> dict[Path, Path]:
    """Sealed file -> its readable copy in the same folder."""
    by_stem: dict[Path, Path] = {}
    for path in sorted(found, reverse=True):
        by_stem[path.with_suffix("")] = path
    pairs = ((path, stem_of_sealed(path.stem)) for path in found)
    named = ((path.with_name(stem), path) for path, stem in pairs if stem)
    return {by_stem[sealed]: path for sealed, path in named if sealed in by_stem}


def _files(folder: Path, depth: int = 1) -> Iterator[Path]:
    """Every file, one level deeper than a filing too; not what is dealt with, nor what is still being written.

    Links are files here, wherever they lead. What cannot be looked into is passed by and told.
    """
    try:
        with os.scandir(folder) as entries:
            found = sorted((entry.name, entry.is_dir(follow_symlinks=False)) for entry in entries)
    except OSError as error:
        if not isinstance(error, FileNotFoundError):
            _log.warning("folder.closed", folder=file_name(folder.name), reason=str(error))
        return
    for name, inside in found:
        path = folder / name
        if not inside and name[0] not in ".~" and path.suffix.lower() not in _UNFINISHED:
            yield path
        elif inside and depth < _DEEPEST and name not in (DONE, REFUSED):
            yield from _files(path, depth + 1)


def _put_away(path: Path, where: str, words: str) -> None:
    """Move a file into a folder beside it, under a name that is free there, with a text beside it.

    The text first: if we die between the two, the file is found again, and answered again.
    """
    if path.name in (DONE, REFUSED):  # a file where the folder should be
        path = path.rename(free(path.parent, path.name))
    folder = path.parent / where
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        folder.rename(free(path.parent, where))
    folder.mkdir(mode=0o770, exist_ok=True)
    place = free(folder, path.name)
    note = free(folder, shortened(file_name(place.name), ".回执.txt" if where == DONE else ".原因.txt"))
    note.write_text(plain(words), encoding="utf-8")
    path.rename(place)
