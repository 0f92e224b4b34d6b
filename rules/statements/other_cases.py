"""Reviews and lawsuits that table four does not hold: of other acts, in another role, or all there were of a share."""

from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.statements.cutting import Segment
from rules.text.numbers import quantities
from rules.text.span import Span

_CASES = ("件", "起", "宗")
# what a review may be of besides an answer to a request
_OF_ACT = pattern(
    "(?:征收|征地|征用|拆迁|拆除|处罚|许可|审批|登记|工伤|投诉|举报|执法|强制|确权|信访|履职|履行|补偿|赔偿|社保|保险|待遇|"
    "合同|资质|裁决|认定|发证|颁证|违建|违法建设|招标|采购|环评|事故|山林|林权|权属|退休|养老|招生|考试)[^，,。；;：:]{0,20}$"
)
_OF_INFORMATION = pattern("信息|公开|(?<!举报)(?<!投诉)(?<!信访)(?<!处理)(?<!履职)答复|此类|该")
_ROLE = pattern(
    "(?:作为|以|担任|履行)[^，,。；;]{0,6}(?:复议机关|复议机构|第三人|代理人|原告)"
    "|复议(?:办公室|机构|委员会|办)[^，,。；;]{0,8}设在(?:我|本)(?:局|机关|单位)"
    "|承办(?:县|区|市|旗|州)?(?:人民)?政府[^，,。；;]{0,4}复议"
)
# who admits reviews, or does not, decides on them
_ADMITTED = pattern("复议申请[0-9]+[件起宗][，,](?:受理|立案)[0-9]+[件起宗][，,]不予受理")
_OWN_ROLE = pattern("被申请人|被告|信息公开|依申请")
# 全年复议31件，其中信息公开12件: the whole is of every matter
_PART = pattern("[，,；;、（(：:][^，,。；;、（）复诉]{0,8}信息公开[^，,。；;、（）复诉0-9]{0,10}([0-9]+)[件起宗]")
_REVIEWS = pattern("复议|诉讼|应诉|案件")
# 上年没有答复被纠正; what was brought over is decided on this year
_LAST_YEAR = pattern("(?:上年度?|去年|上一年度?)(?!的|未|结转|转|受理|收到|提起)")
_UNRELATED = pattern("(?:与|跟|和)(?:政府)?信息公开(?:工作)?(?:均|都)?无关|(?:不涉及|不属于?|非)(?:政府)?信息公开")
# 占全部复议案件46件的17.4%: all there were, of whatever matter
_ALL_OF_SHARE = pattern("占[^，,。；;]{0,20}[0-9]+[件起宗]的[0-9一二三四五六七八九十百约近]")


def of_other_cases(context: CheckContext, sentence: Span, segment: Segment) -> bool:
    """Whether a segment speaks of other cases than those about the agency's own disclosure of information."""
    text, end = context.body.text, segment.span.end
    words = text[context.body.clause(segment.span.start).start : end]
    if _LAST_YEAR.match(segment.words) or _ALL_OF_SHARE.search(segment.words):
        return True
    if _UNRELATED.search(text, segment.span.start, sentence.end):
        return True
    if _OF_ACT.search(words) and not _OF_INFORMATION.search(words):
        return True
    if _of_all_matters(text, sentence, segment) or _ADMITTED.search(text, *sentence):
        return True
    roles = [found.end() for found in _ROLE.finditer(text, sentence.start, end)]
    return bool(roles) and _OWN_ROLE.search(text, roles[-1], end) is None


def _of_all_matters(text: str, sentence: Span, segment: Segment) -> bool:
    """Whether a number before counts those about information among others, and the segment is not of these."""
    part = _PART.search(text, sentence.start, sentence.end)
    if part is None or "信息公开" in segment.words:
        return False
    before = text[sentence.start : part.start()]
    most = max((count.value for count in quantities(before) if count.unit in _CASES), default=0)
    return most > int(part[1]) and "信息公开" not in before and _REVIEWS.search(before) is not None
