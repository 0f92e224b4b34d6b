"""``gouji token``: who may speak to the HTTP door, as what, for whom."""

import click

from filings.errors import UsageError
from filings.token import TokenRole
from gateway import options
from gateway.office import named, office
from gateway.words import moment

_ROLES = options.Worded({role.value: role.label for role in TokenRole})


@click.group()
def token() -> None:
    """网络入口的令牌：门户、单位、主管部门、查阅人员各用各的。"""


@token.command()
@click.option("--role", required=True, type=_ROLES, help="持有人是谁。")
@click.option("--agency", default="", help="只管哪个单位（代码或名称）；单位的令牌必须写，门户的可以不写。")
@click.option("--label", default="", help="给谁用的，例如：县OA系统。")
@click.option("--practice", is_flag=True, help="练习令牌：照常核查、照常通知程序，从不计入。只给门户和单位。")
@options.by
@options.county
def create(*, role: str, agency: str, label: str, practice: bool, by: str, county: str) -> None:
    """发一个令牌。令牌只显示这一次，系统只存它的摘要。"""
    where, chosen = office(county), TokenRole(role)
    if chosen is TokenRole.AGENCY and not agency:
        raise UsageError("单位的令牌要用 --agency 写明是哪个单位。")
    if chosen in (TokenRole.OFFICE, TokenRole.AUDITOR) and agency:
        raise UsageError(f"{chosen.label}的令牌管全县，不写 --agency。")
    if practice and chosen not in (TokenRole.PORTAL, TokenRole.AGENCY):
        raise UsageError("练习令牌只发给门户（portal）和单位（agency），其他身份不报送。")
    code = where.agency(agency).code if agency else ""
    made, secret = where.ledger.tokens.create(
        chosen, where.area.code, named(by), where.parts.now(), agency=code, practice=practice, label=label
    )
    kind = "练习令牌" if practice else "令牌"
    click.echo(f"已发{kind} {made.id}：{chosen.label}{'，只管' + where.agency(code).name if code else ''}。")
    click.echo(f"这是令牌，只显示这一次，请立即交给系统的管理人员妥善保存：\n{secret}")


@token.command("list")
@options.county
def list_(county: str) -> None:
    """列出令牌，停用的也列。令牌本身不显示。"""
    where = office(county)
    for one in where.ledger.tokens.listed(where.area.code):
        state = f"{moment(one.revoked_at)}停用" if one.revoked_at else "在用"
        role = f"{one.role.label}（练习）" if one.practice else one.role.label
        whom = where.agency(one.agency).name if one.agency else "全县"
        click.echo(f"{one.id}  {role}  {whom}  {state}  {moment(one.created_at)}由{one.created_by}发  {one.label}")


@token.command()
@click.argument("identity", metavar="TOKEN")
@options.by
@options.county
def revoke(identity: str, by: str, county: str) -> None:
    """停用一个令牌，立即生效。TOKEN 是编号（tok_…）。"""
    where = office(county)
    if not where.ledger.tokens.revoke(identity, named(by), where.parts.now()):
        raise UsageError(f"没有在用的令牌 {identity}。用 gouji token list 看全部编号。")
    click.echo(f"已停用 {identity}。")
