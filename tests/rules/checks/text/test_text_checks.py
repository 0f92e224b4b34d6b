"""The checks that read the text: itemised, rated, enumerated, years, exposed, wording, dated, wellformed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from filings.agency import Agency, Jurisdiction, Register
from filings.report import Problem
from rules.checks.text.dated import Dated
from rules.checks.text.enumerated import Enumerated
from rules.checks.text.exposed import Exposed
from rules.checks.text.itemised import Itemised
from rules.checks.text.misspelt import Misspelt
from rules.checks.text.rated import Rated
from rules.checks.text.rated_by_table import RatedByTable
from rules.checks.text.wellformed import Wellformed
from rules.checks.text.wording import Wording
from rules.checks.text.years import Years
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Result

Make = Callable[..., CheckContext]
_S1 = ("section.1",)


def run(check: Check, context: CheckContext) -> list[Result]:
    """All results; breaches must carry exactly the facts that the check declares."""
    results = list(check.run(context))
    for result in results:
        if isinstance(result, Breach):
            assert set(result.facts) == check.facts
            assert result.refs == () or all(result.refs)
    return results


def facts(check: Check, context: CheckContext, name: str) -> list[Any]:
    """One fact of each breach."""
    return [result.facts[name] for result in run(check, context) if isinstance(result, Breach)]


class TestItemised:
    """Parts named in a sentence add up to its whole."""

    check = Itemised(
        where=_S1,
        whole=("came_words", "request_words"),
        parts=("result_words",),
        unless=(("applications.total.total",),),
    )

    @pytest.mark.parametrize(
        ("text", "differences"),
        [
            ("收到公开申请7件，予以公开5件，无法提供2件。", []),
            ("收到公开申请7件，予以公开5件，无法提供4件。", [2]),
            ("收到公开申请7件，予以公开3件，无法提供1件。", []),
        ],
    )
    def test_more_than_the_whole_is_a_breach(self, context_of: Make, text: str, differences: list[int]) -> None:
        """Fewer may be a short list, more cannot be."""
        assert facts(self.check, context_of(text), "difference") == differences

    def test_a_sum_that_the_table_gives_is_right(self, context_of: Make) -> None:
        """Results of last year's requests make the parts more than what was received."""
        context = context_of("收到公开申请7件，予以公开5件，无法提供4件。", cells={"applications.total.total": 9})
        assert facts(self.check, context, "sum") == []

    def test_a_short_list_is_another_rule(self, context_of: Make) -> None:
        """The same sentence is a hint where the parts are fewer."""
        check = replace(self.check, sums="incomplete", unless=())
        assert facts(check, context_of("收到公开申请7件，予以公开3件，无法提供1件。"), "difference") == [3]
        assert facts(check, context_of("收到公开申请7件，予以公开5件，无法提供4件。"), "difference") == []

    def test_a_list_with_every_kind_must_add_up(self, context_of: Make) -> None:
        """Where each kind is named, fewer is a breach as well."""
        check = Itemised(where=_S1, whole=("cleared_words", "paper_words"), parts=("kept", "changed", "withdrawn"))
        assert facts(check, context_of("清理规范性文件10件，保留5件，修改2件，废止1件。"), "difference") == [2]
        assert facts(check, context_of("清理规范性文件10件，保留5件，废止1件。"), "difference") == []

    def test_no_parts_no_judgement(self, context_of: Make) -> None:
        """A sentence without parts leaves the rule not run."""
        assert [type(one) for one in run(self.check, context_of("收到公开申请7件。"))] == [Gap]


class TestRated:
    """A percentage follows from its numbers."""

    text = Rated(where=_S1, rates="rates")
    table = RatedByTable(where=_S1)

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("受理5606件，办结5579件，办结率99.5%。", []),
            ("任务42项，11月底完成39项，12月完成3项，全年完成率100%。", []),
            ("受理3件，办结2件，办结率66.6%。", []),
            ("受理3件，办结2件，办结率66.7%。", []),
            ("受理200件，办结150件，办结率达85%。", [Decimal(85)]),
            ("受理200余件，办结150件，办结率85%。", []),
            ("收到申请3件，均已办结，办结率98%。", [Decimal(98)]),
            ("收到申请3件，均已办结，办结率100%。", []),
            ("来信答复率98%，未答复率2%。", []),
            ("受理56件，办结55件，办结率98.2%，未办结率1.8%。", []),
            ("被申请复议13件，已结12件，维持7件，纠正2件，已结案件纠正率16.7%，1件未结。", []),
            ("被申请复议13件，已结12件，维持7件，纠正2件，已结案件纠正率15.4%，1件未结。", [Decimal("15.4")]),
            ("被申请复议13件，维持7件，纠正2件，已结案件纠正率15.4%。", []),
            ("全年复议13件，审结12件，纠正2件，审结案件纠错率15.4%。", [Decimal("15.4")]),
            ("来信答复率98%，未答复率3%。", [Decimal(3)]),
            ("来信答复率98%，按期答复率97%。", []),
            ("单位70家，除2家涉密单位外，68家已公开，公开率100%。", []),
            ("单位70家，除2家涉密单位外，已公开60家，公开率88.9%。", [Decimal("88.9")]),
            ("单位70家，除涉密单位外，已公开60家，公开率100%。", []),
            ("受理200件，办结150条，办结率85%。", []),
            ("办结150件，办结率85%。", []),
            ("受理200件，办结150件，满意率85%。", []),
            ("受理200件，办结150件，办结率较高。", []),
            ("受理0件，办结0件，办结率85%。", []),
            ("建议11件、提案16件，共27件，办复率和公开率均为100%。", []),
            ("办理建议11件，提案16件，办复率95%。", []),
            ("新收60件，上年结转3件，应办63件，已办61件，结转2件，办结率96.8%。", []),
            ("新收60件，上年结转3件，应办63件，已办61件，结转2件，办结率98.6%。", [Decimal("98.6")]),
            ("抽检1260批次，不合格31批次，合格率97.5%。", []),
            ("抽检1260批次，不合格27批次，合格率由上年的97.1%上升到97.9%。", []),
            ("抽检1260批次，不合格61批次，合格率97.5%。", [Decimal("97.5")]),
            ("收到10件，答复8件，结转2件，按时答复率100%。", []),
            ("反馈意见40条，已整改38条，限期整改2条，整改率100%。", []),
            ("反馈问题40条，采纳建议5条，立行立改38条，限期整改2条，整改率100%。", []),
            ("收到35件，交办30件，办结20件，办结率95%。", []),
            ("查出问题23个，已整改30个，整改率93.8%。", [Decimal("93.8")]),
            ("应公开12个，已公开12个，公开率98%。", [Decimal(98)]),
            ("发放问卷150份，收回141份；满意132份，满意率93.6%。", []),
            ("发放问卷150份，收回141份；满意132份，满意率96.3%。", [Decimal("96.3")]),
            ("发放问卷200份，收回180份，其中满意171份，满意率90.5%。", [Decimal("90.5")]),
            ("发放问卷200份，收回180份，满意150份、基本满意21份，满意率95.0%。", []),
            ("回访25人，满意24人，满意率98%。", [Decimal(98)]),
            ("收回问卷141份，满意132份，不满意3份，满意率93.6%。", []),
            ("收回问卷141份，满意132份，不满意3份，满意率97.9%。", []),
            ("收回满意度问卷141份，满意率97.2%。", []),
            ("收回问卷141份，满意132份，总体满意率97.9%。", []),
            ("收回问卷141份，总体满意132份，总体满意率97.9%。", [Decimal("97.9")]),
            ("床位2260张，已入住1356人，入住率60.0%。", []),
            ("居民3.2万人，参保3.04万人，参保率95.3%。", []),
            ("床位2260张，已入住1356人，入住率66.0%。", [Decimal(66)]),
            ("新收8件，年内办结7件，办结率100%，余下1件因12月收到，结转至2024年。", [Decimal(100)]),
            ("新收8件，年内办结7件，按期办结率100%，余下1件结转至2024年。", []),
            ("新收8件，办结7件，结转1件，办结率100%。", [Decimal(100)]),
            ("受理申请408件，办结391件，到期办结率100%。", []),
            ("受理申请408件，办结391件，按期办结率95.8%。", []),
            ("受理申请408件，办结391件，按期办结率98.5%。", [Decimal("98.5")]),
            ("制发文件45件；办结群众留言1206件，办结率98.2%。", []),
            ("发布政策信息620条；回复网友咨询598条，回复率99.8%。", []),
            ("上传信息77条；回应关切信息9条，回应率100%。", []),
            ("收到网民留言120件；办结网友留言114件，办结率100%。", [Decimal(100)]),
            ("受理留言120件；办结114件，办结率100%。", [Decimal(100)]),
            ("全年公开信息52条，其中主动公开文件3条，主动公开率100%。", []),
            ("收到来信120件，其中网上办结60件，网上办结率100%。", []),
            ("公开信息265条，其中公开处罚结果21条，处罚结果公开率100%。", []),
            ("应公开文件52件，其中主动公开49件，主动公开率100%。", [Decimal(100)]),
            ("双随机抽查265家，完成检查261家，完结率95.8%。", [Decimal("95.8")]),
            ("新收21件，上年结转2件，共23件，办结21件，结转2024年2件，办结率100%。", [Decimal(100)]),
            ("新收8件，办结7件，另3件未办结，办结率100%。", []),
            ("收到申请8件，已办结8件，0件未办结，办结率100%。", []),
            ("复议17件，维持11件、纠正2件、其他结果3件、尚未审结1件，已审结案件的纠正率为12.5%。", []),
            ("复议18件，维持9件、纠正4件、其他结果3件、2件未审结，已审结案件的纠正率为44.4%。", [Decimal("44.4")]),
            ("复议11件（上年14件），维持7件、纠正2件、其他1件、未审结1件，已审结案件维持率70%。", []),
            ("复议16件，维持9件、纠正4件、其他结果3件，已审结案件的纠正率为44.4%。", [Decimal("44.4")]),
            ("复议17件，维持11件、纠正2件、其他结果3件、尚未审结1件，纠正率为11.8%。", []),
            ("复议17件，维持11件、纠正2件、其他结果3件、尚未审结1件，纠正率为12.5%。", []),
            ("复议17件，维持11件、纠正2件、其他结果3件、尚未审结1件，纠正率为18.1%。", [Decimal("18.1")]),
        ],
    )
    def test_rates_of_the_text(self, context_of: Make, text: str, found: list[Decimal]) -> None:
        """Any pair of the sentence that gives the rate, rounded or cut, makes it right; doubt is silence."""
        assert facts(self.text, context_of(text), "found") == found

    def test_the_expected_rate_is_told(self, context_of: Make) -> None:
        """From the two numbers, with two decimals at most."""
        assert facts(self.text, context_of("受理3件，办结1件，办结率50%。"), "expected") == [Decimal("33.33")]

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("收到公开申请8件，予以公开2件，占25%。", []),
            ("收到公开申请8件，予以公开2件，占33.9%。", [Decimal("33.9")]),
            ("收到公开申请8件，予以公开3件，占33.9%。", []),
            ("收到公开申请8件，予以公开2件。", []),
            ("收到公开申请8件，予以公开2件、部分公开1件，占37.5%。", []),
            ("收到公开申请8件，予以公开2件、部分公开1件，占33.9%。", []),
            ("收到公开申请8件，予以公开2件、部分公开1件、占33.9%。", []),
            ("收到公开申请8件，予以公开占25%。", []),
            ("收到公开申请8件，予以公开占约30%。", []),
            ("收到公开申请8件，予以公开占33.9%。", [Decimal("33.9")]),
            ("收到公开申请8件，予以公开和部分公开的占37.5%。", []),
            ("收到公开申请8件，予以公开和部分公开的占35.7%。", [Decimal("35.7")]),
            ("公开（含部分公开）率为37.5%，收到公开申请8件。", []),
            ("公开（含部分公开）率为35.7%，收到公开申请8件。", [Decimal("35.7")]),
            ("收到公开申请8件，涉及征地的申请中，予以公开的占33.9%。", []),
            ("收到公开申请8件，自然人申请中，予以公开的占33.9%。", []),
            ("2022年收到公开申请9件，予以公开的占33.9%。", []),
            ("热线工单8件，予以公开的占33.9%。", []),
        ],
    )
    def test_shares_of_the_table(self, context_of: Make, text: str, found: list[Decimal]) -> None:
        """Only where the figure is the table's own and speaks of the year."""
        cells = {
            "applications.granted.total": 2, "applications.partial.total": 1, "applications.total.total": 8,
            "applications.new.total": 8,
        }  # fmt: skip
        assert facts(self.table, context_of(text, cells=cells), "found") == found

    def test_shares_of_nothing_are_not_judged(self, context_of: Make) -> None:
        """A whole of 0 gives no share."""
        for text in ("予以公开2件，占25%。", "予以公开占25%。"):
            context = context_of(f"收到公开申请8件，{text}", cells={"applications.granted.total": 2})
            assert [type(one) for one in run(self.table, context)] == [Gap]


class TestEnumerated:
    """As many items as announced."""

    check = Enumerated(where=_S1, announced="announced", unless="listing")

    @pytest.mark.parametrize(
        ("text", "said"),
        [
            ("从三个方面改进：一是甲；二是乙；三是丙。", []),
            ("从三个方面改进：一是甲；二是乙。", [3]),
            ("从2个方面改进：一是甲；二是乙；三是丙。", [2]),
            ("从三个方面改进：甲；乙。", []),
            ("从三个方面等改进：一是甲；二是乙。", []),
            ("从几个方面改进：一是甲；二是乙。", []),
            ("从十三个方面改进：一是甲；二是乙。", []),
            ("从12个方面改进：一是甲；二是乙。", []),
            ("第三个方面：一是甲；二是乙。", []),
            ("主要问题有三：其一，甲；其二，乙。", [3]),
            ("主要问题有二：其一，甲；其二，乙；其三，丙。", [2]),
            ("工作之二：一是甲；二是乙；三是丙。", []),
            ("问题有二：一是甲；二是乙。改进有三：一是丙；二是丁；三是戊。", []),
            ("问题有二：其一，甲。主要工作：其一，甲；其二，乙。", []),
            ("从十个方面改进：" + "".join(f"{n}是甲；" for n in "一二三四五六七八九十"), []),
        ],
    )
    def test_ordinals_are_counted(self, context_of: Make, text: str, said: list[int]) -> None:
        """From 一是 on, in order; whatever is not plainly announced or listed is left alone."""
        assert facts(self.check, context_of(text), "said") == said

    def test_named_items_are_counted(self, context_of: Make) -> None:
        """Six sections announced, five named; fewer than three named means they are not listed."""
        check = Enumerated(where=_S1, announced="announced_parts", items="section_names")
        text = "由总体情况、主动公开政府信息、收到和处理申请、行政复议、存在的主要问题六部分组成。"
        assert facts(check, context_of(text), "counted") == [5]
        assert facts(check, context_of("共六部分组成，见总体情况。"), "counted") == []


class TestYears:
    """Years other than the report's."""

    check = Years(where=("section.1", "section.5"), allow=("budget", "final_accounts", "plans", "history"))
    title = Years(where=("title",), required=True)

    @pytest.mark.parametrize(
        ("text", "found"),
        [
            ("2023年，公开信息。", []),
            ("2022年，公开信息。", [2022]),
            ("2024年，公开信息。", [2024]),
            ("做好2022年度政府信息公开工作。", [2022]),
            ("2022年，部门决算已公开。", []),
            ("2022年，公开信息，2023年更多。", []),
            ("2015年，公开信息。", []),
            ("编号2022年，公开。", []),
        ],
    )
    def test_a_neighbouring_year_at_the_head(self, context_of: Make, text: str, found: list[int]) -> None:
        """Only the years beside the report's, at the head of a sentence or before 政府信息公开工作."""
        assert facts(self.check, context_of(text), "found") == found

    def test_next_year_is_right_where_mending_is_planned(self, context_of: Make) -> None:
        """Section five speaks of next year by its nature."""
        context = context_of("甲。")
        five = replace(
            context.report.sections[4], paragraphs=context_of("2024年，公开信息。").report.sections[0].paragraphs
        )
        sections = (*context.report.sections[:4], five, *context.report.sections[5:])
        assert facts(self.check, context_of("甲。", report={"sections": sections}), "found") == []

    def test_a_title_must_name_its_year(self, context_of: Make) -> None:
        """The right year passes, another or none is a breach with the whole title."""
        assert run(self.title, context_of("甲。")) == []
        assert facts(self.title, context_of("甲。", report={"title": "某局2019年报告"}), "found") == ["2019年"]
        assert facts(self.title, context_of("甲。", report={"title": "某局报告"}), "quote") == ["某局报告"]

    def test_the_year_asked_for_goes_before_the_year_read(self, context_of: Make) -> None:
        """The slot's year is what the title should name."""
        assert facts(self.title, context_of("甲。", folder_year=2022), "year") == [2022]

    def test_an_unknown_year_is_not_judged(self, context_of: Make) -> None:
        """Without a year nothing can be wrong."""
        assert [type(one) for one in run(self.check, context_of("2022年，甲。", report={"year": None}))] == [Gap]


class TestExposed:
    """Data that must not be public, never shown in full."""

    @pytest.mark.parametrize(
        ("what", "text", "shown"),
        [
            ("id_number", "号码11010519491231002X。", ["110*************2X"]),
            ("mobile", "电话13800138000。", ["138******00"]),
            ("bank_card", "卡号6222020200112233446。", ["622**************46"]),
            ("secrecy", "机密★一年", ["机密★"]),
            ("address", "家住城关镇建设路18号。", ["家住……"]),
            ("address", "家住城关镇。", []),
            ("applicant", "申请人王小明提出申请。", ["王某某"]),
            ("applicant", "申请人王某某提出申请。", []),
            ("applicant", "申请人依法提出申请。", []),
            ("person", "组长：王小明，副组长：李红。", ["王某某", "李某某"]),
            ("person", "组长：局长。", []),
            ("private_mail", "邮箱swj@126.com。", ["***@126.com"]),
            ("private_mail", "邮箱swj@yunling.gov.cn。", []),
        ],
    )
    def test_only_a_masked_form_is_told(self, context_of: Make, what: Any, text: str, shown: list[str]) -> None:  # noqa: ANN401
        """What is exposed is found, and no breach repeats it."""
        check = Exposed(what=(what,), where=_S1)
        assert facts(check, context_of(text), "masked") == shown
        for breach in run(check, context_of(text)):
            assert isinstance(breach, Breach)
            assert "小明" not in str(breach)
            assert "13800138000" not in str(breach)


class TestWording:
    """Terms that are never right."""

    def test_each_term_once_with_its_number(self, context_of: Make) -> None:
        """Two of one word and one of another are two breaches; the quote is the clause of the first."""
        check = Wording(where=_S1, terms="typos")
        context = context_of("贯切条例，再贯切要求。布署工作。")
        assert facts(check, context, "count") == [2, 1]
        assert facts(check, context, "term")[0] == ("贯切",)
        assert facts(check, context, "quote")[0] == "贯切条例"

    def test_fewer_than_asked_for_is_nothing(self, context_of: Make) -> None:
        """A list that only counts in numbers is one breach, or none."""
        check = Wording(where=_S1, terms="padding", least=3)
        assert facts(check, context_of("招商引资，财政收入。"), "count") == []
        assert facts(check, context_of("招商引资，财政收入，办件量，办件量。"), "count") == [4]

    def test_a_term_that_parts_two_words_is_none(self, context_of: Make) -> None:
        """A word misspelt counts where neither end makes a word with its neighbour and no number stands before it."""
        check = Misspelt(where=_S1, terms="alike_words", beside="common_words")
        told = [fact[0] for fact in facts(check, context_of("明确则任。按照规则任命。共5则任务。"), "term")]
        assert told == ["则任"]

    def test_what_no_list_has_is_reckoned(self, context_of: Make) -> None:
        """Signs that make no word, alone or with their neighbours, are held against the words of reports."""
        check = Misspelt(where=_S1, terms="alike_words", beside="common_words")
        told = {
            fact[0] for fact in facts(check, context_of("图件请晰度不够，涉及稳私，作岀笞复；申其年度公开。"), "term")
        }
        assert {"请晰", "稳私"} <= told
        right = (
            "局党组逐件过堂，各股室先送法规科，编号云水函〔2023〕3号，在榆岭镇设点，共25处中有4处存疑，能合发的不分发。"
        )
        assert facts(check, context_of(right), "term") == []

    def test_a_term_may_concern_some_names_only(self, context_of: Make) -> None:
        """A county's body does not attend to the city's affairs; a city's does."""
        check = Wording(where=_S1, terms="levels")
        context = context_of("参加市政府组织的培训。")
        assert len(run(check, context)) == 1
        city = replace(context.dossier, agency=Agency(code="x", name="某市水务局", kind="department"))
        assert run(check, CheckContext(dossier=city, edition=context.edition, lists=context.lists)) == []
        unknown = replace(context.dossier, agency=None)
        assert len(run(check, CheckContext(dossier=unknown, edition=context.edition, lists=context.lists))) == 1

    def test_what_the_reader_took_out_is_told_too(self, context_of: Make) -> None:
        """One breach for each kind of mark, placed where the first stood."""
        problems = tuple(Problem(code="leftover", message=f"残留“**”（{n}）", place=f"P{n}") for n in (10, 11))
        check = Wording(where=_S1, terms="leftovers", problems=("leftover",))
        context = context_of("甲。", report={"problems": (*problems, Problem(code="other", message="无", place=""))})
        [found] = run(check, context)
        assert isinstance(found, Breach)
        assert (found.facts["term"], found.facts["count"], found.refs, found.places) == ("**", 2, _S1, ("P10", "P11"))

    def test_a_mark_outside_the_text_concerns_the_report(self, context_of: Make) -> None:
        """A message without quotation marks is told as it is."""
        check = Wording(where=_S1, terms="leftovers", problems=("leftover",))
        context = context_of("甲。", report={"problems": (Problem(code="leftover", message="有批注", place="X"),)})
        [found] = run(check, context)
        assert isinstance(found, Breach)
        assert (found.facts["term"], found.refs) == ("有批注", ())


class TestDated:
    """Terms outside their time."""

    ahead = Dated(where=_S1, terms="congresses", fault="ahead")
    stale = Dated(where=_S1, terms="congresses", fault="stale")
    bodies = Dated(where=_S1, terms="abolished", fault="stale")

    def test_a_meeting_after_the_report(self, context_of: Make) -> None:
        """Held against the report's own date, else the end of the year after."""
        signed = {"year": 2021, "signed_on": date(2022, 1, 20)}
        undated = {"year": 2021, "signed_on": None}
        assert facts(self.ahead, context_of("贯彻二十大精神，二十大。", report=signed), "term") == ["党的二十大"]
        assert facts(self.ahead, context_of("贯彻二十大精神。", report=undated), "term") == []
        assert facts(self.ahead, context_of("贯彻二十大精神。", report={**undated, "year": 2020}), "since") == [
            date(2022, 10, 16)
        ]

    def test_a_meeting_to_come_may_be_awaited(self, context_of: Make) -> None:
        """迎接 excuses it."""
        assert facts(self.ahead, context_of("迎接二十大。", report={"year": 2021, "signed_on": None}), "term") == []

    def test_an_older_meeting_alone(self, context_of: Make) -> None:
        """Stale from the year after the next congress, unless a newer one is named; a session never is."""
        assert facts(self.stale, context_of("贯彻十九大精神。"), "term") == ["党的十九大"]
        assert facts(self.stale, context_of("贯彻十九大、二十大精神。"), "term") == []
        assert facts(self.stale, context_of("贯彻十九大精神。", report={"year": 2022}), "term") == []
        assert facts(self.stale, context_of("十三届全国人大一次会议。"), "term") == []

    def test_a_body_that_is_gone(self, context_of: Make) -> None:
        """Told with its new name, unless the sentence speaks of then."""
        assert facts(self.bodies, context_of("会同县国土资源局。"), "instead") == ["自然资源局"]
        for text in (
            "原县国土资源局。",
            "2018年县国土资源局发文。",
            "《国土资源局规则》。",
            "县国土资源局更名为某局。",
        ):
            assert facts(self.bodies, context_of(text), "term") == [], text

    def test_a_name_of_the_register_is_valid(self, context_of: Make) -> None:
        """The county's register decides before any list."""
        theirs = Agency(code="b", name="云岭县国土资源局", kind="department")
        register = Register(jurisdiction=Jurisdiction(code="1", name="云岭县"), agencies=(theirs,))
        assert facts(self.bodies, context_of("会同县国土资源局。", register=register), "term") == []

    def test_an_unknown_year_is_not_judged(self, context_of: Make) -> None:
        """Without a year nothing is early or late."""
        assert [type(one) for one in run(self.ahead, context_of("二十大。", report={"year": None}))] == [Gap]


class TestWellformed:
    """Tokens of wrong shape."""

    @pytest.mark.parametrize(
        ("shape", "texts", "quotes"),
        [
            ("document_number", ["云政发〔2020〕3号。"], []),
            ("document_number", ["云政发（2020）3号。"], ["云政发（2020）3号"]),
            ("document_number", ["云政发〔2020〕第3号。"], ["云政发〔2020〕第3号"]),
            ("bracket", ["甲（乙（丙）。", "丁）。"], []),
            ("bracket", ["甲（乙)。"], []),
            ("bracket", ["1）公开（主动）信息。"], []),
            ("url", ["见http//a.cn。"], ["http//"]),
            ("year", ["2023，公开。"], ["2023"]),
            ("year", ["公开2023，条。", "2023年，公开。"], []),
            ("short_title", ["《条例》规定。"], ["《条例》"]),
            ("short_title", ["《中华人民共和国政府信息公开条例》和《条例》。"], []),
            ("short_title", ["没有说到。"], []),
            ("short_title", ["实施《政府信息公开条例》办法。"], []),
            ("glyph", ["存在問题，問题，ゟ。"], ["問", "ゟ"]),
            ("glyph", ["用了ゟ，又用了ゟ。"], ["ゟ"]),
            ("repeat", ["资金资金到位，一步一步，公开公开栏。"], ["资金资金"]),
            ("cut_off", ["一句，", "（二）下一句。"], ["一句，"]),
            ("cut_off", ["一句，", "接着说。"], []),
            ("cut_off", ["一句。", "最后，"], ["最后，"]),
            ("cut_off", ["一句。", "，接着说。"], ["，接着说。"]),
            ("cut_off", ["目前有效的规范性文件。", "目前有效的规范性文件3件。"], ["目前有效的规范性文件"]),
            ("date", ["2月30日。"], ["2月30日"]),
            ("punctuation", ["学习,制度,公开，很好。"], ["学习,制度,公开，"]),
            ("punctuation", ["http://a.cn，1,234元。"], []),
        ],
    )
    def test_shapes(self, context_of: Make, shape: Any, texts: list[str], quotes: list[str]) -> None:  # noqa: ANN401
        """Each shape is found where it stands, and its neighbours that only look like it are not."""
        check = Wellformed(where=_S1, shapes=(shape,))
        assert facts(check, context_of(*texts), "quote") == quotes

    def test_what_stands_in_another_part_is_left_to_it(self, context_of: Make) -> None:
        """Days are looked for in the whole text, and told of the parts that are asked about."""
        assert facts(Wellformed(where=("section.5",), shapes=("date",)), context_of("2月30日。"), "quote") == []

    def test_a_text_that_is_half_width_throughout_is_left_alone(self, context_of: Make) -> None:
        """Only a mixture is a fault of punctuation."""
        context = context_of("学习,制度.", report={"lead": (), "closing": ()})
        sections = tuple(section for section in context.report.sections if section.number == 1)
        context = context_of("学习,制度.", report={"lead": (), "closing": ()})
        context = CheckContext(
            dossier=replace(context.dossier, report=replace(context.report, sections=context.report.sections[:1])),
            edition=context.edition,
            lists=context.lists,
        )
        assert sections
        assert run(Wellformed(where=_S1, shapes=("punctuation",)), context) == []


@pytest.mark.parametrize(
    "check",
    [
        TestItemised.check, TestRated.text, TestEnumerated.check, TestYears.check, TestDated.ahead,
        Exposed(what=("mobile",)), Wording(where=_S1, terms="typos"), Wellformed(where=_S1, shapes=("year",)),
    ],
)  # fmt: skip
def test_the_report_is_enough(check: Check, context_of: Make) -> None:
    """None of these needs more than the report, and a clean one breaks none."""
    assert check.needs == frozenset()
    assert not [one for one in run(check, context_of("全年公开信息。")) if isinstance(one, Breach)]
