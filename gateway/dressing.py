"""What every command is given when it is loaded: Chinese placeholders and a whole example in its help."""

import re

import click

from filings.patterns import pattern
from gateway.table import EXAMPLES

_ARGUMENTS = {
    "FILES": "文件", "FILE": "文件", "SUBMISSION": "报送件", "AGENCY": "单位", "FINDING": "意见",
    "ENDPOINT": "接收地址", "ADDRESS": "地址", "TOKEN": "令牌", "PATH": "文件",
    "RULE": "规则", "NOTICE": "通知", "JOB": "任务", "DIR|ZIP|EML": "文件夹|压缩包|邮件",
    "DOCS": "报告", "OLD": "旧", "NEW": "新", "IDS": "规则", "ID": "规则", "NAME": "规则", "DIR": "文件夹",
}  # fmt: skip
_WORD = pattern(r"(?<![A-Za-z_-])(" + "|".join(map(re.escape, _ARGUMENTS)) + r")(?![A-Za-z_-])")
_BETWEEN = pattern(r"(?<=[\u4e00-\u9fff]) (?=[\u4e00-\u9fff])")
_QUOTED = pattern(r"\s*'([^']*)'[,:]?")
_RANGE = pattern(r"应满足 (\d+)<=x<=(\d+)")
_FROM = pattern(r"应满足 x>=(\d+)")
_TYPES = {click.types.IntParamType: "数", click.types.StringParamType: "文字", click.Path: "文件"}


def dressed(command: click.Command, path: str) -> click.Command:
    """The command, and all below it, with its words; ``path``: as it is typed, without the program's name."""
    command.options_metavar = "[选项]"
    command.help = _BETWEEN.sub("", _WORD.sub(lambda found: _ARGUMENTS[found[1]], command.help or ""))
    for param in command.params:
        _placeholder(param)
    paths = [path]
    if isinstance(command, click.Group):
        command.subcommand_metavar = "命令 [参数]..."
        for name, each in command.commands.items():
            paths.append(f"{path} {name}")
            dressed(each, paths[-1])
    lines = [EXAMPLES[one] for one in paths if one in EXAMPLES]
    command.epilog = "\b\n例如：\n" + "\n".join(f"  {line}" for line in lines)
    return command


def spoken(text: str) -> str:
    """One of click's refusals, its signs and ranges as Chinese writes them."""
    text = text.replace("...'", "'")
    text = _QUOTED.sub(r"“\1”", text).replace("”“", "”、“").replace("” ", "”")
    text = _FROM.sub(r"应不小于\1", _RANGE.sub(r"应在\1到\2之间", text))
    return text.replace("。 ", "。").rstrip(".。 ") + "。"


def _placeholder(param: click.Parameter) -> None:
    if isinstance(param, click.Argument):
        shown = param.make_metavar(click.Context(click.Command("gouji")))
        param.metavar = _WORD.sub(lambda found: _ARGUMENTS[found[1]], param.metavar or shown.upper())
        if param.metavar == shown.upper() and param.required is False and not param.metavar.startswith("["):
            param.metavar = f"[{param.metavar}]"
    elif param.metavar is None:
        word = next((word for kind, word in _TYPES.items() if issubclass(type(param.type), kind)), None)
        if word and isinstance(param, click.Option) and not param.is_flag:
            param.metavar = word
    else:
        param.metavar = _WORD.sub(lambda found: _ARGUMENTS[found[1]], param.metavar)
