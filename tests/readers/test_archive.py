"""Zips from strangers: counted while they unfold, refused with a reason."""

import io
import zipfile

import pytest

from readers import archive as module
from readers.archive import Archive
from readers.refusal import Unreadable
from readers.xml import parse


def _zip(**members: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(name, data)
    return out.getvalue()


def test_members_are_read_by_name() -> None:
    """Names, membership and content."""
    opened = Archive(_zip(a=b"1", b=b"22"))
    assert (opened.names, "a" in opened, "c" in opened, opened.read("b")) == (("a", "b"), True, False, b"22")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"PK\x03\x04 not a zip", "已损坏"),
        (_zip(a=b"x" * 1000)[:-40], "已损坏"),
        (_zip(**{f"m{n}": b"" for n in range(2001)}), "超过 2000 个"),
    ],
)
def test_what_cannot_be_opened_is_refused(data: bytes, words: str) -> None:
    """Damaged, cut off, or too many members."""
    with pytest.raises(Unreadable, match=words):
        Archive(data)


def test_bombs_are_refused_while_they_unfold() -> None:
    """A member squeezed to less than a hundredth is stopped early, whatever size it declares."""
    with pytest.raises(Unreadable, match="展开后过大"):
        Archive(_zip(a=b"0" * 20_000_000)).read("a")


def test_declared_total_is_held_to_the_limit() -> None:
    """More than 200 MB in all is refused before anything is unfolded."""
    with pytest.raises(Unreadable, match="展开后过大"):
        Archive(_zip(**{f"m{n}": b"0" * 21_000_000 for n in range(10)}))


def test_small_repetitive_members_are_fine() -> None:
    """Real documents hold parts that squeeze well."""
    assert len(Archive(_zip(a=b"0" * 1_000_000)).read("a")) == 1_000_000
    assert module.ZIP_RATIO_FROM > 1_000_000


def test_damaged_member_is_refused() -> None:
    """A member whose bytes were changed does not pass its checksum."""
    data = bytearray(_zip(a=bytes(range(256)) * 4))
    data[40] ^= 0xFF
    with pytest.raises(Unreadable, match="已损坏"):
        Archive(bytes(data)).read("a")


def test_encrypted_member_is_refused() -> None:
    """A password is named as the reason."""
    data = bytearray(_zip(a=b"1"))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(Unreadable, match="密码"):
        Archive(bytes(data)).read("a")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<a><b></a>", "结构已损坏"),
        (b"", "结构已损坏"),
        (b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>', "DOCTYPE"),
        (b"<?xml version='1.0'?>" + b" " * 3000 + b"<!DOCTYPE a><a/>", "DOCTYPE"),
        (b"<a>" * 100_000, "结构已损坏"),
        ("<?xml version='1.0' encoding='utf-16'?><!DOCTYPE a><a/>".encode("utf-16"), "DOCTYPE"),
    ],
)
def test_unsafe_xml_is_refused(data: bytes, words: str) -> None:
    """Broken, empty, with a document type, or too deep."""
    with pytest.raises(Unreadable, match=words):
        parse(data)


def test_sound_xml_is_parsed() -> None:
    """Comments and instructions do not disturb."""
    assert [child.tag for child in parse(b"<a><!-- c --><?p x?><b/></a>")] == ["b"]
