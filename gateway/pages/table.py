"""Every page, in the order in which the documents tell them."""

from gateway.pages import comparing, editing, filing, home, papers, result, signing, statics, trying
from gateway.pages.routes import Page

PAGES: tuple[Page, ...] = (
    *home.PAGES,
    *trying.PAGES,
    *filing.PAGES,
    *result.PAGES,
    *editing.PAGES,
    *comparing.PAGES,
    *papers.PAGES,
    *signing.PAGES,
    *statics.PAGES,
)
