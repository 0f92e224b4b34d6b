"""Signing in: by code, by password, by a portal's link; and what keeps others out."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from bench.browser import PASSWORD, Browser, signed_in, somebody, with_code
from bench.door import NOW, Door, open_door, report
from filings.account import AccountRole
from filings.intake import Receipt
from filings.one_time import otp
from filings.token import TokenRole
from workers.embedded import Valkey

_GUESS = "guess9999"


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


def test_a_portals_link_leads_to_its_filing(door: Door) -> None:
    """With a filing named the person ends there; after five minutes the link is over."""
    taken = door.desk.door.take("U0", 2025, door.uploads(report()), "form")
    assert isinstance(taken, Receipt)
    links = []
    with door.client(TokenRole.PORTAL, "U0") as portal:
        for _ in range(2):
            body = {"agency": "U0", "person": "李四", "submission": taken.submission.id}
            links.append("/enter/" + portal.post("/v1/handoffs", json=body).json()["url"].rpartition("/")[2])
    browser = Browser(door)
    assert browser.send(browser.get(links[0]), links[0]).path == f"/submissions/{taken.submission.id}"
    assert browser.get("/password").status == 409  # the portal's person has no password of ours
    door.clock[0] = NOW + timedelta(minutes=6)
    late = Browser(door)
    assert late.send(late.get(links[1]), links[1]).status == 410
    door.clock[0] = NOW


def test_a_letters_link_survives_the_code_and_the_password(door: Door) -> None:
    """Somebody who never signed in follows a link to a filing and ends there, past code and password."""
    made = door.ledger.accounts.create(AccountRole.CLERK, "990000", "信一", "test", NOW, agency="U0")
    code, browser = with_code(door, made.id), Browser(door)
    there = "/blank?year=2025"
    page = browser.send(browser.get(there), "/sign-in", name=made.login, password=code)
    assert page.path == "/password"
    done = browser.send(page, "/password", password=PASSWORD, again=PASSWORD)
    assert (done.path, done.response.headers["content-disposition"][:10]) == ("/blank", "attachment")


def test_behind_a_proxy_that_speaks_https(tmp_path: Path, queue: Valkey) -> None:
    """The cookie is __Host- and Secure; the browser's address is the proxy's word; https origins are our own."""
    with open_door(tmp_path, queue.url, GOUJI_HTTP_PROXIES="127.0.0.1") as door:
        made = somebody(door)
        passed = {"X-Forwarded-Proto": "https", "X-Forwarded-For": "10.9.8.7", "Host": "gouji.example"}
        browser = Browser(door)
        sent = {"name": made.login, "password": PASSWORD}
        headers = {**passed, "Origin": "https://gouji.example", "Sec-Fetch-Site": "same-origin"}
        answer = browser.client.post("/sign-in", data=sent, headers=headers, follow_redirects=False)
        assert answer.status_code == 303
        cookie = answer.headers["set-cookie"]
        assert cookie.startswith("__Host-gouji=")
        assert "Secure" in cookie
        other = {**passed, "Origin": "https://gouji.example:8443"}
        assert browser.client.post("/sign-in", data=sent, headers=other).status_code == 403
        (event,) = door.ledger.event_log.events(made.id, "account.signed_in")
        assert event.facts["address"] == "10.9.8.7"


def test_a_proxy_that_names_another_host_is_believed_by_the_public_address(tmp_path: Path, queue: Valkey) -> None:
    """Where the proxy puts its own name into Host, the address of the settings is what browsers are held against."""
    with open_door(tmp_path, queue.url, GOUJI_PUBLIC_URL="https://gouji.example/pages") as door:
        made, client = somebody(door), Browser(door).client
        sent = {"name": made.login, "password": PASSWORD}
        for origin, status in (("https://gouji.example", 200), ("https://evil.example", 403)):
            assert client.post("/sign-in", data=sent, headers={"Origin": origin}).status_code == status


def test_figures_of_an_authenticator_where_they_are_asked_for(tmp_path: Path, queue: Valkey) -> None:
    """The key is shown when the password is set and must be proved; then password and figures, each figure once."""
    with open_door(tmp_path, queue.url, GOUJI_LOGIN_OTP="on") as door:
        made = door.ledger.accounts.create(AccountRole.CLERK, "990000", "口令", "test", NOW, agency="U0")
        page = Browser(door).sign_in(made.login, with_code(door, made.id))
        browser = Browser(door)
        page = browser.sign_in(made.login, with_code(door, made.id))
        key, step = page.fields("/password")["key"], int(NOW.timestamp()) // 30
        wrong = browser.send(page, "/password", password=PASSWORD, again=PASSWORD, otp="000000")
        assert (wrong.status, wrong.fields("/password")["key"]) == (422, key)
        assert browser.send(wrong, "/password", password=PASSWORD, again=PASSWORD, otp=otp(key, step)).path == "/"
        tried = [Browser(door) for _ in range(3)]
        figures = ("", otp(key, step), otp(key, step))
        found = [
            one.send(one.get("/sign-in"), "/sign-in", name=made.login, password=PASSWORD, otp=typed).status
            for one, typed in zip(tried, figures, strict=True)
        ]
        assert found == [401, 200, 401]


def test_the_key_of_an_authenticator_lies_sealed(tmp_path: Path, queue: Valkey) -> None:
    """It is not to be read in the ledger, and lets in; where the key to it is gone, the clerk is told what to do."""
    sealing, other = "A" * 43 + "=", "B" * 42 + "A="
    with open_door(tmp_path, queue.url, GOUJI_LOGIN_OTP="on", GOUJI_KEY=sealing) as door:
        made = door.ledger.accounts.create(AccountRole.CLERK, "990000", "封存", "test", NOW, agency="U0")
        browser, step = Browser(door), int(NOW.timestamp()) // 30
        page = browser.sign_in(made.login, with_code(door, made.id))
        key = page.fields("/password")["key"]
        assert browser.send(page, "/password", password=PASSWORD, again=PASSWORD, otp=otp(key, step)).path == "/"
        kept = door.ledger.accounts.credentials(made.id).otp
        assert kept.startswith("sealed1:")
        assert key not in kept
        typed = {"name": made.login, "password": PASSWORD, "otp": otp(key, step)}
        one = Browser(door)
        assert one.send(one.get("/sign-in"), "/sign-in", **typed).path == "/"
    with open_door(tmp_path, queue.url, GOUJI_LOGIN_OTP="on", GOUJI_KEY=other) as door:
        one = Browser(door)
        shut = one.send(one.get("/sign-in"), "/sign-in", **typed)
        assert (shut.status, "要一个新的一次性码" in shut.text, "暂时核对不了" in shut.text) == (401, True, True)


def test_many_guesses_at_once_are_all_counted(door: Door) -> None:
    """Thirty at the same moment: five are looked at, the others are told to wait, and so is the right one."""
    made = somebody(door, name="并发")
    pages = [Browser(door) for _ in range(30)]
    form = pages[0].get("/sign-in")
    with ThreadPoolExecutor(30) as pool:
        sent = pool.map(lambda one: one.send(form, "/sign-in", name=made.login, password=_GUESS).status, pages)
        found = list(sent)
    assert (found.count(401), found.count(429)) == (5, 25)
    assert Browser(door).sign_in(made.login).status == 429


def test_a_password_is_changed_by_who_knows_it(door: Door) -> None:
    """Somebody who finds a screen open does not take the account over; changed, other screens are signed out."""
    made = somebody(door, name="改密")
    browser, other = Browser(door), Browser(door)
    for one in (browser, other):
        one.sign_in(made.login)
    page = browser.get("/password")
    wrong = browser.send(page, "/password", current="guess", password=_GUESS, again=_GUESS)
    assert (wrong.status, "原来的密码不对" in wrong.text) == (422, True)
    assert browser.send(page, "/password", current=PASSWORD, password=_GUESS, again=_GUESS).path == "/"
    assert browser.get("/").path == "/"
    assert other.get("/").path == "/sign-in"
    assert Browser(door).sign_in(made.login, _GUESS).path == "/"


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
