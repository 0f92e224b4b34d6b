"""Statements: the one reading of the running text about numbers and words that stand for them."""
