"""A bulletin as one web page that needs nothing else: printable on A4, readable without colour."""

from functools import cache
from importlib.resources import files

from jinja2 import Environment, StrictUndefined, Template

from bulletins import figures
from filings.bulletin import Bulletin
from filings.finding import Severity


def page(bulletin: Bulletin) -> bytes:
    """UTF-8 HTML. The same bulletin gives the same bytes."""
    county = bulletin.county
    text = _template().render(
        bulletin=bulletin,
        county=county,
        count=figures.tally(county),
        faults=figures.faults(county),
        title=figures.title(county),
        summary=figures.summary(county),
        unaudited=figures.unaudited(county),
        remarks=figures.remarks(county),
        demands=figures.demands(county),
        kinds=figures.KINDS,
        state_words=figures.state_words,
        severities=tuple(Severity),
    )
    return text.encode()


@cache
def _template() -> Template:
    environment = Environment(autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((files(__package__) / "bulletin.html.j2").read_text(encoding="utf-8"))
