"""What a construct does to the figure that it stands in."""

from collections.abc import Mapping

MARKS, STRIKES, HIDES, NOTES, DOUBTS, SEEN = ("marks", "strikes", "hides", "notes", "doubts", "seen")
"""Beside the figure; struck; not shown; above it; nobody can say; a digit like any other."""

Markup = Mapping[str, Mapping[str, str]]
"""What it does to a figure -> kind -> how it is written, with {} for the text."""
