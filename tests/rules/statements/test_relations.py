"""Figures in their place, shares, so much each, ways in, and who brought what was carried over."""

from collections.abc import Callable

import pytest

from filings.figure import CellState
from filings.report import Cell
from rules.checks.text.averaged import Averaged
from rules.checks.text.by_applicant import ByApplicant
from rules.checks.text.by_way import ByWay
from rules.checks.text.carried import Carried
from rules.checks.text.portioned import Portioned
from rules.checks.text.recounted import Recounted
from rules.checks.text.reviewed import Reviewed
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check
from rules.statements.mentions import mentions
from rules.statements.requests import told_requests
from rules.statements.reviews import reviews
from rules.text.span import Span

Make = Callable[..., CheckContext]
_S1 = ("section.1",)
_CELLS = {
    "applications.new.total": 12, "applications.total.total": 11, "applications.carried_in.total": 1,
    "applications.carried_out.total": 2, "applications.new.natural": 10, "applications.new.business": 2,
    "applications.carried_in.natural": 1, "applications.carried_out.natural": 1, "applications.carried_out.business": 1,
}  # fmt: skip


def _told(context: CheckContext, check: Check) -> bool:
    """Whether a check complains; what it says is complete."""
    found = [one for one in check.run(context) if isinstance(one, Breach)]
    assert all(set(one.facts) == check.facts for one in found)
    return bool(found)


def test_brackets_stand_in_their_place(context_of: Make) -> None:
    """比上年（84条）多6条: the number in brackets comes between, and is as deep as its bracket."""
    context = context_of("公开90条，比上年（84条）多6条，增长7.1%。")
    told = mentions(context, context.body.paragraph(next(context.body.sentences(_S1)).start))
    assert [(int(one.value), one.kind, one.depth) for one in told] == [
        (90, "条", 0), (84, "条", 1), (6, "条", 0), (7, "%", 0)
    ]  # fmt: skip
    assert told[2].label == "多"


def test_a_table_that_lost_its_lines_is_no_text(context_of: Make) -> None:
    """More numbers than any prose has are read as none."""
    context = context_of("公开1条，" * 500)
    assert mentions(context, Span(0, len(context.body.text))) == ()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("新收21件，自然人12件、企业8件、其他1件，分别占57.1%、38.1%、4.8%。", False),
        ("新收21件，自然人12件、企业8件、其他1件，分别占51.7%、38.1%、4.8%。", True),
        ("公开47条，图解18条，视频6条，二者合计占51.1%。", False),
        ("公开47条，图解18条，视频6条，二者合计占38.3%。", True),
        ("公开251条，网站183条、公众号68条，前者占72.9%。", False),
        ("公开251条，网站183条、公众号68条，前者占79.2%。", True),
        ("办结9件，予以公开4件，部分公开2件。予以公开与部分公开之和占办结件数的三分之二。", False),
        ("办结9件，予以公开4件，部分公开2件。予以公开与部分公开之和占办结件数的四分之三。", True),
        ("公开200条，图解30条（15%）。", False),
        ("公开200条，图解30条（51%）。", True),
        ("办理建议52件，公开46件，占全县办理总量的8.3%。", False),
        ("办结15件：公开7件，部分公开2件，重复申请6件。公开和部分公开占60.0%。", False),
        ("办结15件：公开7件，部分公开2件，重复申请6件。公开和部分公开占66.0%。", True),
        ("办结15件：公开7件，部分公开2件，重复申请6件。公开和不予公开占66.0%。", False),
        ("公开47条，图解18篇，公众号6条。图解和公众号占51.1%。", False),
        ("公开100条：图解18条、视频6条、海报76条，前两项合计占24.0%。", False),
        ("公开100条：图解18条、视频6条、海报76条，前两项合计占42.0%。", True),
        ("公开100条，图解18条，视频6条，海报76条，前两项占24.0%。", False),
        ("公开100条，图解18条，视频6条，海报76条，前两项占42.0%。", True),
        ("公开47条，图解18条、视频6条，两项合计占51.1%。", False),
        ("公开47条，图解18条、视频6条，两项合计占55.1%。", True),
        ("公开47条。图解18条、视频6条，两项合计占51.1%。", False),
        ("开展两项占4.0%。", False),
        ("图解18条，三者合计占51.1%。", False),
        ("图解18条，视频6篇，二者合计占51.1%。", False),
        ("公开47条，图解18条，视频6篇，二者合计占51.1%。", False),
    ],
)
def test_a_share_of_several_or_by_name(context_of: Make, text: str, told: bool) -> None:  # noqa: FBT001 - a parameter
    """Each in its order, two together, the former, in brackets; of another body nothing is known."""
    context = context_of(text)
    both = [_told(context, Portioned(where=_S1, words="portions", of=of)) for of in ("alone", "confirmed")]  # type: ignore[arg-type]
    assert any(both) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("予以公开7件，占63.6%。", False),
        ("予以公开7件，占36%。", True),
        ("自然人7件，占36%。", True),
        ("予以公开17件，占36%。", False),
        ("来信7件，占36%。", False),
    ],
)
def test_a_share_of_all_requests(context_of: Make, text: str, told: bool) -> None:  # noqa: FBT001 - a parameter
    """Where the text names no whole, a part by result or applicant is one of the table's; more than all is none."""
    context = context_of(f"（二）依申请公开。{text}", cells=_CELLS)
    assert _told(context, Portioned(where=_S1, words="portions")) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("16个村各公开12期，共192期。", False),
        ("16个村各公开12期，共182期。", True),
        ("16个村、3个社区各公开12期，共500期。", False),
        ("每月发布2期，全年24期。", False),
        ("每月发布2期，全年12期。", True),
        ("每月至少发布2期，全年30期。", False),
        ("县级3台，乡镇中心12个，每个配备1台，全县共15台。", False),
        ("县级3台，乡镇中心12个，每个配备1台，全县共16台。", True),
        ("专区14个，每个专区配备查询机1台，另在车站配备2台，共配备16台。", False),
        ("书记、乡长各主持研究1次，全年共研究2次。", False),
        ("推送180篇，阅读27万次，篇均1500次。", False),
        ("推送180篇，阅读27万次，篇均150次。", True),
        ("汛期（4月至9月）发布信息97条，平均每月约16条。", False),
        ("汛期（4月至9月）发布信息97条，平均每月约18条。", True),
        ("专栏4月上线，年内发布信息72条，月均8条。", False),
        ("雨季里发布预警80条，平均每月20条。", False),
        ("分别发现问题9个、6个；培训信息员22人次，每村2人次。", False),
        ("12个所各1名联络员；开展培训2次，共74人次。", False),
        ("全年督查4次，每次抽查6个村，共发现问题31个。", False),
    ],
)
def test_so_much_each(context_of: Make, text: str, told: bool) -> None:  # noqa: FBT001 - a parameter
    """Times what is counted before, or the periods of a year; at least and one more beside it are no contradiction."""
    assert _told(context_of(text), Averaged(where=_S1, words="averages")) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("网络7件、信函3件、当面2件。", False),
        ("网络7件、信函13件、当面2件。", True),
        ("按提交方式，网络7件，信函1件，当面2件。", True),
        ("网络7件、信函1件。", False),
        ("网络7件、信函1件、当面2件。", True),
        ("网络7件、信函3件、当面3件。", False),
        ("网络7件、信函3件、当面5件。", True),
        ("网站4件、邮箱3件、信函3件、当面2件。", False),
        ("网站4件、邮箱3件、信函1件、当面2件。", True),
        ("网络7件（其中网站4件、邮箱3件）、信函3件、当面2件。", False),
        ("主要有网络7件、信函1件、当面2件。", False),
        ("网络7件、信函1件、当面2件等。", False),
        ("补正3件，其中网络12件、信函2件。", False),
        ("网络约7件、信函13件。", False),
        ("上年网络7件、信函13件。", False),
        ("全市网络7件、信函13件。", False),
    ],
)
def test_each_request_came_in_one_way(context_of: Make, text: str, told: bool) -> None:  # noqa: FBT001 - a parameter
    """Over all of them is too many; fewer are too few only where the words say that these are all."""
    context = context_of(f"（二）依申请公开。收到申请12件。{text}", cells=_CELLS)
    assert _told(context, ByWay(where=_S1)) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("自然人10件、企业2件。", False),
        ("自然人9件、企业2件。", True),
        ("大塘村村民6件、杨林村村民4件、企业2件。", False),
        ("大塘村村民6件、杨林村村民3件、企业2件。", True),
        ("自然人、商业企业分别为10件、2件。", False),
        ("自然人、商业企业分别为2件、10件。", True),
        ("自然人、商业企业和科研机构分别为10件、2件。", False),
        ("自然人、商业企业分别约2件、10件。", False),
        ("无上年结转，其中自然人10件、企业2件。", False),
        ("无上年结转，其中自然人9件、律师事务所3件。", True),
        ("均为律师事务所通过信函提出。", True),
        ("自然人通过信函提出的居多。", False),
    ],
)
def test_applicants_counted_in_a_row_or_place_by_place(context_of: Make, text: str, told: bool) -> None:  # noqa: FBT001 - a parameter
    """Names and counts in the same order; one kind told in parts is right where they make what the table holds."""
    context = context_of(f"（二）依申请公开。收到申请12件，{text}", cells=_CELLS)
    assert _told(context, ByApplicant(where=_S1)) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("上年结转1件，为自然人提出。", False),
        ("上年结转1件，为企业提出。", True),
        ("上年结转的1件由企业提出。", True),
        ("收到自然人提出的申请10件。", False),
        ("收到自然人提出的申请8件。", True),
        ("收到自然人关于征地的申请8件。", False),
        ("结转下年度的2件，由自然人12月27日提出。", False),
        ("结转下年度的2件，系科研机构12月27日提出。", True),
        ("上年结转1件（自然人）。", False),
        ("上年结转1件（企业）。", True),
        ("年末在办2件，自然人和企业各1件。", False),
        ("年末在办2件，自然人和律师事务所各1件。", True),
        ("收到申请12件（不含上年结转1件），自然人10件，企业2件。", False),
        ("年末在办2件，自然人和律师事务所均有。", False),
        ("年末在办2件，律师事务所补正1件。", False),
    ],
)
def test_who_brought_what_was_carried_over(context_of: Make, text: str, told: bool) -> None:  # noqa: FBT001 - a parameter
    """Held against its own row, wherever the kind stands; a bracket tells of what it hangs on alone."""
    context = context_of(f"（二）依申请公开。{text}", cells=_CELLS)
    assert _told(context, ByApplicant(where=_S1)) is told


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (ByWay(where=_S1), "（二）依申请公开。收到申请12件。网络7件、信函13件。"),
        (ByApplicant(where=_S1), "（二）依申请公开。收到申请12件，自然人3件、企业9件。"),
        (ByApplicant(where=_S1), "（二）依申请公开。收到申请12件，均为律师事务所通过信函提出。"),
        (Reviewed(where=_S1, told="number"), "（三）复议诉讼情况。因政府信息公开引发行政复议3件。"),
    ],
)
def test_a_cell_that_was_not_read_contradicts_nothing(context_of: Make, check: Check, text: str) -> None:
    """The same words are told where the cells are known: no figure is made up for one that is open."""
    assert _told(context_of(text, cells=_CELLS), check)
    known = context_of(text, cells=_CELLS).report
    blank = Cell(raw="", state=CellState.AMBIGUOUS, value=None, place="")
    cells = {ref: blank if ref.endswith((".total", ".natural", ".upheld")) else one for ref, one in known.cells.items()}
    assert not _told(context_of(text, report={"cells": cells}), check)


def test_without_its_year_a_report_carries_to_none(context_of: Make) -> None:
    """What is carried to 2020 is wrong in the report of 2023; of an unknown year nothing is said."""
    check, text = Carried(where=_S1, words="carry_words"), "（二）依申请公开。收到申请3件，1件结转2020年。"
    assert _told(context_of(text), check)
    assert not _told(context_of(text, report={"year": None}), check)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("专题会议2次（5月16日、11月21日）。", False),
        ("专题会议3次（5月16日、11月21日）。", True),
        ("会议4次，3月和10月举办培训。", False),
        ("培训3期，第一期18人，第二期9人，第三期6人。", False),
        ("培训2期，第一期18人，第二期9人，第三期6人。", True),
        ("培训5期，第一期18人，第二期9人。", False),
        ("补贴资金2项共8426万元：耕地补贴4130万元、林地补贴4296万元。", False),
        ("补贴资金5项共8426万元：耕地补贴4130万元、林地补贴4296万元。", True),
        ("项目5项共8项：公路3项、水利5项。", False),
        ("全年4次，共162人次，其中机关97人次、下属单位65人次。", False),
        ("培训3次，共162人次：机关97人次、乡镇65人次。", False),
        ("培训3期，共162人次：第一期97人次、第二期65人次。", True),
        ("走访4个村，共38条：东沟村20条、西沟村18条。", True),
        ("培训5期，第一期至第三期在县城，第一期18人，第二期9人。", False),
    ],
)
def test_as_many_as_are_listed(context_of: Make, text: str, told: bool) -> None:  # noqa: FBT001 - a parameter
    """Days and ordinals behind a number of times."""
    assert _told(context_of(text), Recounted(where=_S1, words="times")) is told


@pytest.mark.parametrize(
    ("second", "told"),
    [
        ("二季度。公开134条。收到申请1件，由一家企业以信函提出，予以公开。", False),
        ("二季度。公开134条。全年收到申请1件，由一家企业以信函提出，予以公开。", True),
        ("第二点。公开134条。收到申请1件，由一家企业以信函提出，予以公开。", True),
    ],
)
def test_a_paragraph_about_a_quarter_tells_of_a_part(context_of: Make, second: str, told: bool) -> None:  # noqa: FBT001
    """What a quarter brought is not held against the year, unless the sentence says 全年 itself."""
    context = context_of("一季度。公开98条。收到申请11件。", second, cells=_CELLS)
    requests = [one for one in told_requests(context) if one.verdict == "wrong"]
    assert bool(requests) is told


def test_outcomes_go_on_behind_all_cases(context_of: Make) -> None:
    """已审结的11件中 behind a sentence that counts the cases is no other number of cases."""
    context = context_of("被申请行政复议7件，维持4件。复议、诉讼合计12件。已审结的11件中被纠正3件。")
    said = [one for paragraph in reviews(context) for one in paragraph]
    assert [int(one.value or 0) for one in said if one.about("reviews.total")] == [7, 12]
