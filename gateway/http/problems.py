"""What goes wrong at the door, as RFC 9457 says it: one table of codes, a sentence for the clerk, what to do next."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

TYPE = "https://gouji.example/problems/"
MEDIA = "application/problem+json"

MENDED, LATER, NEVER = "mended", "later", "never"


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """One kind of problem. ``retry``: ``mended`` after mending the request, ``later`` as it is, or ``never``."""

    status: int
    title: str
    retry: str


KINDS: Mapping[str, Kind] = {
    "token_missing": Kind(status=401, title="没有令牌", retry=MENDED),
    "token_invalid": Kind(status=401, title="令牌无效", retry=MENDED),
    "role": Kind(status=403, title="令牌不能做这件事", retry=NEVER),
    "not_found": Kind(status=404, title="没有找到", retry=NEVER),
    "method": Kind(status=405, title="地址不支持这个方法", retry=MENDED),
    "not_acceptable": Kind(status=406, title="没有这种格式", retry=MENDED),
    "slow": Kind(status=408, title="上传太慢", retry=LATER),
    "conflict": Kind(status=409, title="现在不能这样办理", retry=MENDED),
    "changed": Kind(status=412, title="已有变化", retry=MENDED),
    "too_large": Kind(status=413, title="太大", retry=MENDED),
    "media_type": Kind(status=415, title="请求类型不对", retry=MENDED),
    "body": Kind(status=400, title="请求读不懂", retry=MENDED),
    "parameter": Kind(status=422, title="参数不对", retry=MENDED),
    "schema": Kind(status=422, title="内容的格式不对", retry=MENDED),
    "text": Kind(status=422, title="有无法保存的字符", retry=MENDED),
    "no_file": Kind(status=422, title="没有文件", retry=MENDED),
    "no_report": Kind(status=422, title="没有报告正文", retry=MENDED),
    "empty": Kind(status=422, title="空文件", retry=MENDED),
    "too_many": Kind(status=422, title="文件太多", retry=MENDED),
    "base64": Kind(status=422, title="Base64 不对", retry=MENDED),
    "no_object": Kind(status=422, title="没有上传过", retry=MENDED),
    "unknown_agency": Kind(status=422, title="名录中没有这个单位", retry=MENDED),
    "no_calendar": Kind(status=422, title="没有这个年度", retry=MENDED),
    "received_at": Kind(status=422, title="收件时间不对", retry=MENDED),
    "statements": Kind(status=422, title="缺说明", retry=MENDED),
    "key_reused": Kind(status=422, title="编号用过了", retry=MENDED),
    "rate": Kind(status=429, title="太频繁", retry=LATER),
    "failed": Kind(status=500, title="系统出错", retry=LATER),
    "busy": Kind(status=503, title="正忙", retry=LATER),
    "unavailable": Kind(status=503, title="暂时不能服务", retry=LATER),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One place in the request. ``pointer``: JSON Pointer into the body, or ``?name`` for a parameter or field."""

    pointer: str
    detail: str


class Problem(Exception):  # noqa: N818 - RFC 9457's own word
    """The request is not carried out. ``detail``: a Chinese sentence that may be shown to the clerk as it is."""

    def __init__(self, code: str, detail: str, *, faults: tuple[Fault, ...] = (), after: int | None = None) -> None:
        """``after``: seconds to wait before the same request again."""
        super().__init__(detail)
        self.code, self.detail, self.faults, self.after = code, detail, faults, after

    @property
    def kind(self) -> Kind:
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


def not_found(what: str = "这个地址") -> Problem:
    """The same words whether there is no such thing or it is another's."""
    return Problem("not_found", f"没有找到{what}：可能编号有误，或者不属于这个令牌。请核对后再试。")


def wrong(name: str, detail: str) -> Problem:
    """A parameter or a field that cannot be followed."""
    return Problem(
        "parameter", f"参数 {name} 不对：{detail}。请改正后再试。", faults=(Fault(pointer=f"?{name}", detail=detail),)
    )


def table() -> str:
    """The table of codes for the documents, in Markdown."""
    words = {MENDED: "改正后再发", LATER: "原样再发", NEVER: "不要再发"}
    rows = [f"| `{code}` | {kind.status} | {kind.title} | {words[kind.retry]} |" for code, kind in KINDS.items()]
    return "\n".join(["| code | 状态 | 含义 | 怎么办 |", "|---|---|---|---|", *rows])
