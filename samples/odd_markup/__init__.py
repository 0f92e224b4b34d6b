"""How each format writes what makes a cell odd: kind of a fragment -> its markup, with {} for its text."""

from collections.abc import Mapping

from samples.odd_markup.flat import FLAT
from samples.odd_markup.groups import Markup
from samples.odd_markup.rich import RTF
from samples.odd_markup.sheets import ODS, XLSX
from samples.odd_markup.web import HTML
from samples.odd_markup.word import DOCX

MARKUP: Mapping[str, Markup | None] = {
    "html": HTML,
    "mht": HTML,
    "docx": DOCX,
    "rtf": RTF,
    "ods": ODS,
    "xlsx": XLSX,
    "md": FLAT,
    "pdf": None,
    "ofd": None,
}
"""Format -> its constructs by what they do to a figure; those of drawn pages are drawn."""
