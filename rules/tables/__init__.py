"""Cells as rules read them: addresses, ranges, equations, printed labels, how a cell is written."""
