"""One thing is said the same everywhere: year, body, self, figures."""

from collections.abc import Callable

import pytest

from rules.checks.text.agreeing import Agreeing
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Result

Told = Callable[[Check, str], list[Result]]
YEARS = Agreeing(readings=("title.year", "lead.year", "period.year", "folder.year"))
LEAD = Agreeing(readings=("title.agency", "lead.agency"))
CLOSING = Agreeing(readings=("title.agency", "closing.agency"))
SELF = Agreeing(readings=("self",))
FEES = Agreeing(readings=("section.1.fee", "section.6.fee"))


def values(results: list[Result]) -> list[object]:
    """What did not agree, for each breach."""
    return [result.facts["values"] for result in results if isinstance(result, Breach)]


@pytest.mark.parametrize(
    ("lead", "told_years"),
    [
        ("统计期限为2022年1月1日至2022年12月31日。", ("标题是2023年", "统计期限是2022年")),
        ("现公布云岭县水务局2022年度政府信息公开工作年度报告。", ("标题是2023年", "开头说明是2022年")),
        ("现公布云岭县水务局二〇二二年政府信息公开年度报告。", ("标题是2023年", "开头说明是2022年")),
        ("按照《关于做好2022年度政府信息公开工作年度报告编制的通知》编制。", None),
        ("按照《2022年政府信息公开工作年度报告格式》编制。", None),
        ("统计期限为2022年3月1日至2022年12月31日。", None),
        ("现公布云岭县水务局政府信息公开工作年度报告。", None),
        ("统计期限为二三四五年1月1日至12月31日。", None),
        ("统计期限为二〇〇〇年十一一月1日至12月31日。", None),
    ],
)
def test_years_of_this_report_agree(lead: str, told_years: tuple[str, ...] | None, told: Told) -> None:
    """The year of a notice or of an odd period is not a year of this report."""
    assert values(told(YEARS, f'lead = "{lead}"')) == ([told_years] if told_years else [])


def test_a_title_without_a_year_is_left_out(told: Told) -> None:
    """Only what names a year is compared; alone it is compared with nothing."""
    check = Agreeing(readings=("title.year", "lead.year"))
    (gap,) = told(check, 'title = "云岭县水务局政府信息公开工作年度报告"')
    assert isinstance(gap, Gap)


def test_a_document_that_was_handed_in_for_no_year_is_compared_with_itself(
    context_of: Callable[..., CheckContext],
) -> None:
    """Without a folder year the title and the period remain."""
    assert list(YEARS.run(context_of("正文。"))) == []


def test_a_title_without_a_body_is_not_compared(told: Told) -> None:
    """The rule on titles tells that it names nobody."""
    (gap,) = told(CLOSING, 'title = "2023年政府信息公开工作年度报告"')
    assert isinstance(gap, Gap)


def test_a_wrong_year_concerns_the_whole_report(told: Told) -> None:
    """It has no refs, so that every rule after it is withheld, and the places where the years stand."""
    (breach,) = told(YEARS, 'lead = "统计期限为2022年1月1日至2022年12月31日。"')
    assert isinstance(breach, Breach)
    assert breach.refs == ()
    assert breach.places == ("P1", "P2")


@pytest.mark.parametrize(
    "lead",
    [
        "现公布县水务局2023年政府信息公开工作年度报告。",
        "本报告由云岭县水务局办公室根据《条例》编制。",
        "本报告由云岭县人民政府办公室负责编制。",
        "《云岭县水务局2023年政府信息公开年度报告》现予发布。",
        "按照《云岭县人民政府办公室关于做好政府信息公开工作年度报告的通知》编制。",
        "按照《中华人民共和国政府信息公开工作年度报告格式》编制。",
        "现将本局2023年政府信息公开工作年度报告公布如下。",
        "现将2023年政府信息公开工作年度报告公布如下。",
    ],
)
def test_forms_of_the_own_name_agree(lead: str, told: Told) -> None:
    """Short forms, inner offices, superior bodies and titles of notices are no other body."""
    assert values(told(LEAD, f'lead = "{lead}"')) == []


@pytest.mark.parametrize(
    ("lead", "name"),
    [
        ("现公布云岭县教育局2023年政府信息公开工作年度报告。", "云岭县教育局"),
        ("本报告由青河县水务局根据《条例》编制。", "青河县水务局"),
        ("特向社会公布云岭县城关镇人民政府2023年度政府信息公开工作年度报告。", "云岭县城关镇人民政府"),
    ],
)
def test_another_body_in_the_lead_is_told(lead: str, name: str, told: Told) -> None:
    """A copied lead betrays itself."""
    assert values(told(LEAD, f'lead = "{lead}"')) == [("标题是“云岭县水务局”", f"开头说明是“{name}”")]


@pytest.mark.parametrize(
    ("signed", "agrees"),
    [
        ("云岭县水务局", True),
        ("水务局", True),
        ("云岭县水务局（公章）", True),
        ("云岭县水务局办公室", True),
        ("云岭县税务局", False),
        ("云岭县人民政府", False),
    ],
)
def test_the_signature_agrees_with_the_title(signed: str, agrees: bool, told: Told) -> None:  # noqa: FBT001 - a table
    """Who signs is whose report it is."""
    given = f'signed_by = "{signed}"\nclosing = ["{signed}", "2024年1月20日"]'
    assert (values(told(CLOSING, given)) == []) is agrees


@pytest.mark.parametrize(
    ("name", "text", "agrees"),
    [
        ("云岭县水务局", "我局公开信息86条，本局网站改版。", True),
        ("云岭县水务局", "我局和我中心都已公开。", False),
        ("云岭县城关镇人民政府", "我镇公开86条，我局也公开。", False),
        ("云岭县城关街道办事处", "我街道公开86条，我办设立专栏。", True),
        ("云岭县图书馆", "我局公开86条。", True),
        ("云岭县水务局", "我办理的申请、本办法的要求、自我局限的做法。", True),
        ("云岭县水务局", "“我局长”信箱、我县、我区、我单位。", True),
    ],
)
def test_a_body_speaks_of_itself_by_one_word(name: str, text: str, agrees: bool, told: Told) -> None:  # noqa: FBT001
    """Words that only look like it are none, and a name that shows no kind is not compared."""
    given = f'agency.name = "{name}"\nsection.1 = "{text}"'
    assert (values(told(SELF, given)) == []) is agrees


@pytest.mark.parametrize(("second", "agrees"), [("县妇幼保健院", True), ("县妇女儿童活动中心", False)])
def test_a_body_with_a_second_name_may_go_by_it(second: str, agrees: bool, told: Told) -> None:  # noqa: FBT001
    """某某中心（县妇幼保健院） is 我院 as well; another 中心 in the brackets does not allow that."""
    name = "云岭县妇幼保健服务中心"
    given = f'agency.name = "{name}"\ntitle = "{name}（{second}）2023年政府信息公开工作年度报告"\n'
    assert (values(told(SELF, given + 'section.1 = "我院公开信息86条。"')) == []) is agrees


def test_fees_of_two_sections_agree(told: Told) -> None:
    """The same fee in sections one and six."""
    given = 'section.1 = "全年收取信息处理费200元。"\nsection.6 = "收取信息处理费{}元。"'
    assert values(told(FEES, given.format(200))) == []
    assert len(values(told(FEES, given.format(300)))) == 1
    assert values(told(FEES, given.replace("全年", "上年").format(300))) == []


def test_a_single_reading_is_compared_with_nothing(told: Told) -> None:
    """Too few readings are said, not passed."""
    (gap,) = told(FEES, "")
    assert isinstance(gap, Gap)
