"""The running text: title, lead, sections, dates, signature, as a careful reader takes them."""

from datetime import date

import pytest

from readers import read
from readers.interpret.dates import find_date

TITLE = "云岭县水务局2023年政府信息公开工作年度报告"
HEADINGS = (
    "一、总体情况", "二、主动公开政府信息情况", "三、收到和处理政府信息公开申请情况",
    "四、政府信息公开行政复议、行政诉讼情况", "五、存在的主要问题及改进情况", "六、其他需要报告的事项",
)  # fmt: skip


def _sections(*lines: str) -> list[tuple[int, str, list[str]]]:
    report = read("\n".join((TITLE, *lines)).encode(), "")
    return [(one.number, one.heading, [p.text for p in one.paragraphs]) for one in report.sections]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2021年1月29日", date(2021, 1, 29)), ("2021-02-08 10:00", date(2021, 2, 8)),
        ("2021 年 1 月 9 日", date(2021, 1, 9)), ("二〇二一年一月二十九日", date(2021, 1, 29)),
        ("二○二四年十月十日", date(2024, 10, 10)), ("２０２１．３．１", date(2021, 3, 1)),
        ("2021年2月30日", None), ("2021年", None), ("", None), ("二〇二四年十二月三十一日", date(2024, 12, 31)),
    ],
)  # fmt: skip
def test_written_dates(text: str, day: date | None) -> None:
    """The ways in which reports write a day; a day that no calendar has is none."""
    assert find_date(text) == day


@pytest.mark.parametrize(
    ("lines", "title", "agency"),
    [
        ((TITLE,), TITLE, "云岭县水务局"),
        (("云岭县水务局", "2023年政府信息公开工作年度报告"), TITLE, "云岭县水务局"),
        (("云岭县水务局2023年", "政府信息公开工作年度报告"), TITLE, "云岭县水务局"),
        (("首页 > 政府信息公开年报", "政府信息公开年度报告", TITLE), TITLE, "云岭县水务局"),
        (("发布时间：2024-01-20", "2023年政府信息公开工作年度报告"), "2023年政府信息公开工作年度报告", None),
    ],
)
def test_titles_on_one_line_or_more(lines: tuple[str, ...], title: str, agency: str | None) -> None:
    """A title may stand on two lines, below the agency's name, or among the menus of a page."""
    report = read("\n".join((*lines, "一、总体情况", "好。")).encode(), "")
    assert (report.title, report.agency, report.year) == (title, agency, 2023)


@pytest.mark.parametrize(
    "noun", ["工作的报告", "工作总结", "工作计划", "工作自查报告", "工作情况的报告", "工作总结及2024年工作计划"]
)
def test_a_title_with_a_wrong_noun_is_a_title(noun: str) -> None:
    """Above the parts of a report a line with subject and year is its title, and 关于 is no part of a name."""
    title = f"关于云岭县水务局2023年政府信息公开{noun}"
    report = read("\n".join((title, *HEADINGS[:5], "少。")).encode(), "")
    assert (report.title, report.agency, report.year) == (title, "云岭县水务局", 2023)


@pytest.mark.parametrize(
    "line", ["发布时间：2024-02-08字体:[ 大 ]", "发布日期: 2024年2月8日  来源：县水务局", "时间：2024-02-08"]
)
def test_publication_date_and_page_data(line: str) -> None:
    """The page's own line gives the date of publication and is no lead-in."""
    report = read(f"{TITLE}\n{line}\n本报告由总体情况等组成。\n一、总体情况\n好。".encode(), "")
    assert report.published_on == date(2024, 2, 8)
    assert [one.text for one in report.lead] == ["本报告由总体情况等组成。"]
    assert report.places["published_on"] == "L2"


def test_title_of_the_page_helps_where_the_text_has_none() -> None:
    """The <title> without the name of the site."""
    page = f"<title>{TITLE}_云岭县人民政府</title><p>{HEADINGS[0]}</p><p>好。</p><p>{HEADINGS[4]}</p><p>少。</p>"
    report = read(page.encode(), "")
    assert (report.title, report.agency, report.year) == (TITLE, "云岭县水务局", 2023)


def test_inner_headings_do_not_take_the_place_of_sections() -> None:
    """（一）主动公开政府信息情况 within section one is no section two."""
    found = _sections(HEADINGS[0], "（一）主动公开政府信息情况", "多。", *HEADINGS[1:5], "少。", HEADINGS[5], "无。")
    assert [number for number, _, _ in found] == [1, 2, 3, 4, 5, 6]
    assert found[0][2] == ["（一）主动公开政府信息情况", "多。"]


def test_headings_without_number_or_in_other_script() -> None:
    """A heading is known by its words; what is printed stays as it is."""
    found = _sections(
        "总体情况",
        "好。",
        "2、 主动公开政府信息情况",
        HEADINGS[2],
        "存在的主要问题及改进情况",
        "少。",
        "六、其他需要报告的情况",
    )
    printed = [
        "总体情况",
        "2、 主动公开政府信息情况",
        HEADINGS[2],
        "存在的主要问题及改进情况",
        "六、其他需要报告的情况",
    ]
    assert [number for number, _, _ in found] == [1, 2, 3, 5, 6]
    assert [heading for _, heading, _ in found] == printed


def test_sections_out_of_order_stay_in_document_order() -> None:
    """Section six before section five is seen as such."""
    found = _sections(*HEADINGS[:4], HEADINGS[5], "无。", HEADINGS[4], "少。")
    assert [number for number, _, _ in found] == [1, 2, 3, 4, 6, 5]


def test_text_on_the_line_of_its_heading() -> None:
    """六、其他需要报告的事项：无。 is a heading and a paragraph."""
    assert _sections(HEADINGS[0], "好。", "六、其他需要报告的事项：无。")[-1] == (6, "六、其他需要报告的事项", ["无。"])


def test_paragraph_cut_by_the_page_end_is_mended() -> None:
    """A paragraph that plainly goes on is one; one that ends in a comma before a new point is left as it is."""
    first = "全年通过门户网站和政务新媒体公开信息，开展解读和回应，办理依申请公开，"
    found = _sections(HEADINGS[0], first, "", "— 3 —", "", "均按期答复。", first, "（二）依申请公开。没有收到。")
    assert found[0][2] == [first + "均按期答复。", first, "（二）依申请公开。没有收到。"]


@pytest.mark.parametrize(
    ("end", "signed_by", "day"),
    [
        (("云岭县水务局", "2024年1月20日"), "云岭县水务局", date(2024, 1, 20)),
        (("云岭县水务局2024年1月20日",), "云岭县水务局", date(2024, 1, 20)),
        (("2024年1月20日",), None, date(2024, 1, 20)),
        (("（2024年1月20日）",), None, date(2024, 1, 20)),
        (("云岭县水务局",), "云岭县水务局", None),
        (("云岭县水务局（盖章）", "2024年1月20日"), "云岭县水务局", date(2024, 1, 20)),
        (("云岭县水务局（公章）",), "云岭县水务局", None),
        (("云岭县水务局", "2024年"), "云岭县水务局", None),
        (("云岭县水务局", "2024年1月 日"), "云岭县水务局", None),
        (("云岭县水务局", "二〇二四年一月"), "云岭县水务局", None),
        ((), None, None),
    ],
)
def test_signature_is_taken_off_the_end(end: tuple[str, ...], signed_by: str | None, day: date | None) -> None:
    """Name and date at the end are the closing, not part of section six; 无。 stays."""
    report = read("\n".join((TITLE, *HEADINGS[:5], "少。", HEADINGS[5], "无。", *end)).encode(), "")
    assert (report.signed_by, report.signed_on) == (signed_by, day)
    assert [one.text for one in report.sections[-1].paragraphs] == ["无。"]
    assert [one.text for one in report.closing] == list(end)


def test_footer_of_the_page_is_no_text() -> None:
    """What a site prints below the report belongs to nobody."""
    found = _sections(HEADINGS[0], "好。", HEADINGS[5], "无。", "版权所有：云岭县人民政府", "网站标识码1234567890")
    assert found[-1][2] == ["无。"]


def test_agency_from_the_lead_or_from_the_text() -> None:
    """Without a name in the title: the body that compiled the report, or the one the text keeps naming."""
    lead = "2023年政府信息公开工作年度报告\n本报告由云岭县水务局编制。\n一、总体情况\n好。"
    assert read(lead.encode(), "").agency == "云岭县水务局"
    text = "云岭县水务局成立于2019年。云岭县的水务局很忙。水务局公开。县水务局答复。"
    body = f"2023年政府信息公开工作年度报告\n一、总体情况\n{text}"
    assert read(body.encode(), "").agency == "云岭县水务局"
    assert read("2023年政府信息公开工作年度报告\n一、总体情况\n邻县教育局来访。".encode(), "").agency is None
