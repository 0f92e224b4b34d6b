"""The size of a picture is told by its header alone."""

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from readers import scan
from readers.image_header import sizes
from readers.refusal import Unreadable
from samples.hostile import crafted, picture

JPEG = b"\xff\xd8\xff\xe0\x00\x04ab\xff\xff\xc0\x00\x11\x08" + struct.pack(">HH", 30, 40) + bytes(20)
TIFF = struct.pack("<2sHI", b"II", 42, 8) + struct.pack("<HHHIHHHHIHHI", 2, 256, 3, 1, 70, 0, 257, 3, 1, 80, 0, 0)


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (picture(30_000, 20_000), [(30_000, 20_000)]),
        (JPEG, [(40, 30)]),
        (b"\xff\xd8\xff\xd8\xff\xc4\x00\x02" + JPEG[2:], [(40, 30)]),
        (b"\xff\xd8\x00", []),
        (b"\xff\xd8\xff\xe0\x00\x04abx\x00\x00\x00\x00", []),
        (b"BM" + bytes(16) + struct.pack("<ii", 50, -60), [(50, 60)]),
        (b"GIF89a" + struct.pack("<HH", 7, 8), [(7, 8)]),
        (TIFF, [(70, 80)]),
        (b"MM\x00*\x00\x00\x00\x08\x00\x01" + struct.pack(">HHIIH", 256, 4, 1, 90, 0) + bytes(2), [(90, 0)]),
        (crafted()["cyclic.tiff"], [(0, 0)]),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(10) + struct.pack("<HH", 11, 12), [(11, 12)]),
        (b"RIFF\x00\x00\x00\x00WEBPVP8L" + bytes(5) + struct.pack("<I", 12 | 13 << 14), [(13, 14)]),
        (b"RIFF\x00\x00\x00\x00WEBPVP8X" + bytes(8) + b"\x0e\x00\x00\x0f\x00\x00", [(15, 16)]),
        (b"RIFF\x00\x00\x00\x00WEBPVP9 " + bytes(20), []),
        (b"\x89PNG\r\n\x1a\n", []),
        (b"nothing", []),
    ],
)  # fmt: skip
def test_every_format_tells_its_size(data: bytes, found: list[tuple[int, int]]) -> None:
    """PNG, JPEG, BMP, GIF, TIFF in both orders, the three kinds of WebP; what is cut short tells nothing."""
    assert sizes(data) == found


@given(
    st.binary(max_size=200),
    st.sampled_from([b"\x89PNG\r\n\x1a\n", b"\xff\xd8", b"BM", b"GIF89a", b"II*\x00", b"MM\x00*"]),
)
def test_no_header_breaks_it(rest: bytes, magic: bytes) -> None:
    """Any bytes after a picture's mark give a list."""
    assert isinstance(sizes(magic + rest), list)


def test_a_picture_too_large_is_refused_before_it_is_decoded() -> None:
    """30,000 x 30,000 pixels are refused even where a recogniser stands ready."""

    def never(number: int, picture: object) -> object:
        raise AssertionError(number, picture)

    with pytest.raises(Unreadable, match="30000×30000"):
        scan.read(picture(30_000, 30_000), never)  # type: ignore[arg-type] # it is never called


def test_without_the_extra_a_picture_is_refused_with_advice() -> None:
    """No recogniser: the sentence says that the text in the picture was not read."""
    with pytest.raises(Unreadable, match="没有读取"):
        scan.read(picture(8, 8))
