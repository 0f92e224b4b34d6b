"""Every page, in the order in which the documents tell them."""

from gateway.pages import (
    acts,
    blank,
    comparing,
    editing,
    filing,
    home,
    papers,
    people,
    result,
    signing,
    statics,
    trying,
)
from gateway.pages.routes import Page

PAGES: tuple[Page, ...] = (
    *home.PAGES,
    *blank.PAGES,
    *trying.PAGES,
    *filing.PAGES,
    *result.PAGES,
    *editing.PAGES,
    *comparing.PAGES,
    *papers.PAGES,
    *acts.PAGES,
    *people.PAGES,
    *signing.PAGES,
    *statics.PAGES,
)
