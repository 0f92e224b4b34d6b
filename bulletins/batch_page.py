"""An import as one web page that needs nothing else: no server, no network; printable, readable without colour."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from bulletins import batch_words
from filings.batch import Batch
from filings.finding import Severity


def batch_page(batch: Batch) -> bytes:
    """UTF-8 HTML. The same batch gives the same bytes."""
    ids = {entry.piece.key: f"r{number}" for number, entry in enumerate(batch.entries, 1)}
    return _template().render(batch=batch, words=batch_words, severities=tuple(Severity), ids=ids).encode()


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((files(__package__) / "batch.html.j2").read_text(encoding="utf-8"))
