"""Folders, zips and mails -> the files in them, each with its way in; nothing is written to disk."""

import email
import email.policy
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from email.message import EmailMessage, Message
from email.utils import parseaddr
from pathlib import Path, PurePosixPath

from filings.errors import UsageError
from filings.faults import cause
from filings.matching import Clues
from filings.nouns import dataclass
from gateway.importing.budget import Budget
from readers.archive import Archive
from readers.refusal import Unreadable
from readers.sniff import sniff

_DEPTH = 4  # archives in archives in mails: deeper is nobody's filing
_PACKED = {b"Rar!": "RAR", b"7z\xbc\xaf": "7z", b"\x1f\x8b": "gzip"}
_IGNORED = frozenset({"thumbs.db", "desktop.ini", ".ds_store"})
_LEAST_TEXT = 200  # characters of a mail's own text that may be a report


_NO_CLUES = Clues(names=())


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One file. ``source``: its way in, e.g. ``报送.zip/终稿3.wps``. ``refused``: why it was not opened, in Chinese."""

    source: str
    data: bytes = b""
    clues: Clues = _NO_CLUES
    refused: str = ""

    @property
    def name(self) -> str:
        """The file's own name."""
        return PurePosixPath(self.source).name


def unpack(paths: Iterable[Path], budget: Budget | None = None) -> Iterator[Found]:
    """Every file of the folders, archives and mails, in a fixed order. UsageError for a path that is not there.

    ``budget``: what all of them together may unfold; what is beyond it is refused, each with the reason.
    """
    budget = budget or Budget()
    for path in paths:
        if not path.exists():
            raise UsageError(f"没有找到 {path}。请检查文件夹或文件名。")
        for file in _files(path):
            inside = file.relative_to(path) if path.is_dir() else Path(path.name)
            source = inside.as_posix()
            found = _loaded(file, source)
            budget.outside(len(found.data))
            yield from _opened(found, 0, budget)


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    return sorted(
        file for file in path.rglob("*") if file.is_file() and not _ignored(file.relative_to(path).as_posix())
    )


def _ignored(source: str) -> bool:
    parts = PurePosixPath(source).parts
    return any(part[0] in ".~" or part == "__MACOSX" for part in parts) or parts[-1].lower() in _IGNORED


def _loaded(file: Path, source: str) -> Found:
    try:
        return Found(source=source, data=file.read_bytes(), clues=Clues(names=(source,)))
    except OSError as error:
        return Found(source=source, refused=f"打不开：{cause(error)}，请检查权限")


def _opened(found: Found, depth: int, budget: Budget) -> Iterator[Found]:
    """The file itself, or what is in it."""
    if found.refused:
        yield found
    elif kind := next((word for mark, word in _PACKED.items() if found.data.startswith(mark)), ""):
        yield _refused(found, f"这是{kind}压缩包，系统打不开。请解压后放进文件夹，或改用zip压缩")
    elif found.name.lower().endswith(".eml"):
        yield from _inside(found, depth, _mail, budget)
    elif _is_archive(found.data):
        yield from _inside(found, depth, _zip, budget)
    else:
        yield found


def _is_archive(data: bytes) -> bool:
    """Whether it is a zip and no Office document. One that holds a PDF unpacked shows a PDF's mark near its start."""
    return data.startswith((b"PK\x03\x04", b"PK\x05\x06")) and sniff(data) in ("zip", "pdf")


def _inside(
    found: Found, depth: int, take: Callable[[Found, Budget], Iterable[Found]], budget: Budget
) -> Iterator[Found]:
    if depth >= _DEPTH:
        yield _refused(found, f"压缩包和邮件套了{_DEPTH}层以上，没有再打开。请解压后放进文件夹")
        return
    count = 0
    try:
        for member in take(found, budget):
            count += 1
            yield from _opened(member, depth + 1, budget)
    except Unreadable as refusal:
        yield _refused(found, str(refusal))
        return
    except (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError):
        yield _refused(found, "已损坏或写法异常，打不开。请解压后放进文件夹，或把附件另存后再导入")
        return
    if not count:
        yield _refused(found, "里面没有文件")


def _zip(found: Found, budget: Budget) -> Iterator[Found]:
    """The members; one that cannot be read loses only itself, beyond the budget the rest is told once."""
    archive = Archive(found.data)
    for member in archive.names:
        shown = _spelled(member)
        if member.endswith("/") or _ignored(shown):
            continue
        if reason := budget.spent():
            yield Found(source=found.source, clues=found.clues, refused=reason)
            return
        one = Found(source=f"{found.source}/{shown}", clues=_with(found, shown))
        try:
            data = archive.read(member)
        except Unreadable as refusal:
            yield _refused(one, str(refusal))
            continue
        budget.take(len(data))
        yield replace(one, data=data)


def _spelled(member: str) -> str:
    """The name of a member. Older Chinese programs write GB18030 without saying so, which reads as CP437."""
    if member.isascii():
        return member
    try:
        return member.encode("cp437").decode("gb18030")
    except UnicodeError:
        return member


def _mail(found: Found, budget: Budget) -> Iterator[Found]:
    message = email.message_from_bytes(found.data, policy=email.policy.default)
    subject = _header(message, "subject")
    sender = parseaddr(_header(message, "from"))[1]
    clues = replace(_with(found, subject) if subject else found.clues, sender=sender or found.clues.sender)
    parts = list(_attached(message))
    for name, data in parts:
        if reason := budget.spent():
            yield Found(source=found.source, clues=found.clues, refused=reason)
            return
        budget.take(len(data))
        yield Found(source=f"{found.source}/{name}", data=data, clues=replace(clues, names=(*clues.names, name)))
    if not parts and (text := _text(message)):
        yield Found(source=f"{found.source}/邮件正文.txt", data=text.encode(), clues=clues)


def _attached(message: EmailMessage) -> Iterator[tuple[str, bytes]]:
    for number, part in enumerate(message.iter_attachments(), 1):
        inner = part.get_payload()
        if isinstance(inner, list):
            yield from ((f"转发邮件{number}.eml", one.as_bytes()) for one in inner[:1] if isinstance(one, Message))
            continue
        picture = part.get_content_maintype() == "image" and part.get_content_disposition() != "attachment"
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and not picture:
            yield PurePosixPath((part.get_filename() or f"附件{number}").replace("\\", "/")).name, data


def _text(message: EmailMessage) -> str:
    """What the sender wrote into the mail itself, when it may be a report."""
    body = message.get_body(("plain", "html"))
    try:
        text = str(body.get_content()) if body else ""
    except (LookupError, KeyError, UnicodeError):
        return ""
    return text if len(text) >= _LEAST_TEXT else ""


def _header(message: EmailMessage, name: str) -> str:
    """A header as text; one that is beyond the rules of mail is as good as none."""
    try:
        return str(message.get(name, ""))
    except (ValueError, IndexError, LookupError):
        return ""


def _with(found: Found, name: str) -> Clues:
    return replace(found.clues, names=(*found.clues.names, name))


def _refused(found: Found, reason: str) -> Found:
    return replace(found, data=b"", refused=reason)
