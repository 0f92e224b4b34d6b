"""Rules of files that were read and verified before: made of their data without asking again."""

from collections.abc import Mapping
from typing import Any

from filings.finding import Severity
from rules.book_io.kinds import kind_of
from rules.book_io.rule import Example, Rule
from rules.engine.results import Check


def rules_of(data: Mapping[str, Mapping[str, Any]]) -> tuple[Rule, ...]:
    """The rules of files that were read, verified and kept before, by file name."""
    rules = [rule_of(file, one, _rebuilt(kind_of(one["check"]), one.get("with", {}))) for file, one in data.items()]
    return tuple(sorted(rules, key=lambda rule: rule.id))


def rule_of(file: str, data: Mapping[str, Any], check: Check) -> Rule:
    """The rule that a file describes, with the check of its parameters."""
    return Rule(
        id=data["id"],
        title=data["title"],
        says=data["says"],
        severity=Severity(data["severity"]),
        basis=tuple(data["basis"]),
        check_kind=data["check"],
        check=check,
        message=data["message"],
        fix=data["fix"],
        parameters=data.get("with", {}),
        since=data.get("since", 2019),
        until=data.get("until", 9999),
        editions=tuple(data.get("editions", ())),
        kinds=tuple(data.get("kinds", ())),
        tags=tuple(data.get("tags", ())),
        after=tuple(data.get("after", ())),
        active=data.get("active", True),
        examples=tuple(_example(example) for example in data["example"]),
        file=file,
        origin=data.get("origin", ""),
    )


def _example(data: Mapping[str, Any]) -> Example:
    return Example(
        title=data["title"],
        given=data["given"],
        expect=tuple(data.get("expect", ())),
        outcome=data.get("outcome", "broken" if data.get("expect") else "passed"),
    )


def _rebuilt(kind: type[Any], given: Mapping[str, Any]) -> Check:
    """The check of parameters that were bound and verified before: what ``bind`` made of them, without asking again."""
    if any(isinstance(one, Mapping) for value in given.values() if isinstance(value, list) for one in value):
        from rules.book_io.bind import built_of  # noqa: PLC0415 - few rules have any

        again: Check = built_of(kind, given)  # tables within tables say what they are by their types
        return again
    check: Check = kind(**{name: _frozen(value) for name, value in given.items()})
    return check


def _frozen(value: object) -> object:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value
