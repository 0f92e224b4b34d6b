"""Loose characters and rulings on a page -> the grids and paragraphs they form: shared by PDF, OFD and scans."""

from readers.layout.compose import compose
from readers.layout.marks import Glyph, Ruling, Sheet

__all__ = ["Glyph", "Ruling", "Sheet", "compose"]
