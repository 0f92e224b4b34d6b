"""Every page, in the order in which the documents tell them."""

from gateway.pages import acts, blank, home, people, signing, statics
from gateway.pages.routes import Page

PAGES: tuple[Page, ...] = (
    *home.PAGES,
    *blank.PAGES,
    *acts.PAGES,
    *people.PAGES,
    *signing.PAGES,
    *statics.PAGES,
)
