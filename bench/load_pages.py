"""``make load`` through the pages: each agency's clerk signs in and files, over two minutes, then all in one second.

    python -m bench.load_pages [--agencies 200] [--seconds 120]

Open loop: each clerk comes at the scheduled instant, whether those before are done or not; the sign-in runs from that
instant until home is shown. Then the form, the file, and the result page as often as it asks to be looked at, until the
verdict stands on it. The page that an upload leads to waits for the verdict on purpose and is no read. Style sheets and
script are fetched as a browser does. A page that says 503 or 429 is asked again after what it named, and must say in
words what to do. The generator shares the machine; its own cost is told.
"""

import argparse
import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Awaitable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import httpx

from bench.asking import address_in
from bench.browser import PASSWORD, Seen
from bench.chaos.promises import AREA, Filing, Told, agency_code
from bench.load import percentile, running, say
from bench.load_http import VERDICTS, filings
from filings.account import AccountRole
from gateway.pages.passwords import hashed
from ledger import Ledger, connect
from ledger.clock import wall_clock

READS = 2.0  # seconds, p95
_TRIES = 60
_FULL = (429, 503)
_FINE = {200, 303, *_FULL}
_Answer = TypeVar("_Answer")


@dataclass(slots=True)
class Waited:
    """What the clerks waited for, in seconds. ``statuses`` counts every answer.

    ``helpless``: answers of a full door that did not say what to do. ``lost``: why a clerk got to no verdict.
    """

    times: dict[str, list[float]] = field(
        default_factory=lambda: {name: [] for name in ("sign-in", "page", "upload", "verdict", "late")}
    )
    statuses: Counter[int] = field(default_factory=Counter)
    helpless: int = 0
    lost: list[str] = field(default_factory=list)

    def part(self, name: str, share: float) -> float:
        """The seconds that so large a share did not exceed."""
        return percentile(sorted(self.times[name]), share)

    @property
    def errors(self) -> int:
        """Answers that no clerk should get."""
        return sum(n for status, n in self.statuses.items() if status not in _FINE) + self.helpless


@dataclass(slots=True)
class Clerk:
    """Somebody in front of the pages. ``client``: holds the cookies of this one alone."""

    client: httpx.AsyncClient
    waited: Waited
    _had: set[str] = field(default_factory=set)

    async def file(self, login: str, filing: Filing, at: float) -> None:
        """Come at an instant, sign in, file, and stay until the verdict is on the page."""
        await asyncio.sleep(max(0.0, at - time.monotonic()))
        self.waited.times["late"].append(time.monotonic() - at)
        try:
            await self._timed("sign-in", self._sign_in(login), at)
            form = await self._read("/upload")
            began = time.monotonic()
            sent = await self._timed("upload", self._upload(form, filing))
            await self._timed("verdict", self._verdict(sent), began)
        except (httpx.HTTPError, LookupError) as error:
            self.waited.lost.append(f"{filing.agency}: {error!r}")

    async def _sign_in(self, login: str) -> None:
        page = await self._read("/sign-in")
        home = await self._send(page, "/sign-in", name=login, password=PASSWORD)
        page = await self._read(home)
        page.form("/sign-out")  # LookupError: nobody is signed in

    async def _upload(self, form: Seen, filing: Filing) -> str:
        file = ("年报.docx", filing.body, "application/octet-stream")
        return await self._send(form, "/upload", {"file": file}, year=str(filing.year))

    async def _verdict(self, place: str) -> None:
        page = await self._ask("GET", place)
        while page.tree.css_first("#verdict") is None:
            wait, place = _refresh(page)
            await asyncio.sleep(wait)
            page = await self._read(place or page.path)
        await self._dressed(page)

    async def _send(self, page: Seen, action: str, files: dict[str, Any] | None = None, **typed: str) -> str:
        """Send a form; where it leads. LookupError where it is answered with a page."""
        data = {**page.fields(action), **typed}
        answer = await self._ask("POST", page.form(action).attributes["action"] or action, data=data, files=files)
        if answer.status != 303:
            raise LookupError(f"{action}: {answer.status} {answer.text[:200]}")
        return answer.response.headers["Location"]

    async def _read(self, path: str) -> Seen:
        page = await self._timed("page", self._ask("GET", path))
        await self._dressed(page)
        return page

    async def _dressed(self, page: Seen) -> None:
        """Fetch what the page is shown with, once."""
        for one in page.tree.css("link[rel=stylesheet], script[src]"):
            place = one.attributes.get("href") or one.attributes.get("src") or ""
            if place not in self._had:
                self._had.add(place)
                await self._ask("GET", place)

    async def _ask(self, method: str, path: str, **sent: Any) -> Seen:  # noqa: ANN401 - as httpx takes it
        for _ in range(_TRIES):
            answer = await self.client.request(method, path, **sent)
            self.waited.statuses[answer.status_code] += 1
            if answer.status_code not in _FULL:
                return Seen(answer)
            self.waited.helpless += "请" not in Seen(answer).text
            await asyncio.sleep(float(answer.headers["Retry-After"]))
        raise LookupError(f"{path}: full {_TRIES} times")

    async def _timed(self, name: str, work: Awaitable[_Answer], began: float | None = None) -> _Answer:
        began = time.monotonic() if began is None else began
        done = await work
        self.waited.times[name].append(time.monotonic() - began)
        return done


def _refresh(page: Seen) -> tuple[float, str]:
    """After how many seconds a page asks to be looked at again, and where (``""``: itself). LookupError: never."""
    asked = page.tree.css_first("meta[http-equiv=refresh]")
    if asked is None:
        raise LookupError(f"no verdict: {page.text[:200]}")
    seconds, _, place = (asked.attributes["content"] or "").partition(";")
    return float(seconds), place.strip().removeprefix("url=")


async def all_of(address: str, logins: Sequence[str], sent: Sequence[Filing], seconds: float) -> tuple[Waited, float]:
    """Everybody comes within so many seconds; what was waited for, and the generator's processor time for each."""
    waited, used = Waited(), time.process_time()
    # a kept connection is given up before the door does so: its five seconds would race with a request
    limits = httpx.Limits(max_connections=None, max_keepalive_connections=50, keepalive_expiry=2.0)
    async with httpx.AsyncHTTPTransport(limits=limits) as road:
        clients = [
            httpx.AsyncClient(base_url=address, transport=road, timeout=120, trust_env=False, headers=_LIKE)
            for _ in sent
        ]
        began, gap = time.monotonic() + 0.5, seconds / len(sent)
        visits = zip(clients, logins, sent, strict=True)
        work = (
            Clerk(one, waited).file(login, filing, began + gap * n) for n, (one, login, filing) in enumerate(visits)
        )
        await asyncio.gather(*work)
    return waited, (time.process_time() - used) / len(sent)


_LIKE = {"Accept": "text/html", "Accept-Language": "zh-CN"}


def told(what: str, waited: Waited, cost: float) -> None:
    """Say what came of it."""
    parts = ("sign-in", "page", "upload", "verdict")
    say(f"{what}: statuses {dict(waited.statuses)}, {len(waited.lost)} lost, {waited.helpless} without a next step")
    for name in parts:
        p50, p95, p99 = (waited.part(name, share) for share in (0.5, 0.95, 0.99))
        most, count = waited.part(name, 1.0), len(waited.times[name])
        say(f"  {name:8} p50 {p50:6.2f} s  p95 {p95:6.2f} s  p99 {p99:6.2f} s  most {most:6.2f} s  ({count})")
    late = waited.part("late", 1.0) * 1000
    say(f"  came at most {late:.0f} ms late, {cost * 1000:.1f} ms of the generator each")
    for line in waited.lost[:5]:
        say(f"  lost: {line}")


@contextmanager
def _clerks(home: Path, count: int) -> Iterator[tuple[list[str], Ledger]]:
    """A clerk with a password for each agency: their logins; and the ledger."""
    ledger, now, kept = Ledger(connect(f"sqlite:///{home / 'gouji.db'}")), wall_clock(), hashed(PASSWORD)
    logins = []
    for number in range(count):
        made = ledger.accounts.create(
            AccountRole.CLERK, AREA, f"经办{number}", "bench", now, agency=agency_code(number)
        )
        ledger.accounts.set_password(made.id, kept, "bench", now)
        logins.append(made.login)
    yield logins, ledger
    ledger.engine.dispose()


def main() -> int:
    """1 when something was lost or answered with an error, or the lines of the two minutes are missed."""
    parser = argparse.ArgumentParser(description="Filing through the pages.")
    parser.add_argument("--agencies", type=int, default=200)
    parser.add_argument("--seconds", type=float, default=120.0)
    given = parser.parse_args()
    folder, last = Path(tempfile.mkdtemp(prefix="gouji-load-", dir="/var/tmp")), wall_clock().year - 1
    steady, burst = filings(given.agencies, last - 1), filings(given.agencies, last)
    with running(folder, Told(), "", given.agencies), _clerks(folder / "home", given.agencies) as (logins, ledger):
        address = address_in(folder / "log")
        calm, cost = asyncio.run(all_of(address, logins, steady, given.seconds))
        told(f"{given.agencies} clerks in {given.seconds:g} s", calm, cost)
        rush, cost = asyncio.run(all_of(address, logins, burst, 1.0))
        told(f"{given.agencies} clerks in 1 s", rush, cost)
        kept = len(ledger.submissions.recent(10 * given.agencies))
        say(f"{kept} of {2 * given.agencies} filings on record")
    whole = not (calm.lost or calm.errors or rush.lost or rush.errors) and kept == 2 * given.agencies
    held = calm.part("page", 0.95) < READS and calm.part("verdict", 1.0) < VERDICTS
    say(f"page p95 under {READS:g} s, every verdict within {VERDICTS:g} s: {'held' if held else 'NOT HELD'}")
    return int(not (whole and held))


if __name__ == "__main__":
    raise SystemExit(main())
