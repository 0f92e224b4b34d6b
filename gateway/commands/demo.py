"""``gouji demo``: from door to webhook in a few seconds, on the real queue, ledger and workers."""

import time
from datetime import date
from pathlib import Path

import click

_AFTER = date(2026, 4, 1)  # the day after the last statutory date of the made-up county's year


@click.command()
@click.option("--serve", is_flag=True, help="走完以后不停，留着网页和接口试用，按 Ctrl-C 停止。")
@click.option("--out", type=click.Path(path_type=Path), default=Path("out"), help="产物放在哪个文件夹。")
def demo(*, out: Path, serve: bool) -> None:
    """用自带的样本县走一遍：报送、排队、核查、期限与完整性、签名通知、通报。"""
    from gateway.demo.running import starting  # noqa: PLC0415 - the background side is needed only here

    start = time.monotonic()
    with starting(_address() if serve else "off") as coming:
        from gateway.demo import county, show  # noqa: PLC0415 - takes seconds, in which the system starts
        from rules.book_io.rulebook import rulebook  # noqa: PLC0415 - the same
        from workers.logs import quiet  # noqa: PLC0415 - the same
        from workers.sweep import Sweep  # noqa: PLC0415 - the same

        quiet()
        book = rulebook()
        click.echo(
            f"勾稽演示：云岭县（编造），规则手册 {book.version}，{len(book.rules)}条规则；"
            "自带队列和台账，不需要任何服务。"
        )
        system = coming.ready()
        county.settle_in(system)
        filed = county.season(system)
        click.echo(f"报送与核查：{len(filed)}份")
        show.filings(system, filed)
        Sweep(parts=system.on(_AFTER), book=book)(_AFTER)  # its letters bear that day; what is shown is as of today
        found = county.as_of_today(system, _AFTER.year - 1)
        click.echo(f"期限与完整性（截至{found.as_of.isoformat()}）：名录{len(found.agencies)}家")
        show.missing(found)
        made = show.files(system, filed, found, out)
        county.await_deliveries(system)
        tally = system.receiver.tally()
        click.echo(f"通知：已送达{tally.messages}条，接收端验签通过{tally.messages}条，未通过{tally.unverified}条")
        if serve:
            from gateway.demo.serving import serve as stay  # noqa: PLC0415 - the same

            show.farewell(made, out, time.monotonic() - start)
            stay(system)
    if not serve:
        show.farewell(made, out, time.monotonic() - start)


def _address() -> str:
    """The usual address, or another port where that is taken."""
    from gateway.listening import unused  # noqa: PLC0415 - only for who stays

    return unused()
