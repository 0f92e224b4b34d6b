"""Hostile texts of one, two and four times a size: the audit's time must double with the text, and no more.

    python -m bench.linear [--size 5000]

Texts: one sentence without an end, a paragraph of numbers, brackets in brackets, every word of every list, and
paragraphs that each divide what others count, compare what others tell and name a document.
Printed are seconds of this process and the ratio to the size before; about 2 is linear, 4 would be quadratic.
"""

import argparse
import time
from collections.abc import Callable, Mapping
from importlib.resources import files
from random import Random

from filings.dossier import Dossier
from rules.book_io.examples import dossier_of
from rules.book_io.rulebook import rulebook
from rules.engine.audit import audit
from rules.lexicon.lists import load_lists

_SENTENCE = "新收申请网络三件、信函十二件，其中自然人占六成，比上年的五件增加两成，各村每月公开1期共12期，"
_NUMBERS = "公开信息12条，占5.5%，比上年的11条增加1条；"
_BRACKETS = "信息12条（其中网站5条（含首页3条（占60%"


_ASKS = (
    "按季度，一季度25条、二季度30条、三季度35条、四季度10条。",
    "网站发布数少于公众号，其中网站最多，全年公开信息{n}条。",
    "5月{day}日（星期三）印发《公示办法》（云府规〔2024〕{n}号），6月7日停用，6月5日恢复，凡122天。",
)
_PEOPLE = "由{0}{1}{2}副主任到{1}{2}村，网站比公众号多{n}条，不予公开{n}件依据《条例》第十六条第二款，延长{n}个工作日"
_NAMES = ("王李张刘陈杨赵黄周吴徐", "一志文建国海玉金春晓明思", "凡帆华花平萍民敏强墙林琳军")


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
    """Words of all lists as they come, so that a text of any length holds as many of each list as another."""
    lists = load_lists(files("rules") / "lists")
    every = [term.text.replace("…", "").replace("{n}", "3") for one in lists.by_name.values() for term in one.terms]
    Random(0).shuffle(every)
    text = "".join(every)
    return (text * (size // len(text) + 1))[:size] + "。"


def paragraphs(size: int) -> str:
    """Paragraphs of which each has to be held against all the others."""
    made: list[str] = []
    while sum(map(len, made)) < size:
        made.append(_ASKS[len(made) % len(_ASKS)].format(n=len(made), day=len(made) % 28 + 1))
    return "\n".join(made)


def people(size: int) -> str:
    """Names of people, of which some are one sign apart, and articles that answers rest on, in one sentence."""
    return "本年" + "，".join(
        _PEOPLE.format(*(signs[n % len(signs)] for signs in _NAMES), n=n) for n in range(size // len(_PEOPLE) + 1)
    )


KINDS: Mapping[str, Callable[[int], str]] = {
    "sentence": sentence, "numbers": numbers, "brackets": brackets, "words": words,
    "paragraphs": paragraphs, "people": people,
}  # fmt: skip


def dossier(text: str) -> Dossier:
    """A clean report whose first part says a text."""
    return dossier_of({"section": {"1": text.split("\n")}}, rulebook().by_id["N01"])


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
