"""What messages call the parts of a report."""

_NAMES = {"title": "标题", "lead": "开头说明", "closing": "落款", "headings": "各部分标题", "contact": "联系方式"}
_NUMERALS = "一二三四五六"


def part_name(part: str) -> str:
    """标题, 开头说明, 第一部分 …"""
    return _NAMES.get(part) or f"第{_NUMERALS[int(part.removeprefix('section.')) - 1]}部分"
