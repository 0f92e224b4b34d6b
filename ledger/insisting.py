"""Filings with reasons against must_fix findings 附说明报送: one sentence at least for each, at every door."""

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa

from filings.act import FilingReason, Refused
from filings.civil import SHANGHAI, civil_day
from filings.finding import Audit, Finding, Severity
from filings.insisting import lacking, statement_on, with_reasons
from filings.nouns import dataclass
from filings.writable import writable
from ledger.codec import load
from ledger.event_log import note
from ledger.evidence import proof, standing
from ledger.store import Store, insert_counted
from ledger.submissions import lock_submission, read_submission
from ledger.tables.filing import audits, explanations, statements, submissions

_SHOWN = 5
_STATEMENTS = sa.select(statements).where(statements.c.submission == sa.bindparam("filing")).order_by(statements.c.id)
_LAST = (
    sa.select(audits.c.body).where(audits.c.submission == sa.bindparam("filing")).order_by(audits.c.id.desc()).limit(1)
)


@dataclass(frozen=True, slots=True)
class Insisting:
    """What agencies say for filings that they hand in as they are."""

    store: Store

    def insist(
        self, submission: str, said: Sequence[FilingReason], by: str, now: datetime, *, seen: int | None = None
    ) -> Refused | None:
        """The agency stands by its figures: the filing counts as filed with reasons. None when that is on record.

        ``seen``: how many sentences the one who insists has seen; when there are more by now, it is refused.
        """
        with self.store.writing() as connection:
            if not lock_submission(connection, submission):
                return Refused(reason=f"没有编号为“{submission}”的报送件，请核对编号")
            rows = connection.execute(_STATEMENTS, {"filing": submission}).all()
            if seen is not None and len(rows) > seen and not set(said) <= set(statements_of(connection, submission)):
                last, at = rows[-1].by, rows[-1].at.astimezone(SHANGHAI)
                done = f"{last}刚刚（{at:%Y-%m-%d %H:%M:%S}）已对该报送件附说明报送"
                return Refused(reason=f"{done}，这一次没有再办；请查看后再定")
            return insist_on(connection, submission, said, by, now)

    def of(self, submission: str) -> tuple[FilingReason, ...]:
        """What was said for a filing, first one first."""
        with self.store.reading() as connection:
            return statements_of(connection, submission)


def no_sentence(said: Sequence[FilingReason]) -> str:
    """Why reasons cannot be taken, before it is known which findings there are; ``""`` when they can."""
    if not said or not all(one.text.strip() and one.finding.strip() for one in said):
        return "附说明报送，要对每条“必须修改”的意见至少写一句说明，并写明是哪一条（规则编号，如 A01）"
    if not all(writable(word) for one in said for word in (one.finding, one.text)):
        return "说明里有无法保存的字符（空字符或半个字符），请改正后重新报送"
    return ""


def insist_on(
    connection: sa.Connection, submission: str, said: Sequence[FilingReason], by: str, now: datetime
) -> Refused | None:
    """Record reasons in the caller's transaction, with the filing locked. Refused: which findings still lack one."""
    if wrong := no_sentence(said):
        return Refused(reason=wrong)
    known = statements_of(connection, submission)
    if set(said) <= set(known):  # the same words again, as when a door is asked twice
        return None
    found = _last_audit(connection, submission)
    if found is not None:
        if not any(finding.severity is Severity.MUST_FIX for finding in found.findings):
            return Refused(reason="该报送件没有“必须修改”的意见，不用附说明报送")
        if without := lacking(with_reasons(found, known).findings, said):
            return Refused(reason=_lacking(without))
    put_statements(connection, submission, said, by, now)
    if found is not None:
        explain_by_statements(connection, submission, found.findings, now)
    return None


def put_statements(
    connection: sa.Connection, submission: str, said: Sequence[FilingReason], by: str, now: datetime
) -> None:
    """Write reasons in the caller's transaction and mark the filing."""
    connection.execute(sa.update(submissions).where(submissions.c.id == submission).values(insisted=True))
    rows = [
        {"submission": submission, "finding": one.finding.strip(), "text": one.text.strip(), "by": by, "at": now}
        for one in said
    ]
    told = [proof(statements, insert_counted(connection, statements, row)) for row in rows]
    told += standing(connection, submissions, submissions.c.id == submission)
    facts = {"statements": [[one.finding, one.text] for one in said]}
    note(connection, "submission.insisted", submission, now, by, facts, told)


def statements_of(connection: sa.Connection, submission: str) -> tuple[FilingReason, ...]:
    """What was said for a filing, in the caller's transaction."""
    rows = connection.execute(_STATEMENTS, {"filing": submission})
    return tuple(FilingReason(finding=row.finding, text=row.text) for row in rows)


def explain_by_statements(connection: sa.Connection, submission: str, found: Iterable[Finding], now: datetime) -> None:
    """Bind what was said to the findings that an audit told, as explanations, in the caller's transaction.

    Explanations are the agency-year's: what was said for practice explains nothing in earnest.
    """
    rows = list(connection.execute(_STATEMENTS, {"filing": submission}))
    filing = read_submission(connection, submission) if rows else None
    if filing is None or filing.practice:
        return
    said = [FilingReason(finding=row.finding, text=row.text) for row in rows]
    known = _explained(connection, filing.agency, filing.year)
    told = []
    for finding in found:
        one = statement_on(finding, said)
        key = (finding.fingerprint, finding.facts_digest)
        if one is not None and key not in known:
            explanation = {
                "agency": filing.agency, "year": filing.year, "fingerprint": finding.fingerprint,
                "facts_digest": finding.facts_digest, "text": one.text, "by": rows[said.index(one)].by,
                "on": civil_day(now),
            }  # fmt: skip
            told.append(proof(explanations, insert_counted(connection, explanations, explanation)))
            known.add(key)
    if told:
        subject, facts = f"agencies/{filing.agency}/{filing.year}", {"submission": submission}
        note(connection, "finding.explained", subject, now, "statements", facts, told)


def _explained(connection: sa.Connection, agency: str, year: int) -> set[tuple[str, str]]:
    query = sa.select(explanations.c.fingerprint, explanations.c.facts_digest).where(
        explanations.c.agency == agency, explanations.c.year == year
    )
    return {(row.fingerprint, row.facts_digest) for row in connection.execute(query)}


def _last_audit(connection: sa.Connection, submission: str) -> Audit | None:
    body = connection.execute(_LAST, {"filing": submission}).scalar()
    return load(Audit, body) if body else None


def _lacking(without: Sequence[Finding]) -> str:
    shown = "；".join(f"{one.rule} {one.title}" for one in without[:_SHOWN])
    more = "等" if len(without) > _SHOWN else ""
    return f"还有{len(without)}条“必须修改”没有写说明：{shown}{more}；请每条至少写一句"
