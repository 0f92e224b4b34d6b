"""Signing in: by code, by password, by a portal's link; and what keeps others out."""

from datetime import timedelta

from bench.browser import PASSWORD, Browser, signed_in, somebody, with_code
from bench.door import NOW, Door
from filings.account import AccountRole
from filings.token import TokenRole


def test_a_code_lets_in_once_and_asks_for_a_password(door: Door) -> None:
    """The code of the slip, in small letters and with a gap, leads to the password; nothing else opens before it."""
    made = door.ledger.accounts.create(AccountRole.CLERK, "990000", "王五", "test", NOW, agency="U0")
    code = with_code(door, made.id)
    browser = Browser(door)
    page = browser.sign_in(made.login, f"{code[:4]} {code[4:].lower()}")
    assert page.path == "/password"
    assert made.login in page.text
    assert browser.get("/").path == "/password"
    wrong = browser.send(page, "/password", password="kurz1", again="kurz1")  # noqa: S106 - too short
    assert (wrong.status, "至少要8位" in wrong.text) == (422, True)
    home = browser.send(page, "/password", password=PASSWORD, again=PASSWORD)
    assert (home.path, home.status) == ("/", 200)
    assert "王五（单位经办人，试验县财政局）" in home.text
    assert Browser(door).sign_in(made.login, code).status == 401  # a code is good once
    assert Browser(door).sign_in("王五").path == "/"


def test_a_code_is_over_after_its_time(door: Door) -> None:
    """24 hours, and not one minute more; and a new code ends the password."""
    made = somebody(door, name="赵六")
    code = with_code(door, made.id, NOW - timedelta(minutes=1))
    assert Browser(door).sign_in(made.login, code).status == 401
    assert Browser(door).sign_in(made.login).status == 401


def test_guessing_is_stopped_before_it_is_hashed(door: Door) -> None:
    """After five failures the right password does not help either; a new code does, and another's account is open."""
    made, other = somebody(door, name="孙一"), somebody(door, name="孙二")
    for n in range(5):
        assert Browser(door).sign_in(made.login, f"guess{n}").status == 401
    stopped = Browser(door).sign_in(made.login)
    assert (stopped.status, "15分钟后再试" in stopped.text) == (429, True)
    assert Browser(door).sign_in(other.login).status == 200
    door.clock[0] = NOW + timedelta(minutes=16)
    assert Browser(door).sign_in(made.login).status == 200
    door.clock[0] = NOW


def test_names_of_nobody_are_answered_in_the_same_words(door: Door) -> None:
    """Whether there is such an account is not told, nor when two have one name."""
    made = somebody(door, name="同名")
    somebody(door, name="同名")
    answers = [Browser(door).sign_in(name, "wrong1234") for name in (made.login, "nobody", "同名", "")]
    assert {answer.status for answer in answers} == {401}
    assert len({answer.text for answer in answers}) == 1


def test_forged_and_expired_cookies_lead_to_the_door(door: Door) -> None:
    """Made-up, cut, signed out, idle for too long: the way to sign in, and back to where one wanted to go."""
    browser = signed_in(door, name="周一")
    good = browser.client.cookies["gouji"]
    for secret in ("x" * 43, good[:-1], "a" * 5000, "\u00e9", ""):
        page = Browser(door).client.get("/password", headers={"Cookie": f"gouji={secret}".encode()})
        assert (page.url.path, page.url.params["next"]) == ("/sign-in", "/password")
    door.clock[0] = NOW + timedelta(minutes=61)
    assert browser.get("/").path == "/sign-in"
    door.clock[0] = NOW
    out = browser.send(browser.get("/"), "/sign-out")
    assert out.path == "/sign-in"
    browser.client.cookies.set("gouji", good)
    assert browser.get("/").path == "/sign-in"


def test_forms_from_elsewhere_do_nothing(door: Door) -> None:
    """Another site's origin, its referrer, a wrong token: nobody is signed out by it; an old browser's form counts."""
    browser = signed_in(door, name="吴一")
    token = browser.get("/").fields("/sign-out")
    for headers in (
        {"Origin": "https://evil.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Referer": "https://evil.example/x"},
        {"Origin": "null"},
    ):  # fmt: skip
        assert browser.client.post("/sign-out", data=token, headers=headers).status_code == 403
    assert browser.client.post("/sign-out", data={"csrf": "0" * 32}).status_code == 401
    assert browser.get("/").path == "/"
    own = {"Origin": door.address, "Sec-Fetch-Site": "same-origin"}
    assert browser.client.post("/sign-out", data=token, headers=own).url.path == "/sign-in"


def test_a_portals_link_opens_its_filing_once(door: Door) -> None:
    """The person of the portal is greeted by name, sees that agency alone, and the link is spent."""
    with door.client(TokenRole.PORTAL, "U0") as portal:
        body = {"agency": "U0", "person": "李<b>四"}
        link = portal.post("/v1/handoffs", json=body).json()["url"]
    path = "/enter/" + link.rpartition("/")[2]
    browser = Browser(door)
    home = browser.send(browser.get(path), path)
    assert (home.path, "李<b>四（单位经办人" in home.text) == ("/", True)
    again = Browser(door)
    spent = again.send(again.get(path), path)
    assert (spent.status, "已经用过" in spent.text) == (410, True)


def test_cookies_and_headers(door: Door) -> None:
    """On plain http the cookie is HttpOnly and Lax without Secure; pages forbid other sites' parts and frames."""
    made = somebody(door, name="郑一")
    browser = Browser(door)
    page = browser.get("/sign-in")
    answer = browser.client.post(
        "/sign-in", data={"name": made.login, "password": PASSWORD, "next": "//evil.example"}, follow_redirects=False
    )
    cookie = answer.headers["set-cookie"].lower()
    assert answer.headers["location"] == "/"
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "secure" not in cookie
    policy = page.response.headers["content-security-policy"]
    assert "default-src 'self'" in policy
    assert "frame-ancestors 'none'" in policy
    assert page.response.headers["x-content-type-options"] == "nosniff"
    assert browser.get("/static/gouji.css").response.headers["content-type"].startswith("text/css")
    assert browser.get("/static/no.css").status == 404
    assert browser.get("/no-such").text.count("没有找到") >= 1
