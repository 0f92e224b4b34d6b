"""Sentences of many authors, and what each of them states of requests, reviews and table two."""
# ruff: noqa: E501 - a sentence and what it states stand side by side

from collections.abc import Callable, Iterator

import pytest

from rules.engine.context import CheckContext
from rules.statements.applicants import applicants
from rules.statements.asked import asked
from rules.statements.cutting import sentences_saying
from rules.statements.proactive import proactive
from rules.statements.requests import requests
from rules.statements.reviews import reviews
from rules.statements.statement import Statement

Make = Callable[..., CheckContext]
_SAID = [
    ("（二）依申请公开。2023年度，我局共接收群众提交的信息公开申请36件（含上年结转2件），办理完成35件，尚有1件在办。", "requests.flow.new=36 requests.flow.carried_in=2 requests.flow.answered=35 requests.flow.carried_out=1"),
    ("（二）依申请公开情况。本年度共收到书面申请15份，均为自然人申请，其中当面递交4份、邮寄11份，全部按期答复。", "requests.flow.new=15 applicants.natural=all"),
    ("（二）依申请公开。年内共受理依申请公开事项28件，上年结转3件，合计31件，实际办结29件，2件转至2024年办理。", "requests.flow.accepted=28 requests.flow.carried_in=3 requests.flow.due=31 requests.flow.answered=29 requests.flow.carried_out=2"),
    ("（二）依申请公开。全年办理依申请公开12件，其中同意公开7件、部分公开2件、不同意公开1件、本机关不掌握2件。", "requests.result.granted=7 requests.result.partial=2 requests.result.refused=1 requests.reason.unable.1=2 requests.flow.handled=12"),
    ("（二）依申请公开。收到各类公开申请共9件次，依法予以公开的5件，不予公开的1件，因信息不存在无法提供的3件。", "requests.result.granted=5 requests.result.refused=1 requests.reason.unable.1=3 requests.flow.new=9"),
    ("（二）依申请公开。受理公民、法人和其他组织提出的政府信息公开申请44件，较上年增加6件，增长15.8%。", "requests.flow.accepted=44"),
    ("（二）依申请公开。本年未接到政府信息公开申请。", "requests.none.new=0"),
    ("（二）依申请公开。2023年，本镇没有收到任何单位和个人提出的公开申请，也没有上年结转。", "requests.flow.carried_in=0 requests.none.new=0"),
    ("（二）依申请公开。今年政府信息公开申请数为0。", "requests.none.new=0"),
    ("（二）依申请公开。收到申请11件，11件均已办结，无结转。", "requests.flow.new=11 requests.flow.answered=11 requests.flow.carried_out=0 requests.done.carried_out=0"),
    ("（二）依申请公开。新收申请8件，办结率100%。", "requests.flow.new=8 requests.done.carried_out=0"),
    ("（二）依申请公开。共处理申请23件：予以公开10件；部分公开3件；不予公开2件；无法提供6件；不予处理2件。", "requests.result.granted=10 requests.result.partial=3 requests.result.refused=2 requests.result.unable=6 requests.result.rejected=2 requests.flow.handled=23"),
    ("（二）依申请公开。申请人中个人19人次、企业4家、律师事务所1家。", "applicants.natural=19 applicants.business=4 applicants.legal=1"),
    ("（二）依申请公开。来自自然人的申请有17件，来自商业企业的申请有3件。", "applicants.natural=17 applicants.business=3"),
    ("（二）依申请公开。上一年度结转申请1件，当年新增申请6件。", "requests.flow.carried_in=1 requests.flow.new=6"),
    ("（二）依申请公开。全年收到网上申请7件、信函申请3件、当面申请1件，合计11件。", ""),
    ("（二）依申请公开。对收到的14件申请，作出予以公开决定8件、不予公开决定2件、信息不存在告知4件。", "requests.reason.unable.1=4 requests.flow.new=14"),
    ("（二）依申请公开。共收到申请20件，已办结18件，其中公开12件，不公开2件，无法提供4件，剩余2件将结转到下一年继续办理。", "requests.result.granted=12 requests.result.refused=2 requests.result.unable=4 requests.flow.new=20 requests.flow.answered=18 requests.flow.carried_out=2"),
    ("（二）依申请公开。我局2023年受理申请6宗，答复6宗，其中全部公开4宗，部分公开1宗，不属于本机关公开1宗。", "requests.result.granted=4 requests.result.partial=1 requests.flow.accepted=6 requests.flow.answered=6"),
    ("（二）依申请公开。以不予公开方式答复3件，其中涉及商业秘密1件、内部事务信息2件。", "requests.result.refused=3 requests.reason.refused.4=1"),
    ("（二）依申请公开。12345热线转来工单320件，办结318件；收到公开申请5件，办结5件。", "requests.flow.answered=5"),
    ("（三）行政复议与诉讼。全年因政府信息公开工作引发行政复议案件4件，其中维持2件，撤销1件，审理中1件；行政诉讼2件，均胜诉。", "reviews.total.reconsideration=4 reviews.upheld.reconsideration=2 reviews.corrected.reconsideration=1 reviews.pending.reconsideration=1 reviews.total.litigation_direct+litigation_after=2"),
    ("（三）复议诉讼情况。本年度政府信息公开类行政复议2起，均维持原答复；未发生行政诉讼。", "reviews.total.reconsideration=2 reviews.upheld.reconsideration=all reviews.total.litigation_direct+litigation_after=0"),
    ("（三）复议诉讼情况。被申请复议3件，复议机关维持2件、确认违法1件；复议后起诉1件，未审结。", "reviews.total.reconsideration=3 reviews.upheld.reconsideration=2 reviews.corrected.reconsideration=1 reviews.total.litigation_after=1 reviews.pending.litigation_after=some"),
    ("（三）复议和诉讼：零复议、零诉讼。", "reviews.total.reconsideration=0 reviews.total.litigation_direct+litigation_after=0"),
    ("（三）复议诉讼。全年无因政府信息公开引起的行政复议、行政诉讼案件。", "reviews.total.reconsideration=0 reviews.total.litigation_direct+litigation_after=0"),
    ("（一）主动公开。全年新制定规范性文件4件，宣布失效2件，目前继续有效的规范性文件共计31件。", "proactive.normative.issued=4 proactive.normative.repealed=2 proactive.normative.valid=31"),
    ("（一）主动公开。全年办理各类行政许可事项1520件，作出行政处罚决定86件，实施行政强制12件次。", "proactive.licences=1520 proactive.penalties=86 proactive.coercion=12"),
    ("（一）主动公开。2023年度行政许可处理决定数量为320件，行政处罚处理决定数量为15件，行政强制处理决定数量为0件。", "proactive.licences=320 proactive.penalties=15 proactive.coercion=0"),
    ("（三）政府信息管理。制定行政规范性文件2件，废止1件，截至年底现行有效9件。", "proactive.normative.issued=2 proactive.normative.repealed=1 proactive.normative.valid=9"),
    ("（三）政府信息管理。制定行政规范性文件2件，截至9月底现行有效9件。", "proactive.normative.issued=2"),
    ("（一）主动公开。公示行政许可信息410条、行政处罚信息37条。", ""),
    ("（一）主动公开。我镇全年行政许可57件、行政处罚4件，无行政强制。", "proactive.licences=57 proactive.penalties=4 proactive.coercion=0"),
    ("（一）主动公开。本年收取行政事业性收费共计38.62万元。", "money.fees=38.62"),
    ("（二）依申请公开。全年共收到政府信息公开申请7件，其中自然人5件，法人或其他组织2件；均已按期办结，予以公开5件，无法提供2件。", "requests.result.granted=5 requests.result.unable=2 requests.flow.new=7 applicants.natural=5"),
    ("（二）依申请公开。今年以来，我街道收到政府信息公开申请3件，都已依法答复。", "requests.flow.new=3 requests.done.carried_out=0"),
    ("（二）依申请公开。本年度受理26件，与上年持平。", "requests.flow.accepted=26"),
    ("（二）依申请公开。2022年收到9件，2023年收到12件。", "requests.last.new=9 requests.flow.new=12"),
    ("（二）依申请公开。全县共收到申请314件，其中县政府本级47件。", ""),
    ("（二）依申请公开。征地拆迁类申请22件，年内办结20件，其余2件转入2024年。", ""),
    ("（二）依申请公开。延期答复3件，其中予以公开2件。", ""),
    ("（二）依申请公开。自然人申请的8件中，予以公开4件。", "applicants.natural=8"),
    ("（二）依申请公开。予以公开的2件中，自然人1件、企业1件。", "requests.result.granted=2 applicants.natural=1 applicants.business=1"),
    ("（二）依申请公开。对涉及国家秘密的，依法不予公开；应当公开的及时公开。", ""),
    ("（二）依申请公开。无法提供6件（本机关不掌握5件、需另行制作1件），不予处理1件。", "requests.result.unable=6 requests.reason.unable.1=5 requests.reason.unable.2=1"),
    ("（二）依申请公开。不予公开2件，均属行政执法案卷。", "requests.result.refused=2 requests.reason.refused.7=all"),
    ("（二）依申请公开。收到申请1件，已予以公开。", "requests.result.granted=some requests.flow.new=1"),
    ("（二）依申请公开。新收28件，上年结转2件，应办30件，已办28件，结转2件。", "requests.flow.new=28 requests.flow.carried_in=2 requests.flow.due=30 requests.flow.carried=2"),
    ("（二）依申请公开：其中予以公开2件。", ""),
    ("（二）依申请公开。自然人申请的2件中，均已办结。", "applicants.natural=2"),
    ("（二）依申请公开。收到申请3件，均在法定期限内答复。", "requests.flow.new=3"),
    ("（二）依申请公开。收到申请3件，其中1件涉及土地的申请已全部办结。", "requests.flow.new=3"),
    ("（二）依申请公开。收到申请3件，引发复议1件，办结2件。", "requests.flow.new=3 reviews.total.reconsideration=1"),
    ("（二）依申请公开。热线工单：收到3件。", ""),
    ("（二）依申请公开。征求意见后延期，办结2件申请，转入2024年3件。", ""),
    ("（三）复议诉讼情况。行政复议1件2人。", ""),
    ("（二）依申请公开。收到20余件申请，约15件已答复。", ""),
    ("（二）依申请公开。没有申请结转到2024年。", "requests.flow.carried_out=0"),
    ("（二）依申请公开。上年无结转。", ""),
    ("（二）依申请公开。来访咨询120人次，答复电话咨询60件。", ""),
    ("（二）依申请公开。其他处理2件，为逾期不补正。", "requests.result.other=2 requests.reason.other.1=some"),
    ("（二）依申请公开。依申请公开事项零件。", ""),
    ("（三）复议诉讼。受理行政复议案件26件，维持20件。", ""),
    ("（三）复议诉讼情况。诉讼：无；复议：1件，驳回。", "reviews.total.litigation_direct+litigation_after=0 reviews.total.reconsideration=1"),
    ("（三）复议诉讼。未因政府信息公开被申请行政复议或提起行政诉讼。", "reviews.total.reconsideration+litigation_direct+litigation_after=0"),
    ("（三）复议诉讼情况。行政复议3件（维持2件、其他1件），行政诉讼零件。", "reviews.total.reconsideration=3 reviews.upheld.reconsideration=2 reviews.other.reconsideration=1 reviews.total.litigation_direct+litigation_after=0"),
    ("（三）复议诉讼情况。均未被纠正。", ""),
    ("（三）复议诉讼情况。无一被纠正，避免因答复不当引发复议。", ""),
    ("（一）主动公开。各乡镇作出行政处罚30件。", ""),
    ("（一）主动公开。清理规范性文件52件，保留25件，废止22件。", ""),
    ("（一）主动公开。无现行有效的行政规范性文件。", "proactive.normative.valid=0"),
    ("（一）主动公开。在门户网站公示行政处罚决定30件。", ""),
    ("（一）主动公开。没有行政许可事项，全年无行政处罚决定被撤销。", ""),
]  # fmt: skip


def _all(context: CheckContext) -> Iterator[Statement]:
    yield from requests(context)
    yield from (said for paragraph in reviews(context) for said in paragraph)
    yield from proactive(context)
    for span in sentences_saying(context, ("applicant_kinds",), ("section.1",)):
        yield from applicants(asked(context, span))


@pytest.mark.parametrize(("text", "wanted"), _SAID, ids=lambda one: one if one.startswith("（") else "")
def test_what_a_sentence_states(context_of: Make, text: str, wanted: str) -> None:
    """Topic and number of each statement; what is of a part, another body or year, or in general, states nothing."""
    said = (
        f"{one.topic}={one.quantifier if one.value is None else one.value}{'?' if one.narrowed else ''}"
        for one in _all(context_of(text))
    )
    assert " ".join(said) == wanted
