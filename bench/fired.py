"""Which rules no generated fault ever broke, and why."""

from collections.abc import Mapping

from filings.finding import Status
from rules.book_io.examples import run_example
from rules.book_io.rule import Example, Rule
from rules.book_io.rulebook import Rulebook

_EMPTY = "asks about words that a county adds itself; its list is empty until then"
_SILENT = "its own example no longer breaks it: mend the rule"
_NEEDS: Mapping[str, str] = {
    "standing": "asks about an agency-year that never filed, or about returns",
    "publication": "asks about the public page",
    "submission": "asks about the act of filing",
    "neighbours": "asks about the reports of others",
    "rollup": "asks about the figures of a county's units",
    "calendar": "asks about dates of the county's own",
    "register": "asks about the register",
}
_SUBJECTS: Mapping[str, str] = {
    "cells": "asks how a cell is written; faults are put in as figures",
    "form": "asks about the printed form; generated reports follow it",
    "structure": "asks about headings and parts; generated reports have them all",
    "reading": "asks how a document was read; reports are made without one",
    "wording": "asks about words; generated text is written correctly",
    "names": "asks about names and contact; generated ones are right",
    "lead": "asks about the lead's wording; generated leads are right",
    "privacy": "asks about private data; generated text holds none",
    "similarity": "asks about repeated text; generated text is new",
}


def unfired(book: Rulebook, fired: set[str]) -> dict[str, object]:
    """How many rules generated faults broke, which only their own example broke and why, which nothing broke."""
    others = [rule for rule in book.rules if rule.id not in fired]
    silent = {rule.id for rule in others if not _breaks(rule, book)}
    return {
        "all": len(book.rules),
        "by_faults": len(book.rules) - len(others),
        "by_example": {rule.id: _reason(rule) for rule in others if rule.id not in silent},
        "never": {rule.id: _SILENT if _breaking(rule) else _EMPTY for rule in others if rule.id in silent},
    }


def _breaks(rule: Rule, book: Rulebook) -> bool:
    """Whether one of the rule's own examples breaks it."""
    return any(run_example(rule, one, book)[0] == Status.BROKEN.value for one in _breaking(rule))


def _breaking(rule: Rule) -> list[Example]:
    """The examples that should break the rule."""
    return [one for one in rule.examples if one.outcome == Status.BROKEN.value]


def _reason(rule: Rule) -> str:
    if not rule.active:
        return "switched off until a county turns it on"
    told = [_NEEDS[need] for need in sorted(rule.check.needs) if need in _NEEDS]
    return told[0] if told else _SUBJECTS.get(_subject(rule), "none of the faults touches what it asks")


def _subject(rule: Rule) -> str:
    return rule.file.replace("\\", "/").rpartition("/")[0].rpartition("/")[2]
