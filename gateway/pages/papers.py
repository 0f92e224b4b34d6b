"""Paper of a filing: 报送确认单 to be signed and scanned back, 回执, and 办理过程 with who did what and when."""

from collections.abc import Iterator
from datetime import datetime

from filings.act import ActKind, Refused
from filings.civil import civil_day
from filings.event import Event
from filings.figure import plain
from filings.finding import Verdict
from filings.intake import Upload
from filings.nouns import dataclass
from filings.report import Report
from gateway.http.desk import Desk
from gateway.http.problems import RequestProblem
from gateway.pages.filed import Filed, filed
from gateway.pages.routes import FILERS, SEERS, Page, Turn, Visit
from gateway.pages.trying import one_document
from gateway.words import ROLES
from schemas.editions import edition

_KEY_FIGURES = (
    "applications.new.total", "applications.carried_in.total", "applications.total.total",
    "applications.carried_out.total", "review.reconsideration.total", "review.litigation_direct.total",
    "review.litigation_after.total",
)  # fmt: skip
_SCANS = (b"%PDF", b"\xff\xd8\xff", b"\x89PNG", b"II*\0", b"MM\0*", b"BM")
_FORMATS = "PDF、JPG、PNG"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeyFigure:
    """A figure that the slip repeats, so that paper and file can be held against each other."""

    name: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One line of the timeline. ``by``: who, ``""`` for the system."""

    at: datetime
    what: str
    by: str
    more: str = ""


def slip(desk: Desk, visit: Visit) -> Turn:
    """The slip on one page of A4, and the form by which its scan comes back."""
    found = filed(desk, visit)
    report = desk.ledger.audits.report_of(found.filing.id)
    context = {**_paper(found), "title": f"报送确认单 · {found.name}", "figures": key_figures(report),
               "files": visit.account.role in FILERS, "formats": _FORMATS}  # fmt: skip
    return Turn(template="slip.html", context=context)


def receipt(desk: Desk, visit: Visit) -> Turn:
    """What says that the filing came in, when, and what it was."""
    found = filed(desk, visit)
    return Turn(template="receipt.html", context={**_paper(found), "title": f"回执 · {found.name}", "roles": ROLES})


def attach(desk: Desk, visit: Visit) -> Turn:
    """Put the scan of the signed slip to the filing."""
    found, upload = filed(desk, visit), one_document(visit)
    _judge(desk, upload)
    done = desk.ledger.attachments.attach(found.filing.id, upload, visit.who.actor, visit.now)
    if isinstance(done, Refused):
        raise RequestProblem("conflict", f"{done.reason}。")
    return Turn(status=303, to=f"/submissions/{found.filing.id}/slip")


def timeline(desk: Desk, visit: Visit) -> Turn:
    """What happened to the filing, first things first."""
    found = filed(desk, visit)
    subjects = (found.filing.id, f"agencies/{found.filing.agency}/{found.filing.year}")
    events = [event for subject in subjects for event in _events(desk, subject)]
    steps = [step for event in sorted(events, key=lambda event: (event.at, event.id)) if (step := step_of(event))]
    context = {**_paper(found), "title": f"办理过程 · {found.name}", "steps": steps}
    return Turn(template="timeline.html", context=context)


def _events(desk: Desk, subject: str) -> Iterator[Event]:
    """All events of a subject: who looked at a filing is among them, which may be many."""
    after = 0
    while found := desk.ledger.event_log.events(subject=subject, after=after):
        yield from found
        after = found[-1].id


def key_figures(report: Report | None) -> tuple[KeyFigure, ...]:
    """The figures of the slip; one that was not read says so."""
    if report is None or report.edition is None:
        return ()
    titles = edition(report.edition).titles
    found = ((ref, report.value(ref)) for ref in _KEY_FIGURES)
    return tuple(
        KeyFigure(name=titles[ref], value=plain(value) if value is not None else "未读到") for ref, value in found
    )


def step_of(event: Event) -> Step | None:
    """An event as a person reads it; None for what only machines care about."""
    words = _WORDS.get(event.kind)
    if words is None:
        return None
    by = "" if event.actor in _PARTS else event.actor
    return Step(at=event.at, what=words, by=by, more=_more(event))


def _more(event: Event) -> str:
    facts = event.facts
    if event.kind == "audit.completed":
        return Verdict(str(facts["verdict"])).label
    nested = facts.get("explanation") or facts.get("waiver")
    if isinstance(nested, dict):
        return str(nested.get("text") or nested.get("reason") or "")
    return str(facts.get("reason") or facts.get("text") or "")


_PARTS = frozenset({"intake", "audit", "statements", "jobs", "policy"})
_WORDS = {
    "submission.received": "收到报送", "audit.completed": "核查完毕", "submission.held": "待核对归属",
    "submission.assigned": "归属已核对", "submission.insisted": "附说明报送", "submission.attached": "附上报送确认单",
    "submission.withdrawal": "申请撤回", "submission.doubt": "反映意见有误", "submission.resubmitted": "重报的理由",
    "submission.corrected": "更正的理由", "submission.confirmed": "负责人确认",
    "finding.explained": "说明一条意见", "waiver.granted": "豁免一条意见", "receipt.recorded": "补录收件",
    "publication.recorded": "登记公开情况", "job.quarantined": "核查没有完成，已转人工处理",
    **{f"report.{kind.value}": kind.label for kind in ActKind},
}  # fmt: skip


def _paper(found: Filed) -> dict[str, object]:
    main = next((one for one in found.filing.documents if one.role == "report"), None)
    return {
        "filed": found, "here": f"/submissions/{found.filing.id}", "main": main,
        "verdict": found.audit.verdict.label if found.audit else "尚未核查完毕",
        "day": civil_day(found.filing.received_at),
    }  # fmt: skip


def _judge(desk: Desk, upload: Upload) -> None:
    """Problem for what is no scan, or is a report."""
    if not upload.data.startswith(_SCANS):
        raise RequestProblem("conflict", f"确认单请扫描或拍照后上传（{_FORMATS}）。要报送报告的，请用“报送年度报告”。")
    read = desk.pool.texts.run(lambda sandbox: sandbox.read_text(upload.data, upload.name)).result()
    if read is not None and read.cells:
        raise RequestProblem(
            "conflict", "这个文件是一份年度报告，不是签字盖章的报送确认单，没有收下。要报送报告的，请用“报送年度报告”。"
        )


_OWN = "自己的单位；主管部门、查阅人员：全县"
PAGES = (
    Page(method="GET", path="/submissions/{submission}/slip", verb=slip, title="报送确认单", roles=SEERS, scope=_OWN),
    Page(
        method="POST", path="/submissions/{submission}/slip", verb=attach, title="上传签字盖章的确认单", roles=FILERS,
        scope="自己的单位", files=True,
    ),
    Page(method="GET", path="/submissions/{submission}/receipt", verb=receipt, title="回执", roles=SEERS, scope=_OWN),
    Page(
        method="GET", path="/submissions/{submission}/timeline", verb=timeline, title="办理过程", roles=SEERS,
        scope=_OWN,
    ),
)  # fmt: skip
