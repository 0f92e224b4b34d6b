"""今年要报什么: what is asked this year, by when, and where one's filings stand."""

from filings.account import EVERY_ROLE
from gateway.http.desk import Desk
from gateway.pages.routes import Page, Turn, Visit


def home(_desk: Desk, _visit: Visit) -> Turn:
    """The first page."""
    return Turn(template="home.html")


PAGES = (
    Page(method="GET", path="/", verb=home, title="今年要报什么", roles=EVERY_ROLE, scope="自己的单位；主管部门：全县"),
)
