"""What is counted and then told one by one, and lists that belong to no number right before them."""

import re
from collections.abc import Callable

import pytest

from rules.checks.text.averaged import Averaged
from rules.checks.text.broken_down import BrokenDown
from rules.checks.text.recounted import Recounted
from rules.checks.text.retold import Retold
from rules.checks.text.totalled import Totalled
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check

Make = Callable[..., CheckContext]
_EITHER = re.compile(r"\[([^|]*)\|([^\]]*)\]")
_TIMES = Recounted(where=("section.1",), words="times")
_PARTS = BrokenDown(where=("section.1",), words="openers", told="sure")
_OVER = BrokenDown(where=("section.1",), words="openers", told="over")
_TOTAL = Totalled(where=("section.1",), words="totals")
_AGAIN = Retold(where=("section.1",))
_EACH = Averaged(where=("section.1",), words="averages")

_COUNTED = [
    # names behind their number
    "发布前要过[四|三]道关：股室核对、法制审核、保密审查、领导签发。",
    "面向社会公开了[五|四]本账：收入账、支出账、补贴账、工程账、资产账。",
    "设[3|4]个查阅点：县档案馆、县图书馆、政务服务中心，均挂牌。",
    "专栏设[5|6]个子栏目，分别是救助、养老、婚姻、殡葬、基层政权。",
    "整合[3|4]个公众号：“云岭水务”“云岭供水”“云岭河长”。",
    "对外公布了两部热线：[供水热线和河长热线|供水热线、河长热线和节水热线]。",
    "全年分[3|4]批公布企业名单：4月、8月、12月。",
    # names before it
    "辖区城南、城北、江口、岭下[4|3]个市场监管所的电话均在网上列明。",
    "联系电话、电子邮箱、通信地址[三|四]样信息当日更新。",
    "选定了城关社区、石桥社区和水口村[三|四]个点。",
    "危房改造从村民申请、村里评议、镇里审核到县里批准，[四|三]个环节都有公示。",
    "申请、受理、审核，[三|四]个环节均有记录。",
    "信息公开就业、社保、人才、劳动关系[四|三]条主线。",
    # times told one by one
    "全年培训[3|5]次，2月讲处罚公示，6月讲条例，10月讲保密审查。",
    "开专题会[2|3]次，3月定任务，12月评结果。",
    "召开例会[四|三]次：一月部署，四月讲评，八月抽查，十二月总结。",
    "督查[两|三]轮，3月一轮，9月一轮。",
    "2月、6月、11月共[3|2]次公布名单。",
    "3月、6月[两|三]次公布名单。",
    "年内答复的3件分别于2月3日、5月9日和[8月1日|8月1日、9月2日]送达。",
    # one number told of several names
    "村里的大喇叭早、中、晚各播一遍，一天[三|两]遍。",
    "全年开展[四|三]次抽查，一季度、二季度、三季度、四季度各一次。",
    "新增专题[3|2]个，“双减”“招生”和“学籍”各一个。",
    "宣讲[5|4]场，其中城关、白马、江口、岭下、石桥各1场。",
    "公布水价[2|3]次，1月和7月各一次。",
    "广播站周一、周三、周五各播一次，一周[三|四]次。",
    "8名代表上、下半年各察看一次，共察看[两|四]次。",
    # as many numbers as things
    "编发简报3期，[三|两]期分别为41份、45份、38份。",
    "培训[3|2]期，分别有41人、45人、38人参加。",
]
_NOT_COUNTED = [
    "申请、受理、审核等，四个环节均有记录。",
    "把低保、特困、临时救助的审批结果公示，两个环节均由民政办把关。",
    "重点公开“三重一大”、财政预决算、招标采购三类信息。",
    "3月、5月、6月先后两批公布名单，其中5月和6月合为一批。",
    "自然人、企业、学校分别提交7件、2件、3件，占六成。",
    "五项精简为三项，即看公告、查服务、找线路。",
    "不足三个：①更正、撤销机制不够顺畅；②培训少。",
    "问题3个：发布慢、更新不及时。",
    "9个村、2个社区：城东、城西、江口。",
    "约5个点：县档案馆、县图书馆、政务服务中心、广场。",
    "4个单位：2个乡镇、2个部门、县城管局。",
    "5个社区：城东、城西、南门，北门、江口。",
    "3个查阅点：县档案馆、县图书馆、乡镇便民服务中心（站）、各村村委会。",
    "4个专栏：停水通知、水价公开等，另有2个在建。",
    "组织党员、干部、志愿者到3个景区，给2个中心送书。",
    "城东、城西4个水厂，城东、城西、江口和白马6个水厂。",
    "培训3次，2月起讲条例，6月讲保密，10月讲答复。",
    "培训5次，其中2月讲条例，6月讲保密。",
    "会议3次，2月印发要点，5月开展全面自查并通报。",
    "会议2次，2月印发要点，5月开展检查，11月布置考核评比有关事项。",
    "每3次，2月讲条例，6月讲保密。",
    "会议3次，6月讲保密，2月讲条例。",
    "5月、9月共4次组织培训。",
    "12件中的9件分别于2月3日、5月9日送达。",
    "发布4期，6月一期，其他三期，另3月一期。",
    "简报4期，内容一期，形式一期。",
    "发布26条，上半年与下半年各48条。",
    "办班4期，其中3月、6月各1期。",
    "办班4期，3月、6月各1期，9月2期。",
    "办班9期，3月、6月各1期。",
    "办班4期，各科室各1期。",
    "办班4期，2个村、3个社区各1期。",
    "印制折页4种，城东、城西各1期。",
    "比上年多3期，分别为41份、45份。",
    "1年2个乡镇的三所小学分别有41人、45人、38人参加。",
    "会议4次，分别在1月、4月、8月和12月。",
]


@pytest.mark.parametrize("words", _COUNTED)
def test_as_many_are_listed_as_are_counted(context_of: Make, words: str) -> None:
    """The right number passes, and one that is not so is told."""
    assert _told(_TIMES, context_of(_EITHER.sub(r"\1", words))) == []
    assert len(_told(_TIMES, context_of(_EITHER.sub(r"\2", words)))) == 1


@pytest.mark.parametrize("words", _NOT_COUNTED)
def test_others_may_be_counted(context_of: Make, words: str) -> None:
    """An open list, another thing, phrases, or some of them only: nothing is told."""
    assert _told(_TIMES, context_of(words)) == []


_DIVIDED = [
    "全局23人参加考试，[22|23]人一次通过，1人补考后通过。",
    "参考人员41人，一次合格[38|39]人，补考合格3人。",
    "第一次会议应到15人，到会[13|14]人，2人请假。",
    "公开栏共27处，完好[24|22]处，损坏3处已更换。",
    "收到留言33条，[31|32]条当月回复，2条次月回复。",
    "9个村中[7|8]个村按月公开，2个村按季公开。",
    "公开栏34个，更新及时[29|30]个，不及时5个。",
    "公示名单53户，[51|50]户无异议，2户有异议。",
    "48户提出申请，[41|42]户符合条件，7户不符合条件。",
    "收到建议9件，其中8件按期答复，另[1|2]件经提出人同意延期。",
    "收到建议12件，[10|11]件按时在10个工作日内答复，2件逾期。",
    "收到建议[3|4]件：一件问补贴，一件问用地，一件问供水。",
    "收到建议259件。分来源看，村民203件，企业31件，学校19件，其他单位[4|5]件，商会与协会各1件。",
]
_OF_OTHERS = [
    "收到评价12500次，其中非常满意11875次，占95%，不满意仅5次。",
    "政府网站发布320条，政务微博、微信分别发布110条、280条。",
    "不予公开2件，一件属于三类内部事务信息，一件属于四类过程性信息；无法提供5件，4件不掌握、1件没有现成信息。",
    "无法提供31件，不予处理4件。就理由而言，无法提供以不掌握居多，有25件；不予处理以信访居多，有3件。",
    "无法提供31件。就理由而言，无法提供以不掌握居多，有25件；不予处理以信访居多，有3件。",
    "排查问题58个，其中网站20个，已整改55个。",
    "收到建议9件，其中8件按期答复，另2件上年结转。",
    "抽检1860批次，合格1823批次，不合格37批次，37批次补考合格。",
    "收到建议259件。分来源看，村民203件，企业31件，学校19件，其他单位4件，住建局和水务局与商会各1件。",
]


@pytest.mark.parametrize("words", _DIVIDED)
def test_a_list_in_any_order_of_words_makes_its_whole(context_of: Make, words: str) -> None:
    """Words behind the numbers that exclude each other close a list as those before them do."""
    assert _told(_PARTS, context_of(_EITHER.sub(r"\1", words))) == []
    assert len(_told(_PARTS, context_of(_EITHER.sub(r"\2", words)))) == 1


@pytest.mark.parametrize("words", _OF_OTHERS)
def test_a_list_of_others_is_left_alone(context_of: Make, words: str) -> None:
    """Its parts take up other numbers, or tell of something else."""
    assert _told(_PARTS, context_of(words)) == []


_TOGETHER = [
    (_TOTAL, "上半年公开信息[76|67]条。下半年公开92条，比上半年多16条。全年共168条。"),
    (
        _TOTAL,
        "全年公开168条。\n第一季度公开31条，主要是预算。\n第二季度公开[45|54]条。\n第三季度公开52条。\n第四季度公开40条。",
    ),
    (_TOTAL, "接待来访35人次，接听电话212次，回复留言53条，三项合计[300|320]件次。"),
    (_TOTAL, "县本级12件，乡镇[17|27]件，全县共29件。"),
    (_TOTAL, "甲、乙、丙三个所分别报送12条、15条和[9|19]条，合起来36条。"),
    (_TOTAL, "第一批12.5万元，第二批30.4万元，第三批7.1万元，总额[50|60]万元。"),
    (_TOTAL, "分三批发放，第一批12.5万元，第二批30.4万元，第三批7.1万元，总额[50|60]万元。"),
    (_TOTAL, "白马所21件、江口所18件、城关所[30|33]件，三所合计69件。"),
    (_OVER, "发放问卷300份，收回286份。286份问卷中，满意的[270|290]份。"),
    (_OVER, "收到建议14件，其中网上9件，14件建议中有[3|18]件问补贴。"),
    (_AGAIN, "收到建议17条，均已答复。[17|19]条建议中，有9条问供水。"),
    (_AGAIN, "公开停水通知48条，水质公告12条。[48|84]条停水通知均提前发布。"),
    (_AGAIN, "我局下设3个监管所。年内[3|4]个监管所都配了查询机。"),
    (_AGAIN, "公众号全年发布210条。从渠道看，网站公开430条，公众号[210|201]条。"),
    (_EACH, "便民服务中心、11个村和2个社区各设查阅点1处，共[14|24]处。"),
]
_APART = [
    (_TOTAL, "发布36期，14个统计站、46家企业共60个对象。"),
    (_TOTAL, "上半年公开76条。下半年公开92条，另补录20条。全年共188条。"),
    (_TOTAL, "上半年公开76条。下半年收到意见67条。全年公开168条。"),
    (_TOTAL, "上半年公开76条，下半年公开67条。全年公开168条。"),
    (_TOTAL, "上半年公开67条。下半年公开92条。全年公开计划168条。"),
    (_TOTAL, "甲所12条，乙所15条，全局共60条。"),
    (_OVER, "42所小学、15所初中，合计57所。"),
    (_OVER, "12个村中，公示栏15个。"),
    (_AGAIN, "全县18个乡镇，19个乡镇都建了专区。"),
    (_AGAIN, "全县18个乡镇。年内14个乡镇都建了专区。"),
    (_AGAIN, "收到建议17条，提案2条。19条建议中，有9条问供水。"),
    (_AGAIN, "收到建议17条。建议17条，建议18条。19条建议中，有9条问供水。"),
    (_AGAIN, "公众号上半年发布210条。从渠道看，网站公开430条，公众号下半年201条。"),
    (_EACH, "8名代表上、下半年各察看一次，共察看两次。"),
    (_EACH, "每季度抽查一次，因疫情全年实际抽查3次。"),
]


@pytest.mark.parametrize(("check", "words"), _TOGETHER)
def test_numbers_of_several_sentences_agree(context_of: Make, check: Check, words: str) -> None:
    """Periods and their year, a number and its noun told again, a part and what it is of."""
    right, wrong = (_EITHER.sub(way, words).split("\n") for way in (r"\1", r"\2"))
    assert _told(check, context_of(*right)) == []
    assert len(_told(check, context_of(*wrong))) == 1


@pytest.mark.parametrize(("check", "words"), _APART)
def test_numbers_of_different_things_are_left_alone(context_of: Make, check: Check, words: str) -> None:
    """Some of them, another thing, or more than was told."""
    assert _told(check, context_of(words)) == []


def _told(check: Check, context: CheckContext) -> list[Breach]:
    found = [one for one in check.run(context) if isinstance(one, Breach)]
    assert all(set(one.facts) == check.facts for one in found)
    return found
