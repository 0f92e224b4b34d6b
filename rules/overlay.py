"""A county's own changes to the rulebook 本县调整: severity, activation, local basis, under the book's hash.

A TOML file, recorded with a date, a reason and an approver (``gouji policy rules``)::

    [rules.T21]
    active   = true                        # a rule that ships switched off, or false for one that is not wanted
    severity = "verify"                    # must_fix, verify or hint; rules about wording are at most verify
    basis    = ["云政办发〔2024〕3号第五条"]   # added to the rule's own
"""

import hashlib
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from filings.errors import RulebookError
from filings.finding import Severity
from filings.policy import RuleChange
from rules.rule import Rule
from rules.rulebook import Rulebook

_KEYS = ("active", "severity", "basis")


def read_overlay(text: str, source: str) -> tuple[RuleChange, ...]:
    """The changes of a file. Raises RulebookError naming the rule and what is wrong with its change."""
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise RulebookError(f"{source}：不是合格的 TOML：{error}") from error
    return changes_of(data, source)


def changes_of(data: Mapping[str, Any], source: str = "overlay") -> tuple[RuleChange, ...]:
    """The changes that a file's data describe. Raises RulebookError."""
    rules = data.get("rules", {})
    if set(data) - {"rules"} or not isinstance(rules, dict) or not all(isinstance(one, dict) for one in rules.values()):
        raise RulebookError(f"{source}：每条规则写成 [rules.编号] 一段，下面写 active、severity、basis")
    return tuple(_change(rule, given, source) for rule, given in rules.items())


def _change(rule: str, given: Mapping[str, Any], source: str) -> RuleChange:
    if unknown := set(given) - set(_KEYS):
        raise RulebookError(f"{source}：{rule} 不能改“{'、'.join(sorted(unknown))}”，只能改 active、severity、basis")
    active, severity, basis = (given.get(key) for key in _KEYS)
    if not (active is None or isinstance(active, bool)):
        raise RulebookError(f"{source}：{rule} 的 active 只能是 true 或 false")
    if not (severity is None or severity in set(Severity)):
        raise RulebookError(f"{source}：{rule} 的 severity 只能是：{'、'.join(Severity)}")
    if not (basis is None or (isinstance(basis, list) and all(isinstance(one, str) and one for one in basis))):
        raise RulebookError(f"{source}：{rule} 的 basis 应当是一个列表，每项是一句文字")
    return RuleChange(rule=rule, active=active, severity=severity or "", basis=tuple(basis or ()))


def overlaid(book: Rulebook, changes: Iterable[RuleChange], source: str = "overlay") -> Rulebook:
    """The book with a county's changes; the same changes give the same hash. Raises RulebookError."""
    changes = tuple(changes)
    if not changes:
        return book
    changed = {rule.id: rule for rule in _changed(book, changes, source)}
    told = repr(sorted((one.rule, one.active, one.severity, one.basis) for one in changes))
    digest = hashlib.sha256((book.hash + told).encode()).hexdigest()[:16]
    return replace(book, hash=digest, rules=tuple(changed.get(rule.id, rule) for rule in book.rules))


def _changed(book: Rulebook, changes: Iterable[RuleChange], source: str) -> Iterator[Rule]:
    for change in changes:
        if change.rule not in book.by_id:
            raise RulebookError(f"{source}：没有规则 {change.rule}；gouji rules list 列出全部编号")
        rule = book.by_id[change.rule]
        severity = Severity(change.severity) if change.severity else rule.severity
        if rule.id[0] in "NWX" and severity is Severity.MUST_FIX:
            raise RulebookError(f"{source}：{rule.id} 依据的是行文，最高只能是 verify")
        active = rule.active if change.active is None else change.active
        yield replace(rule, severity=severity, active=active, basis=rule.basis + change.basis)
