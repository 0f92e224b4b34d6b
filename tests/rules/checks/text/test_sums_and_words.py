"""Parts against a whole that stands elsewhere, stocks and flows, and words about numbers, held against the numbers."""

import re
from collections.abc import Callable

import pytest

from rules.checks.text.averaged import Averaged
from rules.checks.text.broken_down import BrokenDown
from rules.checks.text.compared import Compared
from rules.checks.text.recounted import Recounted
from rules.checks.text.stocked import Stocked
from rules.checks.text.totalled import Totalled
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check

Make = Callable[..., CheckContext]
_EITHER = re.compile(r"\[([^|]*)\|([^\]]*)\]")
_BOTH = ("section.1", "section.5")
_PARTS = BrokenDown(where=_BOTH, words="openers", told="sure")
_TOTAL = Totalled(where=_BOTH, words="totals")
_CHANGE = Compared(where=_BOTH, words="changes")
_STOCK = Stocked(where=_BOTH, words="stocks")
_MEAN = Averaged(where=_BOTH, words="averages")
_TIMES = Recounted(where=_BOTH, words="times")


def _told(check: Check, context: CheckContext) -> list[Breach]:
    found = [one for one in check.run(context) if isinstance(one, Breach)]
    assert all(set(one.facts) == check.facts for one in found)
    return found


_DIVIDED = [
    "公开1240条，月均103.3条。分季度看，一季度280条，二季度310条，三季度[325|352]条，四季度325条；分渠道看，网站602条，公众号510条，其他128条。",
    "新收56件，上年结转3件，办结55件。按季度：11件、17件、15件、[13|14]件。按渠道：网络31件；信函19件；当面6件。",
    "公开214条。按渠道分：网站96条，公众号88条，公开栏30条。按内容分：动态121条，通知52条，补贴[28|38]条，其他13条。",
    "公开412条。网站238条，公众号121条，公示栏53条。从内容看，防火134条最多，许可[102|120]条次之，林长制96条，其他80条。",
    "公开391条。就渠道而言，网站173条，微信173条，公示牌45条；就内容而言，防汛101条，供水185条，其余[105|115]条。",
    "受理930件，办结922件。从类型看，咨询512件、求助[263|236]件、投诉110件、建议45件。",
    "发布总数547条：网站302条、公众号188条、其他57条。\n归档信息一季度131条、二季度[152|125]条、三季度127条、四季度137条。",
    "新收225件，上年结转10件，应办235件。从申请人看，自然人186件；企业31件，律所6件，其他[2|3]件。",
    "办结24件，其中：公开5件；不予公开7件，其中案卷6件、三方1件；无法提供12件。按内容分，征地9件；房屋11件，其中城区7件、乡镇4件；其他[4|6]件。",
    "7个村各设公示点1处，其中大垭、云台2个村为新建，其余[5|6]个村为翻新。",
    "审核送审稿29件，提出意见118条，采纳109条，审核通过[26|28]件，退回起草单位3件。",
    "审查信息342条，发现问题21处，通过[335|353]条，退回7条。",
    "受理312件，办结286件，办结率91.7%，其中民事[241|214]件、刑事71件。",
    "收到申请3件，都是村民递来的：[两|三]件问的是补偿款，给了；一件问的是勘界图。",
    "收到申请3件，都是村民递来的：[两|一]件问的是补偿款，给了；一件问的是勘界图。",
    "接到来电173个，当场答复[151|115]个，转相关站所答复22个，没有一个搁置。",
    "收到留言86条，都有回音：网上回复[61|51]条，电话回复25条。",
    "发布信息11240条，其中网站4315条，公众号5268条，微博[1042|1024]条，公报及公示栏等615条。",
]
_ADDED = [
    "林木采伐195件，使用林地41件，野生动物27件，合计[263|236]件。",
    "现场解答86人次，电话解答215人次，微信回复47人次，加在一起[348|384]人次。",
    "公布了第五批名录12项，连同前四批41项，全县达到[53|35]项。",
    "第一期46人、第二期52人，前后[98|89]人次。",
]
_CHANGED = [
    "事项由58项增至[64|65]项，增加的6项为预制菜等。",
    "新媒体由年初52个[减少|增加]5个，年末为47个。",
    "二级目录32个，较修订前的[27|29]个二级目录增加5个。",
    "年底有效5件，比年初的4件[多|少]1件。",
    "从420个[降|升]到273个，降幅35.0%。",
    "上半年66条，下半年77条，下半年[多|少]11条。",
    "其中上半年178条，下半年234条，下半年较上半年多[56|46]条。",
    "上半年178条，下半年234条，上半年比下半年[少|多]56条。",
    "①待遇88条；②缴费71条；③监管94条。[监管|待遇]类数量最多。",
    "疫情163条，民生112条，城管84条，其他253条，[疫情|民生]信息最多。",
    "共318件，咨询146件、求助88件、投诉84件，[投诉|求助]最少。",
    "县政府网站水务专栏214条，公众号341条，校门口公告栏65条。公众号发得最多，[公告栏|网站专栏]发得最少。",
    "进场交易300宗，其中工程96宗，采购148宗，土地17宗，产权39宗；[采购|工程]宗数最多。",
    "防疫58条，救助39条，城管31条，其他36条。最多：防疫；最少：[城管|救助]。",
    "防疫58条，救助39条，城管31条，其他36条。最多的是[防疫|救助]。",
    "公开栏公开73条：红松村21条，前屯村16条，后屯村9条，河口村15条，砬子村12条。\n问题：[后屯村|前屯村]公开最少，全年没有几条。",
    "按月看，1月13条、2月11条、3月24条、4月25条。\n不足之处：一是[2月|3月]最少；二是更新慢。",
    "网站专栏112条、公众号130条，[公众号|网站]发布量首次超过[网站|公众号]。",
    "问题依次为五个、4个、两个、1个，逐季[减少|增加]。",
    "信息逐季[增加|减少]，分别为12条、15条、19条。",
]
_WORDED = [
    "全年公开信息159条，比上年的171条少12条。\n发布总量有所[减少|增加]。",
    "主动公开信息420条，比上年的384条增加36条。\n公开信息数量虽较上年有所[增长|下降]，但质量不高。",
]
_STOCKED = [
    "事项由58项调整为64项，新增8项、取消[2|3]项。",
    "栏目新设5个、撤销3个；账号由上年末的58个减至51个，[注销|新增]7个。",
    "二级事项原有45项，今年增加6项、删去2项，现有[49|47]项。",
]
_MEANS = [
    "第一件用8个工作日；第二件用11个工作日；第三件用9个工作日。平均[9.3|10.3]个工作日。",
    "得分分别为88分、90分、91分、95分，平均[91|92]分。",
    "季度得分依次为86.0、88.0、90.0、92.0，全年平均[89.0|98.0]分。",
    "广播播报219天，每天[3|2]次，共657次。",
    "假期每天更新两次；国庆放假8天，共更新[16|18]次。",
]
_COUNTED = [
    "设安全、减灾、公示、公告[4|5]个子栏目。",
    "公众号设“街道通知”“社区动态”“办事指南”[三|四]个菜单。",
    "街道辖云峰、松苑、学府[3|4]个社区。",
    "公布了第五批名录12项，连同前[四|三]批41项。",
]


@pytest.mark.parametrize(
    ("check", "text"),
    [
        *((_PARTS, text) for text in _DIVIDED), *((_TOTAL, text) for text in _ADDED),
        *((_CHANGE, text) for text in (*_CHANGED, *_WORDED)), *((_STOCK, text) for text in _STOCKED),
        *((_MEAN, text) for text in _MEANS), *((_TIMES, text) for text in _COUNTED),
    ],
)  # fmt: skip
def test_a_slip_is_told_and_the_truth_is_not(context_of: Make, check: Check, text: str) -> None:
    """Each text as [right|wrong]: rightly nothing is told, with the slip the numbers contradict each other."""
    right, wrong = (_EITHER.sub(way, text) for way in (r"\1", r"\2"))
    assert not _told(check, context_of(*right.split("\n")))
    assert _told(check, context_of(*wrong.split("\n")))


@pytest.mark.parametrize(
    ("check", "text"),
    [
        (_PARTS, "公开391条，网站173条、公众号173条，公示牌45条；就内容而言，防汛126条，供水185条，其余80条。"),
        (_PARTS, "公示171张，最多的是补贴，84张，其次是草场，33张，再次是党务，30张，其余24张。"),
        (_PARTS, "公开391条，其中防汛126条，河湖88条，供水97条，水土64条，其余16条。"),
        (_PARTS, "办结620件，按期办结611件。按区域分，城关220件、双河180件，其余220件。"),
        (_PARTS, "公开100条，浏览3次。按渠道分：网站60条，微信40条，视频5个。"),
        (_PARTS, "公开900条，浏览3次。按渠道分：网站60条，微信41条，视频5条。"),
        (_PARTS, "按内容分：动态121条，通知52条，补贴38条，其他13条。"),
        (_PARTS, "办理9件。开会3次，其中2件加急，其余1件普通。"),
        (_PARTS, "公开100条，开会3次，其中网站公开370条，其余公开49条。"),
        (_PARTS, "开会3次，其中网站公开60条，其余公开40条。"),
        (_PARTS, "收到3件，都是村民提的：1件问补贴；1件问用地；还有1件问社保。"),
        (_PARTS, "归档信息一季度131条、二季度152条、三季度127条、四季度137条。"),
        (_PARTS, "行政许可88件，取水31件，其他57件；行政处罚33件，含焚烧18件、占地12件、其他3件。"),
        (_CHANGE, "公众号发布量超过往年。网站3条，公众号5条。公众号超过电视。"),
        (_CHANGE, "网站3条，公众号5条，公众号的阅读量不及网站。"),
        (_CHANGE, "网站3条，公众号5条。上半年视频最多。防汛最多，居首。"),
        (_CHANGE, "防汛9条、供水7条、其他11条，防汛最多。"),
        (_CHANGE, "防汛9条、供水11条，防汛最多。"),
        (_CHANGE, "一季度12条、15条、19条、9条，前三季度逐季增加。"),
        (_CHANGE, "共60条，其中12条、15条、19条，逐季增加。逐季增加。"),
        (_CHANGE, "问题12个，整改9处、15处，逐季增加。"),
        (_CHANGE, "全年公开信息159条，比上年的171条少12条。\n个别栏目发布总量有所增加。"),
        (_CHANGE, "发布总量有所增加。"),
        (_MEAN, "用时3天，得分88分、90分、91分，平均90分。得分依次为88分、90分，平均70分。"),
        (_MEAN, "到会82人；10月东西两片各办一次，东片41人，西片37人，全年三次。8个所各1名，加起来8个人。"),
        (_TIMES, "4月和9月各培训一次，第一次到了8人，第二次到了9人。"),
        (_TIMES, "县级18个领域、乡级8个领域。城区、农村共8个社区。开设政策、解读、征集三个二级栏目。"),
        (_TOTAL, "第一批12户，第二批15户，前两批共27户。"),
    ],
)
def test_what_only_looks_like_one_is_none(context_of: Make, check: Check, text: str) -> None:
    """New partitions, ranked lists, parts of parts, other scopes and words about something else."""
    assert not _told(check, context_of(*text.split("\n")))
