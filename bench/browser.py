"""A browser without a screen for the pages: holds cookies, reads forms and fills them in as a person would."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import httpx
from selectolax.lexbor import LexborHTMLParser, LexborNode

from bench.door import AREA, NOW, Door
from filings.account import Account, AccountRole
from filings.one_time import new_code
from gateway.pages.passwords import hashed

PASSWORD = "yunling2026"  # noqa: S105 - of made-up people


@dataclass(slots=True)
class Seen:
    """One page as it was answered."""

    response: httpx.Response
    tree: LexborHTMLParser = field(init=False)

    def __post_init__(self) -> None:
        self.tree = LexborHTMLParser(self.response.text)

    @property
    def status(self) -> int:
        """Of HTTP."""
        return self.response.status_code

    @property
    def text(self) -> str:
        """What a person reads."""
        found = self.tree.css_first("body")
        return " ".join(found.text(separator=" ").split()) if found else ""

    @property
    def path(self) -> str:
        """Where one is now."""
        return self.response.url.path

    def form(self, action: str) -> LexborNode:
        """The form that is sent to an address ending so. LookupError."""
        for form in self.tree.css("form"):
            if (form.attributes.get("action") or "").endswith(action):
                return form
        raise LookupError(action)

    def fields(self, action: str) -> dict[str, str]:
        """What a form holds before anything is typed."""
        found: dict[str, str] = {}
        for one in self.form(action).css("input, textarea, select"):
            name, kind = one.attributes.get("name"), one.attributes.get("type") or ""
            ticked = "checked" in one.attributes or kind not in ("checkbox", "radio")
            if name and kind != "file" and ticked:
                found[name] = one.attributes.get("value") or (one.text() if one.tag == "textarea" else "")
        return found


@dataclass(slots=True)
class Browser:
    """Somebody in front of the pages."""

    door: Door
    client: httpx.Client = field(init=False)

    def __post_init__(self) -> None:
        self.client = httpx.Client(
            base_url=self.door.address,
            follow_redirects=True,
            timeout=60,
            headers={"Accept": "text/html", "Connection": "close"},
        )  # no connection outlives its page

    def get(self, path: str) -> Seen:
        """Open a page."""
        return Seen(self.client.get(path))

    def send(
        self, page: Seen, action: str, files: list[tuple[str, tuple[str, bytes]]] | None = None, **typed: str
    ) -> Seen:
        """Fill a form of a page in and send it."""
        data = {**page.fields(action), **typed}
        address = page.form(action).attributes.get("action") or action
        return Seen(self.client.post(address, data=data, files=files))

    def sign_in(self, name: str, words: str = PASSWORD, path: str = "/sign-in") -> Seen:
        """Sign in at the door."""
        return self.send(self.get(path), "/sign-in", name=name, password=words)


def somebody(
    door: Door, role: AccountRole = AccountRole.CLERK, agency: str = "", name: str = "张三", area: str = AREA
) -> Account:
    """An account with a password."""
    code = agency or ("U0" if role.of_agency else "")
    made = door.ledger.accounts.create(role, area, name, "test", NOW, agency=code)
    door.ledger.accounts.set_password(made.id, hashed(PASSWORD), "test", NOW)
    return made


def with_code(door: Door, account: str, until: datetime = NOW + timedelta(hours=24)) -> str:
    """A one-time code for an account."""
    code = new_code()
    door.ledger.accounts.issue(account, hashed(code), until, "test", NOW)
    return code


def signed_in(door: Door, role: AccountRole = AccountRole.CLERK, agency: str = "", **more: str) -> Browser:
    """The browser of somebody who is signed in."""
    made = somebody(door, role, agency, **more)
    browser = Browser(door)
    browser.sign_in(made.login)
    return browser
