"""The types of rule parameters. The loader verifies each by its mark, so that a typo is refused with file and line."""

from typing import Annotated, TypeAlias

# [last.|units.]table.row.column; a segment may be * (what `each` ranges over) or @group (its members, summed)
Cells: TypeAlias = Annotated[tuple[str, ...], "cells"]
# a named group of the edition: applications.columns, review.rows, proactive.documents, all, counts, summable, changes
Group: TypeAlias = Annotated[str, "group"]
# parts of the text: title lead contact headings section.1 … section.6 topics closing all
Parts: TypeAlias = Annotated[tuple[str, ...], "parts"]
# the name of a list in rules/lists
Terms: TypeAlias = Annotated[str, "terms"]
TermsList: TypeAlias = Annotated[tuple[str, ...], "terms"]
