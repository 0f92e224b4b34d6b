"""The demo that stays: one account of each role, a practice token, and the ways to try both."""

import secrets
import signal
import time

import click
import httpx

from filings.account import AccountRole
from filings.agency import Agency
from filings.errors import InfrastructureError
from filings.token import TokenRole
from gateway.demo.county import OFFICE
from gateway.demo.running import System
from gateway.listening import page_address
from gateway.pages.passwords import hashed
from samples.county import JURISDICTION, register

_PATIENCE, _OFTEN = 60.0, 0.1  # seconds
_NAMES = {
    AccountRole.CLERK: "张小演", AccountRole.HEAD: "李大演", AccountRole.OFFICE: "王小示",
    AccountRole.OFFICE_HEAD: "赵大示", AccountRole.AUDITOR: "钱看看", AccountRole.ADMIN: "孙管管",
}  # fmt: skip


def serve(system: System) -> None:
    """Print who may sign in and what a program may send; then stay until told to stop."""
    address = page_address(system.parts.settings)
    _await(address)
    agency = next(one for one in register().agencies if one.kind == "department")
    password = f"yanshi{secrets.randbelow(10**4):04d}"
    click.echo(f"网页：{address}   密码都是 {password}")
    for role in AccountRole:
        click.echo(f"  账号 {_account(system, role, agency, password)}  {role.label}  {_NAMES[role]}")
    _, secret = system.parts.ledger.tokens.create(
        TokenRole.AGENCY, JURISDICTION.code, OFFICE, system.parts.now(), agency=agency.code, practice=True, label="演示"
    )
    year = system.parts.now().year - 1
    click.echo(f"练习令牌（{agency.name}，不计入）。把自己的报告发给接口试试：")
    there = f"{address}v1/submissions?agency={agency.code}&year={year}"
    click.echo(f'  curl -H "Authorization: Bearer {secret}" -F "file=@报告.docx" "{there}"')
    click.echo("按 Ctrl-C 停止，演示的数据全部删除。")
    _stay()


def _account(system: System, role: AccountRole, agency: Agency, password: str) -> str:
    accounts, now = system.parts.ledger.accounts, system.parts.now()
    code = agency.code if role.of_agency else ""
    made = accounts.create(role, JURISDICTION.code, _NAMES[role], OFFICE, now, agency=code)
    accounts.set_password(made.id, hashed(password), OFFICE, now)
    return f"{made.login}（{agency.name}）" if code else made.login


def _await(address: str) -> None:
    """Until the pages answer. InfrastructureError when they do not within a minute."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until:
        try:
            if httpx.get(f"{address}healthz", trust_env=False).is_success:
                return
        except httpx.TransportError:
            time.sleep(_OFTEN)
    raise InfrastructureError("演示的网页没有启动，请用 gouji up 启动后查看 gouji status")


def _stay() -> None:
    """Until Ctrl-C, or the word of whoever started us; either way what runs below is ended by the caller."""

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    signal.signal(signal.SIGTERM, stop)
    while True:
        signal.pause()
