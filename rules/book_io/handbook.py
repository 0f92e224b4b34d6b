"""Rulebook -> 规则手册, the text of docs/rules.md: made from the rules alone, the same every time."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from typing import Any

from filings.edition import Edition
from filings.finding import Severity
from filings.register_words import TAG_WORDS
from rules.book_io.rule import Example, Rule
from rules.book_io.rulebook import Rulebook
from rules.engine.applies import KINDS
from rules.engine.results import Linear
from rules.tables.equation import Equation
from schemas.editions import editions

_GROUPS = {
    "A": "收到和处理申请表（第三部分表格）",
    "B": "主动公开表（第二部分表格）",
    "C": "数字的写法",
    "D": "报送和公开的期限",
    "G": "政府本级和全县汇总",
    "H": "结构、标题和版式",
    "L": "复议和诉讼表（第四部分表格）",
    "N": "文字与表格对照",
    "O": "网上公开",
    "P": "个人信息和保密",
    "S": "文件能不能读",
    "T": "标题和开头说明",
    "W": "名称和用词",
    "X": "雷同",
    "Y": "与上年对照",
}
_SEVERITIES = {Severity.MUST_FIX: "必须修改", Severity.VERIFY: "请核实", Severity.HINT: "提示"}
_OUTCOMES = {"passed": "不报", "not_applicable": "不核对"}
_GIVEN_OF = {"last.": "上年报告", "labels.": "印出的名称，"}
_GIVEN = {
    "title": "标题", "lead": "开头说明", "closing": "落款", "year": "报告年度", "edition": "版式",
    "absent": "没有的行和格",
    "signed_on": "落款日期", "signed_by": "落款单位", "published_on": "公开日期", "received_on": "收到日期",
    "as_of": "核查当日", "folder_year": "报送的年度", "agency_read": "报告里的单位名称", "surplus": "多出的数",
    "extras": "多出的行列", "problems": "读取时的发现", "label_order": "最先印出的行", "sections": "六个部分",
    "neighbours": "别的单位", "last": "上年报告", "previous_names": "上年名称",
    "agency.name": "单位名称", "agency.kind": "单位类别", "agency.tags": "单位职能", "agency.names": "用过的名称",
    "units.list": "各单位", "units.expected": "应当汇总的单位数",
    "row": "行", "raw": "写的", "name": "名称", "number": "第几部分", "heading": "标题", "text": "文字",
    "code": "编号", "message": "读取时的话", "place": "位置", "table": "表格", "what": "内容", "no_report": "没有报告",
    "publication.found": "公开页面找到了", "publication.url": "网址", "publication.in_column": "在年报栏目里",
    "publication.on_platform": "在公开平台上", "publication.downloadable": "能下载",
    "publication.dated": "页面注明日期", "publication.differs": "内容与报送的不同",
    "publication.changed_on": "页面改动的日期",
    "publication.change_noted": "改动已经注明", "standing.state": "报送状态", "standing.returned_on": "退回日期",
    "standing.resubmit_by": "重新报送的期限", "standing.received_on": "收到日期", "submission.roles": "报来的材料",
    "register.agencies": "名录上的单位", "register.jurisdiction.domains": "本县网站域名", "calendar.local": "本县期限",
    "filed_first": "先报送", "problems.code": "编号",
    **{f"section.{number}": f"第{numeral}部分" for number, numeral in enumerate("一二三四五六", 1)},
    **{f"heading.{number}": f"第{numeral}部分的标题" for number, numeral in enumerate("一二三四五六", 1)},
}  # fmt: skip
_WRITTEN = {"": "空白", "?": "读不准", "True": "是", "False": "否", **KINDS, **TAG_WORDS}
_LAST_YEAR = 9999
_SHOWN_EQUATIONS = 3
_SHOWN_TEXT = 60

_HEAD = """# 规则手册

版本 {version}，共 {count} 条规则。本页由规则文件生成，请勿手工改动。

“必须修改”的改正后才能通过；“请核实”的改正或者写明原因；“提示”的由单位自己决定。每条规则后面的例子都逐字核对过。
"""


def handbook(book: Rulebook) -> str:
    """The whole handbook as Markdown, ending in one line break."""
    groups = [(letter, list(rules)) for letter, rules in groupby(book.rules, key=lambda rule: rule.id[0])]
    parts = [_HEAD.format(version=book.version, count=len(book.rules)), _contents(groups)]
    for letter, rules in groups:
        parts.append(f"## {letter} {_group(letter)}\n")
        parts += [rule_page(rule) for rule in rules]
    return "\n".join(parts).rstrip("\n") + "\n"


def rule_page(rule: Rule) -> str:
    """One rule: its table, what is computed, and its examples."""
    lines = [f"### {rule.id} {rule.title}\n", rule.says + "\n", "| 项目 | 内容 |", "|---|---|"]
    lines += [f"| {name} | {_cell(value)} |" for name, value in _facts(rule) if value]
    lines += ["", *_equations(rule), "例子：\n", *(_example(example) for example in rule.examples), ""]
    lines += [f"编写规则用：{'；'.join(_for_authors(rule))}", ""]
    return "\n".join(lines)


def _contents(groups: Iterable[tuple[str, list[Rule]]]) -> str:
    lines = ["## 目录\n"]
    for letter, rules in groups:
        lines.append(f"- **{letter} {_group(letter)}**")
        lines += [f"  - {rule.id} {rule.title}（{_SEVERITIES[rule.severity]}）" for rule in rules]
    return "\n".join(lines) + "\n"


def _group(letter: str) -> str:
    return _GROUPS.get(letter, "其他")


def _facts(rule: Rule) -> Iterator[tuple[str, str]]:
    yield "严重程度", _SEVERITIES[rule.severity] + ("" if rule.active else "（默认不启用）")
    yield "依据", "；".join(rule.basis)
    yield "来由", rule.origin
    yield "适用年度", _years(rule)
    yield "适用版式", "、".join(f"{name}版" for name in rule.editions)
    yield "适用单位", "、".join(KINDS.get(kind, kind) for kind in rule.kinds)
    yield "适用职能", "、".join(TAG_WORDS.get(tag, tag) for tag in rule.tags)
    yield "不重复报", f"同一处已由 {'、'.join(rule.after)} 指出的，不再报这一条" if rule.after else ""
    yield "怎么改", rule.fix


def _for_authors(rule: Rule) -> Iterator[str]:
    """What only those who write rules need: the check, its parameters and the template of the sentence."""
    yield f"核查方式 `{rule.check_kind}`，{_doc(rule)}".rstrip("。")
    if rule.parameters:
        yield "参数 " + "，".join(f"{name} = {_value(value)}" for name, value in rule.parameters.items())
    yield f"句式 {_cell(rule.message)}"


def _years(rule: Rule) -> str:
    return f"{rule.since}年度起" if rule.until == _LAST_YEAR else f"{rule.since}至{rule.until}年度"


def _doc(rule: Rule) -> str:
    """What the check says of itself, in one line."""
    return " ".join((type(rule.check).__doc__ or "").split()).replace("``", "`")


def _value(value: object) -> str:
    match value:
        case bool():
            return "是" if value else "否"
        case str():
            return f"`{value}`"
        case list():
            return "、".join(_value(one) for one in value)
        case Mapping():
            return "（" + "，".join(f"{name}：{_value(one)}" for name, one in value.items()) + "）"
    return str(value)


def _equations(rule: Rule) -> Iterator[str]:
    """The equations of a check in words, the first few of each form."""
    if not hasattr(rule.check, "equations"):
        return
    check: Linear = rule.check
    forms: dict[tuple[int, tuple[str, ...]], list[str]] = {}
    for edition in editions():
        found = list(check.equations(edition)) if not rule.editions or edition.id in rule.editions else []
        shown = tuple(_equation(equation, edition) for equation in found[:_SHOWN_EQUATIONS])
        forms.setdefault((len(found), shown), []).append(edition.id)
    for (count, shown), names in forms.items():
        if count:
            yield f"{'、'.join(names)}版算式{count}条，例如：\n"
            yield from (f"- {equation}" for equation in shown)
            yield ""


def _equation(equation: Equation, edition: Edition) -> str:
    left, right = _sum(equation.left, edition), _sum(equation.right, edition)
    first, second = equation.bounds
    words = {
        "=": f"{left} ＝ {right}",
        "<=": f"{left} ≤ {right}",
        "implies": f"有 {left}（大于{first}），就应当有 {right}（{f'不少于{second}' if second > 1 else '大于0'}）",
        "share": f"{left} 不超过 {right} 的{second}%（后者不到{first}的不核对）",
    }
    return words[equation.relation]


def _sum(refs: tuple[str, ...], edition: Edition) -> str:
    return " ＋ ".join(_title(ref, edition) for ref in refs) or "0"


def _title(ref: str, edition: Edition) -> str:
    for prefix, words in (("last.", "上年报告"), ("units.", "各单位合计")):
        if ref.startswith(prefix):
            return words + _title(ref.removeprefix(prefix), edition)
    return edition.titles.get(ref, ref)


def _example(example: Example) -> str:
    given = f"（{_given(example.given)}）" if example.given else ""
    found = "".join(f"\n  > {_cell(one)}" for one in example.expect)
    return f"- {example.title}{given}：" + (found or _OUTCOMES.get(example.outcome, example.outcome))


def _given(given: Mapping[str, Any], prefix: str = "") -> str:
    """What an example gives, in one line; long texts are cut."""
    pieces = []
    for name, value in given.items():
        if isinstance(value, Mapping) and value:
            pieces.append(_given(value, f"{prefix}{name}."))
        else:
            pieces.append(f"{_key(prefix + name)}：{_short(value)}")
    return "；".join(pieces)


def _key(name: str) -> str:
    """What an example gives, in a clerk's words where there are any: 第三部分表格“本年新收”."""
    for prefix, words in _GIVEN_OF.items():
        if name.startswith(prefix):
            return words + _key(name.removeprefix(prefix))
    titles = next((edition.titles[name] for edition in reversed(editions()) if name in edition.titles), "")
    return titles or _GIVEN.get(name) or f"`{name}`"


def _short(value: object) -> str:
    if isinstance(value, list):
        text = "、".join(_short(one) for one in value)
    elif isinstance(value, Mapping):
        text = _given(value)
    else:
        text = _WRITTEN.get(str(value)) or _cell(str(value)).replace("～", "（推定）")
    return text if len(text) <= _SHOWN_TEXT else text[:_SHOWN_TEXT] + "……"


def _cell(text: str) -> str:
    """Text that cannot break a table."""
    return text.replace("|", "／").replace("\n", " ")
