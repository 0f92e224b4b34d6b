"""Checks of the form: edition, headings, labels, and what the readers met."""
