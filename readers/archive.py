"""Opening a zip that a stranger sent: nothing is written to disk, and no more is unfolded than a report can hold."""

import io
import zipfile
import zlib
from collections.abc import Sequence
from typing import IO

from readers.limits import ZIP_MEMBER, ZIP_MEMBERS, ZIP_RATIO, ZIP_RATIO_FROM, ZIP_TOTAL
from readers.refusal import Unreadable

_CHUNK = 1 << 20
_ENCRYPTED = 0x1


class Archive:
    """A zip in memory. ``Unreadable`` when it is damaged, encrypted or unfolds to too much."""

    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as fault:
            raise Unreadable("文件已损坏或不完整，打不开") from fault
        self._members = {info.filename: info for info in self._zip.infolist()}
        self._unfolded = 0
        self._guard(self._zip.infolist())

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the members."""
        return tuple(self._members)

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """The content of a member, counted while it unfolds because declared sizes lie. KeyError if there is none."""
        info = self._members[name]
        if info.flag_bits & _ENCRYPTED:
            raise Unreadable("文件有密码保护，无法读取")
        try:
            with self._zip.open(info) as member:
                return self._take(member, info)
        except (zipfile.BadZipFile, zlib.error, EOFError, ValueError, RuntimeError, OSError) as fault:
            raise Unreadable("文件已损坏或不完整，打不开") from fault

    def _take(self, member: IO[bytes], info: zipfile.ZipInfo) -> bytes:
        chunks: list[bytes] = []
        size = 0
        while chunk := member.read(_CHUNK):
            size += len(chunk)
            self._unfolded += len(chunk)
            if size > ZIP_MEMBER or self._unfolded > ZIP_TOTAL or _too_dense(size, info.compress_size):
                raise Unreadable("文件压缩得异常，展开后过大，已拒绝")
            chunks.append(chunk)
        return b"".join(chunks)

    def _guard(self, members: Sequence[zipfile.ZipInfo]) -> None:
        if len(members) > ZIP_MEMBERS:
            raise Unreadable(f"文件内含的部件超过 {ZIP_MEMBERS} 个，不像是年度报告")
        if sum(info.file_size for info in members) > ZIP_TOTAL:
            raise Unreadable("文件压缩得异常，展开后过大，已拒绝")


def _too_dense(size: int, packed: int) -> bool:
    return size > ZIP_RATIO_FROM and size > ZIP_RATIO * max(packed, 1)
