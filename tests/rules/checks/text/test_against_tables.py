"""What parts one, five and six tell of cases, requests and documents, beside the tables: a fault in many words."""

from collections.abc import Mapping
from typing import Any

import pytest

from rules.book_io.examples import dossier_of
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit
from samples.narratives import tables

_SUED = tables(
    """natural: new 20, granted 20
reconsideration: upheld 3, corrected 1, other 0, pending 1
litigation_after: upheld 1, corrected 0, other 0, pending 1"""
)
_MANY_SUITS = tables(
    """natural: new 10, granted 10
reconsideration: upheld 5, corrected 1, other 2, pending 1
litigation_direct: upheld 2
litigation_after: upheld 1, pending 1"""
)
_UPHELD = tables("natural: new 5, granted 5\nreconsideration: upheld 2")
_CORRECTED = tables("natural: new 2, granted 2\nreconsideration: corrected 1")
_SUIT = tables("natural: new 9, granted 9\nlitigation_direct: upheld 1")

_REVIEWS: list[tuple[Mapping[str, Any], str, str, str]] = [
    # cells, part of the report, what it says, the rule that tells it
    (_SUED, "5", "一是个别答复不够准确，全年政府信息公开行政复议5件中被纠正1件。", ""),
    (_SUED, "5", "一是个别答复不够准确，全年政府信息公开行政复议5件中被纠正2件。", "N36"),
    (_SUED, "5", "其二，行政复议中有2件被纠正，答复文书质量有待提高。", "N36"),
    (_SUED, "5", "有1件答复被复议机关纠正，原因是未说明部分公开的理由。", ""),
    (_SUED, "5", "有2件答复被复议机关纠正，原因是未说明部分公开的理由。", "N36"),
    (_SUED, "5", "法制审核把关不严，2份答复书被县政府撤销。", "N36"),
    (_SUED, "5", "有两件信息公开答复被上级行政机关纠正。", "N36"),
    (_SUED, "5", "1件被撤销的栏目已恢复，2件公文被撤销。", ""),
    (_SUED, "5", "县里通报的3件被纠正案例，我局均组织学习。", ""),
    (_SUED, "5", "检查中3件错别字被纠正。", ""),
    (_SUED, "5", "2024年有2件答复被纠正。", ""),
    (_SUED, "5", "力争明年没有一件答复被复议机关纠正。", ""),
    (_SUED, "5", "没有行政复议被纠正，文书还要改进。", "N36"),
    (_SUED, "5", "从6件行政复议案件看，个别答复说理不充分。", "N36"),
    (_SUED, "5", "从4件行政复议案件看，个别答复说理不充分。", ""),
    (_SUED, "5", "行政复议案件达12件，应诉力量不足。", ""),
    (_SUED, "5", "距离复议零纠错的目标还有差距。", ""),
    (_SUED, "5", "收到复议机关意见书2件，均已按要求纠正。", ""),
    (_SUED, "1", "行政复议5件。其中维持3件，纠正1件，1件尚未审结。", ""),
    (_SUED, "1", "因政府信息公开被申请行政复议5件。县政府作出维持决定4件，撤销1件。", "N36"),
    (_SUED, "1", "因政府信息公开被申请行政复议5件。全年培训3次。", ""),
    (_SUED, "1", "政府信息公开行政复议5件、行政诉讼2件，共7件。其中维持4件、纠正1件。", ""),
    (_SUED, "1", "行政诉讼2件，均为复议后起诉，纠正1件，未审结1件。", "N36"),
    (_SUED, "1", "行政复议维持的3件中，有1件申请人又提起行政诉讼，法院维持。", ""),
    (_SUED, "1", "全年审理终结的行政复议4件中，维持3件、纠正1件。", ""),
    (_MANY_SUITS, "1", "受理行政复议9件，结果维持5件，结果纠正1件，其他结果2件，尚未审结1件；发生行政诉讼4件。", ""),
    (_MANY_SUITS, "1", "受理行政复议9件，结果维持5件，结果纠正2件，其他结果1件，尚未审结1件；发生行政诉讼4件。", "N36"),
    (_MANY_SUITS, "1", "受理行政复议19件，结果维持15件，结果纠正2件。", ""),
    (_MANY_SUITS, "1", "年内行政复议维持5件、纠正2件、其他结果2件，尚有1件未审结。", "N36"),
    (_UPHELD, "5", "2件复议虽均获维持，但反映出说理不充分。", ""),
    (_UPHELD, "5", "2件复议虽有1件被纠正，反映出说理不充分。", "N36"),
    (_UPHELD, "5", "2件答复经复议1件被纠正，反映出说理不充分。", "N36"),
    (_UPHELD, "5", "全年2件行政复议均被撤销。", "N36"),
    (_CORRECTED, "1", "答复写得笼统，申请人向县人民政府申请复议，结果是纠正，责令重新答复。", ""),
    (_CORRECTED, "1", "答复写得笼统，申请人向县人民政府申请复议，结果是维持，责令重新答复。", "N36"),
    (_CORRECTED, "1", "申请人不服，向县人民政府申请复议，县人民政府作出维持决定。", "N36"),
    (_CORRECTED, "1", "有1人申请行政复议，县政府纠正了我局的答复；另一案法院维持。", ""),
    (_CORRECTED, "1", "申请人申请行政复议，维持的案件逐件分析。", ""),
    (_SUIT, "1", "申请人未经复议径行起诉1件，市人民法院判决维持本局答复；行政复议0件。", ""),
    (_SUIT, "1", "申请人未经复议径行起诉1件，市人民法院判决撤销本局答复；行政复议0件。", "N36"),
]  # fmt: skip
_NOBODY = tables("natural: new 0")
_BROUGHT = tables("natural: new 0, carried_in 1, granted 1")
_INNER = tables(
    """natural: new 8, granted 5, partial 1, refused.5 1, rejected.1 1
other: new 1, unable.1 1"""
)
_FILES = tables(
    """natural: new 21, carried_in 1, granted 4, partial 2, refused.4 1, refused.7 5, unable.1 4, rejected.1 4, \
other.3 1, carried_out 1
business: new 4, granted 1, refused.7 1, unable.1 1, carried_out 1"""
)
_ONE_LEFT = tables("natural: new 9, carried_in 1, granted 5, partial 1, refused.4 1, unable.1 2, carried_out 1")
_FREE = tables("natural: new 2, granted 2\nnormative: 0 0 3\nfees: 0")
_REPEALED = tables("natural: new 7, granted 7\nnormative: 1 2 7\nlicences: 263\npenalties: 45\ncoercion: 3\nfees: 12.6")
_UNREAD = tables("natural: new 7, granted 7\nnormative: ? 2 7")
_EXCHANGED = tables("natural: new 7, granted 7\nnormative: 1 1 5")
_RULES_TOO = tables("natural: new 7, granted 7\nnormative: 1 2 7\nregulations: 1 0 1")
_UNPAID = tables("natural: new 3, granted 2, other.2 1\nnormative: 2 0 7\nfees: 204.8")

_REQUESTS: list[tuple[Mapping[str, Any], str, str, str]] = [
    (_NOBODY, "1", "（1）全年没有收到政府信息公开申请，上年也没有结转件。", ""),
    (_NOBODY, "1", "（1）全年收到政府信息公开申请，上年也没有结转件。", "N01"),
    (_NOBODY, "1", "2025年度，我局收到公民、法人或其他组织提出的政府信息公开申请。", "N01"),
    (_NOBODY, "1", "全年收到政府信息公开申请，数量为零。", ""),
    (_NOBODY, "1", "全年收到政府信息公开申请：无。", ""),
    (_NOBODY, "1", "全年收到热线转来的政府信息公开申请，共0件。", ""),
    (_NOBODY, "1", "2024年收到政府信息公开申请，2025年没有。", ""),
    (_NOBODY, "1", "依法受理政府信息公开申请，全年没有收到。", ""),
    (_NOBODY, "1", "公开专区收到政府信息公开申请，由专人登记。全年没有收到申请。", ""),
    (_BROUGHT, "1", "全年收到政府信息公开申请，均已办结。", ""),
    (_INNER, "1", "全年收到申请9件，因属于内部事务信息不予公开1件。", ""),
    (_INNER, "1", "全年收到申请9件，因属于内部事务信息予以公开1件。", "N04"),
    (_INNER, "1", "收到申请9件，予以公开5件；1件涉及内部事务，决定予以公开。", "N04"),
    (_INNER, "1", "收到申请9件，1件涉及内部事务，经遮盖后予以公开。", ""),
    (_INNER, "1", "收到申请9件，2件涉及内部事务，决定予以公开。", ""),
    (_INNER, "1", "收到申请9件，予以公开5件，其中涉及内部事务和信访事项的1件不予公开。", ""),
    (_ONE_LEFT, "1", "收到申请9件，1件涉及商业秘密，决定予以公开。", ""),
    (_FILES, "1", "办结：予以公开5件；部分公开2件；不予公开7件，其中执法案卷6件、第三方权益1件；无法提供5件。", ""),
    (_FILES, "1", "办结：予以公开5件；部分公开2件；不予公开7件，其中执法案卷5件、第三方权益1件；无法提供5件。", "N35"),
    (_FILES, "1", "审查公文100件，予以公开50件、部分公开20件、不予公开30件。", ""),
    (_FILES, "1", "收到申请25件。根据《条例》第十六条第二款不予公开6件、第十五条不予公开1件。", ""),
    (_FILES, "1", "收到申请25件。问养老机构的1件不予公开。", ""),
    (_FILES, "1", "收到申请25件。执法案卷类涉及食品的5件、药品的1件，均不予公开。", ""),
    (_FILES, "1", "收到申请25件，另有1件申请人补正后重新收到。", ""),
    (_FILES, "1", "收到申请25件、上年结转1件，年内办结24件。", ""),
    (_FILES, "1", "收到申请25件、上年结转1件，年内全部办结。", "N09"),
    (_FILES, "1", "收到申请25件，上年结转1件，办结24件，其余2件也已办结。", "N09"),
    (_FILES, "1", "收到申请25件，上年结转1件，办结24件，其余2件咨询也已答复。", ""),
    (_FILES, "1", "收到申请25件，其余2件也已办结。", ""),
    (_ONE_LEFT, "1", "收到申请9件，办结9件。另有1件于12月19日收到，转入下年办理。", ""),
    (_ONE_LEFT, "1", "收到申请9件，办结9件。另有1件于12月19日收到，已于年内办结。", "N09"),
    (_ONE_LEFT, "1", "收到申请9件，上年转来1件。9件已办结，1件也已办结。", "N09"),
    (_ONE_LEFT, "1", "收到申请9件，办结9件。热线转来的1件也已办结。", ""),
    (_FILES, "1", "全年办结申请24件。", ""),
]  # fmt: skip
_TABLE_TWO: list[tuple[Mapping[str, Any], str, str, str]] = [
    (_FREE, "1", "今年没有新出也没有废止行政规范性文件，现行有效还是3件。", ""),
    (_FREE, "1", "今年新出1件、没有废止行政规范性文件，现行有效还是3件。", "N10"),
    (_FREE, "1", "全年印发公文85件，其中行政规范性文件3件现行有效。", ""),
    (_FREE, "1", "全年印发85件，其中行政规范性文件现行有效3件。", ""),
    (_FREE, "1", "开展培训2次，行政规范性文件现行有效3件。", ""),
    (_FREE, "1", "召开会议8件次，行政规范性文件现行有效3件。", ""),
    (_REPEALED, "1", "全年未制发行政规范性文件。", "N10"),
    (_REPEALED, "1", "全年废止行政规范性文件2件，没有涉企未公开的行政规范性文件制发。", ""),
    (_REPEALED, "1", "全部公文512件中，规范性文件2件（含废止决定1件）。", ""),
    (_REPEALED, "1", "制发《管理办法》，废止旧文2件。上年末有效8件，年末有效7件。", ""),
    (_REPEALED, "1", "制发《管理办法》，废止旧文2件。上年末有效9件，年末有效7件。", "N10"),
    (_REPEALED, "1", "现行有效行政规范性文件七件，上年末为八件。", ""),
    (_REPEALED, "1", "现行有效行政规范性文件七件，上年末为九件。", "N10"),
    (_REPEALED, "1", "年末有效政策7件，上年末9件。", ""),
    (_REPEALED, "1", "2025年末有效行政规范性文件7件。", ""),
    (_REPEALED, "1", "2024年末有效行政规范性文件9件，2025年末有效7件。", "N10"),
    (_REPEALED, "1", "现行有效行政规范性文件7件，比上年末减少1件。", ""),
    (_REPEALED, "1", "现行有效行政规范性文件7件，比上年末增加1件。", "N10"),
    (_REPEALED, "1", "现行有效行政规范性文件7件，与上年末持平。", "N10"),
    (_REPEALED, "1", "现行有效行政规范性文件7件，其中县政府4件，与上年持平。", ""),
    (_REPEALED, "1", "现行有效行政规范性文件7件，上年末以前制发6件。", ""),
    (_REPEALED, "1", "现行有效行政规范性文件7件，1件已修订，与上年末持平。", ""),
    (_REPEALED, "1", "各部门现行有效行政规范性文件7件，与上年末持平。", ""),
    (_REPEALED, "1", "制发行政规范性文件1件，与上年持平；现行有效7件。", ""),
    (_REPEALED, "1", "行政规范性文件有效数比年初少1件，为7件。", ""),
    (_REPEALED, "1", "行政规范性文件有效数比年初多1件，为7件。", "N10"),
    (_REPEALED, "1", "政策解读比上年末增加1件，行政规范性文件现行有效7件。", ""),
    (_REPEALED, "1", "行政规范性文件与上年末持平，现行有效7件。", "N10"),
    (_EXCHANGED, "1", "新出台的办法自5月1日起施行，现行有效的行政规范性文件仍为5件，与上年末持平。", ""),
    (_EXCHANGED, "1", "新出台的办法自5月1日起施行，现行有效的行政规范性文件仍为5件，比上年末增加1件。", "N10"),
    (_EXCHANGED, "1", "行政规范性文件年底有效5件，比年初的4件多1件。", "N10"),
    (_RULES_TOO, "1", "现行有效行政规范性文件7件，上年末为9件。", ""),
    (_REPEALED, "1", "减免行政事业性收费3.4万元。", ""),
    (_REPEALED, "1", "2件行政规范性文件已公告，行政规范性文件已按程序废止。", ""),
    (_UNREAD, "1", "现行有效行政规范性文件7件，上年末为9件。", ""),
    (_FREE, "6", "发出信息处理费收费通知1件，收费金额200元，申请人逾期未缴纳，实际收取0元。", ""),
    (_UNPAID, "6", "发出信息处理费收费通知1件，收费金额200元，申请人逾期未缴纳，实际收取200元。", "A08"),
    (_UNPAID, "6", "发出信息处理费收费通知2件，总金额400元，1件逾期未缴纳，实收400元。", ""),
    (_UNPAID, "6", "发出信息处理费收费通知1件，总金额550元，1人逾期未缴纳，实际收取200元。", ""),
]  # fmt: skip
_LATER: list[tuple[Mapping[str, Any], str, str, str]] = [
    (_SUED, "5", "5件复议案件中虽有1件被纠正，且已全部审结。", "N36"),
    (_INNER, "1", "收到申请9件。予以公开5件，部分公开1件，本机关不掌握2件。", "N35"),
    (_INNER, "1", "收到申请9件。予以公开5件，部分公开1件，其中个人隐私1件。", ""),
    (_INNER, "1", "收到申请9件。公开5件，部分公开1件，另有1件属于行政执法案卷，依法不予公开。", "N35"),
    (_FILES, "1", "新收25件，转入下一年度2件。办结件中，予以公开5件，部分公开2件，不予公开9件，无法提供5件。", "N04"),
    (_ONE_LEFT, "1", "收到申请9件，办结9件；另有1件正在征求意见，已于12月办结。", "N09"),
    (_ONE_LEFT, "1", "收到申请9件，办结9件；剩下1件为12月下旬收到，至年底全部办结。", "N09"),
    (_ONE_LEFT, "1", "收到申请9件，办结9件，1件正在办理，其余均已办结。", ""),
    (_EXCHANGED, "1", "（二）规范性文件情况。制发1件，废止1件，现行有效5件，均在网站集中展示。", ""),
    (_EXCHANGED, "1", "（二）规范性文件情况。制发2件，废止1件，现行有效5件，均在网站集中展示。", "N10"),
    (_EXCHANGED, "1", "（二）规范性文件情况。", ""),
    (_EXCHANGED, "1", "2.规范性文件。新制发《办法》1件，废止1件，年末有效6件。", "N10"),
]  # fmt: skip
_ROWS = [*_REVIEWS, *_REQUESTS, *_TABLE_TWO, *_LATER]


def _rules(cells: Mapping[str, Any], part: str, text: str) -> set[str]:
    section = {"1": [], "5": [], "6": "无"} | {part: text if part == "6" else [text]}
    agency = {"name": "云岭县水务局", "kind": "department"}
    given = {"year": 2025, "edition": "2021", "agency": agency, "section": section, **cells}
    result = audit(dossier_of(given, rulebook().by_id["N01"]), rulebook())
    assert not [one for one in result.outcomes if one.status.value == "failed"]
    return {one.rule for one in result.findings if one.rule[0] == "N" or one.rule == "A08"}


@pytest.mark.parametrize(("cells", "part", "text", "rule"), _ROWS, ids=[text for _, _, text, _ in _ROWS])
def test_the_text_is_held_against_the_tables(cells: Mapping[str, Any], part: str, text: str, rule: str) -> None:
    """A slip is told by its rule, and what looks like it and is true by none."""
    assert _rules(cells, part, text) == ({rule} if rule else set())


def test_a_county_speaks_of_more_than_its_own_cases() -> None:
    """A government decides on reviews itself: in part five only what says that it was answered counts."""
    agency = {"name": "云岭县人民政府", "kind": "government"}
    given = {"year": 2025, "edition": "2021", "agency": agency, "section": {"1": [], "5": [], "6": "无"}, **_SUED}
    found = []
    for text in ("行政复议案件被纠正3件。", "行政复议中有3件被纠正，答复质量不高。"):
        section = {**given["section"], "5": [text]}
        result = audit(dossier_of({**given, "section": section}, rulebook().by_id["N01"]), rulebook())
        found.append("N36" in {one.rule for one in result.findings})
    assert found == [False, True]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("县政府及县政府办公室本年制发行政规范性文件14件、废止6件，年末现行有效87件。", False),
        ("县政府及县政府办公室本年制发行政规范性文件14件、废止6件，年末现行有效84件。", True),
        ("县政府部门现行有效行政规范性文件40件。", False),
    ],
)
def test_a_county_speaks_of_its_own_documents(text: str, told: bool) -> None:  # noqa: FBT001 - a parameter
    """县政府 is the agency itself, its departments are others."""
    cells = tables("natural: new 2, granted 2\nnormative: 14 6 87")
    agency = {"name": "云岭县人民政府", "kind": "government"}
    given = {"year": 2025, "edition": "2021", "agency": agency, "section": {"1": [text], "5": [], "6": "无"}, **cells}
    result = audit(dossier_of(given, rulebook().by_id["N01"]), rulebook())
    assert ("N10" in {one.rule for one in result.findings}) is told
