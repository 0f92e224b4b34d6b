"""Reports as LibreOffice prints them: tables with and without rulings, cut by page ends wherever a page may end."""

import io
import re
import subprocess
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import NamedTuple

from filings import problems
from filings.figure import CellState
from filings.report import Report
from readers import read
from samples.forms import Draft, compose, refs
from samples.writers import word

_SECONDS = 300
_BORDERS = {
    "all": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "level": ("top", "bottom", "insideH"),
    "open sides": ("top", "bottom", "insideH", "insideV"),
    "none": (),
}
_NEVER = frozenset({problems.TABLE_MISSING, problems.TABLE_MISPLACED, problems.PARENT_NUMBER})
"""What is never said of these reports, in which all is in its place."""


class Dress(NamedTuple):
    """How a report is laid out. ``size``: of letters, half points; ``margin``: twentieths of a point.

    ``blanks``: empty paragraphs above the table ``table``, so that a page ends in another of its rows.
    """

    borders: str
    headed: bool
    align: str
    wide: bool
    size: int
    margin: int
    blanks: int
    table: int


def dress(draws: Random) -> Dress:
    """Any."""
    return Dress(
        borders=draws.choice(sorted(_BORDERS)),
        headed=draws.random() < 0.5,
        align=draws.choice(("top", "center", "bottom")),
        wide=draws.random() < 0.3,
        size=draws.choice((16, 21, 24, 28)),
        margin=draws.choice((720, 1000, 1440, 1800)),
        blanks=draws.randrange(40),
        table=draws.randrange(3),
    )


def differences(program: str, count: int, seed: int) -> Iterator[str]:
    """A line for every figure of ``count`` reports that is wrong or lost; the last tells how many were held."""
    drafts = [_draft(Random(f"{seed} print {at}")) for at in range(count)]
    looks = [dress(Random(f"{seed} dress {at}")) for at in range(count)]
    files = [dressed(word.write(compose(draft)), look) for draft, look in zip(drafts, looks, strict=True)]
    found: Counter[str] = Counter()
    for at, data in enumerate(printed(program, files)):
        report = read(data, "printed.pdf")
        for line in (*_told(report), *_cells(report, drafts[at].values, found)):
            yield f"printed {at} {looks[at]}: {line}"
    yield f"cells held as LibreOffice prints them: {found.total()}, of which open: {found['open']}"


def _draft(draws: Random) -> Draft:
    form = draws.choice(("2019", "2021"))
    values = {ref: str(draws.randrange(1000)) for ref in refs(Draft(edition=form, values={}))}
    return Draft(edition=form, values=values)


def _told(report: Report) -> Iterator[str]:
    yield from (one.message for one in report.problems if one.code in _NEVER)


def _cells(report: Report, values: Mapping[str, str], found: Counter[str]) -> Iterator[str]:
    for ref, value in values.items():
        cell = report.cells.get(ref)
        if cell is not None and (cell.value is not None or cell.state is CellState.AMBIGUOUS):
            found["open" if cell.value is None else "read"] += 1
            if cell.value is None or str(cell.value) == value:
                continue
        yield f"{ref} is {value}, read {cell.raw if cell else None!r}"


def dressed(document: bytes, look: Dress) -> bytes:
    """A document of ``samples.writers.word`` in another dress."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    body = members["word/document.xml"].decode()
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0"/>' for side in _BORDERS[look.borders])
    body = body.replace("<w:tbl>", f"<w:tbl><w:tblPr><w:tblBorders>{edges}</w:tblBorders></w:tblPr>")
    body = body.replace("</w:tcPr>", f'<w:vAlign w:val="{look.align}"/></w:tcPr>')
    body = body.replace("<w:r><w:t", f'<w:r><w:rPr><w:sz w:val="{look.size}"/></w:rPr><w:t')
    body = re.sub("<w:tbl>.*?</w:tbl>", lambda found: _headed(found[0]), body) if look.headed else body
    heads = [body.rindex("<w:p>", 0, found.start()) for found in re.finditer("<w:tbl>", body)]
    at = heads[look.table]
    body = body[:at] + "<w:p/>" * look.blanks + body[at:]
    across, down = (16838, 11906) if look.wide else (11906, 16838)
    edge = " ".join(f'w:{side}="{look.margin}"' for side in ("top", "right", "bottom", "left"))
    sheet = f'<w:sectPr><w:pgSz w:w="{across}" w:h="{down}"/><w:pgMar {edge} w:header="720" w:footer="720"/></w:sectPr>'
    members["word/document.xml"] = body.replace("</w:body>", f"{sheet}</w:body>").encode()
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        for name, part in members.items():
            package.writestr(name, part)
    return out.getvalue()


def _headed(table: str) -> str:
    """A table whose header is printed again on each page; the first table has none of its own."""
    if "信息内容" in table:
        return table
    return table.replace("<w:tr>", "<w:tr><w:trPr><w:tblHeader/></w:trPr>", 3)


def printed(program: str, files: list[bytes]) -> Iterator[bytes]:
    """The documents as PDF."""
    with tempfile.TemporaryDirectory(prefix="gouji-print-") as folder:
        home = Path(folder)
        for at, data in enumerate(files):
            (home / f"{at}.docx").write_bytes(data)
        subprocess.run(
            [program, "--headless", f"-env:UserInstallation={(home / 'profile').as_uri()}", "--convert-to", "pdf",
             "--outdir", str(home / "out"), *(str(home / f"{at}.docx") for at in range(len(files)))],
            capture_output=True, check=True, timeout=_SECONDS,
        )  # fmt: skip
        for at in range(len(files)):
            yield (home / "out" / f"{at}.pdf").read_bytes()
