"""``gouji doctor``: settings, versions, permissions, disk, database, queue, clock, mail; each with a next step."""

import os
from collections.abc import Iterator
from pathlib import Path

import click
import sqlalchemy as sa

from filings.errors import UsageError
from gateway.doctor import host, services
from gateway.doctor.diagnosis import Diagnosis, State, ill, well
from workers.configuration import VARIABLES, Settings
from workers.runtime import build_runtime
from workers.settings import made, words_of
from workers.spelled import SpelledSetting, SpelledSettings

_NOTHING = SpelledSetting("")


@click.command()
def doctor() -> None:
    """逐项检查这台机器：设置、权限、磁盘、数据库、队列、时钟、发信、字体、版本；不对的写明怎么办。

    有 ✕ 时退出状态为1。
    """
    found = []
    for one in _all():
        click.echo(one.line)
        found.append(one.state)
    bad, notes = found.count(State.ILL), found.count(State.NOTE)
    click.echo(f"共检查{len(found)}项：{bad}项要处理，{notes}项请留意。" if bad or notes else "都正常。")
    raise SystemExit(int(bad > 0))


def _all() -> Iterator[Diagnosis]:
    yield from host.versions()
    words: SpelledSettings | None = None
    chosen: Settings | None = None
    try:
        words = words_of(os.environ)
        chosen = made(words)
    except UsageError as error:
        for sentence in str(error).splitlines():
            yield ill("设置", sentence.rstrip("。"), "改好后再运行一次 gouji doctor")
    if chosen is not None and words is not None:
        yield from _settings(chosen, words)
        yield from _services(chosen)
    yield from host.fonts()
    yield from host.confinement()


def _settings(chosen: Settings, words: SpelledSettings) -> Iterator[Diagnosis]:
    if chosen.unknown:
        for sentence in chosen.unknown:
            yield ill("设置", sentence.rstrip("。"), "")
    else:
        yield well("设置", f"没有问题（{words.file or '环境变量'}；gouji config 看全部）")
    files = [Path(word.text) for name, word in words.said.items() if name.endswith("_FILE")]
    if words.file and any(one.secret and words.said.get(one.name, _NOTHING).where for one in VARIABLES.values()):
        files.append(words.file)
    yield from host.secrecy(files)
    yield from host.home(chosen.home)


def _services(chosen: Settings) -> Iterator[Diagnosis]:
    file = sa.make_url(chosen.database_url)
    if file.get_backend_name() == "sqlite" and not Path(file.database or "").exists():
        yield well("数据库", f"SQLite，还没有 {file.database}，第一次运行时建立")  # looking makes nothing
        yield from services.mail(chosen)
        return
    try:
        parts = build_runtime(chosen)
    except (UsageError, OSError) as error:
        yield ill("数据目录", str(error).rstrip("。"), "改好后再运行一次 gouji doctor")
        return
    try:
        yield from services.database(parts)
        yield from services.queue(parts)
        yield from services.clock(parts, parts.now())
        yield from services.secrets(parts)
    finally:
        parts.ledger.engine.dispose()
        parts.queue.client.close()
    yield from services.processes(chosen)
    yield from services.mail(chosen)
