"""The same documents read by this tree and by an older one: what is read otherwise, and how much longer it takes.

``python -m bench.reread --against TREE [--count 2000]``: plain documents of every format and odd ones, turn about. A
line for each cell, title or part that is read otherwise; then, for each format, the processor time of both. The exit
status is 1 where a figure of a plain document was read by the older tree and is not now.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random
from typing import Any

from samples.figures import valid_report
from samples.forms import FORMATS, Draft, compose, refs, write
from samples.odd import made
from samples.odd_markup import MARKUP
from samples.writers import mht, ods, ofd, pdf, rtf, xlsx
from samples.writers.canvas import draw

_READ = """
import json, sys, time
from pathlib import Path
from readers import read
try:
    from readers.interpret.layout_cache import LayoutCache
    more = {"layouts": LayoutCache()}
except ImportError:  # an older tree keeps its own
    more = {}
for path in sorted(Path(sys.argv[1]).iterdir()):
    data, begun = path.read_bytes(), time.process_time()
    found = read(data, path.name, **more)
    cells = {ref: str(cell.value) for ref, cell in found.cells.items() if cell.value is not None}
    parts = [[one.number, len(one.paragraphs)] for one in found.sections]
    took = time.process_time() - begun
    print(json.dumps([path.name, cells, found.title, parts, took]), flush=True)
"""
_WRITERS = {
    "rtf": rtf.write, "xlsx": xlsx.write, "ods": ods.write, "mht": lambda parts: mht.page(parts).encode(),
    "pdf": lambda parts: pdf.write(draw(parts)), "ofd": lambda parts: ofd.write(draw(parts)),
}  # fmt: skip
_Told = Mapping[str, list[Any]]


def documents(count: int) -> Iterator[tuple[str, bytes]]:
    """(name, bytes): half of them plain reports whose sums hold, half odd ones."""
    plain, odd = (*FORMATS, *sorted(_WRITERS)), sorted(MARKUP)
    for at in range(count):
        draws = Random(f"reread {at}")
        if at % 2:
            form = odd[at // 2 % len(odd)]
            yield f"odd_{at:05}.{form}", made(form, draws).data
            continue
        form = plain[at // 2 % len(plain)]
        found = valid_report(draws)
        draft = Draft(edition="2021", values={})
        draft = Draft(edition="2021", values={ref: str(found.value(ref) or 0) for ref in refs(draft)})
        data = write(draft, form) if form in FORMATS else _WRITERS[form](compose(draft))
        yield f"plain_{at:05}.{form if form in ('html', 'docx', *_WRITERS) else form + '.txt'}", data


def _read(python: str, tree: Path, folder: Path) -> _Told:
    done = subprocess.run(
        [python, "-c", _READ, str(folder)], cwd=tree, capture_output=True, text=True, check=True,
    )  # fmt: skip
    return {line[0]: line[1:] for line in map(json.loads, done.stdout.splitlines())}


def _differences(before: _Told, after: _Told) -> Iterator[tuple[str, str]]:
    """(what kind, a line) for whatever is read otherwise."""
    for name, (cells, title, parts, _) in before.items():
        now, now_title, now_parts, _ = after[name]
        for ref in sorted(cells.keys() | now.keys()):
            if cells.get(ref) != now.get(ref):
                kind = "lost" if ref not in now else "gained" if ref not in cells else "changed"
                yield kind, f"{kind}: {name} {ref}: {cells.get(ref)} -> {now.get(ref)}"
        if (title, parts) != (now_title, now_parts):
            yield "text", f"text: {name}: {title} {parts} -> {now_title} {now_parts}"


def _form(name: str) -> str:
    return name.split("_", 1)[0] + " " + name.split(".", 1)[1]


def main() -> int:
    """The command."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--against", type=Path, required=True)
    asked.add_argument("--count", type=int, default=2000)
    asked.add_argument("--python", default="")
    options = asked.parse_args()
    with tempfile.TemporaryDirectory(prefix="gouji-reread-") as folder:
        for name, data in documents(options.count):
            (Path(folder) / name).write_bytes(data)
        older = options.python or str(options.against / ".venv" / "bin" / "python")
        before = _read(older, options.against, Path(folder))
        after = _read(sys.executable, Path(__file__).parent.parent, Path(folder))
    found = list(_differences(before, after))
    out = sys.stdout.write
    out("".join(f"{line}\n" for _, line in found))
    spent: Counter[str] = Counter()
    once: Counter[str] = Counter()
    for name in before:
        once[_form(name)] += before[name][3]
        spent[_form(name)] += after[name][3]
    for form in sorted(once):
        times = spent[form] / max(once[form], 1e-9)
        out(f"{form}: {once[form]:.2f} s before, {spent[form]:.2f} s now, {times:.2f} times\n")
    kinds = Counter(kind for kind, _ in found)
    out(f"documents: {len(before)}; differences: {dict(kinds)}\n")
    return int(any(kind == "lost" and "plain_" in line for kind, line in found))


if __name__ == "__main__":
    sys.exit(main())
