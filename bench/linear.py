"""Hostile texts of one, two and four times a size: the audit's time must double with the text, and no more.

    python -m bench.linear [--size 5000]

Four texts: one sentence without an end, a paragraph of numbers, brackets in brackets, and every word of every list.
Printed are seconds of this process and the ratio to the size before; about 2 is linear, 4 would be quadratic.
"""

import argparse
import time
from collections.abc import Callable, Mapping
from importlib.resources import files

from filings.dossier import Dossier
from rules.book_io.examples import dossier_of
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit
from rules.lexicon.lists import load_lists

_SENTENCE = "新收申请网络三件、信函十二件，其中自然人占六成，比上年的五件增加两成，各村每月公开1期共12期，"
_NUMBERS = "公开信息12条，占5.5%，比上年的11条增加1条；"
_BRACKETS = "信息12条（其中网站5条（含首页3条（占60%"


def sentence(size: int) -> str:
    """One sentence of so many characters."""
    return "依申请公开情况：" + (_SENTENCE * (size // len(_SENTENCE) + 1))[:size] + "。"


def numbers(size: int) -> str:
    """A paragraph with a quarter as many numbers as characters asked for."""
    return _NUMBERS * (size // len(_NUMBERS) + 1) + "。"


def brackets(size: int) -> str:
    """Brackets two hundred deep, again and again."""
    deep = _BRACKETS * 67 + "）" * 200
    return "。".join([deep] * (size // len(deep) + 1)) + "。"


def words(size: int) -> str:
    """Every word of every list, one after the other, as often as fits."""
    lists = load_lists(files("rules") / "lists")
    text = "".join(
        term.text.replace("…", "").replace("{n}", "3") for one in lists.by_name.values() for term in one.terms
    )
    return (text * (size // len(text) + 1))[:size] + "。"


KINDS: Mapping[str, Callable[[int], str]] = {
    "sentence": sentence, "numbers": numbers, "brackets": brackets, "words": words,
}  # fmt: skip


def dossier(text: str) -> Dossier:
    """A clean report whose first part says a text."""
    return dossier_of({"section": {"1": [text]}}, rulebook().by_id["N01"])


def main() -> None:
    """Print the time of each text at each size."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--size", type=int, default=5000, help="characters of the smallest text")
    size = parser.parse_args().size
    audit(dossier(sentence(100)), rulebook())
    for name, make in KINDS.items():
        before = 0.0
        for times in (1, 2, 4):
            given = dossier(make(size * times))
            start = time.process_time()
            audit(given, rulebook())
            spent = time.process_time() - start
            print(f"{name:<10}{size * times:>8}{spent:>9.3f} s{f'{spent / before:>7.2f}' if before else ''}")
            before = spent


if __name__ == "__main__":
    main()
