"""How much of a report was checked, and what was not: by group, each with what to add so that it is."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

from filings.finding import Audit, Outcome, Status

# Reason of a rule that did not run -> its group, with what to add. The first that matches counts.
_GROUPS = (
    (re.compile(r"没有上一年度|给的上年报告"), "要和上年比", "加 --previous 去年的报告"),
    (re.compile(r"报送日期"), "报送期限", "加 --received 收到日期"),
    (re.compile(r"公开页面|公布日期"), "公开情况", "报入台账后用 gouji publication set 登记"),
    (re.compile(r"其他单位|名录|报送记录|各单位|另一条"), "要和其他单位、名录比", "报入台账后自动核对"),
    (re.compile(r"只适用于|没有启用|不要求|不适用"), "不适用于这份报告", ""),
    (re.compile(r"正文|能比对|没有写"), "正文没有写相应的内容", ""),
)
_OTHER = "其他原因"


def coverage(audit: Audit) -> str:
    """核对了122条规则，99条没有核对：要和上年比14条（加 --previous 去年的报告），… What did not run is no pass."""
    asked = Counter(outcome.status for outcome in audit.outcomes)
    ran = asked[Status.PASSED] + asked[Status.BROKEN] + asked[Status.WAIVED]
    idle = asked[Status.NOT_APPLICABLE]
    words = f"核对了{ran}条规则" + (f"，{idle}条没有核对：{'，'.join(_told(audit))}" if idle else "")
    failed = f"；另有{asked[Status.FAILED]}条因系统出错没有核对，不是您的报告的问题" if asked[Status.FAILED] else ""
    return words + failed + "。校验通过不等于审核同意。"


def untested(audit: Audit) -> tuple[tuple[str, Sequence[Outcome]], ...]:
    """(group, outcomes) of the rules that did not run, in the order in which they are told."""
    found: dict[str, list[Outcome]] = defaultdict(list)
    for one in audit.outcomes:
        if one.status is Status.NOT_APPLICABLE:
            found[_group(one.reason)].append(one)
    order = [name for _, name, _ in _GROUPS] + [_OTHER]
    return tuple((name, found[name]) for name in order if name in found)


def _told(audit: Audit) -> list[str]:
    steps = {name: step for _, name, step in _GROUPS if step}
    return [
        f"{name}{len(outcomes)}条" + (f"（{steps[name]}）" if name in steps else "")
        for name, outcomes in untested(audit)
    ]


def _group(reason: str) -> str:
    return next((name for pattern, name, _ in _GROUPS if pattern.search(reason)), _OTHER)
