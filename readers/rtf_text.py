"""RTF -> events: text, paragraph ends, cell and row ends, row layouts; what is not body text is skipped."""

import codecs
from collections.abc import Callable
from dataclasses import field, replace
from typing import Protocol

from filings.nouns import dataclass
from filings.patterns import pattern
from readers import limits, rtf_looks
from readers.refusal import Unreadable
from readers.visibility import Role

_TOKEN = pattern(
    rb"\\(?P<word>[A-Za-z]{1,32})(?P<number>-?\d{1,10})? ?|\\'(?P<hex>[0-9A-Fa-f]{2})|\\(?P<symbol>[^A-Za-z])"
    rb"|(?P<brace>[{}])|(?P<text>[^\\{}\r\n]+)"
)
_SKIPPED = frozenset(
    [
        "stylesheet",
        "listtable",
        "listoverridetable",
        "rsidtbl",
        "generator",
        "latentstyles",
        "themedata",
        "datastore",
        "xmlnstbl",
        "header",
        "headerl",
        "headerr",
        "headerf",
        "footer",
        "footerl",
        "footerr",
        "footerf",
        "footnote",
        "annotation",
        "atnid",
        "atnauthor",
        "atrfstart",
        "atrfend",
        "fldinst",
        "nonshppict",
        "objdata",
        "xe",
        "tc",
        "tcn",
        "rxe",
        "bkmkstart",
        "bkmkend",
        "pntext",
        "listtext",
        "filetbl",
        "revtbl",
        "mmathPr",
        "operator",
        "company",
        "doccomm",
        "keywords",
        "subject",
        "category",
        "manager",
        "comment",
    ]
)
_STARRED = frozenset({"shppict", "nesttableprops", *rtf_looks.GROUPS})
_MOST_SKIPPED = 8  # characters that stand in for a Unicode one
_SYMBOLS_SET = 2  # the charset of fonts that draw signs instead of letters and digits
_CHARSETS = {134: "gb18030", 136: "big5hkscs", 128: "cp932", 129: "cp949"}
_SYMBOLS = {
    "tab": "\t", "line": "\n", "emdash": "—", "endash": "–", "bullet": "•", "lquote": "‘", "rquote": "’",
    "ldblquote": "“", "rdblquote": "”", "emspace": " ", "enspace": " ", "qmspace": " ",
}  # fmt: skip


class Sink(Protocol):
    """What listens to the events."""

    def text(self, text: str, role: Role | None = None) -> None:
        """Body text. ``role``: None for plain text."""

    def control(self, word: str, number: int | None) -> None:
        """A control word that the text reader does not use itself."""

    def picture(self) -> None:
        """A picture stands here."""

    def note(self, name: str, text: str) -> None:
        """A document property: title, author."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _ScannerState:
    skipped: bool = False
    destination: str = ""
    charset: str = ""
    unicode_skip: int = 1
    look: rtf_looks.RtfLook = rtf_looks.PLAIN
    role: Role | None = None


@dataclass(slots=True, kw_only=True)
class Scanner:
    """Walks an RTF once; ``sink`` is told what it holds."""

    sink: Sink
    state: _ScannerState = field(default_factory=_ScannerState)
    stack: list[_ScannerState] = field(default_factory=list)
    codepage: str = "gb18030"
    fonts: dict[int, str] = field(default_factory=dict)
    symbolic: set[int] = field(default_factory=set)
    font: int = 0
    raw: bytearray = field(default_factory=bytearray)
    wide: list[int] = field(default_factory=list)
    skip: int = 0
    starred: bool = False
    colours: rtf_looks.Colours = field(default_factory=rtf_looks.Colours)
    shades: rtf_looks.Shades = field(default_factory=rtf_looks.Shades)

    def run(self, data: bytes) -> None:
        """Scan all of it. Raises Unreadable for groups nested too deep."""
        position = 0
        while found := _TOKEN.search(data, position):
            position = found.end()
            kind = found.lastgroup
            if kind == "brace":
                self._brace(opening=found[0] == b"{")
            elif kind == "text":
                self._bytes(found[0])
            elif kind == "hex":
                self._bytes(bytes.fromhex(found["hex"].decode()))
            elif kind == "symbol":
                self._symbol(found["symbol"])
            else:
                number = int(found["number"]) if found["number"] else None
                if found["word"] == b"bin" and number:
                    position += max(number, 0)
                self._word(found["word"].decode(), number)
        self._flush()

    def _brace(self, *, opening: bool) -> None:
        self._flush()
        self.skip = 0
        if opening:
            if len(self.stack) >= limits.NESTING:
                raise Unreadable("RTF 的分组嵌套太深，不是正常的文档")
            self.stack.append(self.state)
        elif self.stack:
            self.state = self.stack.pop()

    def _bytes(self, data: bytes) -> None:
        if self.skip:
            data, self.skip = data[self.skip :], max(self.skip - len(data), 0)
        if data and not self.state.skipped:
            if self.wide:
                self._flush()
            self.raw += data

    def _symbol(self, symbol: bytes) -> None:
        if symbol == b"*":
            self.starred = True
        elif symbol in b"\\{}":
            self._bytes(symbol)
        elif symbol in b"~-_":
            self._bytes(b" " if symbol == b"~" else b"" if symbol == b"-" else b"-")
        elif symbol in b"\r\n":
            self._word("par", None)

    def _word(self, word: str, number: int | None) -> None:
        starred, self.starred = self.starred, False
        if word == "u" and number is not None:
            self._unicode(number)
            return
        self._flush()
        if action := _ACTIONS.get(word):
            action(self, number)
        elif word in rtf_looks.WORDS:
            self._look(word, number)
        elif word in rtf_looks.GROUPS and not self.state.skipped:
            self.state = replace(self.state, role=rtf_looks.GROUPS[word])
        elif word == "colortbl":
            self.state = replace(self.state, destination=word)
        elif self.state.destination == "colortbl":
            self.colours.part(word, number)
        elif word in _SKIPPED or (starred and word not in _STARRED):
            self.state = replace(self.state, skipped=True)
        elif word in ("title", "author", "fonttbl"):
            self.state = replace(self.state, destination=word)
        elif not self.state.skipped:
            self._content(word, number)

    def _look(self, word: str, number: int | None) -> None:
        look = rtf_looks.said(self.state.look, word, number)
        self.state = replace(self.state, look=look)

    def _content(self, word: str, number: int | None) -> None:
        if word in ("pict", "object"):
            self.sink.picture()
            self.state = replace(self.state, skipped=True)
        elif word in _SYMBOLS:
            self._emit(_SYMBOLS[word])
        elif self.state.destination == "":
            self.shades.control(word, number or 0)
            self.sink.control(word, number)

    def _unicode(self, number: int) -> None:
        if self.raw:
            self._flush()
        if not self.state.skipped:
            self.wide.append(number % 0x10000)
        self.skip = self.state.unicode_skip

    def _flush(self) -> None:
        if self.raw:
            text = _decode(bytes(self.raw), self.state.charset, self.codepage)
            self.raw.clear()
            self._emit(text)
        if self.wide:
            packed = b"".join(code.to_bytes(2, "little") for code in self.wide)
            self.wide.clear()
            self._emit(packed.decode("utf-16-le", errors="replace"))

    def _emit(self, text: str) -> None:
        if self.state.skipped:
            return
        if self.state.destination == "colortbl":
            self.colours.ends(text)
        elif self.state.destination in ("title", "author"):
            self.sink.note(self.state.destination, text)
        elif not self.state.destination:
            role = self.state.role or (
                self._role() if self.shades.flat or self.state.look is not rtf_looks.PLAIN else None
            )
            self.sink.text(text, role)

    def _role(self) -> Role | None:
        if self.shades.flat:
            return Role.HIDDEN
        return rtf_looks.role(self.state.look, self.colours, self.shades.ground)

    def set_font(self, number: int | None) -> None:
        """Control word f: the font of the text, or, in the font table, the font being described."""
        self.font = number or 0
        if self.state.destination != "fonttbl":
            self.state = replace(self.state, charset=self.fonts.get(self.font, ""))
            if self.symbolic and self.state.look.symbolic != (symbolic := self.font in self.symbolic):
                look = self.state.look._replace(symbolic=symbolic)
                self.state = replace(self.state, look=rtf_looks.PLAIN if look == rtf_looks.PLAIN else look)

    def set_charset(self, number: int | None) -> None:
        """Control word fcharset of a font in the table."""
        self.fonts[self.font] = _CHARSETS.get(number or 0, "")
        if number == _SYMBOLS_SET:
            self.symbolic.add(self.font)

    def set_codepage(self, number: int | None) -> None:
        """Control word ansicpg: the coding of all text without its own."""
        name = "gb18030" if number in (936, 54936, 1252, None) else f"cp{number}"
        try:
            self.codepage = codecs.lookup(name).name
        except LookupError:
            self.codepage = "gb18030"


def _decode(data: bytes, charset: str, codepage: str) -> str:
    if data.isascii():
        return data.decode("ascii")
    for name in (charset, codepage):
        if name:
            try:
                return data.decode(name)
            except UnicodeDecodeError:
                continue
    return data.decode("gb18030", errors="replace")


def _set_skip(scanner: Scanner, number: int | None) -> None:
    count = min(max(1 if number is None else number, 0), _MOST_SKIPPED)
    scanner.state = replace(scanner.state, unicode_skip=count)


_ACTIONS: dict[str, Callable[[Scanner, int | None], None]] = {
    "uc": _set_skip,
    "f": Scanner.set_font,
    "fcharset": Scanner.set_charset,
    "ansicpg": Scanner.set_codepage,
}
