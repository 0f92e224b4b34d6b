"""``gouji account``: who may sign in to the pages, and the one-time codes with which they do so first."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from filings.account import AccountRole
from filings.act import Refused
from filings.errors import UsageError
from filings.faults import cause
from gateway import options
from gateway.listening import page_address
from gateway.office import Office, named, office

if TYPE_CHECKING:
    from gateway.accounts import LoginSlip

_MANY = 3  # slips above which they go into a file alone
_out = click.option(
    "--out", type=click.Path(path_type=Path, dir_okay=False), help="登录条写到哪个文件（.html，可打印）。"
)


@click.group()
def account() -> None:
    """网页的账号：添加、批量导入、发一次性码、删除。"""


@account.command("import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_out
@options.by
@options.county
def import_(file: Path, out: Path | None, by: str, county: str) -> None:
    """从表格批量添加账号。表头：姓名、角色、单位、手机；有一行不对就一个都不加。"""
    from gateway.accounts import COLUMNS, Wanted, create, wanted_of  # noqa: PLC0415 - loads what hashes codes
    from gateway.sheets import read_sheet  # noqa: PLC0415 - the same

    where = office(county)
    found = [wanted_of(where, row.cells, row.number) for row in read_sheet(file, COLUMNS[:2]).rows]
    wanted = [one for one in found if isinstance(one, Wanted)]
    faults = [one.reason for one in found if not isinstance(one, Wanted)]
    if faults:
        raise UsageError("\n".join(["没有添加账号，请改正表格后再导入：", *faults]))
    slips, before = create(where, wanted, named(by))
    if before:
        click.echo(f"{before}个账号以前已经有了，没有改动。")
    _handed_out(where, slips, out or Path("登录条.html"))


@account.command()
@click.argument("name")
@click.option(
    "--role",
    required=True,
    type=options.Worded({role.value: role.label for role in AccountRole}),
    help="角色。",
)
@click.option("--agency", default="", help="哪个单位（代码或名称）；单位经办人、负责人必须写。")
@click.option("--phone", default="", help="手机号，可以用它登录。")
@_out
@options.by
@options.county
def add(*, name: str, role: str, agency: str, phone: str, out: Path | None, by: str, county: str) -> None:
    """添加一个账号，显示它的一次性码。"""
    from gateway.accounts import Wanted, create, wanted_of  # noqa: PLC0415 - loads what hashes codes

    where = office(county)
    wanted = wanted_of(where, {"姓名": name, "角色": role, "单位": agency, "手机": phone}, 0)
    if not isinstance(wanted, Wanted):
        raise UsageError(f"{wanted.reason}。")
    slips, before = create(where, [wanted], named(by))
    if before:
        raise UsageError(f"{name}已经有账号了。要一个新的一次性码，请运行：gouji account code {name}")
    _handed_out(where, slips, out)


@account.command("list")
@options.county
def list_(county: str) -> None:
    """列出在用的账号。密码和一次性码不显示。"""
    where = office(county)
    for one, who in where.ledger.accounts.listed(where.area.code):
        whom = where.agency(one.agency).name if one.agency else "全县"
        known = where.ledger.accounts.credentials(one.id)
        state = "已设密码" if known.password else "一次性码待用" if known.code else "要发一次性码"
        click.echo(
            "  ".join(part for part in (one.login, who.name, one.role.label, whom, state, who.phone, one.id) if part)
        )


@account.command()
@click.argument("words", metavar="账号...", nargs=-1)
@click.option("--pending", is_flag=True, help="给所有还没有设密码的账号。")
@_out
@options.by
@options.county
def code(*, words: tuple[str, ...], pending: bool, out: Path | None, by: str, county: str) -> None:
    """发新的一次性码，旧的码和密码作废。账号也可以写手机号或姓名。"""
    from gateway.accounts import meant, slip  # noqa: PLC0415 - loads what hashes codes

    where = office(county)
    found = [meant(where, word) for word in words]
    if pending:
        found += [pair for pair in where.ledger.accounts.listed(where.area.code) if _pending(where, pair[0].id)]
    if not found:
        raise UsageError("请写明给谁发：账号、手机号或姓名；给所有没有设密码的发，用 --pending。")
    _handed_out(where, [slip(where, one, who.name, named(by)) for one, who in found], out)


@account.command()
@click.argument("word", metavar="账号")
@options.by
@options.county
def reset(word: str, by: str, county: str) -> None:
    """忘记密码：密码和动态口令作废，立即退出各处，发新的一次性码。"""
    from gateway.accounts import meant, slip  # noqa: PLC0415 - loads what hashes codes

    where = office(county)
    one, who = meant(where, word)
    _handed_out(where, [slip(where, one, who.name, named(by))], None)


@account.command()
@click.argument("word", metavar="账号")
@options.by
@options.county
def remove(word: str, by: str, county: str) -> None:
    """删除一个账号：姓名、手机号、密码都清除，立即退出各处；做过的事仍在记录里，只记编号。"""
    from gateway.accounts import meant  # noqa: PLC0415 - loads what hashes codes

    where = office(county)
    one, who = meant(where, word)
    refused: Refused | None = where.ledger.accounts.remove(one.id, named(by), where.parts.now())
    if refused:
        raise UsageError(f"{refused.reason}。")
    click.echo(f"已删除{who.name}的账号 {one.login}（{one.id}）。")


def _pending(where: Office, account: str) -> bool:
    return not where.ledger.accounts.credentials(account).password


def _handed_out(where: Office, slips: Sequence["LoginSlip"], out: Path | None) -> None:
    """The slips in a file that is its owner's alone, or a few of them on the screen."""
    from gateway.login_slips import page, spoken  # noqa: PLC0415 - loads templates

    address = page_address(where.parts.settings)
    if not slips:
        click.echo("没有要发的一次性码。")
        return
    if out is None and len(slips) > _MANY:
        out = Path("登录条.html")
    if out is None:
        for one in slips:
            click.echo(spoken(one, address))
        return
    try:
        descriptor = os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(page(slips, address))
    except OSError as error:
        raise UsageError(
            f"写不了 {out}：{cause(error)}。账号已经添加，请用 gouji account code --pending 重新发码。"
        ) from error
    click.echo(f"{len(slips)}张登录条在 {out}，请打印后分别交给本人，再删除这个文件。")
