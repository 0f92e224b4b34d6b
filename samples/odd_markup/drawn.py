"""Drawn pages: how a letter of a cell is painted (see the looks of the writers of PDF and OFD)."""

from samples.odd_markup.groups import DOUBTS, HIDES, MARKS, SEEN, STRIKES

RAISED, LOWERED, TINY = "raised", "lowered", "tiny"
"""Looks that are a size and a place."""

PDF: dict[str, tuple[str, ...]] = {
    MARKS: (RAISED, LOWERED),
    STRIKES: ("struck",),
    HIDES: ("unpainted", "cut to", "white", "clipped", "covered", "dark on dark", "turned", "slanted pale", TINY),
    DOUBTS: ("layer", "said otherwise", "overprinted", "narrow", "pictured", "soft mask", "blended", "slashed"),
    SEEN: ("red", "veiled", "outlined", "on dark", "on light", "tagged", "clipped little", "slanted"),
}
OFD: dict[str, tuple[str, ...]] = {
    MARKS: (RAISED, LOWERED),
    HIDES: ("invisible", "clear", "unfilled", "white", "clear ink", "grey", "grey scale", "turned", TINY),
    DOUBTS: ("mirrored", "half turned", "squeezed", "turned characters", "clipped"),
    SEEN: ("red",),
}
DRAWN = {"pdf": PDF, "ofd": OFD}
"""Format -> what it does to the figure -> looks."""
