"""Slips with one-time codes, to be printed, cut and handed out: one page of HTML that needs nothing else."""

from collections.abc import Sequence

from jinja2 import Environment, StrictUndefined

from gateway.accounts import LoginSlip
from gateway.words import moment

_PAGE = """\
<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>登录条</title>
<style>
body { font-family: "Source Han Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif; margin: 0; }
.slip { border: 1px dashed #666; padding: 12px 20px; margin: 0 0 8mm; page-break-inside: avoid; }
.code { font-size: 22pt; letter-spacing: 2px; font-family: Consolas, "DejaVu Sans Mono", monospace; }
p { margin: 4px 0; }
@page { size: A4; margin: 18mm; }
</style></head><body>
{% for one in slips %}
<div class="slip">
<p><b>{{ one.name }}</b>　{{ one.role }}{{ '　' + one.agency if one.agency }}</p>
<p>登录网址：{{ address }}</p>
<p>账号：<b>{{ one.login }}</b>　　一次性码：<span class="code">{{ one.code }}</span></p>
<p>{{ until(one.until) }}前有效，只能用一次。登录后请马上设置自己的密码。本条请妥善保管，用后销毁。</p>
</div>
{% endfor %}
</body></html>
"""


def page(slips: Sequence[LoginSlip], address: str) -> bytes:
    """The page, UTF-8. ``address``: where one signs in."""
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True)
    return environment.from_string(_PAGE).render(slips=slips, address=address, until=moment).encode()


def spoken(slip: LoginSlip, address: str) -> str:
    """The same in one line, to be read out."""
    whom = f"{slip.name}（{slip.role}{'，' + slip.agency if slip.agency else ''}）"
    return f"{whom}  账号 {slip.login}  一次性码 {slip.code}  {moment(slip.until)}前有效，只能用一次  {address}"
