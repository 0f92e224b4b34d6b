"""``docs/roles.md``: every route and every page against every role, made from their tables."""

from collections.abc import Iterable
from typing import Protocol

from filings.account import AccountRole
from filings.token import TokenRole
from gateway.http.routes import Route

_HEAD = """\
# 谁可以做什么

由 `gouji web --roles` 按路由表和网页表生成，`make check` 逐字核对；测试按同一张表逐格验证。

✓ 可以，— 不可以（答复403，`code` 为 `role`）。不属于令牌的报送件、单位、接收地址，与不存在的一样答复404。

练习令牌（`--practice`，只有门户和单位）的权限与同名的正式令牌相同，但只看得到练习报送，也不能办理；正式令牌看不到练习报送。
"""


class ShownPage(Protocol):
    """What a page says of itself."""

    @property
    def method(self) -> str:
        """GET or POST."""

    @property
    def path(self) -> str:
        """Its address."""

    @property
    def title(self) -> str:
        """What it is."""

    @property
    def scope(self) -> str:
        """Of what, in words."""

    @property
    def roles(self) -> frozenset[AccountRole]:
        """Who may open it, empty for everybody."""


_PEOPLE = """
## 网页

✓ 可以，— 不可以（网页写明这个角色不能做）。没有登录的先去登录页；别的单位的报送件，与不存在的一样答复404。
从门户进来的人（`/enter/…`）按单位经办人对待。
"""


def roles_page(routes: Iterable[Route], pages: Iterable[ShownPage] = ()) -> str:
    """The page, ending in one line break."""
    roles = tuple(TokenRole)
    heads = " | ".join(f"{role.label} `{role.value}`" for role in roles)
    lines = [_HEAD, "## 网络入口", "", f"| 请求 | 做什么 | 范围 | {heads} |", "|---|---|---|" + "---|" * len(roles)]
    for route in routes:
        marks = " | ".join("✓" if not route.roles or role in route.roles else "—" for role in roles)
        scope = route.scope or ("不要令牌" if not route.roles else "")
        lines.append(f"| `{route.method} {route.path}` | {route.summary} | {scope} | {marks} |")
    people = tuple(AccountRole)
    heads = " | ".join(f"{role.label} `{role.value}`" for role in people)
    lines += [_PEOPLE, f"| 网页 | 做什么 | 范围 | {heads} |", "|---|---|---|" + "---|" * len(people)]
    for page in pages:
        marks = " | ".join("✓" if not page.roles or role in page.roles else "—" for role in people)
        lines.append(f"| `{page.method} {page.path}` | {page.title} | {page.scope} | {marks} |")
    return "\n".join(lines) + "\n"
