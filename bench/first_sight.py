"""First sight: the texts of ``samples/narratives`` by author, slips told and wrong complaints, as they come.

    python -m bench.first_sight [--folder FOLDER]

``--folder``: TOML files of the same form kept elsewhere, by people who have seen neither rules nor lists; run such a
set once before anything is mended on it. A slip is told when a finding comes that was not there before, whatever its
rule, other than a length that is counted anew; a complaint is wrong when the text as it was written gets a verify or a
must_fix that its author does not own.
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterable
from pathlib import Path

from bench.hand import audit_of, tells
from filings.finding import Severity
from rules.book_io.rulebook import Rulebook, rulebook
from samples.narratives import Narrative, narratives, narratives_in

_HEAD = "{:<16}{:>8}{:>8}{:>8}{:>8}{:>9}{:>7}"


def main() -> None:
    """Print one line for each author, one for all, and what was missed or wrongly told."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--folder", type=Path, help="the texts of others, instead of those of the repository")
    parser.add_argument("--quiet", action="store_true", help="only the figures")
    args = parser.parse_args()
    texts = narratives_in(args.folder.iterdir()) if args.folder else narratives()
    book = rulebook()
    by_author: dict[str, Counter[str]] = defaultdict(Counter)
    lines = [line for one in texts for line in _seen(one, by_author[one.source], book)]
    print(_HEAD.format("author", "reports", "slips", "told", "verify", "must_fix", "hint"))
    for author, count in (*by_author.items(), ("all", sum(by_author.values(), Counter()))):
        figures = (count[name] for name in ("reports", "slips", "told", "verify", "must_fix", "hint"))
        print(_HEAD.format(author, *figures))
    if not args.quiet:
        print(*lines, sep="\n")


def _seen(narrative: Narrative, count: Counter[str], book: Rulebook) -> Iterable[str]:
    """Count what one text gives; the lines to read by eye."""
    plain = audit_of(narrative.given, book)
    count["reports"] += 1
    for finding in plain.findings:
        if finding.rule not in narrative.true:
            count[finding.severity.value] += 1
            if finding.severity is not Severity.HINT:
                yield f"wrong  {narrative.name} {finding.rule} {finding.message}"
    for slip in narrative.slips:
        told = tells(plain, audit_of(narrative.with_slip(slip), book), book)
        count["slips"] += 1
        count["told"] += told
        if not told:
            yield f"missed {narrative.name} {slip.find} -> {slip.put}"


if __name__ == "__main__":
    main()
