"""Paragraphs and tables -> xlsx: one sheet, a paragraph over all columns, numbers as numbers."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from samples.writers.package import pack
from samples.writers.parts import Part, PlainTable, Spot, placed, width

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml"


def write(parts: Sequence[Part], *, sheet: str = "年报", hidden: str = "") -> bytes:
    """An xlsx; with ``hidden``, a second, hidden sheet that holds this text."""
    sheets = {sheet: parts} | ({"底稿": [hidden]} if hidden else {})
    listed = "".join(
        f'<sheet name={quoteattr(name)} sheetId="{i}" state="{"visible" if i == 1 else "hidden"}" r:id="rId{i}"/>'
        for i, name in enumerate(sheets, start=1)
    )
    overrides = "".join(
        f'<Override PartName="/xl/worksheets/sheet{i + 1}.xml" ContentType="{_KIND}.worksheet+xml"/>'
        for i in range(len(sheets))
    )
    relations = "".join(
        f'<Relationship Id="rId{i}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1)
    )
    package = {
        "[Content_Types].xml": f'<Types xmlns="{_TYPES}"><Default Extension="xml" ContentType="application/xml"/>'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_KIND}.sheet.main+xml"/>{overrides}</Types>',
        "_rels/.rels": f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="rId1" '
        f'Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{_PACKAGE}">{relations}</Relationships>',
    }
    for i, body in enumerate(sheets.values(), start=1):
        package[f"xl/worksheets/sheet{i}.xml"] = _sheet(body)
    return pack(package)


def positions(parts: Sequence[Part]) -> tuple[list[tuple[int, int, Spot]], int]:
    """(row, column, spot) of everything on one sheet, and the number of columns."""
    columns = max((width(part) for part in parts if isinstance(part, PlainTable)), default=1)
    out: list[tuple[int, int, Spot]] = []
    row = 0
    for part in parts:
        if isinstance(part, PlainTable):
            out += [(row + inner, column, spot) for inner, column, spot in placed(part)]
            row += len(part.rows)
        else:
            out.append((row, 0, Spot(part, columns=columns)))
            row += 1
    return out, columns


def address(row: int, column: int) -> str:
    """A1 address of up to 26 columns."""
    return f"{chr(65 + column)}{row + 1}"


def _sheet(parts: Sequence[Part]) -> str:
    spots, _ = positions(parts)
    rows: dict[int, list[str]] = {}
    for row, column, spot in spots:
        rows.setdefault(row, []).append(_cell(address(row, column), spot.text))
    merged = [
        f'<mergeCell ref="{address(row, column)}:{address(row + spot.rows - 1, column + spot.columns - 1)}"/>'
        for row, column, spot in spots
        if spot.rows * spot.columns > 1
    ]
    data = "".join(f'<row r="{row + 1}">{"".join(cells)}</row>' for row, cells in sorted(rows.items()))
    merges = f"<mergeCells>{''.join(merged)}</mergeCells>" if merged else ""
    return f'<worksheet xmlns="{_MAIN}"><sheetData>{data}</sheetData>{merges}</worksheet>'


def _cell(at: str, text: str) -> str:
    if text.isdigit():
        return f'<c r="{at}"><v>{text}</v></c>'
    return f'<c r="{at}" t="inlineStr"><is><t>{escape(text)}</t></is></c>' if text else f'<c r="{at}"/>'
