"""This year against last year, shares, stocks and averages: each told from the numbers beside it."""

from collections.abc import Callable

import pytest

from rules.checks.text.averaged import Averaged
from rules.checks.text.compared import Compared
from rules.checks.text.portioned import Portioned
from rules.checks.text.stocked import Stocked
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap

Make = Callable[..., CheckContext]
_S1 = ("section.1",)
COMPARED = Compared(where=_S1, words="changes")
PORTIONED = Portioned(where=_S1, words="portions")
STOCKED = Stocked(where=_S1, words="stocks")
AVERAGED = Averaged(where=_S1, words="averages")


def _ended(make: Make, check: Check, text: str) -> str:
    """How the results ended: the numbers of the only breach, else note or gap."""
    results = list(check.run(make(text)))
    breaches = [one for one in results if isinstance(one, Breach)]
    if breaches:
        (one,) = breaches
        assert set(one.facts) == check.facts
        return f"{one.facts['expected']:f} {one.facts['found']:f}"
    return "gap" if all(isinstance(one, Gap) for one in results) else "note"


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("公开信息298条，比上年的312条少14条。", "note"),
        ("公开信息298条，比上年的312条多14条。", "-14 14"),
        ("公开信息298条，比上年的312条少41条。", "-14 -41"),
        ("网站201条，公众号97条，合计298条，比上年的312条少41条。", "-14 -41"),
        ("网站201条，公众号97条，合计298条，比上年的312条少55条。", "gap"),
        ("公众号关注人数由8600人增至10320人，增长两成。", "note"),
        ("公开信息80条，比上年的40条翻了一番。", "note"),
        ("公开信息80条，比上年的20条翻了两番。", "note"),
        ("公开信息60条，比上年的40条翻了一番。", "50 100"),
        ("公开信息75条，比上年的40条翻了近一番。", "gap"),
        ("预警由51期增至64期，多发布13期。", "note"),
        ("预警由51期增至64期，多发布15期。", "13 15"),
        ("受理申请3件。与2022年相比，申请量下降25%（2022年为4件）。", "note"),
        ("受理申请3件。与2022年相比，申请量下降36%（2022年为4件）。", "gap"),
        ("公众号关注人数由年初的8600人增至年末的10320人，增长三成。", "20 30"),
        ("申请由40件降为31件，下降22.5%。", "note"),
        ("申请由40件降为31件，增长22.5%。", "-22.5 22.5"),
        ("申请由31件降为40件。", "9 -9"),
        ("申请49件，比上年的40件减少9件，增长22.5%。", "9 -9"),
        ("公开120件，增长25%，增长20%（2022年为96件）。", "gap"),
        ("公开120件，增长20%，次数增加3次（2022年为96件）。", "gap"),
        ("申请由40件变为31件。", "gap"),
        ("申请由40件变为31件，减少8件。", "-9 -8"),
        ("收到申请31件，较2022年的40件减少9件，增长22.5%。", "-22.5 22.5"),
        ("收到申请2件，比2022年的4件减少一半。", "note"),
        ("收到申请2件，比2022年的4件增加一倍。", "-50 100"),
        ("行政处罚36件，比上年少9件，降幅两成。", "note"),
        ("行政处罚36件，比上年少9件，降幅四成。", "-20 -40"),
        ("行政处罚36件，比上年少约9件，降幅四成。", "gap"),
        ("许可310件，处罚36件，比上年少9件，降幅两成。", "note"),
        ("许可310件，处罚36件，比上年少9件，降幅四成。", "-20 -40"),
        ("预算320万元，成交296万元，节约24万元。", "note"),
        ("预算320万元，成交296万元，节约34万元。", "24 34"),
        ("预算320万元，节约34万元。", "gap"),
        ("2022年信息公开数为560条，2023年为612条，增加52条。", "note"),
        ("2022年信息公开数为560条，2023年为612条，增加25条。", "52 25"),
        ("2022年信息公开数为560条，网站612条，增加25条。", "gap"),
        ("得分为93.6分，比上年的91.2分提高2.4分。", "note"),
        ("得分为93.6分，比上年的91.2分提高3.4分。", "2.4 3.4"),
        ("公开信息486条，网站312条、公众号174条，总量比2022年的432条增加45条，增长12.5%。", "54 45"),
        ("公开信息486条，网站312条、公众号174条，总量比2022年的432条增加54条，增长12.5%。", "note"),
        ("公开信息925条，同比增长25.0%，比2020年（740条）多158条。", "185 158"),
        ("公开信息232条，同比增长16.0%，净增32条。", "note"),
        ("上年收到申请8件，本年减少3件，下降37.5%。", "note"),
        ("公开事项调整后由31项变为33项，增加4项。", "2 4"),
        ("招标率由上年的91%提高至96%，上升5个百分点。", "note"),
        ("招标率由上年的91%提高至96%，上升6个百分点。", "5 6"),
        ("位次由第11名升至第8名，前进5位。", "3 5"),
        ("位次由第9位上升到第4位。", "gap"),
        ("位次由第4位上升到第9位。", "-5 5"),
        ("位次从第九名下降到第四名。", "5 -5"),
        ("位次由第十十位上升到第4位。", "gap"),
        ("公开信息298条，比2023年的312条多14条。", "gap"),
        ("公开信息298条，比上年312条多14个百分点。", "gap"),
        ("公开信息298条，比上年多14条。", "gap"),
    ],
)
def test_differences_and_their_directions(context_of: Make, text: str, ended: str) -> None:
    """Only where both numbers are told, and the nearest one is clearly the one compared."""
    assert _ended(context_of, COMPARED, text) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("公开信息621条，民生信息178条，占总数的28.7%。", "note"),
        ("公开信息621条，民生信息178条，占总数的38.7%。", "28.66 38.7"),
        ("退回修改稿件67件，占送审稿件837件的8.0%。", "note"),
        ("新收申请480件，总办理500件，自然人412件，占新收件的82.4%。", "85.83 82.4"),
        ("新收申请480件，总办理500件，自然人412件，占新收件的85.8%。", "note"),
        ("公开信息340条，网站占六成，即204条。", "note"),
        ("公开信息340条，网站占四成，即204条。", "60 40"),
        ("新收28件，自然人21件，占三分之二。", "75 66.67"),
        ("新收28件，自然人21件，占四分之三。", "note"),
        ("网站410条，公众号365条，公开栏130条。公众号占比40.3%。", "note"),
        ("公开信息905条，网站410条，公众号365条。公众号占比43.0%。", "40.33 43"),
        ("年度计划投资84.7亿元，实际完成88.1亿元，为年度计划的104.0%。", "note"),
        ("年度计划投资84.7亿元，实际完成88.1亿元，为年度计划的96.1%。", "104.01 96.1"),
        ("发布信息621条。网站188条。公众号264条。公开栏169条。民生信息178条，占总数的38.7%。", "28.66 38.7"),
        ("公开信息188条，一季度38条、二季度45条、三季度62条、四季度43条，三季度最为集中，占全年的33.0%。", "note"),
        ("公开信息188条，一季度38条、二季度45条、三季度62条、四季度43条，三季度最为集中，占全年的43.0%。", "32.98 43"),
        ("公开信息763条，微博401条，占新媒体发布量的95%。", "gap"),
        ("公开信息763条，约400条，占52.6%。", "gap"),
        ("公开信息763条，微博401条，占九成以上。", "gap"),
        ("公开信息763条，微博占比很高。", "gap"),
        ("微博401条，占95%。", "gap"),
    ],
)
def test_a_share_of_the_one_whole_that_is_meant(context_of: Make, text: str, ended: str) -> None:
    """Named by its words, or the only greater number near; any number of the paragraph excuses an unnamed one."""
    assert _ended(context_of, PORTIONED, text) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("年初账号85个，注销22个，新备案3个，年末66个。", "note"),
        ("年初账号85个，注销22个，新备案13个，年末66个。", "76 66"),
        ("制发文件14件，废止9件，现行有效由上年末的82件增至87件。", "note"),
        ("制发文件14件，废止9件，现行有效由上年末的80件增至87件。", "85 87"),
        ("制发文件2件，废止3件，年末现行有效11件（上年末12件）。", "note"),
        ("制发文件2件，废止3件，年末现行有效11件（上年末13件）。", "12 11"),
        ("新发文件3件、废止1件，现行有效14件，比上年末净增2件。", "note"),
        ("新发文件3件、废止1件，现行有效14件，比上年末净减2件。", "2 -2"),
        ("取消报表3张、合并2张，由9张减为5张。", "gap"),
        ("新发文件1件，废止1件，比上年末增加1件，现行有效3件。", "0 1"),
        ("新发文件3件，废止1件，现行有效14件。", "gap"),
        ("年初账号约85个，注销22个，年末66个。", "gap"),
        ("召开会议3次。年初账号85个，年末66个。", "gap"),
        ("年初账号85个（其中一批注销22个），新备案3个，年末88个。", "note"),
        ("年初账号85个，注销22个，下乡2个，年末66个。", "gap"),
        ("年初账号85个，注销22个，因机构合并，年末66个。", "gap"),
        ("新发文件3件，下乡2件，比上年末净增4件。", "gap"),
        ("制发文件14件，其中县政府制发5件，部门制发9件；废止8件；上年末有效80件，年末有效86件。", "note"),
        ("制发文件14件，其中县政府制发5件，部门制发9件；废止8件；上年末有效80件，年末有效68件。", "86 68"),
    ],
)
def test_what_there_was_and_what_is_left(context_of: Make, text: str, ended: str) -> None:
    """One beginning, one end and the changes between them; what was merged need not balance."""
    assert _ended(context_of, STOCKED, text) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("开展培训4场，参训220人次，场均55人次。", "note"),
        ("开展培训4场，参训220人次，场均65人次。", "55 65"),
        ("全乡11个村，召开院坝会55场，平均每村5场。", "note"),
        ("全乡11个村，召开院坝会55场，平均每村6场。", "5 6"),
        ("培训4次，参训62人、58人、71人和49人，共240人次，平均每次60人次。", "note"),
        ("培训4次，参训62人、58人、71人和49人，共240人次，平均每次80人次。", "60 80"),
        ("推送信息397篇，月均约33篇。", "note"),
        ("推送信息397篇，月均约53篇。", "33.08 53"),
        ("救助1057人次，支出211.4万元，人均2000元。", "note"),
        ("编印公报6期，每期500册，共3000册。", "note"),
        ("编印公报6期，每期500册，共3500册。", "3000 3500"),
        ("曝光案例12起，每月1起。", "note"),
        ("曝光案例12起，每月2起。", "24 12"),
        ("岗位近1.1万个（10863个）。", "note"),
        ("岗位近11万个（10863个）。", "10863 110000"),
        ("岗位近11万个（10863余个）。", "gap"),
        ("收费27.36万元（即２７３６００元）。", "note"),
        ("收费27.36万元（即２７６３００元）。", "276300 273600"),
        ("公开信息4.6万余条，准确数为46385条。", "note"),
        ("公开信息4.6万余条，准确数为64385条。", "64385 46000"),
        ("低保3246户5871人，救助1057人次，支出211.4万元，人均200元。", "2000 200"),
        ("平均用时11个工作日，最长的一件18个工作日。", "gap"),
        ("平均用时11个工作日，最长的一件9个工作日。", "11 9"),
        ("最短的3个工作日，平均用时2个工作日。", "2 3"),
        ("平均每期65人，最多的单位8人。", "gap"),
        ("编发简报24期，刊发信息156条，每期平均6.5条。", "note"),
        ("编发简报24期，刊发信息156条，每期平均5.6条。", "6.5 5.6"),
        ("参训220人次，场均65人次。", "gap"),
        ("召开会议4次，培训6次，参训220人次，场均65人次。", "gap"),
        ("岗位1.1万个（其中10863个在县内）。", "gap"),
    ],
)
def test_averages_and_numbers_told_again(context_of: Make, text: str, ended: str) -> None:
    """From the only total and the only count that can be meant; a number in ten thousands is a rounded one."""
    assert _ended(context_of, AVERAGED, text) == ended


@pytest.mark.parametrize("check", [COMPARED, PORTIONED, STOCKED, AVERAGED])
def test_nothing_but_the_report_is_needed(check: Check) -> None:
    """These checks read the text alone, and only where their words stand."""
    assert check.needs == frozenset()
    assert check.triggers  # type: ignore[attr-defined]
