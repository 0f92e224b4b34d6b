"""What goes wrong at the door, as RFC 9457 says it: one table of codes, a sentence for the clerk, what to do next."""

from collections.abc import Mapping
from typing import Any

from filings.nouns import dataclass

TYPE = "https://gouji.example/problems/"
MEDIA = "application/problem+json"

MENDED, LATER, NEVER = "mended", "later", "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProblemKind:
    """One kind of problem. ``retry``: ``mended`` after mending the request, ``later`` as it is, or ``never``."""

    status: int
    title: str
    retry: str


KINDS: Mapping[str, ProblemKind] = {
    "token_missing": ProblemKind(status=401, title="没有令牌", retry=MENDED),
    "token_invalid": ProblemKind(status=401, title="令牌无效", retry=MENDED),
    "role": ProblemKind(status=403, title="令牌不能做这件事", retry=NEVER),
    "not_found": ProblemKind(status=404, title="没有找到", retry=NEVER),
    "method": ProblemKind(status=405, title="地址不支持这个方法", retry=MENDED),
    "not_acceptable": ProblemKind(status=406, title="没有这种格式", retry=MENDED),
    "slow": ProblemKind(status=408, title="上传太慢", retry=LATER),
    "conflict": ProblemKind(status=409, title="现在不能这样办理", retry=MENDED),
    "cleared": ProblemKind(status=410, title="已按期清除", retry=NEVER),
    "changed": ProblemKind(status=412, title="已有变化", retry=MENDED),
    "too_large": ProblemKind(status=413, title="太大", retry=MENDED),
    "media_type": ProblemKind(status=415, title="请求类型不对", retry=MENDED),
    "body": ProblemKind(status=400, title="请求读不懂", retry=MENDED),
    "parameter": ProblemKind(status=422, title="参数不对", retry=MENDED),
    "schema": ProblemKind(status=422, title="内容的格式不对", retry=MENDED),
    "text": ProblemKind(status=422, title="有无法保存的字符", retry=MENDED),
    "no_file": ProblemKind(status=422, title="没有文件", retry=MENDED),
    "no_report": ProblemKind(status=422, title="没有报告正文", retry=MENDED),
    "empty": ProblemKind(status=422, title="空文件", retry=MENDED),
    "too_many": ProblemKind(status=422, title="文件太多", retry=MENDED),
    "base64": ProblemKind(status=422, title="Base64 不对", retry=MENDED),
    "no_object": ProblemKind(status=422, title="没有上传过", retry=MENDED),
    "unknown_agency": ProblemKind(status=422, title="名录中没有这个单位", retry=MENDED),
    "no_calendar": ProblemKind(status=422, title="没有这个年度", retry=MENDED),
    "received_at": ProblemKind(status=422, title="收件时间不对", retry=MENDED),
    "statements": ProblemKind(status=422, title="缺说明", retry=MENDED),
    "key_reused": ProblemKind(status=422, title="编号用过了", retry=MENDED),
    "rate": ProblemKind(status=429, title="太频繁", retry=LATER),
    "failed": ProblemKind(status=500, title="系统出错", retry=LATER),
    "busy": ProblemKind(status=503, title="正忙", retry=LATER),
    "unavailable": ProblemKind(status=503, title="暂时不能服务", retry=LATER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestFault:
    """One place in the request. ``pointer``: JSON Pointer into the body, or ``?name`` for a parameter or field."""

    pointer: str
    detail: str


class RequestProblem(Exception):  # noqa: N818 - RFC 9457's own word
    """The request is not carried out. ``detail``: a Chinese sentence that may be shown to the clerk as it is."""

    def __init__(
        self, code: str, detail: str, *, faults: tuple[RequestFault, ...] = (), after: int | None = None
    ) -> None:
        """``after``: seconds to wait before the same request again."""
        super().__init__(detail)
        self.code, self.detail, self.faults, self.after = code, detail, faults, after

    @property
    def kind(self) -> ProblemKind:
        """What it is."""
        return KINDS[self.code]

    def headers(self) -> dict[str, str]:
        """What goes with it."""
        found = {} if self.after is None else {"Retry-After": str(self.after)}
        return {**found, "WWW-Authenticate": 'Bearer realm="gouji"'} if self.kind.status == 401 else found  # noqa: PLR2004 - HTTP's own

    def document(self, instance: str) -> dict[str, Any]:
        """The problem document. ``instance``: the path that was asked for."""
        return {
            "type": TYPE + self.code,
            "code": self.code,
            "title": self.kind.title,
            "status": self.kind.status,
            "detail": self.detail,
            "instance": instance,
            "retry": self.kind.retry,
            "errors": [{"pointer": fault.pointer, "detail": fault.detail} for fault in self.faults],
        }


def not_found(what: str = "这个地址") -> RequestProblem:
    """The same words whether there is no such thing or it is another's."""
    return RequestProblem("not_found", f"没有找到{what}：可能编号有误，或者不属于这个令牌。请核对后再试。")


def wrong(name: str, detail: str) -> RequestProblem:
    """A parameter or a field that cannot be followed."""
    return RequestProblem(
        "parameter",
        f"参数 {name} 不对：{detail}。请改正后再试。",
        faults=(RequestFault(pointer=f"?{name}", detail=detail),),
    )


def table() -> str:
    """The table of codes for the documents, in Markdown."""
    words = {MENDED: "改正后再发", LATER: "原样再发", NEVER: "不要再发"}
    rows = [f"| `{code}` | {kind.status} | {kind.title} | {words[kind.retry]} |" for code, kind in KINDS.items()]
    return "\n".join(["| code | 状态 | 含义 | 怎么办 |", "|---|---|---|---|", *rows])
