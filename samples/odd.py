"""OddReport reports: cells whose characters are raised, struck, hidden and so on, written down with what a person sees.

Truth is by construction: each odd cell is a list of fragments, and the figure that a person reads in it (None where
nobody can say) is known before it is written. Nothing here knows how a reader reads.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from random import Random
from xml.sax.saxutils import quoteattr

from samples.forms import Draft, compose, refs
from samples.odd_markup import MARKUP
from samples.odd_markup.drawn import DRAWN, LOWERED, RAISED, TINY
from samples.odd_markup.flat import FLAT
from samples.odd_markup.groups import DOUBTS, HIDES, MARKS, NOTES, SEEN, STRIKES, Markup
from samples.odd_markup.rich import RTF
from samples.odd_markup.sheets import FO, FORMATS, LOOKS, ODS, XLSX
from samples.odd_markup.web import HTML, SHEET
from samples.odd_markup.word import DOCX, MEMBERS
from samples.writers import flat, ofd, page, pdf, rtf, word
from samples.writers import ods as ods_writer
from samples.writers.canvas import PlacedCharacter, draw
from samples.writers.mht import page as saved
from samples.writers.package import pack
from schemas.editions import edition

_FORMATTED = 0.5  # of the odd cells of a spreadsheet have a number format
ODD = 6
"""OddReport cells in each report."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """Characters of one kind: plain, or a key of the markup of its format."""

    text: str
    kind: str = "plain"


@dataclass(frozen=True, slots=True)
class OddCell:
    """``construct``: its name in tables; ``seen``: the figure a person reads, None where nobody can say."""

    construct: str
    fragments: tuple[Fragment, ...]
    seen: int | None


@dataclass(frozen=True, slots=True)
class OddReport:
    """A report. ``plain``: figures of the cells that are not touched; ``cells``: the odd ones, by address."""

    data: bytes
    name: str
    plain: Mapping[str, int]
    cells: Mapping[str, OddCell]


def made(form: str, draws: Random) -> OddReport:
    """An odd report in one of ``MARKUP``."""
    known = edition("2021")
    draft = Draft(edition="2021", values={})
    money = {ref for table in known.tables for row in table.rows for ref in row.refs if "fees" in ref}
    plain = {ref: draws.randrange(1000) for ref in refs(draft)}
    touched = draws.sample(sorted(plain.keys() - money), ODD)
    cells = {ref: _cell(form, draws) for ref in touched}
    keys = {ref: f"qq{at}qq" for at, ref in enumerate(touched)}
    values = {ref: keys.get(ref, str(value)) for ref, value in plain.items()}
    if MARKUP[form] is None:
        return OddReport(
            *_drawn(form, draft, plain, cells, draws), {r: v for r, v in plain.items() if r not in cells}, cells
        )
    parts = compose(Draft(edition="2021", values=values))
    data = _WRITERS[form](parts, {keys[ref]: cell for ref, cell in cells.items()})
    return OddReport(data, f"odd.{form}", {ref: value for ref, value in plain.items() if ref not in cells}, cells)


def _cell(form: str, draws: Random) -> OddCell:
    figure, noise = str(draws.randrange(100, 9000)), str(draws.randrange(1, 10))
    markup = MARKUP[form]
    if markup is None:
        return _painted(figure[:3], noise, DRAWN[form], draws)  # more would not stand on one line of a narrow cell
    if form == "xlsx" and draws.random() < _FORMATTED:
        code = draws.choice(sorted(FORMATS))
        shown = FORMATS[code]
        return OddCell(f"format {code}", (Fragment(figure, code),), int(shown.format(figure)) if shown else None)
    group = draws.choice([name for name in (MARKS, STRIKES, HIDES, NOTES, DOUBTS, SEEN) if markup.get(name)])
    kind = draws.choice(sorted(markup[group]))
    odd, cut = Fragment(noise, kind), draws.randrange(1, len(figure))
    parted = (Fragment(figure[:cut]), odd, Fragment(figure[cut:]))
    where = draws.choice(("before", "behind", "within", "alone", "mixed"))
    name = f"{kind}, {where}"
    if group == DOUBTS:
        return OddCell(f"{kind}, within", parted, None)
    if group == SEEN:
        return OddCell(kind, parted, int(figure[:cut] + noise + figure[cut:]))
    if where == "within":
        return OddCell(name, parted, int(figure) if group in (HIDES, NOTES) and form != "md" else None)
    if where == "alone":
        return OddCell(name, (odd,), None)
    if where == "mixed" and form not in ("md", "xlsx"):
        strike, hide = (draws.choice(sorted(markup[one])) for one in (STRIKES, HIDES))
        mark = draws.choice(sorted(markup[MARKS]))
        mixed = (Fragment("5320", strike), Fragment(figure), Fragment(noise, mark), Fragment("99", hide))
        return OddCell(f"{strike} + {mark} + {hide}", mixed, int(figure))
    plain = Fragment(figure)
    behind = where != "before" or group == NOTES or form in ("md", "xlsx")
    return OddCell(name, (plain, odd) if behind else (odd, plain), int(figure))


def _written(cell: OddCell, markup: Markup, plain: str) -> str:
    known = {kind: text for group in markup.values() for kind, text in group.items()} | {"plain": plain}
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    return "".join(
        known[one.kind].format(one.text, circled=chr(0x245F + int(one.text[:1])), raised=one.text.translate(raised))
        for one in cell.fragments
    )


def _replaced(text: str, cells: Mapping[str, OddCell], markup: Markup, plain: str, around: str) -> str:
    for key, cell in cells.items():
        text = text.replace(around.format(key), _written(cell, markup, plain))
    return text


def _page(parts: Sequence[object], cells: Mapping[str, OddCell]) -> bytes:
    text = page.write(parts).decode()  # type: ignore[arg-type] # parts of a report
    for key, cell in cells.items():
        odd = _written(cell, HTML, "{}")
        before, attributes, behind = re.split(f"<td([^>]*)>{key}</td>", text)
        text = f"{before}<td{attributes} data-key={key}>{odd}</td>{behind}"
    return text.replace("</head>", f"{SHEET}</head>").encode()


def _saved(parts: Sequence[object], cells: Mapping[str, OddCell]) -> bytes:
    text = _replaced(saved(parts), cells, HTML, "{}", "{}")  # type: ignore[arg-type]
    head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=b\r\n\r\n--b\r\n"
    head += "Content-Type: text/html; charset=utf-8\r\n"
    body = text.replace("</head>", f"{SHEET}</head>")
    return f"{head}Content-Transfer-Encoding: 8bit\r\n\r\n{body}\r\n--b--\r\n".encode()


def _word(parts: Sequence[object], cells: Mapping[str, OddCell]) -> bytes:
    data = word.write(parts, members=MEMBERS)  # type: ignore[arg-type]
    around = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'

    def change(text: str) -> str:
        return _replaced(text, cells, DOCX, around, around)

    return _in_zip(data, "word/document.xml", change)


def _in_zip(data: bytes, name: str, change: Callable[[str], str]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {one: archive.read(one) for one in archive.namelist()}
    return pack({one: change(part.decode()).encode() if one == name else part for one, part in parts.items()})


def _rich(parts: Sequence[object], cells: Mapping[str, OddCell]) -> bytes:
    text = rtf.write(parts).decode()  # type: ignore[arg-type]
    text = _replaced(text, cells, RTF, "{}", "{}")
    text = text.replace(r"{\fonttbl", r"{\fonttbl{\f9\fnil\fcharset2 Wingdings;}", 1)
    colours = r"{\colortbl;\red255\green255\blue255;\red0\green0\blue255;}"
    return text.replace(r"{\info", colours + r"{\info", 1).encode()


def _open(parts: Sequence[object], cells: Mapping[str, OddCell]) -> bytes:
    styles = "".join(
        f'<style:style style:name="{name}" style:family="text"><style:text-properties {look}/></style:style>'
        for name, look in LOOKS.items()
    )
    styles += '<style:style style:name="heir" style:family="text" style:parent-style-name="up"/>'

    def change(text: str) -> str:
        text = text.replace("<office:document-content ", f"<office:document-content {FO}", 1)
        text = text.replace(
            "<office:body>", f"<office:automatic-styles>{styles}</office:automatic-styles><office:body>", 1
        )
        for key, cell in cells.items():
            odd = _written(cell, ODS, "{}")
            notes = "".join(re.findall("<office:annotation>.*?</office:annotation>", odd))
            rest = re.sub("<office:annotation>.*?</office:annotation>", "", odd)
            text = text.replace(f"<text:p>{key}</text:p>", f"{notes}<text:p>{rest}</text:p>")
        return text

    return _in_zip(ods_writer.write(parts), "content.xml", change)  # type: ignore[arg-type]


def _sheet(parts: Sequence[object], cells: Mapping[str, OddCell]) -> bytes:
    from samples.writers import xlsx  # noqa: PLC0415 - its names would shadow this module's

    codes = sorted(FORMATS)
    formatted = {key: cell for key, cell in cells.items() if cell.fragments[0].kind in FORMATS}
    rich = {key: cell for key, cell in cells.items() if key not in formatted}

    def change(text: str) -> str:
        for key, cell in formatted.items():
            style = 1 + codes.index(cell.fragments[0].kind)
            before, at, behind = re.split(f'<c r="([A-Z]+[0-9]+)" t="inlineStr"><is><t>{key}</t></is></c>', text)
            text = f'{before}<c r="{at}" s="{style}"><v>{cell.fragments[0].text}</v></c>{behind}'
        return _replaced(text, rich, XLSX, "<r><t>{}</t></r>", "<t>{}</t>")

    data = _in_zip(xlsx.write(parts), "xl/worksheets/sheet1.xml", change)  # type: ignore[arg-type]
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        package: dict[str, str | bytes] = {one: archive.read(one) for one in archive.namelist()}
    package["xl/styles.xml"] = _formats(codes)
    package["[Content_Types].xml"] = _before("</Types>", package["[Content_Types].xml"], _STYLES_TYPE)
    package["xl/_rels/workbook.xml.rels"] = _before("</Rel", package["xl/_rels/workbook.xml.rels"], _STYLES_LINK)
    return pack(package)


_STYLES_TYPE = (
    '<Override PartName="/xl/styles.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>'
)
_STYLES_LINK = (
    '<Relationship Id="rId99" Target="styles.xml" '
    'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles"/>'
)


def _before(end: str, part: str | bytes, more: str) -> bytes:
    text = part if isinstance(part, str) else part.decode()
    return text.replace(end, more + end).encode()


def _formats(codes: Sequence[str]) -> str:
    """The styles of a workbook: after the general one, one for each number format."""
    named = "".join(f'<numFmt numFmtId="{200 + at}" formatCode={quoteattr(code)}/>' for at, code in enumerate(codes))
    used = "".join(f'<xf numFmtId="{200 + at}" fontId="0" fillId="0"/>' for at in range(len(codes)))
    return (
        '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<numFmts>{named}</numFmts><fonts><font/></fonts><fills><fill/></fills>"
        f'<cellXfs><xf numFmtId="0" fontId="0" fillId="0"/>{used}</cellXfs></styleSheet>'
    )


def _flat(parts: Sequence[object], cells: Mapping[str, OddCell]) -> bytes:
    return _replaced(flat.LAYOUTS["pipes"](parts), cells, FLAT, "{}", "{}").encode()  # type: ignore[arg-type]


_WRITERS: Mapping[str, Callable[[Sequence[object], Mapping[str, OddCell]], bytes]] = {
    "html": _page, "mht": _saved, "docx": _word, "rtf": _rich, "ods": _open, "xlsx": _sheet, "md": _flat,
}  # fmt: skip


def _painted(figure: str, noise: str, looks: Mapping[str, Sequence[str]], draws: Random) -> OddCell:
    """A figure with one letter that is painted otherwise."""
    group = draws.choice(sorted(looks))
    look = draws.choice(looks[group])
    noise = next(one for one in "123456789" if one not in figure)  # overlapping twins are one letter to pdfium
    at = draws.randrange(len(figure) + 1)
    if group == MARKS:
        at = len(figure)
    fragments = (Fragment(figure[:at]), Fragment(noise, look), Fragment(figure[at:]))
    within = 0 < at < len(figure)
    if group == SEEN:
        seen: int | None = int("".join(one.text for one in fragments))
    else:
        seen = None if group == DOUBTS or (group == STRIKES and within) else int(figure)
    return OddCell(f"{look}, {'within' if within else 'before' if not at else 'behind'}", fragments, seen)


def _drawn(
    form: str, draft: Draft, plain: Mapping[str, int], cells: Mapping[str, OddCell], draws: Random
) -> tuple[bytes, str]:
    """Pages with a watermark over all of them, and letters that are painted otherwise in the odd cells."""
    values = {ref: str(value) for ref, value in plain.items()}
    keys = {chr(_FIRST_KEY + at): cell for at, cell in enumerate(cells.values())}
    for ref, key in zip(cells, keys, strict=True):
        text = "".join(one.text for one in cells[ref].fragments)
        values[ref] = key + text[1:]
    leaves = draw(compose(Draft(edition=draft.edition, values=values)))
    for leaf in leaves:
        leaf.letters = list(_with_looks(leaf.letters, keys))
        size, top = draws.uniform(40, 80), draws.uniform(100, 600)
        leaf.letters += [PlacedCharacter(one, 60 + at * size / 2, top, size) for at, one in enumerate("2023内部070")]
    return (pdf if form == "pdf" else ofd).write(leaves), f"odd.{form}"


_FIRST_KEY = 0xE000


def _with_looks(letters: Sequence[PlacedCharacter], keys: Mapping[str, OddCell]) -> Iterator[PlacedCharacter]:
    """The letters, with those of odd cells painted as they are; the first of a cell is its key."""
    looks: list[Fragment] = []
    left = 0.0
    for letter in letters:
        if letter.text in keys:
            looks = [Fragment(one, piece.kind) for piece in keys[letter.text].fragments for one in piece.text]
            left = letter.left - letter.size / 4  # the key is as wide as two digits
        if not looks:
            yield letter
            continue
        piece = looks.pop(0)
        plain = replace(letter, text=piece.text, left=left, look="" if piece.kind == "plain" else piece.kind)
        left += letter.size / 2
        if piece.kind in _SIZES:
            size, down = _SIZES[piece.kind]
            plain = replace(plain, look="", size=letter.size * size, top=letter.top + letter.size * down)
        yield plain


_SIZES = {RAISED: (0.6, -0.11), LOWERED: (0.6, 0.55), TINY: (0.15, 0.75)}
"""Share of the letter's size, and how far down its upper edge stands."""
