"""A filing beside the one before it: figures, text and findings."""

from gateway.http.desk import Desk
from gateway.http.problems import RequestProblem
from gateway.pages.comparison import comparison
from gateway.pages.filed import filed, former
from gateway.pages.routes import SEERS, Page, Turn, Visit


def compare(desk: Desk, visit: Visit) -> Turn:
    """What changed since the last filing."""
    found = filed(desk, visit)
    before = former(desk, found.filing)
    if before is None:
        raise RequestProblem("not_found", "这是第一次报送，没有以前的可比。")
    audits = desk.ledger.audits
    change = comparison(
        audits.report_of(before.id), audits.report_of(found.filing.id), audits.of(before.id), found.audit
    )
    context = {
        "title": f"与上一次报送相比 · {found.name}", "filed": found, "before": before, "comparison": change,
        "here": f"/submissions/{found.filing.id}",
    }  # fmt: skip
    return Turn(template="compare.html", context=context)


PAGES = (
    Page(
        method="GET", path="/submissions/{submission}/compare", verb=compare, title="与上一次报送相比", roles=SEERS,
        scope="自己的单位；主管部门、查阅人员：全县",
    ),
)  # fmt: skip
