"""A report handed in as JSON in the published shape; where it departs from it, each fault is named with its place."""

import json
from collections.abc import Iterator

from filings import place, problems
from filings.report import Problem, Report
from readers.refusal import Unreadable
from readers.text import decode
from schemas.report import faults, from_json
from schemas.sent import quick_report

_MOST_FAULTS = 20


def read(data: bytes) -> Report:
    """The report, or a Report that holds nothing but its faults. ``Unreadable`` if it is no JSON."""
    quick = quick_report(data)
    return _judged(data) if quick is None else quick


def _judged(data: bytes) -> Report:
    try:
        document = json.loads(decode(data, mend=False), parse_constant=_refuse)
    except (ValueError, RecursionError) as fault:
        raise Unreadable("JSON 写法有错，无法解析；请检查括号、引号和逗号后重新报送") from fault
    if not _is_text(document):
        raise Unreadable("JSON 里有不成对的转义字符（如 \\ud800），不是文字；请从原系统重新导出后报送")
    found = tuple(_problems(document))
    return Report(problems=found) if found else from_json(document)


def _is_text(document: object) -> bool:
    """Whether every string can be written down: half of a surrogate pair is no character."""
    try:
        json.dumps(document, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _refuse(constant: str) -> float:
    raise ValueError(constant)


def _problems(document: object) -> Iterator[Problem]:
    for pointer, sentence in list(dict.fromkeys(faults(document)))[:_MOST_FAULTS]:
        where = pointer or "整个文件"
        yield Problem(
            code=problems.SCHEMA,
            message=f"数据格式不对：{where} {sentence}；请按年度报告数据格式说明改正后重新报送。",
            place=place.pointer(pointer),
        )
