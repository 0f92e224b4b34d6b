"""Names belong to this body and place. A wrong accusation costs more than a miss: most cases must stay quiet."""

from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.agency import Agency, Jurisdiction, Register
from filings.report import Paragraph
from rules.checks.text.named import Named
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Gap, Result

Told = Callable[[Check, str], list[Result]]
ABSENT = Named(where=("title",), what=("agency",), fault="absent")
CONTACT = Named(where=("contact",), what=("agency",), fault="foreign")
TEXT = Named(where=("all",), what=("agency", "place"), fault="foreign")
SLIPS = Named(where=("all",), what=("agency",), fault="misspelt")
JOINT = Named(where=("title", "lead"), what=("agency",), fault="joint")
DOMAIN = Named(where=("all",), what=("domain",), fault="foreign")
LINES = Named(where=("contact",), what=("postcode", "area_code"), fault="foreign")
REGISTER = (
    'register.agencies = [{ name = "云岭县教育局" }, { name = "云岭县税务局" }, { name = "云岭县河口镇人民政府" }, '
    '{ name = "云岭县机关堡障服务中心" }]\n'
)


def found(results: list[Result]) -> list[object]:
    """The names that were found wrong."""
    return [result.facts["found"] for result in results if isinstance(result, Breach)]


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("云岭县水务局2023年政府信息公开工作年度报告", []),
        ("县水务局2023年政府信息公开工作年度报告", []),
        ("2023年云岭县水务局政府信息公开工作年度报告", []),
        ("2023年政府信息公开工作年度报告", [""]),
        ("云岭县教育局2023年政府信息公开工作年度报告", ["云岭县教育局"]),
        ("青河县水务局2023年政府信息公开工作年度报告", ["青河县水务局"]),
    ],
)
def test_a_title_names_its_body(title: str, wrong: list[str], told: Told) -> None:
    """In any place and in short, but not another body's name."""
    assert found(told(ABSENT, f'title = "{title}"')) == wrong


@pytest.mark.parametrize(
    ("title", "wrong"),
    [
        ("县政府办", []),
        ("云岭县政府办公室", []),
        ("县人民政府", ["县人民政府"]),
        ("县教育局办公室", ["县教育局办公室"]),
    ],
)
def test_a_governments_office_goes_by_its_short_name(title: str, wrong: list[str], told: Told) -> None:
    """县政府办 is 县人民政府办公室; the government and the office of another body are not."""
    given = f'agency.name = "云岭县人民政府办公室"\ntitle = "{title}2023年政府信息公开工作年度报告"'
    assert found(told(ABSENT, given)) == wrong


def test_a_former_name_is_still_the_own_name(told: Told) -> None:
    """What the register or last year's report called the body may stand in the title."""
    given = 'title = "云岭县水利水电局2023年政府信息公开工作年度报告"'
    assert found(told(ABSENT, given + '\nprevious_names = ["云岭县水利水电局"]')) == []
    assert found(told(ABSENT, given)) == ["云岭县水利水电局"]


def test_a_report_without_a_title_is_not_judged(told: Told) -> None:
    """There is nothing to compare."""
    (gap,) = told(ABSENT, 'title = ""')
    assert isinstance(gap, Gap)


def test_without_a_register_a_title_must_still_name_somebody(context_of: Callable[..., CheckContext]) -> None:
    """Whoever it is, an annual report belongs to somebody."""
    context = context_of("正文。", report={"title": "2023年政府信息公开工作年度报告"})
    nobody = CheckContext(
        dossier=type(context.dossier)(as_of=context.dossier.as_of, report=context.report),
        edition=context.form,
        lists=context.lists,
    )
    (breach,) = ABSENT.run(nobody)
    assert isinstance(breach, Breach)
    assert breach.facts["own"] == "单位全称"


@pytest.mark.parametrize(
    "who",
    ["云岭县水务局办公室", "县水务局", "局办公室", "云岭县人民政府办公室", "县政府办公室", "县政务公开办公室",
     "市政府办公室",
     "省水利厅", "本单位办公室", "云岭县水务局综合科", "临江市水务局"],
)  # fmt: skip
def test_own_offices_and_superiors_may_be_contacted(who: str, told: Told) -> None:
    """An office within the body, above it, or without a name is no other body."""
    assert found(told(CONTACT, f'{REGISTER}lead = "如有疑问，请与{who}联系（电话：0399-3216688）。"')) == []


@pytest.mark.parametrize("who", ["云岭县教育局", "县教育局", "云岭县河口镇人民政府", "青河县水务局", "城关镇人民政府"])
def test_another_body_must_not_be_contacted(who: str, told: Told) -> None:
    """Registered, of another county, or a township: readers would be sent to the wrong door."""
    assert found(told(CONTACT, f'{REGISTER}lead = "如有疑问，请与{who}联系（电话：0399-3216688）。"')) == [who]


@pytest.mark.parametrize(
    "text",
    [
        "按照国务院、省、市、县人民政府的要求，配合云岭县教育局公开信息86条。",
        "学习《青河县人民政府信息公开办法》，在云岭县人民政府网站公开信息。",
        "赴青河县人民政府学习考察，与青河县水务局交流经验。",
        "会同县水务局、县教育局印发《云岭县供水办法》。",
        "各乡镇人民政府、县直各部门公开信息。",
        "全县、我县、本县、各县区人民政府门户网站。",
        "云岭县教育局提供的数据已经公开。",
    ],
)
def test_others_may_be_spoken_of(text: str, told: Told) -> None:
    """Superiors, laws, visits and other departments belong in a report."""
    assert found(told(TEXT, f'{REGISTER}section.1 = "{text}"')) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("青河县水务局公开信息86条。", "青河县水务局"),
        ("在青河县人民政府门户网站公开信息86条。", "青河县"),
        ("青河县委、县政府高度重视。", "青河县"),
        ("2023年，云岭县教育局认真执行《条例》。", "云岭县教育局"),
    ],
)
def test_a_copied_name_is_told(text: str, name: str, told: Told) -> None:
    """A namesake elsewhere, another county's authorities, another body that acts where this one should."""
    assert found(told(TEXT, f'{REGISTER}section.1 = "{text}"')) == [name]


def test_a_government_speaks_of_its_departments(told: Told) -> None:
    """In the county's own report a department may act in the first sentence."""
    given = (
        REGISTER + 'agency.name = "云岭县人民政府"\nagency.kind = "government"\nsection.1 = "云岭县教育局认真公开。"'
    )
    assert found(told(TEXT, given)) == []


def test_a_county_may_name_itself(told: Told) -> None:
    """A real county's own name is in the list of counties and is not another one."""
    title = 'agency.name = "青河县水务局"\ntitle = "青河县水务局2023年政府信息公开工作年度报告"\nclosing = []\n'
    text = 'lead = "编制。"\nsection.1 = "在青河县人民政府门户网站公开，青河县水务局解读。"\n'
    assert found(told(TEXT, title + text)) == []
    assert found(told(TEXT, title + text.replace("在青河县", "在岳西县"))) == ["岳西县"]


def test_each_name_is_told_once(told: Told) -> None:
    """The same slip ten times is one finding."""
    assert found(told(TEXT, 'section.1 = "青河县水务局公开。青河县水务局解读。青河县水务局回应。"')) == ["青河县水务局"]


@pytest.mark.parametrize(
    ("own", "text", "wrong"),
    [
        ("云岭县水务局", "云领县水务局公开信息。", "云领县水务局"),
        ("云岭县水务局", "云岭水务局公开信息。", "云岭水务局"),
        ("云岭县水务局", "云岭市水务局公开信息。", ""),
        ("攸县行政审批服务局", "，做县行政审批服务局公开。", "做县行政审批服务局"),
        ("云岭县卫生健康局", "云岭县卫生建康局公开。", "云岭县卫生建康局"),
        ("云岭县卫生健康局", "云岭县卫生生健康局公开。", "云岭县卫生生健康局"),
        ("云岭县卫生健康局", "云岭县卫健康局公开。", "云岭县卫健康局"),
        ("云岭县住房和城乡建设局", "云岭县住房城乡建设局公开。", ""),
        ("云岭县水务局", "由县水务局牵头，和县水务局一起，原云岭县水务局。", ""),
        ("云岭县水务局", "会同云岭县税务局公开。", ""),
        ("云岭县卫生健康局", "云岭县的卫生健康局长信箱。", ""),
        ("攸县行政审批服务局", "支持县行政审批服务局，成立县行政审批服务局领导小组。", ""),
        ("攸县行政审批服务局", "，由县行政审批服务局牵头。", ""),
        ("云岭县水务局", "青河县水务局公开信息。", ""),
        ("水务局", "云岭县水务局公开信息。", ""),
        ("云岭县第一初级中学公司", "云岭县第二初级中学公司公开。", ""),
        ("云岭县机关事务服务中心", "云岭县机关事务服务用心，云岭县机关事物服务中心。", "云岭县机关事物服务中心"),
        ("云岭县机关保障服务中心", "云岭县机关堡障服务中心。", ""),
    ],
)
def test_a_slip_in_the_own_name(own: str, text: str, wrong: str, told: Told) -> None:
    """One character wrong, missing or doubled is told; grammar, short forms and real neighbours are not."""
    title = f'title = "{own}2023年政府信息公开工作年度报告"\nlead = "编制。"\nclosing = []\n'
    given = f'agency.name = "{own}"\n{title}section.1 = "{text}"\n{REGISTER}'
    assert found(told(SLIPS, given)) == ([wrong] if wrong else [])


@pytest.mark.parametrize(
    ("title", "lead", "count"),
    [
        ("云岭县人民政府办公室", "编制。", 0),
        ("云岭县人民政府（办公室）", "编制。", 1),
        ("云岭县人民政府和县政府办公室", "编制。", 1),
        ("云岭县人民政府", "现公布云岭县人民政府及其办公室2023年政府信息公开工作年度报告。", 1),
        ("云岭县人民政府", "本报告由云岭县人民政府办公室编制。", 0),
        ("云岭县人民政府", "现公布云岭县人民政府2023年政府信息公开工作年度报告。", 0),
    ],
)
def test_a_government_and_its_office_report_apart(title: str, lead: str, count: int, told: Told) -> None:
    """Two bodies in one title or one announcement are told; who compiles is not."""
    given = f'agency.name = "云岭县人民政府"\ntitle = "{title}2023年政府信息公开工作年度报告"\nlead = "{lead}"'
    assert len(found(told(JOINT, given))) == count


@pytest.mark.parametrize(
    ("lead", "wrong"),
    [
        ("可在云岭县人民政府门户网站（http://www.qinghe.gov.cn）查阅。", ["www.qinghe.gov.cn"]),
        ("可在县政府网站www.qinghe.gov.cn查阅。", ["www.qinghe.gov.cn"]),
        ("可在云岭县人民政府门户网站（http://zwgk.YUNLING.gov.cn/a）查阅。", []),
        ("可在省政府网站（www.qinghe.gov.cn）查阅。", []),
        ("电子邮箱：water@qinghe.gov.cn。", []),
        ("详见www.gov.cn。", []),
    ],
)
def test_only_a_site_called_the_own_one_is_held_to_the_register(lead: str, wrong: list[str], told: Told) -> None:
    """Sites of the city, the province and the state are named as such and may be given."""
    given = f'register.jurisdiction.domains = ["www.yunling.gov.cn"]\nlead = "{lead}"'
    assert found(told(DOMAIN, given)) == wrong


def test_without_domains_in_the_register_nothing_is_compared(told: Told) -> None:
    """The county has to say which sites are its own."""
    (gap,) = told(DOMAIN, "register.agencies = []")
    assert isinstance(gap, Gap)
    assert DOMAIN.needs == {"register"}


@pytest.mark.parametrize(
    ("line", "wrong"),
    [
        ("邮编：456700，电话：0399-3216688", []),
        ("邮编：45670，电话：（0399）3216688", ["45670"]),
        ("邮政编码：4567001", ["4567001"]),
        ("邮编：456712，电话：03993216688", []),
        ("邮编：100017，电话：010-63070912", ["100017", "010"]),
    ],
)
def test_postcode_and_area_code_are_of_the_area(line: str, wrong: list[str], told: Told) -> None:
    """Another office of the same post area is fine."""
    given = (
        f'register.jurisdiction.postcodes = ["456700"]\nregister.jurisdiction.area_codes = ["0399"]\nlead = "{line}"'
    )
    assert found(told(LINES, given)) == wrong


_NAMES = st.text(alphabet="云岭青河东西南北山水金银", min_size=2, max_size=4)
_OWN = st.sampled_from(["水务局", "教育局", "卫生健康局", "人民政府办公室", "城关镇人民政府", "机关事务服务中心"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=60)
@given(_NAMES, _OWN)
def test_a_renamed_agency_is_never_foreign(context_of: Callable[..., CheckContext], area: str, own: str) -> None:
    """Whatever the body is called, a report that uses its name throughout has no wrong name."""
    name = f"{area}县{own}"
    lead = (
        Paragraph(
            text=f"现公布{name}2023年政府信息公开工作年度报告。请与{name}办公室联系，电话：0399-3216688。", place="P2"
        ),
    )
    report = {"title": f"{name}2023年政府信息公开工作年度报告", "lead": lead, "agency": name, "closing": ()}
    register = Register(
        jurisdiction=Jurisdiction(code="1", name=f"{area}县"),
        agencies=tuple(
            Agency(code=f"{n}", name=f"{area}县{one}", kind="department") for n, one in enumerate(("财政局", own))
        ),
    )
    context = context_of(f"2023年，{name}认真执行《条例》，公开信息86条。", report=report, register=register)
    agency = Agency(code="own", name=name, kind="department")
    context = CheckContext(
        dossier=type(context.dossier)(
            as_of=context.dossier.as_of, report=context.report, agency=agency, register=register
        ),
        edition=context.form,
        lists=context.lists,
    )
    for check in (ABSENT, CONTACT, TEXT, SLIPS, JOINT):
        assert list(check.run(context)) == []


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="云岭县水务局人民政府的青河由请与联系（）www.gov.cn邮编0123，。", max_size=80))
def test_any_text_is_looked_at_without_a_crash(context_of: Callable[..., CheckContext], text: str) -> None:
    """Arbitrary titles, leads and texts are judged or not, never an error."""
    lead = (Paragraph(text=text, place="P2"),)
    register = Register(jurisdiction=Jurisdiction(code="1", name="云岭县", domains=("yunling.gov.cn",)))
    context = context_of(text, text, report={"lead": lead, "title": text}, register=register)
    for check in (ABSENT, CONTACT, TEXT, SLIPS, JOINT, DOMAIN, LINES):
        assert all(set(b.facts) == check.facts for b in check.run(context) if isinstance(b, Breach))


@pytest.mark.parametrize(
    ("agency", "text", "wrong"),
    [
        ("云岭县水务局", "2023年，云岭县教育局主动公开信息86条。", ["云岭县教育局"]),
        ("云岭县水务局", "云岭县教育局由法规股牵头办理。", ["云岭县教育局"]),
        ("云岭县水务局", "县教育局认真落实条例。", ["县教育局"]),
        ("云岭县水务局", "云岭县教育局批复的预算已公开，会同云岭县教育局公开信息。", []),
        ("云岭县水务局", "2023年，云岭县水利水务局认真落实条例。", []),
        ("云岭县行政审批服务局", "县审批局认真落实条例，县政务服务局坚持统一受理。", []),
        ("云岭县水务局", "修订《云岭县农业农村局政府信息公开指南》。", ["云岭县农业农村局"]),
        ("云岭县水务局", "转发《云岭县农业农村局政府信息公开指南》，修订《云岭县水务局政府信息公开指南》。", []),
        ("云岭县青枫镇人民政府", "2023年，临河镇人民政府主动公开信息86条。", ["临河镇人民政府"]),
        ("云岭县青枫镇人民政府", "各乡镇人民政府认真落实条例，县镇人民政府全面落实。", []),
        ("云岭县青枫镇人民政府", "在县政府网站白马镇专栏公开，石湾镇便民服务中心设查阅点。", ["石湾镇", "白马镇"]),
        ("云岭县青枫镇人民政府", "县政府网站开设镇专栏，依托镇便民服务中心设查阅点，青枫镇便民服务中心设专区。", []),
        ("云岭县人民政府", "云岭县教育局由法规股牵头办理。", []),
        ("云岭县人民政府", "沅领县人民政府门户网站完成改造，审核潼口县规范性文件42件。", ["沅领县", "潼口县"]),
        ("云岭县水务局", "通过县人民政府门户网站公开，依托全县政府网站、我县政务公开专区，执行县规范性文件。", []),
        ("云岭县水务局", "赴沅领县政务服务中心学习，云岭县人民政府门户网站完成改造。", []),
        ("云岭县青枫镇人民政府", "由青山镇党政办公室统一管理，青山镇党政办公室负责。", ["青山镇"]),
        ("云岭县农牧和科技局", "2024年，云岭县林业和草原局将增加双语信息。", ["云岭县林业和草原局"]),
        ("云岭县农牧和科技局", "2024年，云岭县农牧和科技局将增加双语信息，云岭县林业和草原局将增加信息。", []),
        ("云岭县青枫街道办事处", "全县测评，临河街道得91.5分。", ["临河街道"]),
        ("云岭县青枫街道办事处", "全县测评，青枫街道得91.5分，各街道得分不等。", []),
        ("云岭县翠屏湖风景区管理委员会", "2026年，云台山管委会将完善栏目。", ["云台山管委会"]),
        ("云岭县翠屏湖风景区管理委员会", "2026年，翠屏湖管委会将完善栏目。", []),
        ("水务局", "“云岭教育”公众号发86条，由县教育局办公室登记。", []),
    ],
)
def test_another_body_of_the_county_acts_for_this_one(agency: str, text: str, wrong: list[str], told: Told) -> None:
    """Without a register: at the head of a clause, with a guide of its own, with its column or hall."""
    kind = (
        "subdistrict"
        if "街道" in agency
        else "township"
        if "镇" in agency
        else "government"
        if agency.endswith("县人民政府")
        else "department"
    )
    given = f'agency.name = "{agency}"\nagency.kind = "{kind}"\nsection.1 = "{text}"'
    assert found(told(TEXT, given)) == wrong


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("2023年，云领县以标准化为抓手公开信息。", ["云领县"]),
        ("云岭县以标准化为抓手公开信息。", []),
        ("云领县来我县交流。", []),
    ],
)
def test_a_slip_in_the_county_at_the_head_of_a_sentence(text: str, wrong: list[str], told: Told) -> None:
    """The county speaks of its own work; one that only comes to see it is another."""
    given = f'agency.name = "云岭县人民政府"\nagency.kind = "government"\nsection.1 = "{text}"'
    assert found(told(SLIPS, given)) == wrong
