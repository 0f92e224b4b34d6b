"""Broken sums -> the smallest sets of cells whose change would mend them."""

from filings.finding import Finding, Suspect
from rules.rulebook import Rulebook
from rules.scene import Scene


def suspects(scene: Scene, book: Rulebook, findings: tuple[Finding, ...]) -> tuple[Suspect, ...]:
    """The suspects of an audit, most likely first."""
    del scene, book, findings
    return ()
