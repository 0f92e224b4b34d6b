"""``make glossary``: the part of docs/glossary.md that names every type of ``filings/``, made of their docstrings."""

import ast
import re
import sys
from collections.abc import Iterator
from pathlib import Path

_TOP = Path(__file__).parents[1]
PAGE = _TOP / "docs" / "glossary.md"
_MADE = re.compile(r"(?<=<!-- types -->\n).*?(?=<!-- /types -->)", re.DOTALL)


def types() -> Iterator[tuple[str, str, str]]:
    """(name, module, first sentence of its docstring) of each public class, in the order of modules and lines."""
    for path in sorted((_TOP / "filings").glob("*.py")):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                said = " ".join((ast.get_docstring(node) or "").partition("\n\n")[0].split())
                yield node.name, path.stem, said


def table() -> str:
    """The rows, as they stand on the page."""
    rows = [f"| `{name}` | `{module}` | {_escaped(said)} |" for name, module, said in types()]
    return "\n".join(["| Type | Module | What it is |", "|---|---|---|", *rows]) + "\n"


def renewed(page: str) -> str:
    """The page with the table as the code has it now."""
    made = table()
    return _MADE.sub(lambda _: made, page)


def _escaped(text: str) -> str:
    return text.replace("|", r"\|").replace("``", "`")


if __name__ == "__main__":
    PAGE.write_text(renewed(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"{len(list(types()))} types\n")
