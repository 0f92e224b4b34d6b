"""The audit's JSON: what outsiders rely on."""

import json
from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from filings.finding import Audit, Finding, Outcome, Severity, Status, Suspect, SuspectCell, Verdict
from schemas.audit import audit_bytes, audit_from, audit_json
from schemas.validate import faults

_FINDING = Finding(
    rule="A01",
    title="申请收支不平衡",
    severity=Severity.MUST_FIX,
    message="不平衡，相差1。",
    place="第三部分表格“自然人”列",
    refs=("applications.new.natural",),
    places=("T3R4C2",),
    facts={"left": 3, "right": 2},
    basis=("格式",),
    fix="请核对。",
    fingerprint="ab12",
    facts_digest="cd34",
)
_AUDIT = Audit(
    verdict=Verdict.MUST_FIX,
    rulebook_version="2026.1",
    rulebook_hash="ef56",
    as_of=date(2026, 1, 30),
    dossier_digest="0a",
    agency="云岭县水务局",
    year=2025,
    edition="2021",
    sha256="0b",
    kind="department",
    findings=(_FINDING,),
    outcomes=(
        Outcome(rule="A01", status=Status.BROKEN),
        Outcome(rule="Y01", status=Status.NOT_APPLICABLE, reason="没有上年"),
    ),
    suspects=(
        Suspect(cells=(SuspectCell(ref="applications.total.natural", found="2", suggested="3"),), mends=("ab12",)),
    ),
)


def test_the_audit_follows_its_schema() -> None:
    """What is written validates against audit.schema.json."""
    assert list(faults("audit", json.loads(audit_bytes(_AUDIT)))) == []


def test_the_audit_is_read_back_whole() -> None:
    """Nothing is lost between the ledger and the page."""
    assert audit_from(json.loads(audit_bytes(_AUDIT))) == _AUDIT


_WORDS = st.text(max_size=12)
_OUTCOMES = st.builds(Outcome, rule=_WORDS, status=st.sampled_from(Status), reason=_WORDS, note=_WORDS)
_PLAIN = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _WORDS)
_FACT = st.recursive(
    _PLAIN, lambda one: st.lists(one, max_size=2) | st.dictionaries(_WORDS, one, max_size=2), max_leaves=4
)
_FACTS = st.dictionaries(_WORDS, _FACT, max_size=3)


@given(
    st.lists(_OUTCOMES, max_size=4),
    st.lists(_FACTS, max_size=2),
    st.lists(_WORDS, max_size=2),
    st.one_of(st.none(), st.integers(2008, 2030)),
    st.booleans(),
)
def test_the_bytes_are_those_of_the_plain_writer(
    outcomes: list[Outcome],
    facts: list[dict[str, object]],
    words: list[str],
    year: int | None,
    known: bool,  # noqa: FBT001 - drawn
) -> None:
    """Written piece by piece, an audit has the very bytes of ``json.dumps``, whatever stands in its texts."""
    audit = replace(
        _AUDIT,
        agency="".join(words),
        year=year,
        kind_inferred=known,
        outcomes=tuple(outcomes),
        findings=tuple(replace(_FINDING, facts=one, refs=tuple(words)) for one in facts),
        suspects=_AUDIT.suspects if known else (),
        notes=tuple(words),
    )
    plain = json.dumps(audit_json(audit), ensure_ascii=False, indent=1) + "\n"
    assert audit_bytes(audit) == plain.encode("utf-8")


def test_outcomes_are_not_mistaken_for_each_other() -> None:
    """Thousands of outcomes later, each is still written as itself."""
    for batch in range(2):
        outcomes = tuple(Outcome(rule=f"R{batch}.{number}", status=Status.PASSED) for number in range(9_000))
        written = json.loads(audit_bytes(replace(_AUDIT, outcomes=outcomes)))
        assert written["outcomes"] == [{"rule": outcome.rule, "status": "passed"} for outcome in outcomes]


def test_outcomes_that_recur_are_written_the_same() -> None:
    """The outcomes of a plan are the same object in one audit after another; plans are many and forgotten in time."""
    ones = [Outcome(rule=f"A{number}", status=Status.PASSED, note="甲") for number in range(300)]
    for number in range(300):
        outcomes = tuple(ones[: number + 1])
        plain = json.dumps(audit_json(replace(_AUDIT, outcomes=outcomes)), ensure_ascii=False, indent=1) + "\n"
        for _ in range(3):
            assert audit_bytes(replace(_AUDIT, outcomes=outcomes)) == plain.encode()


def test_chinese_stands_unescaped() -> None:
    """A person can read the file as it is."""
    assert "申请收支不平衡" in audit_bytes(_AUDIT).decode()


def test_reasons_and_notes_are_left_out_when_empty() -> None:
    """An outcome that needs no words carries none."""
    assert audit_json(_AUDIT)["outcomes"][0] == {"rule": "A01", "status": "broken"}
