"""Every page, in the order in which the documents tell them."""

from gateway.pages import home, signing, statics
from gateway.pages.routes import Page

PAGES: tuple[Page, ...] = (
    *home.PAGES,
    *signing.PAGES,
    *statics.PAGES,
)
