"""The county of a run: its register, its calendar, and an office that wants to hear of every audit."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

from bench.chaos.promises import AREA, agency_code, agency_name
from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate
from filings.notice import Endpoint, NoticeType
from filings.token import TokenRole
from ledger import upgrade
from notifier.signing import new_secret
from workers.runtime import build_runtime
from workers.settings import read


def found(environment: Mapping[str, str], agencies: int, port: int, secret: str) -> str:
    """Put the county into the ledger of ``environment``. The secret of a portal's token.

    ``port``: of the receiver; ``secret``: what it believes.
    """
    parts = build_runtime(read(environment))
    ledger, now = parts.ledger, parts.now()
    upgrade(ledger.engine)
    ledger.register.put_jurisdiction(
        Jurisdiction(code=AREA, name="试验县", office="试验县政务公开办公室"), "bench", now
    )
    entries = [
        Agency(code=agency_code(n), name=agency_name(n), kind="department", jurisdiction=AREA) for n in range(agencies)
    ]
    ledger.register.put(entries, "bench", now)
    date = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="试验", since=0)
    ledger.calendars.put(AREA, [date], "bench", now)
    key = new_secret(now - timedelta(days=365))
    ledger.endpoints.put(
        Endpoint(
            id="office", url=f"http://127.0.0.1:{port}/notices", serves=frozenset({f"office:{AREA}"}), rate=1_000_000,
            types=frozenset({NoticeType.AUDIT_COMPLETED}), secrets=(type(key)(value=secret, since=key.since),),
        ),
        "bench", now,
    )  # fmt: skip
    _, portal = ledger.tokens.create(TokenRole.PORTAL, AREA, "bench", now)
    ledger.engine.dispose()
    return portal


def secret() -> str:
    """A new signing secret."""
    return new_secret(datetime.now(UTC)).value
