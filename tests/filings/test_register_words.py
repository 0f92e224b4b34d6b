"""The register in an office's words: what is written out reads back as the same agency."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filings.agency import Agency, DatedName, Relation, RelationKind
from filings.register_changes import Decree, changes, planned
from filings.register_rows import agency_of, row_of
from filings.register_words import HEADS, clerk_row, known_heads, plain_row

DECREE = Decree(as_of=date(2024, 3, 1), document="云编〔2024〕3号", approver="李某")

_WORDS = st.text("县局乡镇人民政府教育水务办公室、（）甲乙", min_size=1, max_size=8).filter(
    lambda text: text.strip("、")
)
_DAYS = st.dates(date(2000, 1, 1), date(2030, 1, 1))
_OPEN = st.none() | _DAYS
_NAMES = st.builds(DatedName, name=_WORDS, since=_OPEN, until=_OPEN, alias=st.booleans())
_RELATIONS = st.builds(
    Relation, kind=st.sampled_from(RelationKind), since=_DAYS, until=_OPEN, other=st.sampled_from(["", "A02"]),
    document=st.sampled_from(["", "云编〔2024〕3号"]), approver=st.sampled_from(["", "李某"]),
)  # fmt: skip
_AGENCIES = st.builds(
    Agency, code=st.sampled_from(["A01", "11450000007004110A"]), name=_WORDS,
    kind=st.sampled_from(["department", "township", "government", "学校"]), jurisdiction=st.just("450000"),
    names=st.lists(_NAMES, max_size=3).map(lambda names: tuple(sorted(names, key=lambda name: name.alias))),
    relations=st.lists(_RELATIONS, max_size=2).map(tuple), tags=st.frozensets(st.sampled_from(["licensing", "fees"])),
    since=_OPEN, until=_OPEN, contact=st.sampled_from(["", "张某", "张某 0399-1234567", "0399-1234567"]),
    mail=st.sampled_from(["", "a@b.gov.cn"]),
)  # fmt: skip


@given(_AGENCIES)
def test_a_row_as_written_reads_back_as_the_same_agency(agency: Agency) -> None:
    """Names, aliases, relations, days, contact: nothing is lost between the register and the clerk's table."""
    cells = dict(zip(HEADS, clerk_row(row_of(agency)), strict=True))
    assert agency_of(plain_row(cells), "450000", 1) == agency


@given(_AGENCIES)
def test_what_a_table_has_no_column_for_stays(agency: Agency) -> None:
    """A table of code, name and kind alone changes nothing else."""
    cells = dict(zip(HEADS[:3], clerk_row(row_of(agency))[:3], strict=True))
    assert agency_of(plain_row(cells, row_of(agency)), "450000", 1) == agency
    assert list(changes(agency, agency)) == []


@pytest.mark.parametrize(
    ("written", "meant"),
    [("2024年3月1日", "2024-03-01"), ("2024/3/1", "2024-03-01"), ("2024.03.01", "2024-03-01"),
     ("２０２４-3-1", "2024-03-01"),
     ("三月", "三月"), ("", "")],
)  # fmt: skip
def test_days_as_people_write_them(written: str, meant: str) -> None:
    """Chinese, slashed, dotted and full-width days are one day; what is none stays, to be refused with its words."""
    assert plain_row({"启用日期": written})["设立日期"] == meant


def test_names_listed_in_one_cell() -> None:
    """Former names may be listed with 、 where no days stand beside them, and a line break parts them too."""
    assert plain_row({"曾用名": "县房产局、县房管局"})["名称沿革"] == "县房产局|||曾用名；县房管局|||曾用名"
    assert plain_row({"简称": "房产局\n房管局"})["名称沿革"] == "房产局|||简称；房管局|||简称"
    kept = plain_row({"简称": "房管局"}, {"名称沿革": "县房产局|||曾用名；住房局|||简称"})
    assert kept["名称沿革"] == "县房产局|||曾用名；房管局|||简称"


def test_heads_of_other_tables_are_understood() -> None:
    """机构名称, 单位性质, 联系电话: what other tables call the same things."""
    row = plain_row({"机构名称": "县档案局", "单位性质": "乡镇", "联系电话": "0399-1234567", "门牌": "3号"})
    assert (row["名称"], row["类别"], row["联系人"]) == ("县档案局", "township", "0399-1234567")
    assert "门牌" not in row


def test_every_difference_has_its_word() -> None:
    """Renamed, another kind, ended, taken up again, abolished, a relation gone, a contact changed."""
    exempt = Relation(kind=RelationKind.EXEMPT, since=DECREE.as_of)
    old = Agency(
        code="A01", name="县房产局", kind="department", relations=(exempt,)
    )  # fmt: skip
    cells = {"代码": "A01", "名称": "县住建局", "类别": "事业单位", "停用日期": "2025-01-01", "邮箱": "a@b.cn",
             "关系": "撤销|2025-01-01"}  # fmt: skip
    plan = planned([(2, cells)], [old], "450000", DECREE)
    told = {change.word: change.detail for change in plan.changes}
    assert told["改名"] == "县房产局 → 县住建局"
    assert told["类别"] == "县政府部门 → 事业单位"
    assert told["停用"] == "2025-01-01起"
    assert told["撤销"] == "撤销，2025-01-01起，云编〔2024〕3号"
    assert told["关系"] == "删去：免报，2024-03-01起"
    assert told["其他"] == "邮箱有变动"
    back = next(iter(plan.entries))
    again = planned([(2, {**cells, "停用日期": ""})], [back], "450000", DECREE)
    assert [change.word for change in again.changes] == ["恢复"]


def test_a_code_of_another_county_is_refused() -> None:
    """One body has one register; whose the code is, is said."""
    rows = [(5, {"代码": "A01", "名称": "县房产局", "类别": "部门"})]
    plan = planned(rows, [], "450000", DECREE, {"A01": "邻县房产局（450001）"})
    assert [fault.reason for fault in plan.faults] == [
        "第5行（县房产局）：这个代码已登记在邻县房产局（450001）名下，请核对代码"
    ]


def test_names_that_are_not_in_the_table_are_told() -> None:
    """What the register has and the table has not is named and kept."""
    known = Agency(code="A02", name="县档案局", kind="department")
    assert planned([], [known], "450000", DECREE).unlisted == (known,)


def test_a_mail_address_that_is_none_is_refused() -> None:
    """A letter to 无 would never arrive."""
    plan = planned([(2, {"代码": "A1", "名称": "县档案局", "类别": "部门", "邮箱": "无"})], [], "450000", DECREE)
    assert "邮箱“无”不规范" in plan.faults[0].reason


def _faults(*rows: dict[str, str], known: tuple[Agency, ...] = ()) -> list[str]:
    return [fault.reason for fault in planned(list(enumerate(rows, 2)), known, "450000", DECREE).faults]


def _row(code: str = "A01", name: str = "县房产局", **more: str) -> dict[str, str]:
    return {"代码": code, "名称": name, "类别": "部门", **more}


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (_row(name="", 类别=""), "第2行缺少“单位名称”“类别”，请补填"),
        (_row(启用日期="三月"), "日期“三月”无法识别"),
        (_row("1.145E+17"), "第2行（县房产局）：代码被表格软件改成了数字"),
        (_row("#######"), "请把这一列设为“文本”格式"),
        (_row("1145000000700411"), "统一社会信用代码应为18位，现为16位（1145000000700411）"),
        (
            _row(关系="并购|2024-03-01"),
            "机构关系“并购”不在允许的类型之内（更名、并入、分设、撤销、合署报送、垂直管理、免报）",
        ),
        (_row(关系="并入||||云编〔2024〕3号"), "机构关系“并入”缺少起始日期，例如：并入|2024-03-01"),
        (_row(关系="并入|2024-03-01"), "关系“并入”要写明对方单位的代码，例如：并入|2024-03-01||对方代码"),
        (_row(关系="分设|2024-03-01||A77"), "的对方代码“A77”不在表中，也不在名录中"),
        (_row(关系="并入|2024-03-01||A01"), "关系“并入”的对方是它自己"),
    ],
)
def test_a_row_that_cannot_be_kept_says_why_and_what_to_do(row: dict[str, str], told: str) -> None:
    """Codes spoiled by a spreadsheet, missing heads, days that are none, relations to nobody: told with the row."""
    (reason,) = _faults(row)
    assert reason.startswith("第2行")
    assert told in reason


def test_the_same_code_or_name_twice_is_told_at_the_later_row() -> None:
    """Two rows for one body would overwrite each other in silence."""
    assert _faults(_row(), _row("A02", "县住建局"), _row("A01", "县住建局")) == [
        "第4行（县住建局）的代码与第2行相同，请删去一行或改正代码",
        "第4行（县住建局）的名称与第3行相同，请删去一行或改正名称",
    ]


def test_a_relation_may_name_a_body_of_the_table_or_of_the_register() -> None:
    """The other body need not stand in the same table, and 撤销 needs none."""
    known = Agency(code="A09", name="县住建局", kind="department")
    assert _faults(_row(关系="并入|2024-03-01||A09"), known=(known,)) == []
    assert _faults(_row(关系="并入|2024-03-01||A02"), _row("A02", "县住建局")) == []
    assert _faults(_row(关系="撤销|2024-03-01")) == []


def test_a_relation_with_an_end_is_told_with_both_days() -> None:
    """What an import changes is read before it is kept: 垂直管理 from a day to a day, and whose."""
    plan = planned(
        [(2, _row(关系="上级主管|2024-03-01|2025-01-01|A09"))],
        [
            Agency(code="A09", name="市房产局", kind="department"),
            Agency(code="A01", name="县房产局", kind="department"),
        ],
        "450000",
        DECREE,
    )
    assert [change.detail for change in plan.changes] == ["垂直管理，2024-03-01至2025-01-01，对方A09，云编〔2024〕3号"]


def test_the_heads_of_every_table_that_is_written_are_read_again() -> None:
    """Whoever fills in the table that was handed out gets every column taken."""
    assert set(HEADS) <= set(known_heads())


_ANY = st.text(st.characters(codec=None, exclude_categories=()), max_size=20)


@given(st.lists(st.dictionaries(st.sampled_from(HEADS), _ANY | st.sampled_from(["A01", "局", "政府"])), max_size=3))
@example([{"统一社会信用代码": "A\ud800", "单位名称": "局", "类别": "政府"}])
@example([{"统一社会信用代码": "A", "单位名称": "局\x00", "类别": "政府", "关系": "|||"}])
@example([{"统一社会信用代码": "A", "单位名称": "局", "类别": "政府", "启用日期": "9" * 5000}])
def test_no_text_of_a_table_breaks_an_import(rows: list[dict[str, str]]) -> None:
    """Whatever stands in the cells: each row is planned or has its fault, and what is planned can be written down."""
    plan = planned(list(enumerate(rows, start=2)), [], "450000", DECREE)
    assert len(plan.entries) + len({fault.number for fault in plan.faults}) >= len(rows)
    for agency in plan.entries:
        for cell in clerk_row(row_of(agency)):
            assert "\x00" not in cell
            cell.encode()


@pytest.mark.parametrize(
    ("written", "kept", "shown"),
    [
        ("行政许可、无处罚权", {"licensing", "no_penalty_power"}, "行政许可、无行政处罚权"),
        ("licensing", {"licensing"}, "行政许可"),
        ("水利工程", {"水利工程"}, "水利工程"),
        ("", set(), ""),
    ],
)
def test_functions_are_written_and_shown_in_chinese(written: str, kept: set[str], shown: str) -> None:
    """A clerk writes 行政许可 and reads it again; what rules do not know stays as she wrote it."""
    row = plain_row(
        {**dict.fromkeys(HEADS, ""), "统一社会信用代码": "A01", "单位名称": "甲局", "类别": "部门", "职能": written}
    )
    agency = agency_of(row, "450000", 1)
    assert isinstance(agency, Agency)
    assert agency.tags == kept
    assert clerk_row(row)[HEADS.index("职能")] == shown
