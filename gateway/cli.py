"""The command ``gouji``. Commands are imported only when called, so that asking for help loads none of them."""

import errno
import importlib
import sys
from collections.abc import Sequence

import click

from filings.errors import GoujiError
from gateway.guide import guide
from gateway.loading import SHORT, loaded
from gateway.locale import speak_chinese
from gateway.streams import forgiving
from gateway.table import COMMANDS

_STOPPED = 130  # as shells tell an end by Ctrl-C

_START = """\
gouji 勾稽 {version}：政府信息公开工作年度报告，一报送就核查。

  gouji check 报告.docx        核查一份或多份报告（文件、文件夹，- 表示标准输入）
  gouji read 报告.docx         看系统从报告里读到了什么
  gouji explain A01            说明一条规则：内容、依据、例子、怎么改
  gouji rules list             列出全部规则
  gouji demo                   用自带的样本县走一遍

全部命令：gouji --help；一个命令的用法和例子：gouji check --help"""

speak_chinese()


class _Lazy(click.Group):
    """A group whose commands live in modules of their own; its help comes from the table alone."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        del ctx
        row = COMMANDS.get(cmd_name)
        if row is None:
            return None
        from gateway.dressing import dressed  # noqa: PLC0415 - only for a command that is called

        module, _, name = row.target.partition(":")
        command: click.Command = getattr(importlib.import_module(f"gateway.commands.{module}"), name)
        if cmd_name not in SHORT:
            loaded()
        return dressed(command, cmd_name)

    def get_help(self, ctx: click.Context) -> str:
        del ctx
        return guide()


@click.group(
    cls=_Lazy,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(package_name="gouji", prog_name="gouji")
@click.option("--trace", is_flag=True, help="系统出错时打印详细信息，供开发人员查看。")
@click.pass_context
def cli(ctx: click.Context, trace: bool) -> None:  # noqa: FBT001 - click passes it so
    """勾稽：政府信息公开工作年度报告，一报送就核查。"""
    del trace  # read by main, which is there when everything else has failed
    if ctx.invoked_subcommand is None:
        from importlib.metadata import version  # noqa: PLC0415 - slow to load, and only this screen shows it

        click.echo(_START.format(version=version("gouji")))


def main(words: Sequence[str] | None = None) -> None:
    """Run the command line, ``words`` or what was typed. Our errors are one line and status 2, never a traceback."""
    forgiving()
    try:
        status = cli(list(sys.argv[1:] if words is None else words), prog_name="gouji", standalone_mode=False)
    except click.ClickException as error:
        _show(error)
        raise SystemExit(error.exit_code) from None
    except (KeyboardInterrupt, click.Abort):
        click.echo("已停止。", err=True)
        raise SystemExit(_STOPPED) from None
    except GoujiError as error:
        click.echo(f"gouji：{_safe(str(error))}", err=True)
        raise SystemExit(2) from None
    except OSError as error:
        if error.errno == errno.EPIPE:  # whoever read our output has gone
            sys.stdout = sys.stderr = None  # nothing more is written, not at the end either
            raise SystemExit(1) from None
        if "--trace" in sys.argv:
            raise
        click.echo(f"gouji：{_safe(_disk(error))}", err=True)
        raise SystemExit(2) from None
    except Exception as error:  # our own failure: one line for people, the rest for who asks
        if "--trace" in sys.argv:
            raise
        words = f"gouji：系统出错（{type(error).__name__}: {_safe(str(error))}），不是您的文件的问题。请联系维护人员"
        click.echo(f"{words}；用 gouji --trace 重新运行可以看到详细信息。", err=True)
        raise SystemExit(2) from None
    raise SystemExit(status if isinstance(status, int) else 0)


def _show(error: click.ClickException) -> None:
    """The fault first, in one sentence; then the command that shows usage and example."""
    context = getattr(error, "ctx", None)
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        click.echo(error.format_message(), err=True)
        return
    from gateway.dressing import spoken  # noqa: PLC0415 - only for what was refused

    click.echo(f"gouji：{spoken(error.format_message())}", err=True)
    called = "gouji " + next((word for word in sys.argv[1:] if word in COMMANDS), "")
    path = context.command_path if context is not None else called.strip()
    click.echo(f"用法和例子：{path} --help", err=True)


def _disk(error: OSError) -> str:
    """What is wrong with a file or folder, and which setting says where it is, if one does."""
    from filings.faults import disk_fault  # noqa: PLC0415 - only for what failed

    where = str(error.filename or "输出")
    return disk_fault(error, where) + _setting(where)


def _setting(where: str) -> str:
    from pathlib import Path  # noqa: PLC0415 - only for what failed

    from workers.settings import settings  # noqa: PLC0415 - the same

    try:
        home = settings().home
    except GoujiError:
        return ""
    return f"这个位置由 GOUJI_HOME（{home}）指定。" if Path(where).is_relative_to(home) else ""


def _safe(text: str) -> str:
    """The text without the secrets of the settings, should whoever failed have quoted them."""
    from filings.masking import without  # noqa: PLC0415 - only for what failed
    from filings.writable import visible  # noqa: PLC0415 - the same
    from workers.settings import settings  # noqa: PLC0415

    shown = "\n".join(visible(line) for line in text.splitlines())
    try:
        return without(shown, settings().secrets())
    except GoujiError:
        return shown
