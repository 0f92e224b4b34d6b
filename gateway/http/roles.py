"""``docs/roles.md``: every route against every role, made from the table of routes."""

from collections.abc import Iterable

from filings.token import TokenRole
from gateway.http.routes import Route

_HEAD = """\
# 谁可以做什么

由 `gouji web --roles` 按路由表生成，`make check` 逐字核对；测试按同一张表逐格验证。

✓ 可以，— 不可以（答复403，`code` 为 `role`）。不属于令牌的报送件、单位、接收地址，与不存在的一样答复404。

练习令牌（`--practice`，只有门户和单位）的权限与同名的正式令牌相同，但只看得到练习报送，也不能办理；正式令牌看不到练习报送。
"""


def roles_page(routes: Iterable[Route]) -> str:
    """The page, ending in one line break."""
    roles = tuple(TokenRole)
    heads = " | ".join(f"{role.label} `{role.value}`" for role in roles)
    lines = [_HEAD, "## 网络入口", "", f"| 请求 | 做什么 | 范围 | {heads} |", "|---|---|---|" + "---|" * len(roles)]
    for route in routes:
        marks = " | ".join("✓" if not route.roles or role in route.roles else "—" for role in roles)
        scope = route.scope or ("不要令牌" if not route.roles else "")
        lines.append(f"| `{route.method} {route.path}` | {route.summary} | {scope} | {marks} |")
    return "\n".join(lines) + "\n"
