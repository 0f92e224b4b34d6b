"""Who may open which page: every page for every role, and nothing of another's county or agency."""

import httpx
import pytest

from bench.browser import Browser, Seen, signed_in
from bench.door import Door
from filings.account import AccountRole
from gateway.pages.routes import Page
from gateway.pages.table import PAGES

NOBODY = "sub_" + "0" * 32
_CLOSED = [page for page in PAGES if page.roles]
_ENDS = ("/sign-out",)  # would end the session that others use


def named(page: Page) -> str:
    """How a page is called in the list of tests."""
    return f"{page.method} {page.path}"


def address(page: Page, submission: str = NOBODY) -> str:
    """An address of the page, of things that there are not unless named."""
    places = {
        "submission": submission,
        "digest": "0" * 64,
        "account": "acc_0",
        "handoff": "x",
        "name": "x",
        "check": "x",
    }
    places |= {"trial": "x", "finding": "x", "code": "x", "year": "2025"}
    return page.path.format(**places)


@pytest.fixture(scope="module")
def browsers(door: Door) -> dict[AccountRole, Browser]:
    """Somebody of each role."""
    return {role: signed_in(door, role, name=role.label) for role in AccountRole}


def ask(browser: Browser, page: Page, path: str) -> httpx.Response:
    """Ask for a page as its own form would, without anything filled in."""
    if page.method == "GET":
        return browser.client.get(path, follow_redirects=False)
    token = browser.get("/password").fields("/password")["csrf"]
    return browser.client.post(path, data={"csrf": token}, follow_redirects=False)


@pytest.mark.parametrize("role", AccountRole)
@pytest.mark.parametrize("page", [one for one in _CLOSED if one.path not in _ENDS], ids=named)
def test_a_role_may_open_what_the_table_says(
    browsers: dict[AccountRole, Browser], page: Page, role: AccountRole
) -> None:
    """Who may not is told so in a page; who may gets further; nothing of it is our fault."""
    answer = ask(browsers[role], page, address(page))
    forbidden = answer.status_code == 403 and f"{role.label}不能做这件事" in answer.text
    assert forbidden == (role not in page.roles)
    assert answer.status_code < 500
    assert "令牌" not in answer.text  # a token is a program's


@pytest.mark.parametrize("page", _CLOSED, ids=named)
def test_nobody_comes_in_without_signing_in(door: Door, page: Page) -> None:
    """Looking leads to the door and names the way back; acting is refused with what to do."""
    client = Browser(door).client
    for cookie in ("", "gouji=forged"):
        answer = client.request(page.method, address(page), headers={"Cookie": cookie}, follow_redirects=False)
        if page.method == "GET":
            assert (answer.status_code, answer.headers["location"].partition("?")[0]) == (303, "/sign-in")
        else:
            assert (answer.status_code, "请重新登录" in answer.text) == (401, True)


@pytest.mark.parametrize("page", [one for one in PAGES if "{submission}" in one.path], ids=named)
def test_a_page_of_a_filing_that_is_not_theirs(door: Door, browsers: dict[AccountRole, Browser], page: Page) -> None:
    """Every page with a filing in its address: of another agency it is the 404 of one that does not exist."""
    taken = door.desk.door.take("U1", 2025, door.uploads(b'{"agency": "x"}'), "form")
    role = next(one for one in (AccountRole.CLERK, AccountRole.HEAD) if one in page.roles)
    answers = [ask(browsers[role], page, address(page, name)) for name in (taken.submission.id, NOBODY, "sub_x")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({Seen(answer).text for answer in answers}) == 1
