"""What ``gouji status`` says of the background processes of this machine: which respond, and what was replaced."""

import time
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path

from filings.civil import SHANGHAI
from workers.heartbeat import Sign, signs
from workers.watching import alive, groups, host_folder, replacements

_WITHIN = 4.0  # seconds in which every process shows a sign; it does so twice a second
_AGAIN = 0.2
_LATELY = timedelta(days=1)
_SHOWN = 3


def silent(home: Path) -> Sequence[str]:
    """The processes of this host that show no sign of life while we look, some seconds at most."""
    files = {file: file.name.lstrip(".") for folder in groups(home) for file in sorted(folder.iterdir())}
    dead = {f"{folder.name}（已中断）" for folder in groups(home) if not alive(folder)}
    before = {file: signs(file) for file in files}
    waiting, until = set(files), time.monotonic() + _WITHIN
    while waiting and time.monotonic() < until:
        time.sleep(_AGAIN)
        waiting = {file for file in waiting if file.exists() and not _moved(before[file], signs(file))}
    return sorted(dead | {files[file] for file in waiting})


def told(home: Path) -> Iterator[str]:
    """Lines for people."""
    running = sum(1 for folder in groups(home) for _ in folder.iterdir())
    quiet = silent(home)
    if not running:
        yield f"后台：本机没有在运行（{host_folder(home).name}）。"
    elif quiet:
        yield f"后台：{running}个进程，其中没有响应：{'、'.join(quiet)}。会自动换新；几分钟后仍这样，请重新启动 gouji。"
    else:
        yield f"后台：{running}个进程都有响应。"
    lately = [one for one in replacements(home) if datetime.now(UTC) - _at(one) < _LATELY]
    if lately:
        yield f"一天内自动换新了{len(lately)}次后台进程，原因见日志。最近："
    for one in lately[-_SHOWN:]:
        what = (
            f"停止响应（{str(one['thread']).partition('#')[0]}）" if one["thread"] else f"意外结束（{one['status']}）"
        )
        yield f"  · {_at(one).astimezone(SHANGHAI):%m-%d %H:%M:%S} {one['program']} {what}，已换新。"


def _at(one: Mapping[str, object]) -> datetime:
    return datetime.fromisoformat(str(one["at"]))


def _moved(before: Mapping[str, Sign], after: Mapping[str, Sign]) -> bool:
    """Whether the process shows signs: its pulse if it has one, else any of it."""
    pulse = {thread: sign for thread, sign in after.items() if thread.startswith("process#")} or after
    return any(before.get(thread) != sign for thread, sign in pulse.items())
