"""Loose characters and rulings on a page -> the grids and paragraphs they form: shared by PDF, OFD and scans."""

from readers.layout.compose import compose
from readers.layout.marks import Glyph, PageMarks, Ruling

__all__ = ["Glyph", "PageMarks", "Ruling", "compose"]
