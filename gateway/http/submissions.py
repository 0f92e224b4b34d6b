"""Filing over HTTP: acknowledged once it is committed, the same filing however often it is sent."""

import hashlib
from dataclasses import replace
from datetime import datetime

from filings.act import FilingReason
from filings.agency import Agency
from filings.intake import Intake, Rejection, Upload
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.submission import Submission
from filings.token import TokenRole
from gateway.http.bodies import json_of
from gateway.http.desk import Desk, needed_year, said, yes
from gateway.http.later import Later
from gateway.http.looking import filed, filing_of
from gateway.http.names import clean
from gateway.http.problems import KINDS, RequestFault, RequestProblem, wrong
from gateway.http.routes import AGENCY, FILERS, YEAR, Answer, Call, Parameter, Reply, RequestBody, Route
from gateway.intake.events import InvalidEvent, understand

_EVENT = "application/cloudevents+json"
_WAIT = pattern(r"(?:^|,)\s*wait\s*=\s*(\d{1,3})\s*(?:,|;|$)")
_LONGEST_WAIT = 30  # seconds
_CODES = {"not_json": "body"}
_KEY = pattern(r"[\x21-\x7e]{1,200}")
_BINARY = {"type": "string", "format": "binary"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingRequest:
    """A filing as handed in. ``arrived``: when a portal took it, None for now."""

    agency: Agency
    year: int
    uploads: tuple[Upload, ...]
    insisted: bool = False
    statements: tuple[FilingReason, ...] = ()
    arrived: datetime | None = None

    @property
    def digest(self) -> str:
        """Of what it says, whatever the spelling: boundaries and headers do not count."""
        files = [f"{u.role}\x1f{u.name}\x1f{hashlib.sha256(u.data).hexdigest()}" for u in self.uploads]
        arrived = self.arrived.isoformat() if self.arrived else ""
        said = [f"{one.finding}\x1f{one.text}" for one in self.statements]
        words = [self.agency.code, str(self.year), str(self.insisted), arrived, *files, *said]
        return hashlib.sha256("\x1e".join(words).encode("utf-8", "surrogatepass")).hexdigest()


def submit(desk: Desk, call: Call) -> Answer | Later:
    """Take a filing; 202 means that it is committed. With ``Prefer: wait=`` its audit is waited for."""
    handed = _handed(desk, call)
    filing, status = _keyed(desk, call, handed)
    answer = filed(desk, call, filing, status=status)
    patience = _patience(call)
    if not patience or status != 202:  # noqa: PLR2004 - HTTP's own
        return answer
    return Later(ask=lambda: _audited(desk, call, filing.id), patience=patience, otherwise=lambda: answer)


def _audited(desk: Desk, call: Call, submission: str) -> Answer | None:
    if desk.ledger.audits.of(submission) is None:
        return None
    return filed(desk, call, filing_of(desk, call, submission), status=200, extra={"Preference-Applied": "wait"})


def _keyed(desk: Desk, call: Call, handed: FilingRequest) -> tuple[Submission, int]:
    """File under the sender's own key, if there is one: the same key is the same answer for a day."""
    key = call.headers.get("idempotency-key", "").strip().strip('"')
    if not key:
        return _filed(desk, call, handed)
    if not _KEY.fullmatch(key):
        raise wrong("Idempotency-Key", "应是1到200个可见的 ASCII 字符")
    known = desk.ledger.requests.begin(call.holder.id, key, handed.digest, call.now)
    if known and not known.same:
        raise RequestProblem(
            "key_reused", "这个 Idempotency-Key 已经用在内容不同的请求上。请换一个编号，或核对要发的内容。"
        )
    if known and known.answer and (found := desk.ledger.submissions.find(known.answer)):
        return found, known.status
    filing, status = _filed(desk, call, handed, again=known is not None)
    desk.ledger.requests.end(call.holder.id, key, filing.id, status)
    return filing, status


def _filed(desk: Desk, call: Call, handed: FilingRequest, *, again: bool = False) -> tuple[Submission, int]:
    """202 for a new filing, 200 for one that was here. ``again``: its sender asks a second time, not having heard."""
    answer = _taken(desk, call, handed)
    if isinstance(answer, Rejection):
        raise refusal(answer)
    fresh = not answer.repeated or again or handed.insisted
    return answer.submission, 202 if fresh else 200


def _taken(desk: Desk, call: Call, handed: FilingRequest) -> Intake:
    channel = "portal" if call.holder.role is TokenRole.PORTAL else "http"
    return desk.door.take(
        handed.agency.code, handed.year, handed.uploads, channel,
        insisted=handed.insisted, statements=handed.statements, arrived=handed.arrived,
        practice=call.holder.practice,
    )  # fmt: skip


def refusal(rejection: Rejection) -> RequestProblem:
    """A rejection of the intake as a problem; its words are the intake's."""
    code = rejection.code if rejection.code in KINDS else _CODES.get(rejection.code, "schema")
    return RequestProblem(code, f"{rejection.reason.rstrip('。')}。")


def _handed(desk: Desk, call: Call) -> FilingRequest:
    """What was sent, in any of the three forms."""
    media = call.form.fields.get("media", "")
    if media == _EVENT or (media == "application/json" and _is_event(call.form.raw)):
        return _event(desk, call)
    words = said(call)
    code = words.get("agency", "") or call.holder.agency
    if not code:
        raise wrong("agency", "没有写单位代码")
    agency = desk.agency(call, code)
    return FilingRequest(
        agency=agency, year=needed_year(words), uploads=_roled(call.form.uploads), insisted=yes(words, "insisted"),
        statements=_statements(words.get("statements", "")), arrived=_arrived(call, words.get("received_at", "")),
    )  # fmt: skip


def _roled(uploads: tuple[Upload, ...]) -> tuple[Upload, ...]:
    """The files, of which one is the report: two of them are a slip that nobody should have to guess about."""
    reports = [upload for upload in uploads if upload.role == "report"]
    if len(reports) > 1:
        names = "、".join(upload.name for upload in reports[:3])
        raise RequestProblem(
            "too_many", f"一次报送只有一份报告正文，现有{len(reports)}份：{names}。请写明其余文件的名目。"
        )
    return uploads


def _event(desk: Desk, call: Call) -> FilingRequest:
    """An event of the intake stream. It carries its files: what others uploaded before is not to be had by a hash."""
    understood = understand(call.form.raw, lambda _sha256: None)
    if isinstance(understood, InvalidEvent):
        raise refusal(understood.rejection)
    _portals_word(call, understood.arrived)
    return FilingRequest(
        agency=desk.agency(call, understood.agency), year=understood.year,
        uploads=_roled(tuple(replace(one, name=clean(one.name)) for one in understood.uploads)),
        insisted=understood.insisted, statements=understood.statements, arrived=understood.arrived,
    )  # fmt: skip


def _is_event(raw: bytes) -> bool:
    found = json_of(raw)
    return isinstance(found, dict) and "specversion" in found


def _arrived(call: Call, text: str) -> datetime | None:
    """When a portal says that it took the filing."""
    if not text:
        return None
    try:
        found = datetime.fromisoformat(text.replace(" ", "+"))  # a plus sign that nobody encoded comes as a space
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise RequestProblem(
            "received_at", "received_at 应写成带时区的时间，例如 2026-01-30T09:12:00+08:00。请改正后再发。",
            faults=(RequestFault(pointer="?received_at", detail="不是带时区的时间"),),
        )  # fmt: skip
    return _portals_word(call, found)


def _portals_word(call: Call, arrived: datetime | None) -> datetime | None:
    """Only a portal may say when something came."""
    if arrived is not None and call.holder.role is not TokenRole.PORTAL:
        raise RequestProblem("received_at", "只有门户的令牌可以写 received_at。请去掉这一项后再发。")
    return arrived


def _statements(text: str) -> tuple[FilingReason, ...]:
    """Reasons beside a file: a JSON list in one field."""
    if not text:
        return ()
    found = json_of(text.encode())
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise wrong("statements", '应是 JSON：[{"finding": "A01", "text": "说明"}]')
    return tuple(FilingReason(finding=str(one.get("finding", "")), text=str(one.get("text", ""))) for one in found)


def _patience(call: Call) -> float:
    found = _WAIT.search(call.headers.get("prefer", ""))
    return float(min(int(found[1]), _LONGEST_WAIT)) if found else 0.0


_DOCUMENTS = {
    "type": "object", "required": ["file"],
    "properties": {
        "file": _BINARY, "readable": _BINARY, "scan": _BINARY, "explanation": _BINARY, "paper": _BINARY,
        "page": _BINARY,
        "agency": AGENCY.schema, "year": YEAR.schema, "insisted": {"type": "boolean"}, "statements": {"type": "string"},
        "received_at": {"type": "string", "format": "date-time"},
    },
}  # fmt: skip
_PARAMETERS = (
    AGENCY,
    YEAR,
    Parameter(name="name", description="文件名（直接发送文件内容时）", schema={"type": "string", "maxLength": 255}),
    Parameter(name="insisted", description="附说明报送：有必须修改的意见仍按原样报", schema={"type": "boolean"}),
    Parameter(
        name="received_at", description="门户收到文件的时间（只有门户可写；不能晚于现在，最多早7天）。晚不晚报按它算",
        schema={"type": "string", "format": "date-time"}, example="2026-01-30T09:12:00+08:00",
    ),
    Parameter(name="Idempotency-Key", where="header", description="这次请求的编号，24小时内同号同答"),
    Parameter(name="Prefer", where="header", description="wait=5：最多等5秒，等到核查完再答复", example="wait=5"),
)  # fmt: skip

ROUTES = (
    Route(
        method="POST", path="/v1/submissions", verb=submit, tag="报送", roles=FILERS,
        summary="报送一份报告", scope="自己的单位；门户：全县或写明的单位",
        description="答复202时已经存好，不会丢；核查随后进行。同样的文件再发一次是同一份报送件，答复200和它的地址。"
        "也收 CloudEvents：与 gouji:submissions 的事件相同。",
        parameters=_PARAMETERS,
        body=RequestBody(
            files=True,
            media={
                "multipart/form-data": _DOCUMENTS,
                "application/octet-stream": _BINARY,
                _EVENT: {"$ref": "#/components/schemas/SubmissionEvent"},
            },
        ),
        answers={
            200: Reply(description="以前收过的同一份，或已等到核查结果", schema="Filing", headers=("Location",)),
            202: Reply(description="已收到，已存好", schema="Filing", headers=("Location",)),
        },
    ),
)  # fmt: skip
