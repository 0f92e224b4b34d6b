"""The HTTP door in this process: a real server on a port of its own, over a small invented county."""

import contextlib
import json
import re
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import httpx
import uvicorn
from jsonschema import Draft202012Validator, FormatChecker

from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.dossier import Dossier
from filings.finding import Audit
from filings.intake import Upload
from filings.token import TokenRole
from gateway.http.desk import Desk
from gateway.http.openapi import shapes
from gateway.http.serving import configured, desk_of, served
from gateway.http.table import ROUTES
from gateway.listening import listening
from ledger import Ledger, upgrade
from workers.examine import examine
from workers.main import auditor
from workers.runtime import Runtime, build_runtime
from workers.sandbox import Sandbox
from workers.settings import read

AREA, OTHER = "990000", "880000"
NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)  # 10:00 in Asia/Shanghai
_NAMES = ("财政局", "教育局", "水利局")


def report(agency: str = "试验县财政局", year: int = 2025, **more: object) -> bytes:
    """A report in JSON, complete enough to be audited."""
    body = {
        "edition": "2021", "title": f"{agency}{year}年政府信息公开工作年度报告", "agency": agency, "year": year,
        "sections": [], "tables": {"proactive": {}, "applications": {}, "review": None}, **more,
    }  # fmt: skip
    return json.dumps(body, ensure_ascii=False).encode()


class ContractError(Exception):
    """An answer that the document does not tell of."""


class Contract:
    """Holds every answer against ``/openapi.json``: its status, its media type, its shape, its headers."""

    def hold(self, response: httpx.Response) -> None:
        """ContractError for an answer that the document does not tell of."""
        response.read()
        wrong = self._wrong(response)
        if wrong:
            raise ContractError(f"{response.request.method} {response.request.url}: {wrong}")

    def _wrong(self, response: httpx.Response) -> str:
        media = response.headers.get("content-type", "").partition(";")[0]
        if response.status_code >= 400:
            return _misshapen("Problem", response) if media == "application/problem+json" else media or "no problem"
        asked = response.request
        route = next(r for r in ROUTES if r.method == asked.method and _pattern(r.path).fullmatch(asked.url.path))
        if response.status_code == 304:
            return response.text
        told = route.answers.get(response.status_code)
        if told is None:
            return f"status {response.status_code}"
        missing = [name for name in told.headers if name not in response.headers and name not in ("Link", "Location")]
        if missing:
            return f"without {missing}"
        if media == "application/json" and told.schema:
            return _misshapen(told.schema, response)
        return "" if media in told.more else media


def _misshapen(name: str, response: httpx.Response) -> str:
    error = next(_validator(name).iter_errors(response.json()), None)
    return f"{name}: {error.json_path} {error.message}" if error else ""


@cache
def _pattern(path: str) -> re.Pattern[str]:
    return re.compile(re.sub(r"\\\{[a-z]+\\\}", "[^/]+", re.escape(path)))


@cache
def _validator(name: str) -> Draft202012Validator:
    rooted = {"$ref": f"#/components/schemas/{name}", "components": {"schemas": dict(shapes())}}
    return Draft202012Validator(rooted, format_checker=FormatChecker())


@dataclass(slots=True)
class Door:
    """The running door, and the county behind it."""

    parts: Runtime
    desk: Desk
    address: str
    secrets: dict[str, str] = field(default_factory=dict)
    clock: list[datetime] = field(default_factory=lambda: [NOW])

    @property
    def ledger(self) -> Ledger:
        """The record."""
        return self.parts.ledger

    def uploads(self, *data: bytes) -> tuple[Upload, ...]:
        """Documents as uploads; the first is the report."""
        return tuple(Upload(name=f"{n}.json", data=one, role="scan" if n else "report") for n, one in enumerate(data))

    def examined(self, data: bytes, context: Dossier) -> Audit:
        """The audit of a document as a worker makes it."""
        with Sandbox() as sandbox:
            return examine(data, "0.json", context, self.desk.book(), sandbox.read).audit

    def token(self, role: TokenRole, agency: str = "", area: str = AREA) -> str:
        """The secret of a token, made when it is first asked for."""
        key = f"{role}/{agency}/{area}"
        if key not in self.secrets:
            _, self.secrets[key] = self.ledger.tokens.create(role, area, "test", NOW, agency=agency)
        return self.secrets[key]

    def client(self, role: TokenRole | None = TokenRole.PORTAL, agency: str = "", area: str = AREA) -> httpx.Client:
        """A client that holds such a token."""
        headers = {"Authorization": f"Bearer {self.token(role, agency, area)}"} if role else {}
        return httpx.Client(
            base_url=self.address, headers=headers, timeout=60, event_hooks={"response": [Contract().hold]}
        )


def settle(ledger: Ledger) -> None:
    """Two counties: one of three departments, one of one."""
    law = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="条例第四十九条", since=0)
    for area, names, prefix in ((AREA, _NAMES, "U"), (OTHER, ("财政局",), "V")):
        county = "试验县" if area == AREA else "别县"
        ledger.register.put_jurisdiction(
            Jurisdiction(code=area, name=county, office=f"{county}政务公开办"), "test", NOW
        )
        entries = [
            Agency(code=f"{prefix}{n}", name=f"{county}{name}", kind="department", jurisdiction=area)
            for n, name in enumerate(names)
        ]
        ledger.register.put(entries, "test", NOW)
        ledger.calendars.put(area, [law], "test", NOW)


def environment(home: Path, queue: str, **more: str) -> dict[str, str]:
    """The settings of a door without limits of rate, on any free port."""
    return {
        "GOUJI_HOME": str(home), "GOUJI_REDIS_URL": queue, "GOUJI_HTTP": "127.0.0.1:0", "GOUJI_HTTP_RATE": "1000000",
        "GOUJI_HTTP_CHECKS": "1000000", "GOUJI_HTTP_IDLE": "1", "GOUJI_HTTP_METRICS": "on", **more,
    }  # fmt: skip


def patient(seconds: float) -> Callable[[Desk], Desk]:
    """A desk that waits so long for a check: on a busy machine longer than a portal would."""
    return lambda desk: replace(desk, wait=seconds)


@contextlib.contextmanager
def open_door(home: Path, queue: str, change: Callable[[Desk], Desk] | None = None, **more: str) -> Iterator[Door]:
    """A door that is open within the block, at a moment that stands still until its clock is set."""
    clock = [NOW]
    parts = build_runtime(read(environment(home, queue, **more)), now=lambda: clock[0])
    upgrade(parts.ledger.engine)
    parts.queue.client.flushall()
    settle(parts.ledger)
    listener = listening(parts.settings)
    desk = (change or patient(60.0))(desk_of(parts))
    server = uvicorn.Server(configured(parts.settings, served(desk)))
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    try:
        yield Door(parts, desk, f"http://127.0.0.1:{listener.getsockname()[1]}", clock=clock)
    finally:
        server.should_exit = True
        thread.join()
        listener.close()
        desk.pool.close()
        parts.queue.client.close()
        parts.ledger.engine.dispose()


@contextlib.contextmanager
def working(door: Door) -> Iterator[None]:
    """A worker that audits what is filed meanwhile."""
    stop, work = threading.Event(), auditor(door.parts, alone=True)

    def run() -> None:
        while not stop.wait(0.05):
            for job in door.ledger.jobs.due(door.parts.now()):
                work(job.id)
        work.close()  # its reading process is this thread's own

    thread = threading.Thread(target=run)
    thread.start()
    try:
        yield
    finally:
        stop.set()
        thread.join()
