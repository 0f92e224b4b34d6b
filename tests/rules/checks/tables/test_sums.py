"""Balance, limit, zero, supported, share: ranges where cells are blank, gaps where nobody can tell."""

from collections.abc import Callable

import pytest

from rules.checks.tables.balance import BalanceCheck
from rules.checks.tables.implies import ImpliesCheck
from rules.checks.tables.limit import LimitCheck
from rules.checks.tables.share import ShareCheck
from rules.checks.tables.zero import ZeroCheck
from rules.engine.results import Breach, Check, Gap, Note, Result
from schemas.editions import edition

Ask = Callable[..., list[Result]]

COLUMN = BalanceCheck(
    each="applications.columns",
    left=("applications.new.*", "applications.carried_in.*"),
    right=("applications.total.*", "applications.carried_out.*"),
)
LEAVES = BalanceCheck(each="applications.columns", left=("applications.total.*",), right=("applications.@leaves.*",))
ROWS = BalanceCheck(each="applications.rows", left=("applications.*.@parts",), right=("applications.*.total",))
SINGLE = 'absent = ["applications.other.1", "applications.other.2", "applications.other.3"]\n'


def test_a_balance_names_both_sides_and_the_difference(ask: Ask) -> None:
    """A breach carries its cells, left before right, and the two sums."""
    (breach,) = ask(COLUMN, "applications.new.natural = 3")
    assert isinstance(breach, Breach)
    assert breach.refs[:2] == ("applications.new.natural", "applications.carried_in.natural")
    assert [breach.facts[name].least for name in ("left", "right", "difference")] == [3, 0, 3]  # type: ignore[attr-defined]
    assert breach.facts["item"] == "自然人"


@pytest.mark.parametrize(
    ("given", "kind"),
    [
        ('applications.new = ["",0,0,0,0,0,0]', Note),
        ('applications.new = ["/",0,0,0,0,0,0]', Note),
        ('applications.new = ["",0,0,0,0,0,0]\napplications.total.natural = 3', Gap),
        ('applications.new = ["?",0,0,0,0,0,0]', Gap),
        ('applications.new = ["若干",0,0,0,0,0,0]', Gap),
        ('absent = ["applications.new.natural"]', Gap),
        ('applications.new = ["",0,0,0,0,0,0]\napplications.carried_in.natural = 4', Breach),
        ('applications.total = ["",0,0,0,0,0,0]\napplications.carried_out.natural = 4', Breach),
    ],
)
def test_a_blank_is_a_range_and_never_zero(ask: Ask, given: str, kind: type[Result]) -> None:
    """Zeros that would do are noted, what nobody said is a gap, and a break needs every filling to fail."""
    (result,) = ask(COLUMN, given)
    assert isinstance(result, kind)


def test_an_unread_cell_does_not_hide_what_no_filling_could_mend(ask: Ask) -> None:
    """A break that holds whatever the open cell is stays a break."""
    (result,) = ask(COLUMN, 'applications.carried_in = ["?",0,0,0,0,0,0]\napplications.new.natural = 4')
    assert isinstance(result, Breach)


def test_one_printed_row_of_other_results_stands_for_its_three(ask: Ask) -> None:
    """The 2021 form may print 其他处理 as one row: it is summed once, and its own row is asked."""
    assert ask(LEAVES, SINGLE + "applications.other = [2,0,0,0,0,0,2]\napplications.total = [2,0,0,0,0,0,2]") == []
    (breach,) = ask(ROWS, SINGLE + "applications.other = [2,0,0,0,0,0,1]")
    assert isinstance(breach, Breach)
    assert breach.facts["item"] == "其他处理"


def test_three_printed_rows_are_summed_and_the_one_above_them_is_not(ask: Ask) -> None:
    """Where both are printed the three count; the row above them never counts twice."""
    both = "applications.other.natural = 2\napplications.other.1.natural = 2\napplications.total.natural = 2"
    assert ask(LEAVES, both) == []


def test_a_sum_does_not_prove_the_row_that_was_chosen_with_it(ask: Ask) -> None:
    """Inferred cells: the row's own sum is a gap, the columns are asked with the chosen values."""
    given = 'applications.new = ["3～","0～","0～","0～","0～","0～","3～"]'
    assert [type(result) for result in ask(ROWS, given)] == [Gap]
    assert [type(result) for result in ask(COLUMN, given)] == [Breach, Breach]


def test_signed_blanks_may_be_anything(ask: Ask) -> None:
    """本年增/减 has no lower bound, so a blank there never breaks a sum."""
    check = BalanceCheck(
        left=("proactive.licences.before",), right=("last.proactive.licences.before", "last.proactive.licences.change")
    )
    last = 'edition = "2019"\nproactive.licences.before = 3\nlast.proactive.licences = [20,"",0]'
    assert [type(result) for result in ask(check, last)] == [Gap]
    assert [type(result) for result in ask(check, last.replace("before = 3", "before = 20"))] == [Note]


def test_a_gap_says_that_last_years_form_was_another(ask: Ask) -> None:
    """Measures that differ between forms are not joined, and the reason says so."""
    check = BalanceCheck(left=("proactive.normative.valid",), right=("last.proactive.normative.valid",))
    (gap,) = ask(check, 'year = 2021\nlast.edition = "2019"')
    assert isinstance(gap, Gap)
    assert gap.reason == "上年版式不同，这一项没有比较"
    (gap,) = ask(check, 'last.proactive.normative = [0,0,"若干"]')
    assert gap == Gap(reason="上年报告第二部分表格“行政规范性文件”行“现行有效件数”列没有数字，没有核对", refs=gap.refs)  # type: ignore[union-attr]


def test_a_limit_bounds_with_ranges(ask: Ask) -> None:
    """Broken only when the least amount exceeds the greatest limit; a missing amount counts 0."""
    check = LimitCheck(
        each="applications.columns", amount=("applications.carried_out.*",), limit=("applications.new.*",)
    )
    assert ask(check, "applications.new.natural = 2\napplications.carried_out.natural = 2") == []
    (breach,) = ask(check, "applications.carried_out.natural = 2")
    assert isinstance(breach, Breach)
    assert [
        type(r) for r in ask(check, 'applications.new = ["",0,0,0,0,0,0]\napplications.carried_out.natural = 2')
    ] == [Gap]
    assert [type(r) for r in ask(check, 'applications.carried_out = ["",0,0,0,0,0,0]')] == [Note]
    never = LimitCheck(limit=("proactive.licences.before", "proactive.licences.change"))
    assert [type(r) for r in ask(never, 'edition = "2019"\nproactive.licences = [2,"-3",0]')] == [Breach]


def test_zero_reads_no_fault_into_a_blank(ask: Ask) -> None:
    """A figure breaks, a blank does not, and an unread cell is a gap."""
    check = ZeroCheck(cells=("proactive.regulations",))
    assert [b.facts["item"] for b in ask(check, "proactive.regulations = [1,0,0]") if isinstance(b, Breach)] == [
        "第二部分表格“规章”行“本年制发件数”列"
    ]
    assert ask(check, 'proactive.regulations = ["","/",0]') == []
    assert [type(result) for result in ask(check, 'proactive.regulations = ["?",0,0]')] == [Gap]


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ("", []),
        ("proactive.normative = [1,0,1]", []),
        ("proactive.normative = [1,0,0]", [Breach]),
        ('proactive.normative = ["",0,0]', [Note]),
        ('proactive.normative = [1,"",0]', [Gap]),
        ('proactive.normative = [1,"",2]', []),
        ('proactive.normative = ["?",0,0]', [Gap]),
    ],
)
def test_what_is_given_must_be_supported(ask: Ask, given: str, kinds: list[type[Result]]) -> None:
    """Surely given and surely unsupported breaks; surely one or the other passes; between them nobody can tell."""
    check = ImpliesCheck(
        each="proactive.documents", given=("proactive.*.issued",), by=("proactive.*.valid", "proactive.*.repealed")
    )
    assert [type(result) for result in ask(check, given)] == kinds


def test_mutual_support_is_asked_both_ways_and_half_a_unit_will_do(ask: Ask) -> None:
    """Money without items and items without money; 0.5 of 万元 is money."""
    check = ImpliesCheck(given=("proactive.procurement.count",), by=("proactive.procurement.amount",), mutual=True)
    form = 'edition = "2019"\n'
    assert [type(r) for r in ask(check, form + "proactive.procurement = [1,0]")] == [Breach]
    assert [type(r) for r in ask(check, form + 'proactive.procurement = [0,"3万元"]')] == [Breach]
    assert ask(check, form + 'proactive.procurement = [1,"5000元"]') == []


@pytest.mark.parametrize(
    ("given", "kinds"),
    [
        ("applications.new.total = 20\nreview.reconsideration.corrected = 3", []),
        ("applications.new.total = 20\nreview.reconsideration.corrected = 4", [Breach]),
        ("applications.new.total = 4\nreview.reconsideration.corrected = 4", []),
        ('applications.new = [0,0,0,0,0,0,""]\nreview.reconsideration.corrected = 4', [Note]),
        ('applications.new.total = 20\nreview.reconsideration = [0,"",0,0,0]', [Note]),
        ('applications.new.total = 20\nreview.reconsideration = [0,"?",0,0,0]', [Gap]),
    ],
)
def test_a_share_is_judged_from_its_base_on(ask: Ask, given: str, kinds: list[type[Result]]) -> None:
    """15 of 100 is the limit itself; below the base nothing is said."""
    check = ShareCheck(part=("review.reconsideration.corrected",), whole=("applications.new.total",), most=15, base=5)
    assert [type(result) for result in ask(check, given)] == kinds


@pytest.mark.parametrize(
    ("check", "needs"),
    [
        (COLUMN, set()),
        (BalanceCheck(left=("a",), right=("last.a", "units.b")), {"previous", "rollup"}),
        (LimitCheck(amount=("last.a",), limit=("b",)), {"previous"}),
        (ImpliesCheck(given=("a",), by=("last.a",)), {"previous"}),
        (ShareCheck(part=("a",), whole=("b",), most=1, base=1), set()),
        (ZeroCheck(cells=("a",)), {"agency"}),
    ],
)
def test_a_check_needs_what_its_addresses_read(check: Check, needs: set[str]) -> None:
    """``last.`` needs last year's report, ``units.`` the roll-up."""
    assert check.needs == needs


def test_equations_name_each_cell_once() -> None:
    """A cell that stood twice in one equation would count twice."""
    for check in (COLUMN, LEAVES, ROWS):
        for equation in check.equations(edition("2021")):
            cells = (*equation.left, *equation.right)
            assert len(cells) == len(set(cells))
