"""Eighty files at once: matched, confirmed, filed; a page that needs no server; last year's figures."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

import io
import re
import shutil
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from pathlib import Path

import pytest
import python_calamine
import sqlalchemy as sa
import xlsxwriter

from filings.dossier import StandingState
from gateway.clock import today
from gateway.importing.confirming import HEADS
from ledger.tables.filing import acts, submissions
from ledger.tables.notice import notices
from samples import county as sample

ROLL = Path(sample.__file__).parent / "register.csv"
HEALTH, RIVER = "卫健局2025.txt", "河东镇2025年度报告.txt"
WATER_BEFORE, WATER = "水务局2024年度报告.docx", "水务局2025年度报告.docx"


@pytest.fixture
def inbox(tmp_path: Path) -> Callable[..., Path]:
    """A folder of files with any names."""
    folder = tmp_path / "inbox"

    def put(**files: bytes) -> Path:
        folder.mkdir(exist_ok=True)
        for name, data in files.items():
            (folder / name).write_bytes(data)
        return folder

    return put


@pytest.fixture
def answer(tmp_path: Path) -> Callable[..., Path]:
    """Fill in the confirmation sheet as a clerk does: source -> (agency, year, yes)."""

    def fill(written: Path, **words: tuple[str, str, str]) -> Path:
        rows = python_calamine.CalamineWorkbook.from_path(written).get_sheet_by_index(0).to_python()
        path = tmp_path / "改好的.xlsx"
        book = xlsxwriter.Workbook(path)
        page = book.add_worksheet("确认表")
        for number, row in enumerate(rows):
            cells = list(row)
            if cells[1] in words:
                cells[4:7] = words[cells[1]]
            for column, value in enumerate(cells):
                page.write_string(number, column, str(value))
        book.close()
        return path

    return fill


def _rows(path: Path, sheet: int = 0) -> list[list[object]]:
    return python_calamine.CalamineWorkbook.from_path(path).get_sheet_by_index(sheet).to_python()


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _count(terminal, table: sa.Table) -> int:
    with terminal.ledger.engine.connect() as connection:
        return connection.execute(sa.select(sa.func.count()).select_from(table)).scalar_one()


def test_without_a_server_a_page_and_a_sheet_come_out(terminal, inbox, tmp_path: Path) -> None:
    """Names that say nothing, a zip, a mail, two reports in one file, no report: each is told for what it is."""
    mail = EmailMessage()
    mail["From"], mail["Subject"] = "bgs03@yunling.gov.cn", "报送"
    mail.set_content("请查收")
    school = sample.document("云岭县教育局2025年政府信息公开工作年度报告.docx")
    mail.add_attachment(school, maintype="application", subtype="msword", filename="最终版.docx")
    both = sample.document(HEALTH) + b"\n" + sample.document(RIVER)
    folder = inbox(**{
        "终稿3.wps": sample.document("交通运输局年报（终稿）.docx"),
        "包.zip": _zip(**{"x.docx": sample.document(WATER)}),
        "信.eml": mail.as_bytes(), "合并.txt": both, "通知.txt": "关于报送年度报告的通知，请各单位按时报送。".encode(),
        "再来.wps": sample.document("交通运输局年报（终稿）.docx"), "坏.rar": b"Rar!\x1a\x07\x00",
    })  # fmt: skip
    said = terminal("import", folder, "--register", ROLL, "--year", 2025, "--out", tmp_path / "out", status=1)
    assert "读到年度报告5份" in said
    assert "名录13个单位，5个有报告，8个没有" in said
    assert "没有收到：云岭县民政局" in said
    assert "不是年度报告：通知.txt" in said
    assert "重复的文件：终稿3.wps。与“再来.wps”内容完全相同" in said
    assert "打不开：坏.rar" in said
    page = (tmp_path / "out" / "汇总.html").read_text(encoding="utf-8")
    assert "信.eml/最终版.docx" in page
    assert "合并.txt（第2份）" in page
    assert not re.search(r"""(?:src|href)=["'](?!#)""", page)
    assert "<script" not in page
    assert "http" not in page.replace("http-equiv", "")
    assert not terminal.home.joinpath("gouji.db").exists()


def test_findings_have_the_words_of_check(terminal, tmp_path: Path) -> None:
    """The page and the sheet say what the terminal says, sentence by sentence."""
    source = tmp_path / HEALTH
    source.write_bytes(sample.document(HEALTH))
    said = terminal("check", source, "--fail-on", "never")
    terminal("import", source, "--out", tmp_path / "out", status=1)
    page = (tmp_path / "out" / "汇总.html").read_text(encoding="utf-8")
    rows = _rows(tmp_path / "out" / "汇总.xlsx", 1)
    messages = [str(row[4]) for row in rows[1:]]
    assert messages
    for message in messages:
        assert message in page
        assert message in said


def test_the_countys_own_rules_hold_here_too(terminal, tmp_path: Path) -> None:
    """With ``--rules`` a rule that the county switched off says nothing; filing takes those of the ledger's folder."""
    source, own = tmp_path / HEALTH, tmp_path / "rules.toml"
    source.write_bytes(sample.document(HEALTH))
    own.write_text("[rules.H03]\nactive = false\n", encoding="utf-8")
    for words, told in (((), True), (("--rules", own), False)):
        terminal.run("import", source, *words, "--out", tmp_path / "out")
        cells = [str(cell) for row in _rows(tmp_path / "out" / "汇总.xlsx", 1) for cell in row]
        assert any("前面没有序号" in cell for cell in cells) is told
    both = ("--rules", own, "--confirm", own, "--file")
    assert "不用再写 --rules" in terminal("import", source, *both, "--out", tmp_path / "x", status=2)


def test_the_confirmation_sheet_tells_what_and_why(terminal, inbox, tmp_path: Path) -> None:
    """Sure ones are filled in with 是; two for one slot and strangers wait, with the reason."""
    text = sample.document(HEALTH).decode()
    folder = inbox(**{
        "a.txt": text.encode(), "b.txt": text.replace("建设路", "解放路").encode(),
        "c.txt": text.replace("云岭县卫生健康局", "邻县水利局").encode(), "d.txt": sample.document(RIVER),
    })  # fmt: skip
    terminal("import", folder, "--register", ROLL, "--year", 2025, "--out", tmp_path / "out", status=1)
    heads, *rows = _rows(tmp_path / "out" / "确认表.xlsx")
    assert tuple(heads) == HEADS
    told = {row[1]: row for row in rows}
    assert told["d.txt"][4:8] == ["河东镇人民政府", "2025", "是", "确定"]
    assert told["a.txt"][6:8] == ["", "待定"]
    assert "同一单位同一年度有2份" in told["b.txt"][8]
    assert "名录里没有这个名称" in told["c.txt"][8]


def test_only_what_a_clerk_has_confirmed_is_filed(county, inbox, answer, tmp_path: Path) -> None:
    """是 is filed, 否 and blank are not; a second run with the same sheet files nothing twice."""
    text = sample.document(HEALTH).decode()
    folder = inbox(**{
        "终稿3.txt": text.replace("云岭县卫生健康局", "本单位").encode(), "r.txt": sample.document(RIVER),
        "s.docx": sample.document("城关镇2025年度报告.docx"),
    })  # fmt: skip
    county("import", folder, "--register", ROLL, "--year", 2025, "--out", tmp_path / "out", status=1)
    assert _count(county, submissions) == 0
    sheet = answer(
        tmp_path / "out" / "确认表.xlsx", **{"终稿3.txt": ("云岭县卫生健康局", "2025", "是"), "r.txt": ("", "", "否")}
    )  # fmt: skip
    words = ("import", folder, "--year", 2025, "--confirm", sheet, "--file", "--out", tmp_path / "out2")
    said = county(*words, status=1)
    assert "报入台账2份，没有报入0份" in said
    assert "已报入：云岭县卫生健康局，2025年度" in said
    (filing,) = county.ledger.submissions.of("11450000007008220X", 2025)
    assert (filing.channel, filing.documents[0].name) == ("import", "终稿3.txt")
    assert county.ledger.submissions.of("11450000007016440L", 2025) == ()
    assert "以前已经收到" in county(*words, status=1)
    assert _count(county, submissions) == 2


def test_files_that_lay_in_a_mailbox_are_not_late(county, inbox, tmp_path: Path) -> None:
    """--received dates a filing back, a known one too, once and with its reason, and says what it did."""
    folder = inbox(**{"r.txt": sample.document(RIVER)})
    rest = (folder, "--year", 2025)
    county("import", *rest, "--register", ROLL, "--out", tmp_path / "out", status=1)
    words = ("import", *rest, "--confirm", tmp_path / "out" / "确认表.xlsx", "--file", "--out", tmp_path / "o2")
    assert "--reason" in county(*words, "--received", "2026-01-15", status=2)
    assert "还没有到" in county(*words, "--received", "2999-01-15", "--reason", "r", status=2)
    why = ("--reason", "邮箱收件后统一导入")
    county(*words, status=1)
    said = county(*words, "--received", "2026-01-15", *why, status=1)
    assert "以前已经收到，不重复登记）。收到日期记为2026-01-15" in said
    for day in ("2026-01-15", "2026-01-18"):
        assert "收到日期没有改：台账里已经是2026-01-15" in county(*words, "--received", day, *why, status=1)
    standing = county.ledger.standings.of("11450000007016440L", 2025, today())
    assert (str(standing.received_on), standing.days_late) == ("2026-01-15", 0)
    assert len(county.ledger.event_log.events(kind="receipt.recorded")) == 1


def test_one_report_of_several_is_filed_with_the_file_it_came_from(county, inbox, tmp_path: Path) -> None:
    """Each part becomes its own document that reads the same; the file itself lies beside it."""
    both = sample.document(HEALTH) + b"\n" + sample.document(RIVER)
    folder = inbox(**{"合并.txt": both})
    county("import", folder, "--register", ROLL, "--year", 2025, "--out", tmp_path / "out", status=1)
    sheet = tmp_path / "out" / "确认表.xlsx"
    county("import", folder, "--year", 2025, "--confirm", sheet, "--file", "--out", tmp_path / "o2", status=1)
    county.work()
    (filing,) = county.ledger.submissions.of("11450000007016440L", 2025)
    assert [(d.name, d.role) for d in filing.documents] == [
        ("合并.txt（第2份）.json", "report"),
        ("合并.txt", "source"),
    ]
    assert county.ledger.documents.read(filing.documents[1].sha256) == both
    assert county.ledger.audits.report_of(filing.id).agency == "河东镇人民政府"


def test_a_sheet_that_cannot_be_followed_files_nothing(county, inbox, answer, tmp_path: Path) -> None:
    """An unknown agency, a year that is none, one slot twice: all told, nothing filed."""
    text = sample.document(HEALTH).decode()
    files = {f"{n}.txt": text.replace("建设路", f"建设{n}路").encode() for n in range(4)}
    folder = inbox(**files)
    county("import", folder, "--register", ROLL, "--year", 2025, "--out", tmp_path / "out", status=1)
    health = "云岭县卫生健康局"
    sheet = answer(
        tmp_path / "out" / "确认表.xlsx",
        **{"0.txt": (health, "2025", "是"), "1.txt": (health, "2025", "是"), "2.txt": ("没有局", "2025", "是"),
           "3.txt": (health, "去年", "是")},
    )  # fmt: skip
    said = county("import", folder, "--year", 2025, "--confirm", sheet, "--file", "--out", tmp_path / "o2", status=1)
    assert "“没有局”不在名录里" in said
    assert "年度“去年”不对" in said
    assert "云岭县卫生健康局2025年度确认了两份" in said
    assert _count(county, submissions) == 0


def test_sheets_that_are_not_ours_are_refused(county, inbox, answer, tmp_path: Path) -> None:
    """Other words than 是 and 否, a key that was changed, a column that is gone, --file without a sheet."""
    folder = inbox(**{"a.txt": sample.document(RIVER)})
    out = ("--year", 2025, "--out", tmp_path / "out")
    assert "要先确认" in county("import", folder, *out, "--file", status=2)
    county("import", folder, "--register", ROLL, *out, status=1)
    written = tmp_path / "out" / "确认表.xlsx"
    sheet = answer(written, **{"a.txt": ("河东镇人民政府", "2025", "好")})
    assert "请写“是”或“否”" in county("import", folder, *out, "--confirm", sheet, status=2)
    for heads, row, why in (
        (HEADS, [*[""] * 9, "short"], "核对码或份数被改动过"), (HEADS[:6], ["1"] * 6, "缺少"),
    ):  # fmt: skip
        path = tmp_path / "x.csv"
        path.write_text("\n".join((",".join(heads), ",".join(row or []) + ",x")), encoding="utf-8")
        assert why in county("import", folder, *out, "--confirm", path, status=2)


def test_last_year_s_reports_stand_for_last_year_s_figures(terminal, tmp_path: Path, inbox) -> None:
    """With --baseline the carry-over is compared, and what was not comparable without it now is."""
    folder = inbox(**{
        "自1.html": sample.document("自然资源局2024年度报告.html"),
        "自2.html": sample.document("自然资源局2025年度报告.html"),
    })  # fmt: skip
    rest = ("--register", ROLL, "--year", 2025, "--as-of", "2026-01-15")
    terminal("import", folder, *rest, "--out", tmp_path / "a", status=1)
    terminal("import", folder, *rest, "--baseline", 2024, "--out", tmp_path / "b", status=1)
    without, with_ = ((tmp_path / name / "汇总.html").read_text(encoding="utf-8") for name in "ab")
    assert "上年报告的结转下年度是4" not in without
    assert "上年报告的结转下年度是4" in with_
    assert "2024年度的用作上年数" in with_
    assert "应早于" in terminal("import", folder, *rest, "--baseline", 2025, "--out", tmp_path / "c", status=2)


def test_a_baseline_in_the_ledger_is_accepted_in_silence(county, inbox, tmp_path: Path) -> None:
    """Filed as accepted, never late, nobody told, no work left for a worker; the next year's audit uses its figures."""
    folder = inbox(**{"去年.docx": sample.document(WATER_BEFORE)})
    rest = ("--year", 2025, "--baseline", 2024)
    county("import", folder, "--register", ROLL, *rest, "--out", tmp_path / "out", status=1)
    sheet = tmp_path / "out" / "确认表.xlsx"
    for _ in range(2):
        county(
            "import", folder, *rest, "--confirm", sheet, "--file", "--out", tmp_path / "o2", "--by", "王某", status=1
        )
    assert (_count(county, submissions), _count(county, acts), _count(county, notices)) == (1, 1, 0)
    assert county.ledger.jobs.due(county.office.parts.now()) == ()
    standing = county.ledger.standings.of("11450000007005480R", 2024, today())
    assert (standing.state, standing.days_late) == (StandingState.ACCEPTED, 0)
    assert "不计报送时间" in standing.note
    filing = county.file("水务局", WATER)
    assert county.ledger.dossiers.of(filing.id, today()).previous.year == 2024


def test_a_faulty_register_stops_a_one_off(terminal, inbox, sheet, tmp_path: Path) -> None:
    """A register with a wrong row is not matched against; the row is told."""
    folder = inbox(**{"a.txt": sample.document(RIVER)})
    roll = sheet("统一社会信用代码,单位名称,类别", "114500000070013707,云岭县档案局,部门")
    said = terminal("import", folder, "--register", roll, "--out", tmp_path / "out", status=1)
    assert "第2行（云岭县档案局）" in said
    assert not (tmp_path / "out").exists()


def test_without_a_register_reports_are_told_by_their_own_names(terminal, inbox, tmp_path: Path) -> None:
    """No register, no year: the findings still come, nothing is confirmed by itself, nobody is missing."""
    folder = inbox(**{"a.txt": sample.document(RIVER)})
    said = terminal("import", folder, "--out", tmp_path / "out", status=1)
    assert "没有名录可对照" in said
    assert "没有收到" not in said
    assert "河东镇人民政府（未对上名录）" in (tmp_path / "out" / "汇总.html").read_text(encoding="utf-8")


def test_words_of_documents_cannot_reach_out_of_the_page(terminal, inbox, tmp_path: Path) -> None:
    """A title with markup and a file named like a formula stay text on the page and in the sheets."""
    text = sample.document(RIVER).decode().replace("河东镇人民政府", "<script>alert(1)</script>局")
    folder = inbox(**{"=HYPERLINK(1).txt": text.encode()})
    terminal("import", folder, "--out", tmp_path / "out", status=1)
    assert "<script>alert" not in (tmp_path / "out" / "汇总.html").read_text(encoding="utf-8")
    assert _rows(tmp_path / "out" / "确认表.xlsx")[1][1] == "=HYPERLINK(1).txt"
    shutil.rmtree(tmp_path / "out")
    (tmp_path / "out").write_text("x", encoding="utf-8")
    assert "写不了" in terminal("import", folder, "--out", tmp_path / "out" / "x", status=2)


def test_an_import_is_matched_against_the_register_in_force(county, inbox: Callable[..., Path], tmp_path: Path) -> None:
    """On a machine with a ledger nobody names a table: the register in force tells who is missing."""
    folder = inbox(**{WATER: sample.document(WATER)})
    said = county("import", folder, "--year", "2025", "--out", tmp_path / "out", status=1)
    assert "按台账里的名录核对：云岭县" in said
    assert "没有收到：云岭县教育局" in said


def test_without_a_ledger_an_import_makes_none(terminal, inbox: Callable[..., Path], tmp_path: Path) -> None:
    """Files are audited on a machine that has no county, and nothing is set up by the way."""
    folder = inbox(**{WATER: sample.document(WATER)})
    said = terminal("import", folder, "--year", "2025", "--out", tmp_path / "out", status=1)
    assert "名录核对" not in said
    assert list(terminal.home.iterdir()) == []
