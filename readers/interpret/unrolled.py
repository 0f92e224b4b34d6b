"""A whole report, or a whole table, on one line of a text: blanks are all that is left between its lines.

A line begins where the words of the form begin one: a heading, a label, what follows a row of figures or a sentence.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cache

from filings.patterns import pattern
from filings.report import Problem
from filings.title import is_title
from readers.blocks import Block, Text
from readers.interpret import forms, problem_messages
from readers.interpret.frames import is_heading
from readers.interpret.labels import is_figure, label_key
from schemas.editions import editions

_LONG = 300  # characters: shorter lines are rows or sentences
_LEAST = 8  # labels of the form in one line; sentences name some, but not as words of their own
_WORD = pattern(r"\S+")
_DATE = pattern(r"^\d{4}年\d{1,2}月\d{1,2}日$")


def unrolled(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[Problem, ...]]:
    """The blocks with such lines of a text taken apart, and a problem for the first of them."""
    long = [block for block in blocks if isinstance(block, Text) and len(block.text) > _LONG]
    rolled = next((block.place for block in long if _is_rolled(block)), "")
    if not rolled:
        return tuple(blocks), ()
    return tuple(_each(blocks)), (problem_messages.one_line(rolled),)


def _each(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Text) and _is_rolled(block):
            yield from _lines(block)
        else:
            yield block


def _is_rolled(block: Block) -> bool:
    if not isinstance(block, Text) or len(block.text) <= _LONG or not block.place.startswith("L"):
        return False
    count = 0
    for word in block.text.split():
        count += _is_label(word) or is_heading(word)
        if count >= _LEAST:
            return True
    return False


def _is_label(word: str) -> bool:
    number, words = label_key(word)
    return (number, words) in _labels() or (not number and words in _heads())


@cache
def _labels() -> frozenset[tuple[int, str]]:
    """Number and body of the labels of rows and their groups, in all forms."""
    made = [maker(form.id) for form in editions() for maker in (forms.proactive, forms.applications)]
    return frozenset(key for words in made for spellings in words.spellings for key in spellings if key[1])


@cache
def _heads() -> frozenset[str]:
    """The bodies of the labels above tables three and four."""
    made = [maker(form.id) for form in editions() for maker in (forms.header, forms.review)]
    return frozenset(body for words in made for body in words.bodies)


def _lines(block: Text) -> Iterator[Text]:
    words = list(_WORD.finditer(block.text))
    begin = 0
    for at in range(1, len(words) + 1):
        if at == len(words) or _begins(words, begin, at):
            start = words[begin].start()
            where = f"{block.place}:{start + 1}" if begin else block.place
            yield Text(block.text[start : words[at - 1].end()], where, certainty=block.certainty)
            begin = at


def _begins(words: Sequence[re.Match[str]], begin: int, at: int) -> bool:
    """Whether a line begins with the word ``at``. ``begin``: the first word of the line so far."""
    word, before = words[at][0], words[at - 1][0]
    if is_figure(word):
        return bool(_DATE.match(word))
    if _is_label(word) or is_heading(word) or is_heading(before) or before.endswith("。") or _DATE.match(word):
        return True
    return _is_label(words[begin][0]) or (at == 1 and is_title(before))
