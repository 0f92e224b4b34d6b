"""How one setting is spelled: its name in the environment, what holds without it, what it means, whether it is secret.

Each field of ``workers.settings.Settings`` carries the variables it is read from; documents, ``gouji config`` and the
refusals are made from them.
"""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from typing import Any

from filings.nouns import dataclass

PREFIX = "GOUJI_"
OTHERS = ("GOUJI_SETTINGS", "GOUJI_RECEIVER_SECRET")  # read elsewhere: the file of settings, `gouji receiver`
TESTS = (
    "GOUJI_TEST_",
    "GOUJI_REAL_REPORTS",
    "GOUJI_SLOW_TESTS",
    "GOUJI_CHAOS_FOLDER",
    "GOUJI_BUNDLE",
)  # of tests and benches


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """One setting. ``usual``: what holds without it, as it would be written; ``shown``: the same for people.

    ``least``, ``most``: bounds of a whole number; ``choices``: the words allowed. A ``secret`` may lie in a file that
    ``NAME_FILE`` names, and is never shown. ``group``: the heading it stands under in the documents.
    """

    name: str
    meaning: str
    group: str
    usual: str = ""
    shown: str = ""
    example: str = ""
    secret: bool = False
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()

    @property
    def form(self) -> str:
        """What may be written, in words; "" where any text may."""
        if self.choices:
            return "、".join(self.choices)
        return f"{self.least}到{self.most}的整数" if self.most else ""


def of(variable: Variable) -> dict[str, Variable]:
    """The metadata of a field that is read from this variable."""
    return {"variable": variable}


def variables(noun: Any) -> Iterator[Variable]:  # noqa: ANN401 - any dataclass
    """The variables of a settings class, in the order of its fields; a field that is a group of settings gives its own.

    LookupError for a field that nobody described.
    """
    for field in fields(noun):
        if "derived" in field.metadata:
            continue
        if is_dataclass(field.type):
            yield from variables(field.type)
        else:
            yield field.metadata["variable"]
