"""Numbers of one sentence held against each other: totals, parts, growth and shares."""

from collections.abc import Callable

import pytest

from rules.checks.text.broken_down import BrokenDown
from rules.checks.text.compared import Compared
from rules.checks.text.portioned import Portioned
from rules.checks.text.totalled import Totalled
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Note

Make = Callable[..., CheckContext]
_S1 = ("section.1",)
BEFORE = Totalled(where=_S1, words="totals")
AFTER = BrokenDown(where=_S1, words="openers", told="sure")
LIKELY = BrokenDown(where=_S1, words="openers", told="likely")
WITHIN = BrokenDown(where=_S1, words="openers", told="over")
GROWTH = Compared(where=_S1, of="growth", words="percents")
SHARE = Portioned(where=_S1, of="confirmed", words="percents")


def _ended(make: Make, check: Check, text: str) -> str:
    """How the only result ended, beside a breach other columns may hold: note, gap, or the numbers of the breach."""
    results = list(check.run(make(text)))
    (one,) = [result for result in results if isinstance(result, Breach)] or results
    if isinstance(one, Breach):
        assert set(one.facts) == check.facts
        return " ".join(format(one.facts[name], "f") for name in sorted(check.facts - {"quote"}))
    return "gap" if isinstance(one, Gap) else "note"


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("公开救助信息64条、养老信息37条，合计101条。", "note"),
        ("公开救助信息64条、养老信息37条，合计110条。", "101 110"),
        ("新收5件，上年结转1件，全年应办理6件。", "note"),
        ("新收5件，上年结转1件，本年度共应办8件。", "6 8"),
        ("全年在三个专栏公开信息64条、37条，合计110条。", "101 110"),
        ("公开公告12期、信息64条、简报37条，合计110条。", "gap"),
        ("公开公告12期、信息64条、简报37条，三项共113条。", "note"),
        ("公开公告12期、信息64条、简报37条，三项共131条。", "113 131"),
        ("公开公告12期、信息64条、简报37条，三项共250条。", "gap"),
        ("公开公告约12期、信息64条、简报37条，三项共131条。", "gap"),
        ("公开公告12期。公开信息64条、简报37次，三项共131条。", "gap"),
        ("城市1126户1893人、农村6274户11508人，合计7400户13410人。", "13401 13410"),
        ("城市1126户1893人，农村6274户，合计7400户。", "gap"),
        ("公开信息64条、公告12期、简报37条，合计110条。", "gap"),
        ("公开信息64条等，加上简报37条，合计110条。", "gap"),
        ("公开信息约64条、简报37条，合计110条。", "gap"),
        ("公开信息64条，合计110条。", "gap"),
        ("公开信息64条、简报37条，合计约110条。", "gap"),
        ("召开会议64次、培训37次，合计110。", "gap"),
        ("公开信息64条、简报37条。", "gap"),
        ("公开信息（网站64条、微信37条，合计110条）。", "101 110"),
        ("上年结转1件，今年新收8件，共8件。", "9 8"),
        ("新收8件，办结8件，共8件。", "gap"),
        ("17个村、2个社区共19个公开栏。", "note"),
        ("17个村、3个社区共19个公开栏。", "20 19"),
        ("12个村、3个社区共58个村民小组。", "gap"),
        ("统计站14个、企业46家共64个对象。", "60 64"),
        ("预公告21份、补偿公告19份、征收公告17份，三类公告共57份。", "note"),
        ("预公告21份、补偿公告19份、征收公告17份，三类公告共56份。", "57 56"),
        ("制作文件2件，公开2件，累计公开6件。", "gap"),
        ("制作文件21件，公开23件，累计公开54件。", "44 54"),
        ("退回22条；发布路况183条，最多的月份为2月，共41条。", "gap"),
        ("领导小组由局长任组长，设副组长2名、成员8名，共11名。", "gap"),
        ("征收公告62份、补偿公示43份（两项共105份）。", "note"),
        ("征收公告62份、补偿公示43份（两项共150份）。", "105 150"),
        ("征收公告（两项共150份）。", "gap"),
        ("第一批公布52户，第二批公布59户，两批合计121户。", "111 121"),
        ("约17个村、3个社区共19个公开栏。", "gap"),
        ("到会人数前一次13人，后一次23人，共39人次。", "36 39"),
        ("公布月度数据12次、季度数据4次、年度公报1次，全年16次。", "17 16"),
        ("公布月度数据12次、季度数据4次，全年17次。", "gap"),
        ("水费614.2万元、住宿费248.3万元，共计826.5万元。", "862.5 826.5"),
        ("培训3期，参训516人、148人、122人，合计426人次。", "786 426"),
        ("七个站各一人，县里一人，共八人。", "gap"),
        ("收到11件，比上年增加3件，加上结转的1件，共计12件。", "note"),
        ("公开信息64条、简报37条，合计3-5条。", "gap"),
        ("县局承办58件，城关、高山、清江3个所承办21件，登记中心承办6件，合计85件。", "note"),
        ("县局承办58件，6人承办21件，登记中心承办6件，合计85件。", "gap"),
    ],
)
def test_a_total_behind_its_numbers(context_of: Make, text: str, ended: str) -> None:
    """It must be the sum of some of them; other units, 等, rough or too few numbers prove nothing."""
    assert _ended(context_of, BEFORE, text) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("发布信息73篇，其中公告2篇、动态66篇、通知5篇。", "note"),
        ("新收申请34件，线上21件，邮寄12件，现场3件。", "36 34"),
        ("新收申请39件，线上21件，邮寄13件，现场3件。", "gap"),
        ("发布信息286篇，其中公告226篇，目录50篇，动态100余篇。", "376 286"),
        ("复议减少2件，诉讼增加1件（2021年分别为7件、2件）。", "gap"),
        ("收到12件，全部办结，公开类（公开6件、部分公开2件）占66.7%。", "gap"),
        ("发布信息386篇，其中公告226篇，目录50篇，动态100余篇。", "note"),
        ("发布信息340篇，分别为公告37篇、动态40篇、咨询100篇。", "177 340"),
        ("发布信息340篇，包括：人事12篇，动态174篇，其他类182篇。", "368 340"),
        ("发布信息1511篇，其中公告137篇；动态40篇；咨询1349篇；其他类别85篇。", "1611 1511"),
        ("发布信息1266篇（其中机构82篇，法规80篇，其他类1153篇）。", "1315 1266"),
        ("发布信息1266篇（其中机构82篇，法规80篇）。", "note"),
        ("收到留言111条，公开答复41条、电话答复60条，全部办结。", "101 111"),
        ("收到留言111条，公开答复41条、电话答复60条。", "gap"),
        ("无法提供43件，不予处理9件，其他处理1件。", "gap"),
        ("不予公开的情形为执法案卷21件、第三方权益20件、四类过程性信息8件，其余情形9件。", "gap"),
        ("发布信息73篇，其中公告2篇、动态86篇、通知5篇。", "93 73"),
        ("发布信息共90条：网站50条、微信30条、微博10条。", "note"),
        ("发布信息共99条：网站50条、微信30条、微博10条。", "90 99"),
        ("发布信息118条：网站50条、微信30条、微博10条。", "note"),
        ("发布信息共99条：网站50条、微信30条、微博等10条。", "note"),
        ("发布信息73篇，其中公告2篇、动态86篇。", "88 73"),
        ("发布信息73篇，其中公告2篇，动态89篇，通知5篇。", "96 73"),
        ("发布信息126篇，其中公告50篇，动态21篇，通知40篇。", "note"),
        ("发布信息126篇，其中公告50篇，动态21篇，通知91篇。", "162 126"),
        ("发布信息73篇，其中原创2篇、图解86篇、视频5篇。", "note"),
        ("发布信息73篇，主要是以下几类，其中公告2篇、动态86篇、通知5篇。", "note"),
        ("发布信息近73篇，其中公告2篇、动态86篇、通知5篇。", "gap"),
        ("其中公告2篇、动态86篇、通知5篇。", "gap"),
        ("发布信息73篇，其中主要是公告、动态。", "gap"),
        ("发布信息73篇。", "gap"),
        ("三个账号依次为1204条、953条、731条，三项计2870条。", "gap"),
        ("办结40件：公开22件、部分公开5件、不公开5件、无法提供7件、不予处理1件、其他1件。", "41 40"),
        ("发布会12场，其中主要领导出席2场，部门负责人出席10场。", "note"),
        ("发布会21场，其中主要领导出席2场，部门负责人出席10场。", "12 21"),
        ("发布信息2870条，三个账号依次为1204条、953条、731条；网站218条。", "2888 2870"),
        ("发布信息2870条，三个账号依次为1204条、935条、731条；网站218条。", "note"),
        ("公开信息375条。其中，网上301条，线下47条。", "348 375"),
        ("公开信息二百八十六条。按内容分，政务类九十四条，民生类一百七十二条，财务类六十五条。", "331 286"),
        ("公开信息２８６条。按内容分，政务类９４条，民生类１７２条，财务类６５条。", "331 286"),
        ("学校137所（小学84所、初中31所、九年一贯制25所、高中7所）。", "147 137"),
        ("学校137所（小学84所、初中31所等）。", "note"),
        ("学校137所（小学84所，比上年增加3所）。", "gap"),
        ("学校137所（小学84所，最多初中55所）。", "gap"),
        ("办结73件，其中公开2件；告知66件；答复5次。", "gap"),
        ("学校137所（小学84所、教师31人）。", "gap"),
        ("处罚640件，强制12件。处罚结果按门类分，运输478件，路政102件，港航51件。", "gap"),
        ("行政处罚640件，行政强制12件。行政处罚按门类分，运输478件，路政102件，港航51件。", "631 640"),
        ("新收14宗，由自然人11宗、企业2宗、科研机构3宗构成。", "16 14"),
        (
            "公开信息476条，同比增加76条，增长19.0%。其中，预告158条，提示133条，保护69条，公示74条，其他15条。",
            "449 476",
        ),
        ("收费213.08万元，其中保持补偿费128.08万元、水资源费185万元。", "313.08 213.08"),
        ("保持补偿费和水资源费共213.08万元，保持补偿费占大头，为128.08万元，水资源费185万元。", "313.08 213.08"),
        ("罚没款213.6万元，其中罚款198.4元、没收15.2万元。", "152198.4 2136000"),
        ("人员3名，专职2名，兼职2名。", "4 3"),
        ("整合微信群16个，保留11个，注销7个。", "18 16"),
        ("整合微信群16个，保留8个，注销7个。", "gap"),
        ("抽检5280批次，城区2594批次、乡镇2686批次；合格5159批次、不合格121批次。", "note"),
        ("抽检5280批次，城区2594批次、乡镇2686批次；合格5195批次、不合格121批次。", "5316 5280"),
        ("抽检5280批次，城区2594批次、乡镇2686批次；合格4300批次、不合格60批次。", "note"),
        ("出让土地22宗，价款1.87万元，其中工业13宗5240万元、商服5宗4160万元、住宅4宗9300万元。", "18700 1.87"),
        ("新闻发布会6场，其中1月2场、8月2场、11月1场。", "5 6"),
        ("网站642条、微信381条、公告栏113条。", "gap"),
        ("收到申请25件，办结23件，结转3件。", "gap"),
        ("受理许可申请61件，准予许可48件，不予许可18件。", "66 61"),
        ("对115个栏目体检，更新正常60个，更新滞后55个，滞后的55个已整改。", "note"),
        ("对115个栏目体检，更新正常60个，更新滞后57个，滞后的55个已整改。", "117 115"),
        ("收集诉求186项，当场解决121项；转交办理65项，办结60项，余5项。", "gap"),
        ("提起诉讼6件，其中信息公开类6件，一审审结5件、二审审理中1件。", "note"),
        ("公开信息891条，四个季度分别为248、197、182、264条。", "note"),
        ("公开信息891条，四个季度分别为248、197、182、246条。", "873 891"),
        ("（1）被纠正的4件中，有3件说理不充分；（2）历史文件尚余1911件。", "gap"),
        ("水库38座（中型2座，小（一）型9座，小（二）型29座）。", "40 38"),
        ("自然人52件、企业2件。处理情况：公开15件；部分公开5件；不予公开22件。", "gap"),
        ("收到申请31件，上年结转1件，其中公开17件、部分公开4件、不予公开11件。", "gap"),
        ("收到申请31件，其中公开17件、部分公开4件、不予公开11件；上年结转1件。", "note"),
    ],
)
def test_parts_behind_their_whole(context_of: Make, text: str, ended: str) -> None:
    """All that there are, by their own words, must give the whole; kinds joined by 、 cannot exceed it."""
    assert _ended(context_of, AFTER, text) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("发布信息73篇，其中公告2篇，动态86篇，通知5篇。", "gap"),
        ("发布信息173条，其中网站82条，微信61条，微博20条。", "163 173"),
        ("接待1864人次，以图书馆最多，为1025人次，文化馆502人次，博物馆1337人次。", "2864 1864"),
        ("发布信息73篇，其中公告2篇、动态86篇、通知5篇。", "gap"),
    ],
)
def test_parts_that_may_overlap_are_only_hinted_at(context_of: Make, text: str, ended: str) -> None:
    """Parted by commas they may count something twice; what is sure is told by the other rule."""
    assert _ended(context_of, LIKELY, text) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("接待群众130人，其中学生85人。", "note"),
        ("接待群众130人，其中学生185人。", "185 130"),
        ("全年报送12次，逾期14次。", "14 12"),
        ("许可60件、处罚4件，其中公示63件。", "gap"),
        ("网站公开75条，新媒体公开280条。其中，微信120条、微博1298条。", "1418 355"),
        ("网站公开75条，新媒体公开280条。其中，微信120条、微博98条。", "note"),
        ("网站公开75条，新媒体公开280条。其中，微信120条、微博1298条，多渠道同步发布。", "note"),
        ("网站公开75条，新媒体公开280条。其中，微信近120条、微博1298条。", "gap"),
        ("收到留言13条，已回复31条。", "31 13"),
        ("4月查出问题8个；6月“回头看”，8个问题已整改9个。", "9 8"),
        ("接待群众130人，其中学校85所。", "gap"),
        ("接待群众130人，其中比上年增加185人。", "gap"),
    ],
)
def test_one_part_cannot_exceed_its_whole(context_of: Make, text: str, ended: str) -> None:
    """Only behind a whole that stands by itself: two of them may be meant together."""
    assert _ended(context_of, WITHIN, text) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("收到留言3件，同比减少2件，下降40%。", "note"),
        ("收到留言3件，同比减少2件，下降60%。", "40 60"),
        ("收到留言141件，同比增长8.5%（上年为130件）。", "note"),
        ("收到留言141件，同比增长18.5%，2022年为130件。", "8.46 18.5"),
        ("收到留言141件，同比增长18.5%，2023年为130件。", "gap"),
        ("较上年（2件）多3件，增长150%。", "note"),
        ("编发简报219期，较2022年的185期增加34期，增幅28.4%。", "18.38 28.4"),
        ("收到留言3件，同比减少2件，下降约60%。", "gap"),
        ("收到留言13件，办结12件，同比增长8.5%。", "gap"),
        ("收到留言3件，培训2次，同比减少2件，下降60%。", "40 60"),
        ("收到留言约3件，同比减少2件，下降60%。", "gap"),
        ("收到留言2件，同比增加2件，增长60%。", "gap"),
        ("办结率98%。", "gap"),
        ("收到留言3件，同比减少2件，下降40%；来访4批，减少1批，下降20%。", "note"),
    ],
)
def test_growth_is_reckoned_where_last_year_or_the_change_is_told(context_of: Make, text: str, ended: str) -> None:
    """Never from numbers that only stand beside it; a semicolon begins a new reckoning."""
    results = list(GROWTH.run(context_of(text)))
    if len(results) > 1:
        assert {type(one) for one in results} == {Note}
    else:
        assert _ended(context_of, GROWTH, text) == ended


@pytest.mark.parametrize(
    ("text", "ended"),
    [
        ("公开信息200条，网站100条，占50%；微信60条，占35%。", ["note", "30 35"]),
        ("公开信息200条，网站100条，占50%；微信60条，占比30.0%。", ["note", "note"]),
        ("公开信息200条，网站100条，占60%；微信60条，占35%。", ["gap"]),
        ("公开信息200条，网站100条，占50%。", ["note"]),
        ("公开信息200条，网站100条，完成50%；微信60条，完成35%。", ["gap"]),
    ],
)
def test_shares_side_by_side_have_one_whole(context_of: Make, text: str, ended: list[str]) -> None:
    """What one of them confirms as the whole judges the others; without such a number nothing is judged."""
    found = []
    for one in SHARE.run(context_of(text)):
        breach = f"{one.facts['expected']:f} {one.facts['found']:f}" if isinstance(one, Breach) else ""
        found.append(breach or ("gap" if isinstance(one, Gap) else "note"))
    assert found == ended


@pytest.mark.parametrize("check", [BEFORE, SHARE])
def test_nothing_but_the_report_is_needed(check: Check) -> None:
    """These checks read the text alone."""
    assert check.needs == frozenset()
