"""The watched folder: complete files are taken, what was not is explained to the person who put it there."""

import os
from pathlib import Path

import pytest

from filings.act import FilingReason
from filings.errors import InfrastructureError, UsageError
from filings.intake import Receipt, Rejection
from gateway.intake import door as doors
from gateway.intake.door import SubmissionService, submit_file
from gateway.intake.folder import Folder


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """An empty inbox."""
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def put(inbox: Path, place: str, content: bytes = b"%PDF-1.7") -> Path:
    """A file in the inbox."""
    path = inbox / place
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def test_a_file_is_taken_and_moved_with_its_receipt(door: SubmissionService, inbox: Path) -> None:
    """The file lies in ``done`` with a text that names the filing."""
    path = put(inbox, "U0/2025/报告.pdf")
    assert Folder(door, inbox, quiet=0).look() == 1
    assert not path.exists()
    submission = door.parts.ledger.submissions.recent()[0]
    assert (submission.agency, submission.year, submission.channel) == ("U0", 2025, "folder")
    note = (inbox / "U0/2025/done/报告.pdf.回执.txt").read_text(encoding="utf-8")
    assert submission.id in note
    assert (inbox / "U0/2025/done/报告.pdf").exists()
    assert Folder(door, inbox, quiet=0).look() == 0


def test_a_file_that_is_still_growing_is_left(door: SubmissionService, inbox: Path) -> None:
    """It is taken when two looks apart by the quiet time see the same size and date."""
    path = put(inbox, "U0/2025/a.pdf", b"%PDF")
    folder = Folder(door, inbox, quiet=3600)
    assert folder.look() == 0
    path.write_bytes(b"%PDF-1.7 more")
    assert folder.look() == 0
    folder.quiet = 0
    assert folder.look() == 1


@pytest.mark.parametrize("name", [".hidden", "~$报告.docx", "a.docx.part", "a.tmp", "a.crdownload"])
def test_files_of_programs_are_not_touched(door: SubmissionService, inbox: Path, name: str) -> None:
    """Half downloads, hidden files and those of an open Word stay where they are."""
    path = put(inbox, f"U0/2025/{name}")
    assert Folder(door, inbox, quiet=0).look() == 0
    assert path.exists()


@pytest.mark.parametrize("place", ["a.pdf", "U0/a.pdf", "U0/二五年/a.pdf", "U0/2025/sub/a.pdf"])
def test_a_file_in_the_wrong_place_is_explained(door: SubmissionService, inbox: Path, place: str) -> None:
    """It lies in ``refused`` beside where it was put, with where it belongs."""
    path = put(inbox, place)
    Folder(door, inbox, quiet=0).look()
    reason = (path.parent / "refused" / "a.pdf.原因.txt").read_text(encoding="utf-8")
    assert "单位/年度" in reason
    assert (path.parent / "refused" / "a.pdf").exists()


def test_what_the_ledger_does_not_take_is_explained(door: SubmissionService, inbox: Path) -> None:
    """An unknown agency, an empty file, one that is too large: each with its own reason; others go on."""
    put(inbox, "X9/2025/a.pdf")
    put(inbox, "U0/2025/empty.pdf", b"")
    with put(inbox, "U0/2025/large.pdf").open("r+b") as file:
        file.truncate(51 * 1024 * 1024)
    put(inbox, "U1 教育局/2025/good.pdf")
    Folder(door, inbox, quiet=0).look()
    texts = {path.name: path.read_text(encoding="utf-8") for path in inbox.rglob("*.txt")}
    assert "名录中没有" in texts["a.pdf.原因.txt"]
    assert "空的" in texts["empty.pdf.原因.txt"]
    assert "超过上限" in texts["large.pdf.原因.txt"]
    assert "good.pdf.回执.txt" in texts


def test_a_link_is_not_followed(door: SubmissionService, inbox: Path, tmp_path: Path) -> None:
    """A link to a file outside is refused and the file is not read."""
    secret = put(tmp_path, "secret.pdf")
    (inbox / "U0/2025").mkdir(parents=True)
    (inbox / "U0/2025/link.pdf").symlink_to(secret)
    Folder(door, inbox, quiet=0).look()
    assert door.parts.ledger.submissions.recent() == ()
    assert secret.exists()
    assert "链接" in (inbox / "U0/2025/refused/link.pdf.原因.txt").read_text(encoding="utf-8")


def test_the_same_name_again_does_not_overwrite(door: SubmissionService, inbox: Path) -> None:
    """A corrected report under the old name lies beside the first one."""
    for content in (b"%PDF-1", b"%PDF-2"):
        put(inbox, "U0/2025/a.pdf", content)
        Folder(door, inbox, quiet=0).look()
    assert sorted(p.name for p in (inbox / "U0/2025/done").glob("*.pdf")) == ["a-2.pdf", "a.pdf"]
    assert [s.ordinal for s in door.parts.ledger.submissions.of("U0", 2025)] == [1, 2]


def test_a_file_taken_before_a_crash_is_not_filed_again(door: SubmissionService, inbox: Path) -> None:
    """Committed but not moved: the next look moves it and says that it was here before."""
    put(inbox, "U0/2025/a.pdf")
    submit_file(door, "U0", 2025, [inbox / "U0/2025/a.pdf"])
    Folder(door, inbox, quiet=0).look()
    assert len(door.parts.ledger.submissions.recent()) == 1
    assert "以前已经收到" in (inbox / "U0/2025/done/a.pdf.回执.txt").read_text(encoding="utf-8")


def test_a_ledger_that_is_away_leaves_the_file(door: SubmissionService, inbox: Path) -> None:
    """Nothing is moved before the commit."""
    path = put(inbox, "U0/2025/a.pdf")
    door.parts.ledger.engine.dispose()
    database = Path(str(door.parts.ledger.engine.url.database))
    for file in database.parent.glob("gouji.db*"):
        file.unlink()
    os.mkdir(database)  # noqa: PTH102 - a folder where the database should be
    with pytest.raises(InfrastructureError):
        Folder(door, inbox, quiet=0).look()
    assert path.exists()


def test_several_files_are_one_filing_by_command(door: SubmissionService, tmp_path: Path) -> None:
    """The first is the report, the others go with it; the job is there even when the queue is not."""
    report, scan = put(tmp_path, "a.docx", b"PK"), put(tmp_path, "b.pdf")
    answer = submit_file(
        door, "U0", 2025, [report, scan], insisted=True, statements=[FilingReason(finding="A01", text="口径不同")]
    )
    assert isinstance(answer, Receipt)
    assert [d.role for d in answer.submission.documents] == ["report", "scan"]
    assert answer.submission.insisted
    assert isinstance(submit_file(door, "X9", 2025, [report]), Rejection)


def test_files_that_cannot_be_read_are_named(door: SubmissionService, tmp_path: Path) -> None:
    """A missing one and one above the limit: the words of a usage error."""
    with pytest.raises(UsageError, match="打不开"):
        submit_file(door, "U0", 2025, [tmp_path / "none.pdf"])
    large = put(tmp_path, "large.pdf")
    os.truncate(large, doors.FILE_LIMIT + 1)
    with pytest.raises(UsageError, match="超过上限"):
        submit_file(door, "U0", 2025, [large])


@pytest.mark.parametrize("place", ["财政局", "试验县财政局", "U0", "U0 财政局"])
def test_the_folder_may_bear_a_name(door: SubmissionService, inbox: Path, place: str) -> None:
    """People know names: name, full name, code, or code and name all lead to the same agency, told by its name."""
    path = put(inbox, f"{place}/2025/a.pdf")
    Folder(door, inbox, quiet=0).look()
    receipt = (path.parent / "done" / "a.pdf.回执.txt").read_text(encoding="utf-8")
    assert "已收到：试验县财政局2025年度报告（第" in receipt
    assert "北京时间" in receipt


def test_a_name_that_nobody_has_is_told_with_the_nearest(door: SubmissionService, inbox: Path) -> None:
    """The refusal beside the file names who may be meant, with the code."""
    path = put(inbox, "财征局/2025/a.pdf")
    Folder(door, inbox, quiet=0).look()
    reason = (path.parent / "refused" / "a.pdf.原因.txt").read_text(encoding="utf-8")
    assert "试验县财政局（U0）" in reason


def test_a_readable_copy_goes_with_its_sealed_file(door: SubmissionService, inbox: Path) -> None:
    """One filing of two files, the sealed one the report; both lie in ``done``, each with the receipt."""
    put(inbox, "U0/2025/报告.pdf", b"%PDF-1.7 sealed")
    put(inbox, "U0/2025/报告（可读）.docx", b"PK copy")
    assert Folder(door, inbox, quiet=0).look() == 1
    (submission,) = door.parts.ledger.submissions.recent()
    assert [(one.name, one.role) for one in submission.documents] == [
        ("报告.pdf", "report"),
        ("报告（可读）.docx", "readable"),
    ]
    done = inbox / "U0/2025/done"
    assert sorted(path.name for path in done.iterdir() if path.suffix != ".txt") == ["报告.pdf", "报告（可读）.docx"]


def test_a_sealed_file_waits_for_a_copy_that_is_still_growing(door: SubmissionService, inbox: Path) -> None:
    """Taken alone, the copy would be left behind."""
    folder = Folder(door, inbox, quiet=0)
    put(inbox, "U0/2025/报告.pdf")
    copy = put(inbox, "U0/2025/报告.可读.docx", b"PK")
    folder.quiet = 3600
    assert folder.look() == 0
    aged = folder._seen[inbox / "U0/2025/报告.pdf"]  # it lies there long enough, the copy does not
    folder._seen[inbox / "U0/2025/报告.pdf"] = (*aged[:2], aged[2] - 7200)
    assert folder.look() == 0
    folder._seen[copy] = (*folder._seen[copy][:2], aged[2] - 7200)
    assert folder.look() == 1


def test_a_copy_without_its_sealed_file_is_explained(door: SubmissionService, inbox: Path) -> None:
    """It waits a while, as it may come first; then the person is told what belongs with it."""
    path = put(inbox, "U0/2025/报告.可读.docx", b"PK")
    folder = Folder(door, inbox, quiet=1000)
    folder.look()
    mark = folder._seen[path]
    folder._seen[path] = (*mark[:2], mark[2] - 2000)
    assert folder.look() == 0
    folder._seen[path] = (*mark[:2], mark[2] - 20_000)
    assert folder.look() == 1
    reason = (inbox / "U0/2025/refused/报告.可读.docx.原因.txt").read_text(encoding="utf-8")
    assert "报告.pdf" in reason
    assert not door.parts.ledger.submissions.recent()


def test_submitting_with_a_readable_copy(door: SubmissionService, tmp_path: Path) -> None:
    """The command's way: the copy has its role; two copies are a slip."""
    sealed, copy = tmp_path / "a.pdf", tmp_path / "b.docx"
    sealed.write_bytes(b"%PDF-1.7")
    copy.write_bytes(b"PK")
    taken = submit_file(door, "U0", 2025, [sealed], readable=copy)
    assert isinstance(taken, Receipt)
    assert [one.role for one in taken.submission.documents] == ["report", "readable"]
    uploads = [doors.upload(sealed), doors.upload(copy, "readable"), doors.upload(sealed, "readable")]
    refused = door.take("U0", 2025, uploads, "command")
    assert isinstance(refused, Rejection)
    assert refused.code == "too_many"
