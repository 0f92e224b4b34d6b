"""The settings for people: what is in force at this terminal, and the page that documents every one of them."""

from collections.abc import Iterator
from itertools import groupby

from filings.masking import HIDDEN, masked
from workers.configuration import VARIABLES, Settings
from workers.spelled import SpelledSettings
from workers.variables import Variable

_ENVIRONMENT, _USUAL = "环境变量", "默认"
_HEAD = """\
# 设置

<!-- 本页由 `gouji config --page` 从程序里的设置生成，不要手改；`make check` 核对。 -->

全部设置都用 `GOUJI_` 开头的名称，写在环境变量里，或者写在设置文件里：一行一项，`GOUJI_WORKERS=4` 的样子，`#` 后是说明。
设置文件由 `GOUJI_SETTINGS` 指定，没有指定就用数据目录下的 `gouji.env`（有就读）；同一项两处都有，以环境变量为准。
标“保密”的，可以改用同名加 `_FILE` 的设置指定一个文件，内容写在那个文件里，例如 `GOUJI_KEY_FILE=/etc/gouji/key`。

改了设置要重新启动后台才生效。`gouji config` 看现在起作用的是什么、从哪里来；`gouji doctor` 逐项检查并告诉怎么办。
写错的名称启动时会指出；值写错、互相矛盾、文件读不了时不启动，并写明是哪一项、在哪个文件第几行、怎么改。
"""


def page() -> str:
    """The page of all settings, in Markdown."""
    lines = [_HEAD]
    for group, several in groupby(VARIABLES.values(), key=lambda one: one.group):
        lines += [f"## {group}\n", "| 设置 | 默认 | 意思 |", "|---|---|---|"]
        lines += [f"| `{one.name}` | {_usual(one)} | {_meaning(one)} |" for one in several]
        lines.append("")
    return "\n".join(lines)


def in_force(chosen: Settings, words: SpelledSettings) -> Iterator[tuple[str, str, str]]:
    """Name, value and origin of every setting; what is secret is masked."""
    for one in VARIABLES.values():
        said = words.said.get(one.name) or words.said.get(f"{one.name}_FILE")
        origin = (said.where or _ENVIRONMENT) if said else _USUAL
        yield one.name, _value(one, chosen, words), origin


def _value(one: Variable, chosen: Settings, words: SpelledSettings) -> str:
    match one.name:
        case "GOUJI_HOME":
            return str(chosen.home)
        case "GOUJI_DATABASE_URL":
            return masked(chosen.database_url)
        case "GOUJI_REDIS_URL":
            return masked(chosen.redis_url)
        case "GOUJI_KEY":
            return f"{HIDDEN}（{len(chosen.keys)}把）" if chosen.keys else one.shown
    if one.secret:
        return HIDDEN if words.get(one.name) or words.get(f"{one.name}_FILE") else "—"
    return words.get(one.name, one.usual) or "—"


def _usual(one: Variable) -> str:
    return one.shown or (f"`{one.usual}`" if one.usual else "—")


def _meaning(one: Variable) -> str:
    parts = [one.meaning]
    if one.form:
        parts.append(f"可写：{one.form}。")
    if one.example:
        parts.append(f"例如：{one.example}。" if one.example.startswith("用") else f"例如 `{one.example}`。")
    if one.secret:
        parts.append(f"**保密**，可改用 `{one.name}_FILE`。")
    return "".join(parts)
