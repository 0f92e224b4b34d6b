"""What a clerk tells in words of his own, held against tables three and four: true passes, false does not."""

from collections.abc import Mapping
from typing import Any

import pytest

from rules.engine import audit
from rules.examples import dossier_of
from rules.rulebook import rulebook
from samples.narratives import tables

_RULES = frozenset({"N01", "N02", "N03", "N04", "N07", "N08", "N09", "N27", "N34", "N35", "N36", "N37", "N38", "N39"})
_DEPARTMENT = tables(
    """
    natural: new 14, carried_in 1, granted 6, partial 1, refused.4 2, refused.7 1, unable.1 2, \
rejected.1 1, rejected.2 1, carried_out 1
    business: new 5, granted 3, unable.1 1, unable.2 1
    reconsideration: upheld 2, corrected 1, other 0, pending 1
    litigation_direct: upheld 1
    litigation_after: upheld 1, pending 1
    """.replace("    ", "")
)  # fmt: skip
_COUNTY = tables(
    """
    natural: new 80, carried_in 5, granted 30, partial 10, refused.4 3, refused.6 2, unable.1 20, unable.2 5, \
rejected.1 6, rejected.2 2, other.1 3, carried_out 4
    business: new 12, granted 6, partial 1, unable.1 5
    legal: new 8, granted 4, unable.1 4
    reconsideration: upheld 5, corrected 2, other 1, pending 1
    litigation_direct: upheld 2
    litigation_after: upheld 1, pending 1
    """.replace("    ", "")
)  # fmt: skip
_FEW = tables("natural: new 2, granted 1, refused.6 1\nreconsideration: upheld 1")
_NONE = tables("natural: new 0")
_CARRIED = tables(
    "natural: new 6, carried_in 2, granted 4, unable.1 2, rejected.1 1, carried_out 1\nother: new 1, granted 1"
)

_TRUE: dict[str, tuple[Mapping[str, Any], str, list[str]]] = {
    "department": (_DEPARTMENT, "department", [
        "全年共收到政府信息公开申请19件，其中自然人申请14件，商业企业申请5件。",
        "2023年收到申请19件，申请人中公民14人、企业5家，通过网上提交的12件；自然人通过网上提交10件。",
        ("办结19件，予以公开9件，其中自然人申请6件、企业申请3件；部分公开1件；不予公开3件，其中2件涉及第三方合法权益、"
         "1件属于行政执法案卷；无法提供4件，其中3件本机关不掌握、1件没有现成信息；不予处理2件，分别为信访投诉类1件、重复申请1件。"),
        "对涉及国家秘密、商业秘密、个人隐私的，依法不予公开；对本机关不掌握的，告知申请人获取途径。共办理20件。",
        "收到申请19件，因征求第三方意见延期答复3件，其中予以公开2件、不予公开1件。",
        "收到19件，答复19件，主动联系申请人12人次，帮助自然人补正申请3件。",
        "受理公开申请19件，接待个人来访35人次，企业咨询12家，答复电话咨询60件。",
        "受理公开申请19件。办结后有4件引发行政复议申请，均为自然人提出。",
        "全年受理申请19件，涉及征地补偿的10件中，9件为个人提出，1件为企业提出。",
        "2022年结转1件，2023年新收19件，共20件，年末1件结转2024年。",
        "上年度结转到2023年的1件已于2月办结；2023年12月收到的1件结转至2024年1月办理。",
        "共收到19件申请，不存在逾期不答复的情形。征求第三方意见2件，其中1件同意公开。",
        "收到公开申请19件，公开属性方面，主动公开文件35件，依申请公开文件12件，不予公开8件。",
        "收到公开申请19件。下半年共收到8件，其中自然人6件、企业2件。",
        "共收到公开申请19件，信访事项引导至信访渠道办理12件。",
        "共收到公开申请19件，其中要求查询个人参保信息6件，企业登记档案3件，均告知查询途径。",
        "收到19件。按照规定不予公开事项须经集体讨论，全年讨论5件，最终不予公开3件。",
        "受理7件，出具补正告知书3件，1件逾期未补正的，经电话沟通后申请人于次月补正。",
        "被申请行政复议4件，较上年增加2件，已审结3件，维持2件；行政诉讼3件，未出现被判决败诉的情形。",
        "收到行政复议4件、行政诉讼3件，对复议机关提出的意见及时纠正，从源头上减少行政争议。",
        "复议4件（与上年持平），2件被维持，1件被撤销，余下1件正在审理；另有上年未审结的1件复议，已于3月维持。",
        "没有因超期答复被提起行政诉讼，行政复议4件。",
        "诉讼3件：直接起诉1件，维持；复议后起诉2件，1件维持，1件尚在审理。",
        "对行政复议、行政诉讼中被纠正的案件，逐件分析原因。",
        "作为行政执法单位，行政处罚案件被申请行政复议6件，均维持；被提起行政诉讼2件，无一败诉。",
    ]),
    "county": (_COUNTY, "government", [
        "全县共收到申请100件，其中县政府本级收到22件、县直部门收到56件、乡镇收到22件。",
        "县政府本级办理22件，其中予以公开9件，无法提供8件；县政府办答复的申请中，自然人18件、企业4件。",
        "从申请人看，以自然人为主，共80件，占80%；从答复看，本机关不掌握的最多，达29件。",
        "办理申请105件，自然人85件，商业企业12件，法律服务机构8件；已办结101件，4件尚在法定期限内，结转2024年。",
        "新申请中，自然人80件，法人和其他组织20件（商业企业12件、法律服务机构8件）。",
        ("全县发生涉政府信息公开行政复议9件，其中维持5件，纠正2件，其他1件，1件未审结；行政诉讼4件，维持3件，1件在审。"
         "以县政府为被申请人的复议2件，均维持。以县自然资源局为被告的诉讼1件，判决驳回。"),
        "政府信息公开行政复议9件。其中县公安局的行政复议2件，均维持。",
        "县司法局受理行政复议申请60件，其中涉及政府信息公开9件，纠错率22.2%。",
        "12345热线受理群众诉求2300件，办结2290件，均已答复；办理建议提案120件，全部办结。",
    ]),
    "few": (_FEW, "township", [
        "收到申请2件，均为个人申请，1件公开，1件为过程性信息，不予公开，申请人不服申请复议，复议机关维持。",
        "收到公民申请两件，一件已提供；另一件索要会议纪要，因属过程性信息未予提供，申请人申请行政复议，结果维持。",
        "收到2件，张某申请的补偿清单予以公开；李某申请的讨论稿，因处于讨论阶段，决定不公开。",
        "认真审查是否涉及国家秘密，全年办理2件，没有超期，没有被责令改正，也没有被纠正的情况。",
        "作为被申请人参加行政复议1件，予以维持。作为被告的行政诉讼0件。",
        "2件申请分别来自1名村民和1名外地公民，内容分别涉及企业排污许可和公司登记信息。",
    ]),
    "none": (_NONE, "department", [
        "2023年没有新收政府信息公开申请，也没有上年结转的申请，没有因此引发的行政复议和行政诉讼。",
        "本年度共收到政府信息公开申请0件，答复0件，结转0件；自然人0件，企业0件。",
        "受理电话咨询35件，其中个人28件、企业7件，均当场答复，无一转为书面申请。",
        "2022年的1件复议已于本年2月作出维持决定，本年没有新发生复议、诉讼。",
    ]),
    "carried": (_CARRIED, "institution", [
        "年初结转2件，年内新收7件，年末结转1件，实际办结8件。",
        ("上年结转2件，均于1月办结，其中公开1件、不掌握1件；新收7件，办结6件，结转下年1件。"
         "新收办结的6件中，公开4件，不掌握1件，信访类不予处理1件。"),
        "2022年12月收到、转入2023年办理的2件，已于1月答复；2023年新收7件，6件办结，1件转2024年。",
        "全年新收7件，其中12月收到2件，1件已答复，1件结转下一年度。",
        "收到7件，比上年少3件（2022年收到10件，办结8件，结转2件）。",
        "申请9件（含结转2件），按期办结8件；1件经申请人同意延期，结转至2024年2月办结。",
    ]),
}  # fmt: skip
_FALSE = [
    ("N34", "本年19件申请，14件来自企业，5件来自个人。"),
    ("N34", "全年新收申请１９件（自然人１３件、企业６件）。"),
    ("N34", "收到公开申请19件，全部来自自然人。"),
    ("N34", "收到公开申请19件，申请人均为企业。"),
    ("N34", "收到公开申请十九件，其中自然人十五件，企业四件。"),
    ("N34", "收到申请19件，其中商业企业提出6件，其余均为自然人。"),
    ("N34", "收到申请19件，由自然人和科研机构各提交3件。"),
    ("N34", "收到申请19件，其中申请人为自然人的最多，计16件。"),
    ("N34", "收到申请19件，结转下年的1件由企业提出，结转件为企业提出。"),
    ("N35", "收到申请19件。答复结果：公开8件，部分公开1件，不予公开3件。"),
    ("N35", "收到申请19件。不予公开3件，系涉及国家秘密。"),
    ("N35", "收到申请19件。不予公开的3件均属行政执法案卷。"),
    ("N35", "收到申请19件。无法提供4件，全部因本机关不掌握。"),
    ("N35", "收到申请19件。有2件为重复申请，不予处理。"),
    ("N35", "收到申请19件。另有1件申请人逾期不补正，视为放弃申请。"),
    ("N35", "收到申请19件，无法提供4件（不掌握2件、需另行制作2件）。"),
    ("N35", "收到申请19件，答复完毕的19件均予以公开。收到19件，均予以公开。"),
    ("N36", "政府信息公开复议4件，3件维持、1件未审结。"),
    ("N36", "政府信息公开复议4件，全部维持。"),
    ("N36", "政府信息公开复议4件，没有被纠正的；诉讼3件。"),
    ("N36", "政府信息公开复议4件；诉讼3件，均为复议后起诉。"),
    ("N36", "（三）行政复议、行政诉讼。全年复议5件，诉讼3件。"),
    ("N36", "（三）行政复议、行政诉讼。行政诉讼3件，未经复议直接起诉2件，复议后起诉1件。"),
    ("N36", "（三）行政复议、行政诉讼。诉讼4件，直接起诉和复议后起诉各2件。"),
    ("N37", "（三）行政复议、行政诉讼。全年复议4件，未发生诉讼。"),
    ("N37", "（三）行政复议、行政诉讼。行政诉讼为零，行政复议4件。"),
    ("N37", "（三）行政复议、行政诉讼。没有引起争议，也没有人提起复议或者诉讼。"),
    ("N38", "收到19件，剩余1件结转至2023年办理。"),
    ("N38", "收到19件，2021年度结转1件。"),
    ("N39", "收到19件，另有2件转至下年继续办理。"),
    ("N39", "收到19件，已全部答复完毕，没有结转事项。"),
    ("N39", "新收申请19件，2022年结转3件。"),
    ("N39", "新收申请19件，3件为12月下旬收到，转下一年。"),
    ("N39", "新收申请19件，另有3件正在征求权利人意见，转入二〇二四年办理。"),
    ("N39", "全年收到21件。"),
]


def _told(cells: Mapping[str, Any], kind: str, text: str) -> set[str]:
    said = text if text.startswith("（") else f"（二）依申请公开。{text}"
    given = {"year": 2023, "edition": "2021", "agency": {"name": "云岭县水务局", "kind": kind}, **cells}
    dossier = dossier_of({**given, "section": {"1": [said], "6": "无"}}, rulebook().by_id["N01"])
    result = audit(dossier, rulebook())
    assert not [one for one in result.outcomes if one.status.value == "failed"]
    return {one.rule for one in result.findings} & _RULES


@pytest.mark.parametrize(("name", "text"), [(name, text) for name, (_, _, texts) in _TRUE.items() for text in texts])
def test_a_true_sentence_is_left_alone(name: str, text: str) -> None:
    """Whatever it counts, and however: parts, other bodies, other years and other matters are no contradiction."""
    cells, kind, _ = _TRUE[name]
    assert _told(cells, kind, text) == set()


@pytest.mark.parametrize(("rule", "text"), _FALSE)
def test_a_false_sentence_is_told(rule: str, text: str) -> None:
    """Each in words for which no template was written."""
    assert rule in _told(_DEPARTMENT, "department", text)
