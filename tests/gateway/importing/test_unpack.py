"""Folders, zips and mails taken apart: every file with its way in, and a reason for each that was not opened."""

import io
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from filings.errors import UsageError
from gateway.importing.budget import Bounds, Budget
from gateway.importing.unpack import Found, unpack


def _zip(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def _mail(*attached: tuple[str, bytes], text: str = "请查收。", subject: str = "教育局年报") -> bytes:
    message = EmailMessage()
    message["From"] = "张某 <jyj@yunling.gov.cn>"
    message["Subject"] = subject
    message.set_content(text)
    for name, data in attached:
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename=name)
    return message.as_bytes()


def _one(tmp_path: Path, name: str, data: bytes) -> list[Found]:
    (tmp_path / name).write_bytes(data)
    return list(unpack([tmp_path / name]))


def test_a_folder_is_read_in_order_without_what_systems_leave_behind(tmp_path: Path) -> None:
    """Sub-folders too, with their names as clues; lock files, hidden files and thumbnails are not files of anybody."""
    for name in ("b/终稿3.wps", "a.txt", "~$a.docx", ".hidden", "b/Thumbs.db", "__MACOSX/x"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"x")
    found = list(unpack([tmp_path]))
    assert [file.source for file in found] == ["a.txt", "b/终稿3.wps"]
    assert found[1].clues.names == ("b/终稿3.wps",)


def test_a_zip_in_a_zip_in_a_mail(tmp_path: Path) -> None:
    """The way in is told whole; mail subject, sender and every name on the way are clues."""
    inner = _zip(**{"终稿.txt": b"inner"})
    (file,) = _one(tmp_path, "m.eml", _mail(("报送.zip", _zip(**{"里.zip": inner}))))
    assert file.source == "m.eml/报送.zip/里.zip/终稿.txt"
    assert file.data == b"inner"
    assert file.clues.sender == "jyj@yunling.gov.cn"
    assert {"教育局年报", "报送.zip", "里.zip", "终稿.txt"} <= set(file.clues.names)


def test_names_of_older_programs_are_read_as_chinese(tmp_path: Path) -> None:
    """A zip that holds GB18030 names without saying so."""
    data = _zip(**{"XXXXXX.txt": b"x"}).replace(b"XXXXXX", "教育局".encode("gb18030"))
    (file,) = _one(tmp_path, "a.zip", data)
    assert file.name == "教育局.txt"


def test_a_mail_s_own_text_is_taken_only_without_attachments(tmp_path: Path) -> None:
    """A report pasted into a mail is a file; 请查收 is not, and beside attachments no text is."""
    long = "一、总体情况。" * 60
    (file,) = _one(tmp_path, "a.eml", _mail(text=long))
    assert file.name == "邮件正文.txt"
    assert long in file.data.decode()
    (empty,) = _one(tmp_path, "b.eml", _mail())
    assert empty.refused == "里面没有文件"
    assert [f.name for f in _one(tmp_path, "c.eml", _mail(("a.docx", b"x"), text=long))] == ["a.docx"]


def test_forwarded_mails_are_opened_and_logos_are_not_files(tmp_path: Path) -> None:
    """A mail in a mail is taken apart; a picture in the signature is nobody's report."""
    outer = EmailMessage()
    outer["From"] = "wang@yunling.gov.cn"
    outer.set_content("转发")
    inner = EmailMessage()
    inner["From"] = "jyj@yunling.gov.cn"
    inner.set_content("见附件")
    inner.add_attachment(b"x", maintype="application", subtype="msword", filename="a.doc")
    outer.add_attachment(inner)
    outer.add_attachment(b"png", maintype="image", subtype="png", disposition="inline", filename="logo.png")
    found = _one(tmp_path, "a.eml", outer.as_bytes())
    assert [(f.name, f.clues.sender) for f in found] == [("a.doc", "jyj@yunling.gov.cn")]


@pytest.mark.parametrize(
    ("name", "data", "why"),
    [("a.rar", b"Rar!\x1a\x07\x00xx", "RAR"), ("a.7z", b"7z\xbc\xaf\x27\x1c", "7z"), ("a.tgz", b"\x1f\x8b\x08", "gzip"),
     ("a.zip", b"PK\x03\x04broken", "损坏"), ("b.zip", b"PK\x05\x06" + bytes(18), "里面没有文件")],
)  # fmt: skip
def test_what_cannot_be_opened_says_why(tmp_path: Path, name: str, data: bytes, why: str) -> None:
    """Each refused archive has a sentence a clerk can act on."""
    (file,) = _one(tmp_path, name, data)
    assert why in file.refused


def test_nesting_ends_somewhere(tmp_path: Path) -> None:
    """Zips in zips beyond any filing are not followed."""
    data = b"x"
    for _ in range(6):
        data = _zip(**{"a.zip": data})
    (file,) = _one(tmp_path, "a.zip", data)
    assert "层以上" in file.refused


def test_a_path_that_is_not_there_is_wrong_usage(tmp_path: Path) -> None:
    """The sentence names the path."""
    with pytest.raises(UsageError, match="没有找到"):
        list(unpack([tmp_path / "nowhere"]))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["a.eml", "a.zip", "a.docx"]))
def test_no_bytes_break_it(tmp_path: Path, data: bytes, name: str) -> None:
    """Whatever a file holds: at least one entry comes out, and nothing is raised."""
    assert _one(tmp_path, name, data)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(
    st.dictionaries(
        st.text("abc教育局.", min_size=1, max_size=8).filter(lambda n: n[0] != "."),
        st.binary(max_size=9).map(b"t".__add__),
        min_size=1,
    )
)
def test_what_goes_into_a_zip_comes_out(tmp_path: Path, members: dict[str, bytes]) -> None:
    """Every member, with its own bytes, under its own name."""
    found = _one(tmp_path, "z.zip", _zip(**members))
    kept = {file.source.removeprefix("z.zip/"): file.data for file in found}
    assert kept == members


def _packed(members: dict[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return stream.getvalue()


def test_a_bomb_of_zips_in_zips_unfolds_only_a_little(tmp_path: Path) -> None:
    """Each archive keeps within its own limits; together they would be 3.9 GB: told, after some 60 MB."""
    inner = _packed({f"r{number}.txt": bytes(4_900_000) for number in range(40)})
    outer = _packed({f"m{number}.zip": inner for number in range(20)})
    found = _one(tmp_path, "bomb.zip", outer)
    assert sum(len(file.data) for file in found) < 100_000_000
    assert any("压缩得异常" in file.refused and "请" in file.refused for file in found)


def test_many_files_unfold_no_more_than_one_import_may(tmp_path: Path) -> None:
    """The limits hold over all files of the import: bytes, members and time, each told with the way out."""
    for name in "abc":
        (tmp_path / f"{name}.zip").write_bytes(_zip(**{f"{name}{number}.txt": b"x" * 1000 for number in range(10)}))
    for bounds, word in ((Bounds(unfolded=14_500), "兆"), (Bounds(members=15), "15个")):
        found = list(unpack([tmp_path], Budget(bounds=bounds)))
        assert sum(bool(file.data) for file in found) == 15
        assert all(word in file.refused and "分几批" in file.refused for file in found if not file.data)
    ticks = iter(range(1000))
    found = list(unpack([tmp_path], Budget(bounds=Bounds(seconds=5), clock=lambda: float(next(ticks)))))
    assert 0 < sum(bool(file.data) for file in found) < 30


def test_a_bad_member_loses_only_itself(tmp_path: Path) -> None:
    """One member with a wrong checksum is refused by its name; its neighbours are there."""
    whole = _zip(**{"a.txt": b"first", "b.txt": b"second", "c.txt": b"third"})
    found = _one(tmp_path, "x.zip", whole.replace(b"second", b"sEcond"))
    assert [(file.source, file.data, bool(file.refused)) for file in found] == [
        ("x.zip/a.txt", b"first", False), ("x.zip/b.txt", b"", True), ("x.zip/c.txt", b"third", False),
    ]  # fmt: skip


def test_a_mail_beyond_the_rules_is_refused(tmp_path: Path) -> None:
    """Parts in parts three thousand deep: one refusal, and the files beside it are taken."""
    deep = b"".join(b"Content-Type: multipart/mixed; boundary=B%d\r\n\r\n--B%d\r\n" % (n, n) for n in range(3000))
    (tmp_path / "deep.eml").write_bytes(deep)
    (tmp_path / "sound.txt").write_bytes(b"sound")
    found = list(unpack([tmp_path]))
    assert found[-1].data == b"sound"
    assert all(file.refused for file in found[:-1])
