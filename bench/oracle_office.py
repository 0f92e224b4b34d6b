"""Odd reports as LibreOffice writes them again, in its own markup for the same looks, held against the same truth."""

import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from readers import read
from samples.odd import OddReport, made

_WAYS = (("docx", "doc"), ("docx", "rtf"), ("docx", "html"), ("docx", "docx"), ("xlsx", "xls"), ("xlsx", "ods"))
_LOST = (
    "bdo", "formula", "del,", "moveFrom", "narrow",  # it drops direction and width, shows what was deleted
    "fill", "specVanish", "no vanish", "hidden on the web", "theme", "two in one", "symbol", "picture", "object",
    "page number", "text box", "right to left", "condensed", "turned", "pale accent", "[DBNum1]",
    "[Color2]", "[白色]",  # its colours by number are others, and it knows no Chinese names of them
)  # fmt: skip
"""What LibreOffice does not keep, or shows otherwise than Word."""
_SECONDS = 300


def differences(program: str, count: int, seed: int) -> Iterator[str]:
    """A line for every figure that is wrong in one of ``count`` reports each way; the last tells how many were held."""
    held = 0
    with tempfile.TemporaryDirectory(prefix="gouji-oracle-") as folder:
        for source, target in _WAYS:
            odds = [made(source, Random(f"{seed} {source} {target} {at}")) for at in range(count)]
            for at, (odd, data) in enumerate(zip(odds, _converted(program, odds, target, Path(folder)), strict=True)):
                report = read(data, f"odd.{target}")
                for ref, wanted in odd.cells.items():
                    if any(name in f"{wanted.construct}," for name in _LOST):
                        continue
                    held += 1
                    cell = report.cells.get(ref)
                    if cell is not None and cell.value is not None and cell.value != wanted.seen:
                        yield f"{source} as {target} {at}: {wanted.construct} {ref} read {cell.raw!r}, is {wanted.seen}"
                for ref, value in odd.plain.items():
                    if (plain := report.cells.get(ref)) is None or plain.value != value:
                        yield f"{source} as {target} {at}: plain {ref} is {value}"
    yield f"cells held against LibreOffice's own writing: {held}"


def _converted(program: str, odds: list[OddReport], target: str, folder: Path) -> list[bytes]:
    files = []
    for at, odd in enumerate(odds):
        files.append(folder / f"{at}_{odd.name}")
        files[-1].write_bytes(odd.data)
    out = folder / "out"
    subprocess.run(
        [program, "--headless", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--convert-to", target,
         "--outdir", str(out), *map(str, files)],
        capture_output=True, check=True, timeout=_SECONDS,
    )  # fmt: skip
    return [(out / one.with_suffix(f".{target}").name).read_bytes() for one in files]
