"""Every formula that the handbook prints is true: read back, it decides as the rule's check does."""

import random
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

import pytest

from filings.edition import Edition
from filings.finding import Status
from rules.book_io.examples import run_example
from rules.book_io.handbook import rule_page
from rules.book_io.rule import Example, Rule
from rules.book_io.rulebook import rulebook
from schemas.editions import editions

BOOK = rulebook()
_HEAD = re.compile(r"^(?P<forms>.+)版算式(?P<count>\d+)条")
_FORMS = (
    re.compile(r"^- (?P<left>.+) (?P<sign>＝|≤) (?P<right>.+)$"),
    re.compile(r"^- 有 (?P<left>.+)（大于(?P<above>\d+)），就应当有 (?P<right>.+)（(?:大于0|不少于(?P<least>\d+))）$"),
    re.compile(r"^- (?P<left>.+) 不超过 (?P<right>.+) 的(?P<most>\d+)%（后者不到(?P<base>\d+)的不核对）$"),
)
_SHOWN = 3


def _printed(rule: Rule) -> Iterator[tuple[Edition, int, list[str]]]:
    """For each form that the page names: how many formulas there are, and those that it prints."""
    lines = rule_page(rule).splitlines()
    for at, line in enumerate(lines):
        head = _HEAD.match(line)
        if head:
            shown = [one for one in lines[at + 1 : at + 3 + _SHOWN] if one.startswith("- ")][: int(head["count"])]
            for name in head["forms"].split("、"):
                yield next(one for one in editions() if one.id == name), int(head["count"]), shown


def _amount(side: str, form: Edition, cells: Mapping[str, int]) -> Decimal:
    refs = {title: ref for ref, title in form.titles.items()}
    if side == "0":
        return Decimal(0)
    return Decimal(sum(cells[_ref(title, refs)] for title in side.split(" ＋ ")))


def _ref(title: str, refs: Mapping[str, str]) -> str:
    for words, prefix in (("上年报告", "last."), ("各单位合计", "units.")):
        if title.startswith(words):
            return prefix + refs[title.removeprefix(words)]
    return refs[title]


def _holds(formula: str, form: Edition, cells: Mapping[str, int]) -> bool:
    """What the words say of the amounts, without asking the check."""
    found = next(match for pattern in _FORMS if (match := pattern.match(formula)))
    left, right = (_amount(found[side], form, cells) for side in ("left", "right"))
    named = found.groupdict()
    if "sign" in named:
        return left == right if named["sign"] == "＝" else left <= right
    if "above" in named:
        return left <= int(named["above"]) or right >= int(named["least"] or 1)
    return right < int(named["base"]) or left * 100 <= right * int(named["most"])


def _cells_of(formulas: list[str], form: Edition) -> list[str]:
    refs = {title: ref for ref, title in form.titles.items()}
    sides = [next(match for pattern in _FORMS if (match := pattern.match(one))) for one in formulas]
    titles = {title for found in sides for side in ("left", "right") for title in found[side].split(" ＋ ")}
    return sorted(_ref(title, refs) for title in titles - {"0"})


def _given(rule: Rule, form: Edition, cells: Mapping[str, int]) -> dict[str, object]:
    kind = rule.kinds[0] if rule.kinds else "department"
    given: dict[str, object] = {"edition": form.id, "agency": {"tags": list(rule.tags), "kind": kind}}
    for ref, value in cells.items():
        inside = given
        *folders, leaf = ref.split(".")
        for folder in folders:
            inside = inside.setdefault(folder, {})  # type: ignore[assignment]  # a tree of tables
        inside[leaf] = value
    return given


WITH_FORMULAS = [rule for rule in BOOK.rules if "算式" in rule_page(rule)]
OF_ONE_REPORT = [
    rule for rule in WITH_FORMULAS if not any("各单位合计" in one for _, _, shown in _printed(rule) for one in shown)
]


@pytest.mark.parametrize("rule", WITH_FORMULAS, ids=lambda rule: rule.id)
def test_every_printed_formula_is_one_of_the_known_forms(rule: Rule) -> None:
    """Nothing is printed that a reader would have to guess, and no bare ＞ stands for an implication."""
    for _form, _count, shown in _printed(rule):
        assert shown
        assert all(any(pattern.match(one) for pattern in _FORMS) for one in shown)
        assert not any("＞" in one for one in shown)


@pytest.mark.no_cover  # thousands of audits of the same few checks
@pytest.mark.parametrize("rule", OF_ONE_REPORT, ids=lambda rule: rule.id)
def test_a_false_formula_breaks_the_rule_and_true_ones_pass_it(rule: Rule) -> None:
    """Random amounts: where a printed formula is false the rule breaks; where all are printed and true it passes."""
    chance = random.Random(rule.id)
    seen: set[bool] = set()
    for form, count, shown in _printed(rule):
        names = _cells_of(shown, form)
        for _ in range(40):
            cells = {name: chance.choice((0, 0, 0, 1, 2, 3, 30, 400)) for name in names}
            truth = all(_holds(one, form, cells) for one in shown)
            status, _sentences = run_example(rule, Example(title="随机", given=_given(rule, form, cells)), BOOK)
            if status == Status.NOT_APPLICABLE:
                continue  # withheld by a rule that it comes after, or its years leave the form out
            if not truth:
                assert status == Status.BROKEN, (shown, cells)
            elif count <= len(shown):
                assert status == Status.PASSED, (shown, cells)
            seen.add(truth)
    assert seen
