"""What one look at the machine found."""

from enum import StrEnum

from filings.nouns import dataclass


class State(StrEnum):
    """How it stands. ``NOTE``: works, and somebody should look at it."""

    WELL = "✓"
    NOTE = "△"
    ILL = "✕"


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """One item. ``told``: what was found, in Chinese; ``step``: what to do next, ``""`` where nothing is."""

    state: State
    item: str
    told: str
    step: str = ""

    @property
    def line(self) -> str:
        """The item as one line for people."""
        return f"{self.state.value} {self.item}：{self.told}" + (f"。{self.step}" if self.step else "")


def well(item: str, told: str) -> Diagnosis:
    """An item in order."""
    return Diagnosis(State.WELL, item, told)


def noted(item: str, told: str, step: str) -> Diagnosis:
    """An item that works and should be looked at."""
    return Diagnosis(State.NOTE, item, told, step)


def ill(item: str, told: str, step: str) -> Diagnosis:
    """An item that does not work."""
    return Diagnosis(State.ILL, item, told, step)
