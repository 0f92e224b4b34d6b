"""What the machine itself offers: versions, disks, permissions, fonts, the confinement of the reading child."""

import os
import platform
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from gateway.doctor.diagnosis import Diagnosis, ill, noted, well
from gateway.words import size
from workers.confinement.layer import Layer
from workers.confinement.layers import available

_LEAST_ROOM, _GOOD_ROOM = 200 * 1024**2, 2 * 1024**3  # bytes; a county's year takes some hundred megabytes
_SERVER = ("sqlalchemy", "alembic", "jinja2", "xlsxwriter", "cryptography", "chinesecalendar")
_FONT_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.fonts", "~/.local/share/fonts")
_CHINESE = (
    "cjk",
    "wqy",
    "simsun",
    "simhei",
    "simfang",
    "fangsong",
    "songti",
    "heiti",
    "notosanssc",
    "sourcehan",
    "uming",
)
_OPEN_TO_OTHERS = 0o077


def versions() -> Iterator[Diagnosis]:
    """The program, Python, the system; what an install without ``[server]`` lacks."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}，glibc {platform.libc_ver()[1] or '不明'}"
    yield well("版本", f"gouji {version('gouji')}，Python {platform.python_version()}，{system}")
    lacking = [name for name in _SERVER if not _installed(name)]
    if lacking:
        yield ill(
            "组件", f"缺少 {'、'.join(lacking)}", "请用 pip install 'gouji[server]' 安装；内网用安装包里的 install.sh"
        )
    if sys.stdout.encoding.lower().replace("-", "") not in ("utf8", "gb18030", "gbk", "gb2312"):
        yield noted("终端", f"编码 {sys.stdout.encoding} 显示不了汉字", "请设 LANG=C.UTF-8 或 LANG=zh_CN.UTF-8")


def home(folder: Path) -> Iterator[Diagnosis]:
    """The folder of all data: there, ours, writable, closed to others, with room."""
    there = next(part for part in (folder, *folder.parents) if part.exists())
    if not os.access(there, os.W_OK | os.X_OK):
        step = f"请用 GOUJI_HOME 换一个目录，或让运行 gouji 的账号能写它：chown {os.getuid()} {there}"
        yield ill("数据目录", f"{folder} 写不了", step)
    elif there != folder:
        yield well("数据目录", f"{folder} 还没有，第一次运行时建立")
    else:
        mode = stat.S_IMODE(folder.stat().st_mode)
        shut = not mode & _OPEN_TO_OTHERS
        closed = noted("数据目录", f"{folder} 别的账号也能进（权限{mode:o}）", f"请运行 chmod 700 {folder}")
        yield well("数据目录", f"{folder}，只有本账号能进") if shut else closed
    yield from room("磁盘", there, "GOUJI_HOME")
    yield from room("临时目录", Path(tempfile.gettempdir()), "TMPDIR")


def room(item: str, folder: Path, setting: str) -> Iterator[Diagnosis]:
    """How much is free where a folder lies."""
    free = shutil.disk_usage(folder).free
    told = f"{folder} 还有{size(free)}可用"
    step = f"请腾出空间，或用 {setting} 换到别的磁盘"
    yield (
        ill(item, told, step)
        if free < _LEAST_ROOM
        else noted(item, told, step)
        if free < _GOOD_ROOM
        else well(item, told)
    )


def secrecy(files: Iterable[Path]) -> Iterator[Diagnosis]:
    """Whether files that hold secrets are closed to others."""
    for file in files:
        if _open_to_all(file):
            yield ill("保密", f"{file} 里有密码或钥匙，任何账号都能读", f"请运行 chmod o-rwx {file}")


def fonts(folders: Iterable[str] = _FONT_FOLDERS) -> Iterator[Diagnosis]:
    """Chinese fonts: needed for looking at pages here, not for reading documents."""
    found = [
        file.name
        for folder in folders
        for file in sorted(Path(folder).expanduser().rglob("*.[to]t[fc]"))
        if any(sign in file.name.lower() for sign in _CHINESE)
    ]
    if found:
        yield well("字体", f"有中文字体（{found[0]}等{len(found)}个）")
    else:
        step = "核查不受影响；要在本机打印或转 PDF，请装 fonts-noto-cjk 或 fonts-wqy-microhei"
        yield noted("字体", "没有找到中文字体", step)


def confinement() -> Iterator[Diagnosis]:
    """What holds the child that reads documents."""
    held = available()
    having = "、".join(layer.label for layer in Layer if layer in held) or "只有资源限额"
    if Layer.CALLS in held:
        yield well("读取隔离", having)
    else:
        step = "请换用内核 3.17 以上、x86_64 或 aarch64 的 Linux 并打开 seccomp，此前请勿读取来历不明的文件"
        yield ill("读取隔离", f"{having}，没有系统调用过滤", step)


def _open_to_all(file: Path) -> bool:
    """Whether any account can read the file: its own mode, and that of every folder above it."""
    try:
        modes = [stat.S_IMODE(each.stat().st_mode) for each in (file, *file.absolute().parents)]
    except OSError:
        return False
    return bool(modes[0] & stat.S_IROTH) and all(mode & stat.S_IXOTH for mode in modes[1:])


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True
