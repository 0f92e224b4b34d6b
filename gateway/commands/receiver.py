"""``gouji receiver``: a reference receiver that verifies signatures and counts repeats."""

import signal
import threading

import click

from notifier.receiver import Receiver


@click.command()
@click.option(
    "--secret", "secrets", multiple=True, required=True, envvar="GOUJI_RECEIVER_SECRET", help="签名密钥 whsec_…。"
)
@click.option("--port", default=8900, show_default=True, help="端口，只在本机（127.0.0.1）上接收。")
def receiver(secrets: tuple[str, ...], port: int) -> None:
    """一个示范接收端：核对签名，数重复，按 Ctrl-C 停止。"""
    stopping = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stopping.set())
    with Receiver(secrets, port, tell=click.echo) as running:
        click.echo(f"接收地址 {running.url}，允许名单写 GOUJI_ALLOW={running.allowance}", err=True)
        stopping.wait()
        tally = running.tally()
    click.echo(f"共收到{tally.messages}份，重复{tally.repeats}次，同号不同内容{tally.repeats_with_other_body}次，")
    click.echo(f"验签未通过{tally.unverified}次。")
