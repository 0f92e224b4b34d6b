"""The command ``gouji``. Commands are imported only when called, so that ``gouji check`` starts fast."""

import importlib
import sys
from collections.abc import Mapping

import click

from filings.errors import GoujiError

_COMMANDS: Mapping[str, str] = {
    "check": "gateway.commands.check:check",
    "read": "gateway.commands.read:read",
    "explain": "gateway.commands.explain:explain",
    "rules": "gateway.commands.rules:rules",
    "demo": "gateway.commands.demo:demo",
    "up": "gateway.commands.up:up",
    "work": "gateway.commands.work:work",
    "clock": "gateway.commands.clock:clock",
    "intake": "gateway.commands.intake:intake",
    "migrate": "gateway.commands.migrate:migrate",
    "status": "gateway.commands.status:status",
    "submit": "gateway.commands.submit:submit",
    "sweep": "gateway.commands.sweep:sweep",
    "jobs": "gateway.commands.jobs:jobs",
    "notices": "gateway.commands.notices:notices",
    "replay": "gateway.commands.replay:replay",
    "ledger": "gateway.commands.ledger:ledger",
    "receiver": "gateway.commands.receiver:receiver",
    "register": "gateway.commands.register:register",
    "calendar": "gateway.commands.calendar:calendar",
    "accept": "gateway.commands.acts:accept",
    "return": "gateway.commands.acts:return_",
    "waive": "gateway.commands.settle:waive",
    "explain-finding": "gateway.commands.settle:explain_finding",
    "hold": "gateway.commands.holding:hold",
    "assign": "gateway.commands.holding:assign",
    "paper": "gateway.commands.paper:paper",
    "publication": "gateway.commands.publication:publication",
    "agencies": "gateway.commands.agencies:agencies",
    "standing": "gateway.commands.standing:standing",
    "show": "gateway.commands.show:show",
    "endpoint": "gateway.commands.endpoint:endpoint",
    "key": "gateway.commands.key:key",
    "policy": "gateway.commands.policy:policy",
    "bulletin": "gateway.commands.bulletin:bulletin",
    "import": "gateway.commands.import_:import_",
    "config": "gateway.commands.config:config",
    "doctor": "gateway.commands.doctor:doctor",
}

_START = """\
gouji 勾稽 {version}：政府信息公开工作年度报告，一报送就核查。

  gouji check 报告.docx        核查一份或多份报告（文件、文件夹，- 表示标准输入）
  gouji read 报告.docx         看系统从报告里读到了什么
  gouji explain A01            说明一条规则：内容、依据、例子、怎么改
  gouji rules list             列出全部规则
  gouji demo                   用自带的样本县走一遍

全部命令：gouji --help"""


class _Lazy(click.Group):
    """A group whose commands live in modules of their own."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        target = _COMMANDS.get(cmd_name)
        if target is None:
            return None
        module, _, name = target.partition(":")
        command: click.Command = getattr(importlib.import_module(module), name)
        return command


@click.group(cls=_Lazy, invoke_without_command=True, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="gouji", prog_name="gouji")
@click.option("--trace", is_flag=True, help="系统出错时打印详细信息，供开发人员查看。")
@click.pass_context
def cli(ctx: click.Context, trace: bool) -> None:  # noqa: FBT001 - click passes it so
    """勾稽：政府信息公开工作年度报告，一报送就核查。"""
    del trace  # read by main, which is there when everything else has failed
    if ctx.invoked_subcommand is None:
        from importlib.metadata import version  # noqa: PLC0415 - slow to load, and only this screen shows it

        click.echo(_START.format(version=version("gouji")))


def main() -> None:
    """Run the command line. Our own errors end with one line and exit status 2, never with a traceback."""
    try:
        cli(standalone_mode=True)
    except GoujiError as error:
        click.echo(f"gouji：{_safe(str(error))}", err=True)
        raise SystemExit(2) from None
    except OSError as error:
        if "--trace" in sys.argv:
            raise
        from filings.faults import disk_fault  # noqa: PLC0415 - only for what failed

        click.echo(f"gouji：{_safe(disk_fault(error, str(error.filename or '输出')))}", err=True)
        raise SystemExit(2) from None
    except Exception as error:  # our own failure: one line for people, the rest for who asks
        if "--trace" in sys.argv:
            raise
        words = f"gouji：系统出错（{type(error).__name__}: {_safe(str(error))}），不是您的文件的问题。请联系维护人员"
        click.echo(f"{words}；用 gouji --trace 重新运行可以看到详细信息。", err=True)
        raise SystemExit(2) from None


def _safe(text: str) -> str:
    """The text without the secrets of the settings, should whoever failed have quoted them."""
    from filings.masking import without  # noqa: PLC0415 - only for what failed
    from workers.settings import settings  # noqa: PLC0415

    try:
        return without(text, settings().secrets())
    except GoujiError:
        return text
