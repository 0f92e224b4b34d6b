"""Reports as JSON to the bytes of their audits, here and in another tree in one run, trees and rounds taking turns.

    python -m bench.audits --against FOLDER [--rounds 5]

``FOLDER``: another checkout. Both run on this one's interpreter and packages. Reports: the texts of
``samples/narratives`` as they are, their texts joined to 5,000 characters, and the benches' own; each as sent alike,
and with its rows in an order that no report had before. Printed is processor time an audit, the quickest round of each.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from importlib import import_module
from importlib.util import find_spec
from itertools import groupby
from pathlib import Path
from random import Random
from typing import Any

_HERE = Path(__file__).parents[1]
_LENGTH, _MANY = 5000, 40


def main() -> None:
    """Print a line for each kind of reports."""
    parser = argparse.ArgumentParser(description="Reports to audits, here and in another tree.")
    parser.add_argument("--against", type=Path, help="another checkout")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        _serve()
        return
    trees = {"here": _HERE, **({"there": given.against.resolve()} if given.against else {})}
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        children = {name: stack.enter_context(_child(tree)) for name, tree in trees.items()}
        for kind, reports in _kinds().items():
            best: dict[str, list[float]] = {}
            for number in range(given.rounds):
                path = Path(folder, f"{kind}.{number}.json".replace(" ", "-"))
                path.write_text(json.dumps(list(_shuffled(reports, number) if "new" in kind else reports)), "utf-8")
                for name, child in children.items():
                    spent = _told(child, path)
                    best[name] = list(map(min, spent, best.get(name, spent)))
            costs = {name: sum(each) / len(each) for name, each in best.items()}
            ratio = f", {costs['there'] / costs['here']:.2f} x as fast" if "there" in costs else ""
            print(f"{kind}: " + ", ".join(f"{name} {cost:.2f} ms" for name, cost in costs.items()) + ratio, flush=True)


def _kinds() -> Mapping[str, list[Any]]:
    """Reports in the published shape, each with the name and kind of its agency."""
    # only in the process that compares: the tree that is measured need not have them
    from bench import material  # noqa: PLC0415
    from rules.book_io.examples import dossier_of  # noqa: PLC0415
    from rules.book_io.rulebook import rulebook  # noqa: PLC0415
    from samples.narratives import narratives  # noqa: PLC0415

    rule, told, joined = rulebook().by_id["N01"], [], []
    for _, source in groupby(narratives(), key=lambda one: one.source):
        dossiers = [dossier_of(one.given, rule) for one in source]
        for at, one in enumerate(dossiers):
            if one.report is None or one.agency is None:
                raise ValueError("a narrative is a report of an agency")
            agency = (one.agency.name, one.agency.kind)
            told.append((agency, json.loads(material.sent(one.report))))
            joined.append(
                (
                    agency,
                    _joined(
                        told[-1][1],
                        [
                            json.loads(material.sent(replace(other.report)))
                            for other in (*dossiers[at + 1 :], *dossiers[:at])
                            if other.report
                        ],
                    ),
                )
            )
    own = [(("云岭县水务局", "department"), json.loads(material.sent(one))) for one in material.reports(_MANY)]
    kinds = {"narratives": told, "narratives joined": joined[:: max(1, len(joined) // _MANY)], "the benches' own": own}
    return kinds | {f"{name}, new rows": reports for name, reports in kinds.items()}


def _joined(report: dict[str, Any], others: list[dict[str, Any]]) -> dict[str, Any]:
    """A report with the paragraphs of others behind its own, up to 5,000 characters."""
    sections = {one["number"]: list(one["paragraphs"]) for one in report["sections"]}
    for other in others:
        for section in other["sections"]:
            if sum(len(one["text"]) for told in sections.values() for one in told) < _LENGTH:
                sections.setdefault(section["number"], []).extend(section["paragraphs"])
    return {**report, "sections": [{**one, "paragraphs": sections[one["number"]]} for one in report["sections"]]}


def _shuffled(reports: list[Any], number: int) -> Iterator[Any]:
    """The same reports with their rows in another order."""
    random = Random(number)
    for agency, report in reports:
        tables = dict(report["tables"])
        for name in ("proactive", "applications"):
            rows = list(tables[name].items())
            random.shuffle(rows)
            tables[name] = dict(rows)
        yield agency, {**report, "tables": tables}


def _child(tree: Path) -> "subprocess.Popen[str]":
    command = [sys.executable, __file__, "--one"]
    words = {**os.environ, "PYTHONPATH": str(tree)}
    return subprocess.Popen(command, env=words, cwd=tree, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE)


def _told(child: "subprocess.Popen[str]", path: Path) -> list[float]:
    if child.stdin is None or child.stdout is None:
        raise ValueError("a child is spoken to")
    child.stdin.write(f"{path}\n")
    child.stdin.flush()
    found: list[float] = json.loads(child.stdout.readline())
    return found


def _serve() -> None:
    """Audit the reports of each file that is named, and tell the milliseconds of each."""
    book, audit = _tree("rulebook").rulebook(), _tree("audit", "engine").audit
    sent, schema, written = (import_module(f"schemas.{name}") for name in ("sent", "report", "audit"))
    nouns, agencies = import_module("filings.dossier"), import_module("filings.agency")
    calendar = import_module("schemas.calendars").statutory()
    for line in sys.stdin:
        spent = []
        for (name, kind), report in json.loads(Path(line.strip()).read_text("utf-8")):
            raw = json.dumps(report, ensure_ascii=False).encode()
            agency = agencies.Agency(code="11450000000000000X", name=name, kind=kind, jurisdiction="450000")
            context = {"as_of": date(2024, 1, 31), "agency": agency, "calendar": calendar}
            begin = time.process_time()
            read = sent.quick_report(raw) or schema.from_json(json.loads(raw))
            written.audit_bytes(audit(nouns.Dossier(report=read, **context), book))
            spent.append((time.process_time() - begin) * 1000)
        print(json.dumps(spent), flush=True)


def _tree(name: str, before: str = "") -> Any:  # noqa: ANN401 - a module of the tree that is measured
    """A module of the rules, from where the tree that is measured has it."""
    room = {"rulebook": "rules.book_io", "audit": "rules.engine"}[name]
    return import_module(f"{room}.{name}" if find_spec("rules.book_io") else f"rules.{before or name}")


if __name__ == "__main__":
    main()
