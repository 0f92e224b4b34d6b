"""What readers have to report about tables, in words that a tired clerk understands."""

from collections.abc import Sequence
from dataclasses import replace

from filings import place, problems
from filings.patterns import pattern
from filings.report import Cell, Label, Problem

_PAGE = pattern(r"^第 \d+ 页")
_MOST_PAGES = 8  # named one by one
TITLES = {
    "proactive": "第二部分表格（主动公开）",
    "applications": "第三部分表格（依申请公开）",
    "review": "第四部分表格（复议诉讼）",
}


def _at(where: str) -> str:
    return f"（{place.describe(where)}）" if where else ""


def disagreement(where: str) -> Problem:
    """Position and label contradict each other."""
    return Problem(
        code=problems.DISAGREEMENT,
        message=f"这一行{_at(where)}按表头位置和按行名读出的数字不一致，未采用；请检查该行单元格是否错位，更正后重新报送。",
        place=where,
    )


def split_digits(where: str) -> Problem:
    """One figure stands in two cells."""
    return Problem(
        code=problems.SPLIT_DIGITS,
        message=f"这一行{_at(where)}疑似把一个数字拆在两格里，数字未采用；请合并成一格后重新报送。",
        place=where,
    )


def parent_number(label: Label, figures: Sequence[str]) -> Problem:
    """A row that has no cells of its own carries figures."""
    return Problem(
        code=problems.PARENT_NUMBER,
        message=(
            f"“{label.raw}”{_at(label.place)}是分类名称，本身不填数，却写有 {'、'.join(figures[:7])}；"
            "请填到它下面的各行。"
        ),
        place=label.place,
    )


def table_missing(table: str) -> Problem:
    """A statutory table is not there."""
    return Problem(
        code=problems.TABLE_MISSING,
        message=f"没有找到{TITLES[table]}；请按国家统一格式补上这张表（没有发生的填 0），再重新报送。",
    )


def table_cut(table: str, last: Label, missing: int) -> Problem:
    """A table breaks off. ``last``: the last row that is there; ``missing``: how many follow on the form."""
    return Problem(
        code=problems.TABLE_CUT,
        message=(
            f"{TITLES[table]}到“{last.raw}”{_at(last.place)}这一行就断了，后面的 {missing} 行都没有；"
            "可能漏了一页，或者转换时丢失，请补全后重新报送。"
        ),
        place=last.place,
    )


def repeated_row(table: str, row: str, one: Cell, other: Cell) -> Problem:
    """A row stands there twice with other figures. ``one``, ``other``: the first of its cells that differ."""
    named = f"“{row}”这一行" if row else "的数字"
    return Problem(
        code=problems.REPEATED_ROW,
        message=(
            f"{TITLES[table]}{named}出现了两次，数字不一样：{_both(one, other)}；"
            "系统断定不了以哪一行为准，不一样的格没有采用，请核对后留下对的一行。"
        ),
        place=one.place,
    )


def repeated_table(table: str, count: int, row: str, one: Cell, other: Cell) -> Problem:
    """A table stands there twice with other figures. ``count``: of the cells that differ; the first of them."""
    named = f"“{row}”这一行" if row else ""
    return Problem(
        code=problems.REPEATED_ROW,
        message=(
            f"{TITLES[table]}出现了两次，有 {count} 格的数字不一样，例如{named}{_both(one, other)}；"
            "系统断定不了以哪一张为准，不一样的格没有采用，请核对后留下对的一张。"
        ),
    )


def _both(one: Cell, other: Cell) -> str:
    return f"一处写{one.raw}{_at(one.place)}，另一处写{other.raw}{_at(other.place)}"


def guessed(table: str, where: str) -> Problem:
    """A page draws a table without rulings."""
    return Problem(
        code=problems.GUESSED,
        message=f"{TITLES[table]}{_at(where)}没有完整的框线，哪个字属于哪一格，系统只能按文字的位置推断。",
        place=where,
    )


def table_image(table: str, where: str) -> Problem:
    """A picture stands where a table is expected."""
    return Problem(
        code=problems.TABLE_IMAGE,
        message=f"{TITLES[table]}{_at(where)}是一张图片，数字无法核对；请改用可以编辑的表格重新报送。",
        place=where,
    )


def table_misplaced(table: str, where: str, heading: str) -> Problem:
    """A table stands under the heading of another section."""
    return Problem(
        code=problems.TABLE_MISPLACED,
        message=f"{TITLES[table]}{_at(where)}放在了“{heading}”下面；请移到对应的标题之下。",
        place=where,
    )


def leftover(mark: str, where: str) -> Problem:
    """A mark of an editor or converter stands in the text."""
    return Problem(code=problems.LEFTOVER, message=f"正文{_at(where)}残留转换标记“{mark}”；请删除。", place=where)


def one_line(where: str) -> Problem:
    """The lines of a report, or of a table, stand on one line."""
    message = f"报告的许多行连成了一行{_at(where)}，没有分段，系统按标题和行名分开来读。"
    return Problem(code=problems.ONE_LINE, message=message, place=where)


def unnamed(table: str, where: str) -> Problem:
    """Figures stand where a table is expected, and nothing says which of its cells they are."""
    return Problem(
        code=problems.UNNAMED,
        message=(
            f"{TITLES[table]}{_at(where)}有数字，但行名、列名或者数字的个数与国家统一格式对不上，"
            "哪个数字属于哪一格，系统断定不了，没有采用。"
        ),
        place=where,
    )


def lead_misplaced(where: str) -> Problem:
    """The lead-in stands below the first heading."""
    return Problem(
        code=problems.LEAD_MISPLACED,
        message=f"引言（编制依据、统计期限等）写在了“一、总体情况”之下{_at(where)}；请移到该标题之前。",
        place=where,
    )


def many_reports(where: str, title: str) -> Problem:
    """The document holds more than one report."""
    return Problem(
        code=problems.MANY_REPORTS,
        message=f"这份文件里有不止一份年度报告，只读了第一份；第二份是“{title}”{_at(where)}，请分开报送。",
        place=where,
    )


def together(found: Sequence[Problem]) -> tuple[Problem, ...]:
    """The problems with those of several scanned pages as one, which names the pages."""
    pages: dict[str, list[Problem]] = {}
    for one in found:
        if one.code == problems.SCANNED:
            pages.setdefault(_PAGE.sub("", one.message), []).append(one)
    merged = {id(same[0]): _of_pages(same) for same in pages.values()}
    return tuple(merged.get(id(one), one) for one in found if one.code != problems.SCANNED or id(one) in merged)


def _of_pages(same: Sequence[Problem]) -> Problem:
    numbers = [one.message[: found.end()].strip("第 页") for one in same if (found := _PAGE.match(one.message))]
    if len(numbers) <= 1:
        return same[0]
    more = f" 等 {len(numbers)} 页" if len(numbers) > _MOST_PAGES else " 页"
    told = f"第 {'、'.join(numbers[:_MOST_PAGES])}{more}"
    return replace(same[0], message=_PAGE.sub(told, same[0].message))


def not_a_report() -> Problem:
    """Readable, but something else."""
    return Problem(
        code=problems.NOT_A_REPORT,
        message="这份文件不是政府信息公开工作年度报告（没有找到报告标题、六个部分和三张统计表）；请检查是否选错了文件，重新报送年度报告。",
    )


def traditional() -> Problem:
    """Written in traditional characters."""
    return Problem(
        code=problems.UNREADABLE,
        message="这份报告是用繁体字写的，与国家统一格式的标题、行名对不上，没有读取；请改成简体字后重新报送。",
    )


def before_all_forms(year: int | None) -> Problem:
    """A report of a year in which no statutory tables were prescribed."""
    return Problem(
        code=problems.NOT_A_REPORT,
        message=f"这是{year}年度的报告，当时还没有国家统一的三张统计表，无法核对；请检查是否选错了文件，报送2019年度以后的报告。",
    )


def unreadable(reason: str) -> Problem:
    """Nothing could be read. ``reason`` may bring its own advice, 请…; else the usual one is given."""
    advice = "" if "请" in reason else "；请用 Word 或 WPS 重新另存后再报送"
    return Problem(code=problems.UNREADABLE, message=f"{reason}{advice}。")
