"""The register in an office's words: heads and kinds as clerks write them <-> the plain rows of ``register_rows``.

``曾用名``, ``简称`` and ``关系`` hold several entries joined by ；, the parts of one joined by |::

    县房产局|2010-05-01|2019-03-01            a former name, both days may be left out
    并入|2024-03-01||11450000007041XX|云编〔2024〕3号|李某     kind|since|until|other|document|approver
"""

import re
import unicodedata
from collections.abc import Collection, Mapping

from filings.agency import RelationKind
from filings.days import day
from filings.patterns import pattern

HEADS = (
    "统一社会信用代码", "单位名称", "类别", "职能", "联系人", "电话", "邮箱", "启用日期", "停用日期",
    "曾用名", "简称", "关系",
)  # fmt: skip
REQUIRED = ("统一社会信用代码", "单位名称", "类别")
KINDS: Mapping[str, str] = {
    "县政府": "government", "政府": "government", "县政府部门": "department", "政府部门": "department",
    "部门": "department",
    "乡镇": "township", "乡镇政府": "township", "乡镇、街道": "township", "街道": "subdistrict",
    "街道办事处": "subdistrict",
    "事业单位": "institution",
}  # fmt: skip
KIND_WORDS: Mapping[str, str] = {
    "government": "县政府", "department": "县政府部门", "township": "乡镇", "subdistrict": "街道",
    "institution": "事业单位",
}  # fmt: skip
TAGS: Mapping[str, str] = {
    "行政许可": "licensing", "有行政许可": "licensing", "有行政许可权": "licensing", "许可": "licensing",
    "无行政处罚权": "no_penalty_power", "没有行政处罚权": "no_penalty_power", "无处罚权": "no_penalty_power",
    "没有处罚权": "no_penalty_power",
}  # fmt: skip
TAG_WORDS: Mapping[str, str] = {"licensing": "行政许可", "no_penalty_power": "无行政处罚权"}
"""What rules know of an agency's functions 职能. Other words may stand in the register; no rule asks for them."""
RELATIONS: Mapping[str, RelationKind] = {
    "更名": RelationKind.RENAMED, "并入": RelationKind.MERGED, "分设": RelationKind.SPLIT,
    "撤销": RelationKind.ABOLISHED, "合署报送": RelationKind.SHARES_FILING, "合署": RelationKind.SHARES_FILING,
    "垂直管理": RelationKind.SUPERVISED_ELSEWHERE, "上级主管": RelationKind.SUPERVISED_ELSEWHERE,
    "免报": RelationKind.EXEMPT,
}  # fmt: skip
RELATION_WORDS: Mapping[RelationKind, str] = {
    RelationKind.RENAMED: "更名", RelationKind.MERGED: "并入", RelationKind.SPLIT: "分设",
    RelationKind.ABOLISHED: "撤销", RelationKind.SHARES_FILING: "合署报送",
    RelationKind.SUPERVISED_ELSEWHERE: "垂直管理", RelationKind.EXEMPT: "免报",
}  # fmt: skip
_SAME = {
    "统一社会信用代码": "代码", "单位代码": "代码", "机构代码": "代码", "代码": "代码",
    "单位名称": "名称", "机构名称": "名称", "名称": "名称", "单位": "名称",
    "类别": "类别", "单位类别": "类别", "单位性质": "类别", "职能": "标签", "标签": "标签",
    "启用日期": "设立日期", "设立日期": "设立日期", "停用日期": "终止日期", "终止日期": "终止日期",
    "联系人": "联系人", "电话": "电话", "联系电话": "电话", "邮箱": "邮箱", "电子邮箱": "邮箱",
    "曾用名": "曾用名", "简称": "简称", "名称沿革": "名称沿革", "关系": "机构关系", "机构关系": "机构关系",
}  # fmt: skip
_PHONE = pattern(r"(?P<name>.*?)\s*(?P<phone>[0-9(][0-9()+\- ]{4,})?")


def known_heads() -> Collection[str]:
    """Every head that is understood."""
    return _SAME


def plain_row(cells: Mapping[str, str], present: Mapping[str, str] | None = None) -> dict[str, str]:
    """The plain row of what a clerk wrote. What the table has no column for stays as in the ``present`` row."""
    given = {_SAME[head]: _clean(text) for head, text in cells.items() if head in _SAME}
    kept = dict(present or {})
    row = {**kept, **{name: text for name, text in given.items() if name not in ("电话", "曾用名", "简称")}}
    row["类别"] = KINDS.get(row.get("类别", ""), row.get("类别", ""))
    row["标签"] = "、".join(TAGS.get(tag, tag) for tag in re.split(r"[、,;\s]+", row.get("标签", "")) if tag)
    row["设立日期"], row["终止日期"] = _day(row.get("设立日期", "")), _day(row.get("终止日期", ""))
    row["邮箱"] = unicodedata.normalize("NFKC", row.get("邮箱", "")).strip()
    row["联系人"] = _contact(given, kept.get("联系人", ""))
    row["名称沿革"] = _names(given, row.get("名称沿革", ""))
    row["机构关系"] = "；".join(_relation(part) for part in _parts(row.get("机构关系", "")))
    return row


def clerk_row(row: Mapping[str, str]) -> tuple[str, ...]:
    """A plain row under ``HEADS``; reading it again gives the same plain row."""
    contact = _PHONE.fullmatch(row["联系人"])
    name, phone = (contact["name"], contact["phone"] or "") if contact else (row["联系人"], "")
    names = [part.split("|") for part in _parts(row["名称沿革"])]
    return (
        row["代码"], row["名称"], KIND_WORDS.get(row["类别"], row["类别"]), _functions(row["标签"]), name,
        phone.strip(), row["邮箱"], row["设立日期"], row["终止日期"],
        "；".join(_brief(part) for part in names if part[-1] != "简称"),
        "；".join(_brief(part) for part in names if part[-1] == "简称"),
        "；".join(_spoken(part) for part in _parts(row["机构关系"])),
    )  # fmt: skip


def _functions(tags: str) -> str:
    return "、".join(TAG_WORDS.get(tag, tag) for tag in tags.split("、"))


def _clean(text: str) -> str:
    """Without blanks around, and full-width signs as half-width ones where they carry structure."""
    return text.strip().replace("｜", "|").replace(";", "；").replace("\n", "；")


def _day(text: str) -> str:
    """The day in any form as 2024-03-01; anything else as it is, to be refused with its words."""
    try:
        return day(text).isoformat()
    except ValueError:
        return text


def _contact(given: Mapping[str, str], present: str) -> str:
    if "联系人" not in given and "电话" not in given:
        return present
    return f"{given.get('联系人', '')} {given.get('电话', '')}".strip()


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split("；") if part.strip()]


def _names(given: Mapping[str, str], present: str) -> str:
    """Former names and short ones; a column that is not there leaves its names as they are."""
    kept = _parts(present)
    former = [part for part in kept if not part.endswith("|简称")]
    short = [part for part in kept if part.endswith("|简称")]
    if "曾用名" in given:
        former = [_name(part, "曾用名") for part in _listed(given["曾用名"])]
    if "简称" in given:
        short = [_name(part, "简称") for part in _listed(given["简称"])]
    return "；".join([*former, *short])


def _listed(text: str) -> list[str]:
    """Names joined by ；, or by 、 where nothing else marks where one ends."""
    return _parts(text if "；" in text or "|" in text else text.replace("、", "；"))


def _name(part: str, word: str) -> str:
    cells = [cell.strip() for cell in (*part.split("|"), "", "")]
    return "|".join((cells[0], _day(cells[1]), _day(cells[2]), word))


def _brief(part: list[str]) -> str:
    whole = "|".join(part[:3])
    return whole if "、" in part[0] else whole.rstrip("|")


def _relation(part: str) -> str:
    cells = [cell.strip() for cell in part.split("|")]
    kind = RELATIONS.get(cells[0])
    days = [_day(cell) for cell in cells[1:3]]
    return "|".join((kind.value if kind else cells[0], *days, *cells[3:]))


def _spoken(part: str) -> str:
    kind, *rest = part.split("|")
    word = next((RELATION_WORDS[k] for k in RelationKind if k.value == kind), kind)
    return "|".join((word, *rest)).rstrip("|")
