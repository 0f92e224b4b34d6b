"""The register as rows."""

from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from filings.agency import Agency, DatedName, Relation, RelationKind
from filings.register_rows import COLUMNS, RowFault, agency_of, row_of

WORDS = st.text(alphabet="甲乙丙abc123", min_size=1, max_size=6)
DAYS = st.none() | st.dates(date(1950, 1, 1), date(2050, 1, 1))
NAMES = st.builds(DatedName, name=WORDS, since=DAYS, until=DAYS, alias=st.booleans())
AGENCIES = st.builds(
    Agency,
    code=WORDS,
    name=WORDS,
    kind=WORDS,
    jurisdiction=st.just("430000"),
    names=st.lists(NAMES, max_size=3).map(tuple),
    relations=st.lists(
        st.builds(
            Relation, kind=st.sampled_from(RelationKind), since=st.dates(date(1950, 1, 1)), other=WORDS, until=DAYS,
            document=WORDS, approver=WORDS,
        ),
        max_size=2,
    ).map(tuple),
    tags=st.frozensets(WORDS, max_size=3),
    since=DAYS,
    until=DAYS,
    contact=WORDS,
    mail=WORDS,
    inferred=st.just(value=False),
)  # fmt: skip
ROW = {"代码": "C1", "名称": "甲局", "类别": "department"}


@given(AGENCIES)
def test_out_and_in_again_is_the_same(agency: Agency) -> None:
    """A row says everything that the register knows."""
    assert agency_of(row_of(agency), "430000", 1) == agency


def test_a_row_needs_only_code_name_and_kind() -> None:
    """Other columns may be missing or blank; blanks around words are dropped."""
    wanted = Agency(code="C1", name="甲局", kind="department", jurisdiction="430000", tags=frozenset({"a", "b"}))
    assert agency_of({**ROW, "名称": " 甲局 ", "标签": "a,b、"}, "430000", 1) == wanted
    assert set(ROW) < set(COLUMNS)


@pytest.mark.parametrize(
    ("change", "word"),
    [
        ({"代码": ""}, "第7行缺少“代码”"),
        ({"名称": "", "类别": " "}, "缺少“名称”“类别”"),
        ({"代码": "91350100M000100Y44"}, "第7行（甲局）：统一社会信用代码校验位不符"),
        ({"设立日期": "去年"}, "日期“去年”无法识别"),
        ({"机构关系": "合并|2025-01-01"}, "机构关系“合并”不在允许的类型之内"),
        ({"机构关系": "merged"}, "缺少起始日期"),
    ],
)
def test_faults_name_the_row_and_the_reason(change: dict[str, str], word: str) -> None:
    """What a clerk has to mend is said with the row's number."""
    found = agency_of({**ROW, **change}, "430000", 7)
    assert isinstance(found, RowFault)
    assert found.number == 7
    assert word in found.reason


def test_dates_of_a_spreadsheet_are_understood() -> None:
    """Slashes and a time of day, as spreadsheets write them."""
    found = agency_of({**ROW, "设立日期": "2019/03/01", "终止日期": "2030-01-01 00:00:00"}, "430000", 1)
    assert isinstance(found, Agency)
    assert (found.since, found.until) == (date(2019, 3, 1), date(2030, 1, 1))


def test_a_right_credit_code_is_taken() -> None:
    """A code of 18 characters with its right check character passes."""
    assert isinstance(agency_of({**ROW, "代码": "91350100M000100Y43"}, "430000", 1), Agency)


@given(
    st.dictionaries(st.sampled_from(COLUMNS), st.text(st.characters(codec=None, exclude_categories=()), max_size=20))
)
@example({"代码": "²" * 18, "名称": "a", "类别": "b"})
@example({"代码": "a\ud800", "名称": "a", "类别": "b"})
@example({"代码": "a\x00", "名称": "a", "类别": "b"})
@example({"代码": "a", "名称": "a", "类别": "b", "设立日期": "2024-02-30"})
@example({"代码": "a", "名称": "a", "类别": "b", "机构关系": "|||；||"})
@example({"代码": "a", "名称": "a", "类别": "b", "名称沿革": "|||；||"})
def test_no_text_of_a_row_breaks_it(row: dict[str, str]) -> None:
    """Whatever stands in the cells: an agency of text that can be written down, or a fault with its row."""
    found = agency_of(row, "430000", 3)
    if isinstance(found, RowFault):
        assert "第3行" in found.reason
    else:
        repr(row_of(found)).encode()
        assert "\x00" not in found.code + found.name + found.kind
