"""The words of the settings: what the environment spells, what a file of settings adds, and where each word stands.

The file is written as systemd's ``EnvironmentFile`` is: ``NAME=value``, one a line, ``#`` before a remark.
"""

import difflib
from collections.abc import Collection, Iterator, Mapping
from dataclasses import field
from pathlib import Path

from filings.errors import UsageError
from filings.faults import cause
from filings.nouns import dataclass
from filings.patterns import pattern
from workers.variables import OTHERS, PREFIX, TESTS

FILE = "gouji.env"
_LINE = pattern(r"(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)")
_ALIKE = 0.75  # of two names; below it nobody meant the other


@dataclass(frozen=True, slots=True)
class SpelledSetting:
    """What one setting says. ``where``: ``""`` in the environment, else file and line as people read them."""

    text: str
    where: str = ""


@dataclass(slots=True)
class SpelledSettings:
    """All that is said. ``faults`` collects a sentence for each that cannot be followed."""

    said: Mapping[str, SpelledSetting]
    file: Path | None = None
    faults: list[str] = field(default_factory=list)

    def get(self, name: str, usual: str = "") -> str:
        """What a setting says, else what is usual."""
        found = self.said.get(name)
        return found.text if found else usual

    def at(self, name: str) -> str:
        """The name with file and line, if it stands in a file."""
        found = self.said.get(name)
        return f"{name}（{found.where}）" if found and found.where else name

    def refuse(self, name: str, why: str) -> None:
        """Note that what a setting says cannot be followed."""
        self.faults.append(f"{self.at(name)} {why}")


def spelled(environment: Mapping[str, str], home: Path) -> SpelledSettings:
    """The words of an environment and of the file it names, or that lies in the home; the environment goes before."""
    own = {
        name: SpelledSetting(text.strip())
        for name, text in environment.items()
        if name.startswith(PREFIX) and text.strip()
    }
    named = own.get("GOUJI_SETTINGS")
    file = Path(named.text).expanduser() if named else home / FILE
    if named is None and not file.is_file():
        return SpelledSettings(own)
    words = SpelledSettings(own, file)
    words.said = {**_read(file, words), **own}
    return words


def unknown(words: SpelledSettings, known: Collection[str]) -> Iterator[str]:
    """A sentence for each ``GOUJI_…`` that no setting has, with the one that may be meant."""
    for name in sorted(words.said):
        if name not in known and name not in OTHERS and not name.startswith(TESTS):
            bare = [one.removeprefix(PREFIX) for one in (*known, *OTHERS)]
            near = difflib.get_close_matches(name.removeprefix(PREFIX), bare, 1, _ALIKE)
            meant = f"是不是 {PREFIX}{near[0]}？" if near else "用 gouji config 看全部设置。"
            yield f"没有 {words.at(name)} 这项设置，不起作用。{meant}"


def _read(file: Path, words: SpelledSettings) -> dict[str, SpelledSetting]:
    try:
        lines = file.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise UsageError(f"设置文件 {file} 打不开：{cause(error)}。请检查 GOUJI_SETTINGS 和文件权限。") from error
    except UnicodeError as error:
        raise UsageError(f"设置文件 {file} 不是 UTF-8 编码。请用记事本另存为 UTF-8 后再运行。") from error
    found: dict[str, SpelledSetting] = {}
    for number, line in enumerate(lines, start=1):
        text = line.strip()
        if not text or text[0] in "#;":
            continue
        where, match = f"{file} 第{number}行", _LINE.fullmatch(text)
        if match is None:
            words.faults.append(f"{where}看不懂，请写成 设置=值 的样子，例如 GOUJI_WORKERS=2；说明文字前加 #。")
        elif match[1] in found and found[match[1]].text != _bare(match[2]):
            words.faults.append(f"{match[1]} 写了两次，互相矛盾：{found[match[1]].where}，{where}。请只留一处。")
        elif _bare(match[2]):
            found[match[1]] = SpelledSetting(_bare(match[2]), where)
    return found


def _bare(text: str) -> str:
    """A value without the quotes around it."""
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "\"'"
    return text[1:-1] if quoted else text.strip()
