"""The register as an office keeps it: tables in, differences shown, tables out."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

import re
from collections.abc import Callable
from pathlib import Path

import xlsxwriter

from filings.agency import RelationKind

HEADS = "统一社会信用代码,单位名称,类别"
DECREE = ("--document", "云编〔2024〕3号", "--approver", "李某")
EDUCATION = "11450000007004110A"
WATER = "11450000007005480R"


def test_nothing_works_before_a_county_is_set_up_and_the_words_say_how(terminal) -> None:
    """Without a county an import ends as wrong usage and names the command that is missing."""
    assert "gouji register county" in terminal("agencies", "--year", "2025", status=2)


def test_a_new_county_has_the_dates_of_the_law(terminal) -> None:
    """Setting up a county writes the statutory calendar, so that filings are not refused for lack of one."""
    terminal("register", "county", "--code", "450000", "--name", "云岭县", "--office", "办公室")
    assert "2026-01-31" in terminal("calendar", "list", "--year", "2025")


def test_the_sample_register_is_imported_and_importing_it_again_changes_nothing(county) -> None:
    """A table that says what the register says writes nothing."""
    assert len(county.ledger.register.all("450000")) == 13
    said = county("register", "import", county.home / "register.csv", *DECREE)
    assert "与现有名录相同" in said


def test_an_exported_table_imports_to_the_same_register(county, tmp_path: Path) -> None:
    """Xlsx and csv written by us read back without a difference."""
    for name in ("r.xlsx", "r.csv"):
        county("register", "export", tmp_path / name)
        assert "与现有名录相同" in county("register", "import", tmp_path / name, *DECREE)


def test_a_table_with_faulty_rows_is_not_imported_at_all(county, sheet: Callable[..., Path]) -> None:
    """Every faulty row has a sentence with its number; the good row beside them is not kept either."""
    table = sheet(
        HEADS,
        "114500000070013707,云岭县档案局,部门",
        "1.14500000070E+17,云岭县史志办,部门",
        "1145000000700137,云岭县信访局,部门",
        "B77,,部门",
        "B78,云岭县气象局,部门",
        "B78,云岭县气象台,部门",
    )
    said = county("register", "import", table, *DECREE, status=1)
    for number, words in (
        (2, "校验位不符"),
        (3, "后几位已经丢失"),
        (4, "应为18位"),
        (5, "单位名称"),
        (7, "与第6行相同"),
    ):
        assert any(f"第{number}行" in line and words in line for line in said.splitlines()), (number, words)
    assert county.ledger.register.find("B78") is None


def test_numbers_that_a_spreadsheet_has_mangled_are_refused(county, tmp_path: Path) -> None:
    """A code kept as a number has lost its last digits; the row says to make the column text."""
    path = tmp_path / "n.xlsx"
    book = xlsxwriter.Workbook(path)
    page = book.add_worksheet()
    page.write_row(0, 0, ["云岭县单位名录"])
    page.write_row(1, 0, HEADS.split(","))
    page.write_row(2, 0, [114500000070013706, "云岭县人民政府", "县政府"])
    book.close()
    said = county("register", "import", path, *DECREE, status=1)
    assert "第3行" in said
    assert "设为“文本”格式" in said


def test_a_new_name_leaves_the_old_one_behind(county, sheet: Callable[..., Path]) -> None:
    """Renaming under the same code keeps the old name until the day, and columns the table lacks stay as they were."""
    before = county.ledger.register.find(EDUCATION)
    table = sheet(HEADS, f"{EDUCATION},云岭县教育和体育局,部门")
    said = county("register", "import", table, *DECREE, "--as-of", "2024-03-01")
    assert "改名" in said
    assert "云岭县教育局 → 云岭县教育和体育局" in said
    after = county.ledger.register.find(EDUCATION)
    assert after.mail == before.mail
    assert [(n.name, str(n.until)) for n in after.names] == [("云岭县教育局", "2024-03-01")]


def test_relations_carry_paper_and_approver(county, sheet: Callable[..., Path]) -> None:
    """A body that went into another is told as 关系, with the document and approver of the import."""
    table = sheet(HEADS + ",关系", f"{EDUCATION},云岭县教育局,部门,并入|2024年3月1日||{WATER}")
    said = county("register", "import", table, *DECREE)
    (relation,) = county.ledger.register.find(EDUCATION).relations
    assert (relation.kind, str(relation.since), relation.other) == (RelationKind.MERGED, "2024-03-01", WATER)
    assert (relation.document, relation.approver) == ("云编〔2024〕3号", "李某")
    assert "关系" in said


def test_a_relation_to_nobody_is_a_fault(county, sheet: Callable[..., Path]) -> None:
    """Merging into a code that is nowhere, or into oneself, is refused with the row's number."""
    table = sheet(
        HEADS + ",关系",
        f"{EDUCATION},云岭县教育局,部门,并入|2024-03-01||ZZZ",
        f"{WATER},云岭县水务局,部门,并入|2024-03-01||{WATER}",
        "B1,云岭县残联,部门,并入|2024-03-01",
        "B2,云岭县妇联,部门,合并|2024-03-01",
    )
    said = county("register", "import", table, *DECREE, status=1)
    assert "第2行（云岭县教育局）：关系“并入”的对方代码“ZZZ”" in said
    assert "第3行（云岭县水务局）：关系“并入”的对方是它自己" in said
    assert "第4行（云岭县残联）：关系“并入”要写明对方单位的代码" in said
    assert "第5行" in said


def test_a_dry_run_shows_and_keeps_nothing(county, sheet: Callable[..., Path]) -> None:
    """--dry-run prints the differences only."""
    table = sheet(HEADS, "B78,云岭县气象局,部门")
    assert "新增  B78" in county("register", "import", table, *DECREE, "--dry-run")
    assert county.ledger.register.find("B78") is None


def test_old_tables_in_gb18030_are_read(county, sheet: Callable[..., Path]) -> None:
    """What older office software writes is read as what it is."""
    table = sheet(HEADS, "B78,云岭县气象局,部门", encoding="gb18030")
    county("register", "import", table, *DECREE)
    assert county.ledger.register.find("B78").name == "云岭县气象局"


def test_what_is_no_table_is_said_in_one_sentence(county, tmp_path: Path) -> None:
    """A file without heads, one that is broken and one that is not there end as wrong usage."""
    (tmp_path / "a.csv").write_text("你好,再见\n1,2\n", encoding="utf-8")
    (tmp_path / "b.xlsx").write_bytes(b"no sheet")
    assert "没有找到表头" in county("register", "import", tmp_path / "a.csv", *DECREE, status=2)
    assert "打不开" in county("register", "import", tmp_path / "b.xlsx", *DECREE, status=2)
    assert "打不开" in county("register", "import", tmp_path / "c.xlsx", *DECREE, status=2)
    assert ".xlsx 或 .csv" in county("register", "export", tmp_path / "c.doc", status=2)


def test_strange_columns_and_kinds_without_a_date_are_said(county, sheet: Callable[..., Path]) -> None:
    """Columns nobody reads are named, and a kind that the calendar has no date for is warned of."""
    table = sheet(HEADS + ",门牌", "B9,云岭县文化馆,事业单位,3号")
    said = county("register", "import", table, *DECREE)
    assert "没有用到的列：门牌" in said
    assert "事业单位还没有报送期限" in said
    assert "名录中另有13个单位不在表中" in said


def test_three_thousand_rows_with_every_kind_of_slip(county, sheet: Callable[..., Path]) -> None:
    """Each wrong row has one sentence with its number and what to do; nothing is kept, and right rows are not named."""
    slips = (
        ("{n:05},第{n}局,县政府部门,a@b.gov.cn,2024-3-1,", ""),
        ("{n:05},第{n}局,县政府部门,ab.gov.cn,,", "邮箱"),
        ("{n:05},第{n}局,县政府部门,,2024-2-30,", "2024-2-30"),
        ("{n:05},,县政府部门,,,", "单位名称"),
        (",第{n}局,县政府部门,,,", "统一社会信用代码"),
        ("{n:05},第{n}局,,,,", "类别"),
        ("1.1450{n:04}E+17,第{n}局,县政府部门,,,", "文本"),
        ("11450000{n:08},第{n}局,县政府部门,,,", "18位"),
        ("{n:05},第{n}局,县政府部门,,,并入|2024-03-01||没有的代码", "没有的代码"),
        ("SAME,第{n}局,县政府部门,,,", "相同"),
    )
    rows = [slips[n % 10][0].format(n=n) for n in range(3000)]
    path = sheet("统一社会信用代码,单位名称,类别,邮箱,启用日期,关系", *rows)
    before = county.ledger.register.all("450000")
    said = county("register", "import", path, *DECREE, status=1).splitlines()
    told = {int(found[1]): line for line in said if (found := re.match(r"第(\d+)行", line))}
    for n in range(3000):
        word, line = slips[n % 10][1], told.get(n + 2, "")
        first = n == 9  # of those that are the same, the first is named by the others
        assert (word in line and bool(line)) is (bool(word) and not first), (n + 2, line)
    assert len(said) == len(told) + 1
    assert county.ledger.register.all("450000") == before
