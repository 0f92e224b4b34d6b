"""A trial check: the document is read and audited as its filing would be, and nothing of it is kept."""

import hashlib
from concurrent.futures import Future
from functools import partial
from typing import Any

import structlog

from filings.agency import Agency
from filings.intake import Upload
from filings.readable import READABLE
from filings.report import Report
from gateway.http.desk import Desk, said, told, year_of
from gateway.http.later import Later
from gateway.http.problems import RequestProblem
from gateway.http.routes import AGENCY, YEAR, Answer, Call, Parameter, Reply, RequestBody, Route
from gateway.http.trial import Checked, fit, trial
from schemas.audit import audit_json

_LATER = 5  # seconds after which to ask for a result again
_BINARY = {"type": "string", "format": "binary"}
_COPY = {**_BINARY, "description": "另附的可读文件（盖章文件的Word原件）：盖章的文件读不准时按它核对"}

_log = structlog.get_logger("http")


def check(desk: Desk, call: Call) -> Later:
    """Begin a check, and wait for it a little."""
    upload, copy = _documents(call)
    agency, year = _slot(desk, call)
    then = partial(_examined, desk, call, upload, agency, year)
    coming = desk.pool.read_both(upload, copy, then)
    desk.metrics.reading.labels("texts").set(desk.pool.texts.busy)
    desk.metrics.reading.labels("scans").set(desk.pool.scans.busy)
    return Later(
        ask=lambda: _answered(coming), coming=coming, patience=desk.wait, otherwise=lambda: _pending(desk, call, coming)
    )


def result(desk: Desk, call: Call) -> Answer:
    """A check that took longer."""
    coming = desk.results.find(call.holder.id, call.path["check"])
    if coming is None:
        raise RequestProblem("not_found", "没有找到这次试核查：结果只保留一小时，系统重新启动后也不保留。请重新上传。")
    return _answered(coming) or _running(call, call.path["check"])


def _documents(call: Call) -> tuple[Upload, Upload | None]:
    """The report, and the readable copy beside it if one was sent."""
    reports = [upload for upload in call.form.uploads if upload.role == "report"]
    copies = [upload for upload in call.form.uploads if upload.role == READABLE]
    if not reports:
        raise RequestProblem(
            "no_file", "没有收到文件。请用 multipart/form-data 的 file 栏上传，或把文件内容放在请求正文里。"
        )
    if len(reports) > 1 or len(copies) > 1 or len(call.form.uploads) > len(reports) + len(copies):
        raise RequestProblem(
            "too_many",
            f"试核查一次只收一份报告（file），可以另附一份可读文件（readable），现有{len(call.form.uploads)}个文件。请分次上传。",
        )
    for upload in (*reports, *copies):
        fit(upload)
    return reports[0], copies[0] if copies else None


def _slot(desk: Desk, call: Call) -> tuple[Agency | None, int | None]:
    """The agency and the year that were named; a token for one agency names it already."""
    words = said(call)
    code = words.get("agency", "") or call.holder.agency
    return desk.agency(call, code) if code else None, year_of(words)


def _examined(
    desk: Desk, call: Call, upload: Upload, agency: Agency | None, year: int | None, report: Report
) -> Checked:
    """Audit what was read, in the dossier of the slot that was named, or that the report names."""
    found = agency or _named(desk, call, report)
    wanted = year or report.year
    checked = trial(desk, upload, report, found, wanted, call.holder.area, call.now)
    _log.info(
        "http.checked", token=call.holder.id, agency=found.code if found else "", year=wanted,
        sha256=hashlib.sha256(upload.data).hexdigest(), verdict=checked.audit.verdict.value,
    )  # fmt: skip
    return checked


def _named(desk: Desk, call: Call, report: Report) -> Agency | None:
    """The agency of the register that the report names, if the token is for it."""
    if not report.agency:
        return None
    area = desk.area(call)
    wanted = report.agency.removeprefix(area.name)
    for agency in desk.ledger.register.all(area.code):
        names = [name.removeprefix(area.name) for name in agency.all_names()]
        if wanted in names and call.holder.covers(area.code, agency.code):
            return agency
    return None


def _answered(coming: "Future[Checked]") -> Answer | None:
    """The result, None while there is none. What went wrong over it is raised."""
    if not coming.done():
        return None
    if coming.cancelled():
        raise RequestProblem("unavailable", "系统正在停止，请稍后再试。", after=_LATER)
    return Answer(body=_shown(coming.result()))


def _shown(checked: Checked) -> dict[str, Any]:
    audit = checked.audit
    return {
        "state": "done", "verdict": audit.verdict.value, "verdict_label": audit.verdict.label, "held": checked.held,
        "stored": False, "audit": audit_json(audit),
    }  # fmt: skip


def _pending(desk: Desk, call: Call, coming: "Future[Checked]") -> Answer:
    return _running(call, desk.results.keep(call.holder.id, coming))


def _running(call: Call, name: str) -> Answer:
    path = f"{call.base}/v1/checks/{name}"
    body = {"state": "running", "check": name, "at": told(call.now), "url": path, "stored": False}
    return Answer(status=202, body=body, headers={"Location": path, "Retry-After": str(_LATER)})


_FORM = {
    "type": "object", "required": ["file"],
    "properties": {"file": _BINARY, "readable": _COPY, "agency": AGENCY.schema, "year": YEAR.schema},
}  # fmt: skip
_NAME = Parameter(
    name="name", description="文件名（直接发送文件内容时）", schema={"type": "string", "maxLength": 255},
    example="2025年年报.docx",
)  # fmt: skip

_PENDING = Reply(description="还在识别，稍后到 Location 取", schema="CheckRunning", headers=("Location", "Retry-After"))

ROUTES = (
    Route(
        method="POST", path="/v1/checks", verb=check, tag="试核查", cost="checks",
        summary="试核查一份报告，不保存",
        scope="自己的单位",
        description="答复与正式报送后的核查一致：用名录、日历和上年的报告。识别扫描件超过5秒时答复202，结果保留一小时。"
        "只引用发来的文字；盖章的PDF、OFD、扫描件可以另附可读文件（readable）；每个令牌限次，并有日志。报告有问题也是200。",
        parameters=(AGENCY, YEAR, _NAME),
        body=RequestBody(
            files=True,
            media={
                "multipart/form-data": _FORM,
                "application/json": {  # not a $ref: what departs from the shape is a finding (S03), not a refusal
                    "description": "一份报告的数据，结构见 Report；不合结构的地方作为意见（S03）告诉，不拒收"
                },
                "application/octet-stream": _BINARY,
            },
        ),
        answers={
            200: Reply(description="核查的结果", schema="Check"),
            202: _PENDING,
        },
    ),
    Route(
        method="GET", path="/v1/checks/{check}", verb=result, tag="试核查",
        summary="取一次试核查的结果", scope="自己发起的",
        answers={
            200: Reply(description="核查的结果", schema="Check"),
            202: _PENDING,
        },
    ),
)  # fmt: skip
