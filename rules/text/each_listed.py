"""Numbers told of several names: 早、中、晚各播一遍，一天三遍; 简报3期，分别为41份、45份、38份."""

import re
from collections.abc import Iterator

from filings.patterns import pattern
from rules.text.listed_names import NUMBER, ListedNames, row_start, within_marks
from rules.text.numbers import LOST_SIGN, numeral
from rules.text.span import Span

_N = "[0-9]{1,2}|[一二两三四五六七八九十]{1,2}"
_UNIT = "个|次|期|场|批|轮|遍|回|份|种|本|张|块|名|条|件|处|家|项|台|部"
_NAME = "[^，,。；;：:、（）()\n各]{1,16}"
_EACH = pattern(
    f"(?P<names>{_NAME}(?:、{_NAME}){{0,19}})各[^，,。；;：:、（）()\n0-9各]{{0,4}}?(?P<each>{_N})(?P<of>{_UNIT})"
)
_BREAK = pattern("[，,。；;：:（）()\n各]")
_WHOLE = pattern(
    f"(?<![0-9第每各前多少增减加])(?P<number>{_N})(?P<of>{_UNIT})[^，,。；;：:、（）()\n0-9一二两三四五六七八九十]{{0,10}}[，,：:（(；;]?$"
)
_TOTAL = pattern(
    # 各开展一次自查，四次自查; 各开展一次自查，全年四次
    f"(?P<noun>[^，,。；;：:、（）()\n0-9]{{2,6}})?[，,](?:(?:一天|每天|全天|全年|一年|年内|一季|一周|一月|共|一共|总共|合计|共计|算下来|加起来)(?:要|就)?(?:共|一共|总共|合计)?[^，,。；;：:、（）()\n0-9]{{0,4}}?|(?=(?:{_N})(?:{_UNIT})(?P=noun)))(?P<number>{_N})(?P<of>{_UNIT})"
)
# 2月、5月、11月各开展一次自查，四次自查分别发现…
_AGAIN = pattern(
    f"(?P<of_what>[^，,。；;：:、（）()\n0-9]{{0,6}})[，,；;](?:这|上述)?(?P<number>{_N})(?P<of>{_UNIT})"
    "(?P<what>[^，,。；;：:、（）()\n0-9]{2})[^，,。；;：:、（）()\n0-9]{0,4}(?:分别|共|合计|累计)"
)
_COUNTED = pattern("[0-9一二两三四五六七八九十](?:个|家|所|处|名|位|人|条|件|份|次|期|场)")
_TIME = pattern("[0-9一二三四五六七八九十]{1,3}月|[一二三四]季度|[早中晚]|[上下]半年|[春夏秋冬]季?|[上下]午")
_AT_TIMES = pattern(
    "(?:上、?下半年|上半年[、和]下半年|(?:[一二三四]季度(?:、|和|及)){1,3}[一二三四]季度|(?:[春夏秋冬]季?、){1,3}[春夏秋冬]季?|(?:[0-9]{1,2}月份?(?:、|和|及)){1,11}[0-9]{1,2}月份?|(?:周[一二三四五六日](?:、|和)){1,6}周[一二三四五六日]|早、(?:中、)?晚|上午、下午)$"
)
_JOINED = pattern("和|及|与|跟")
_OPEN = pattern("等|其他|其余|另|每|以及")
_FIGURE = "[0-9]{1,6}(?:\\.[0-9]{1,2})?万?"
_UNITS = "人次|批次|场次|块次|万元|元|亩|户|[个次期场批份本张块名条件处家项篇人]"
_ROW = pattern(
    f"{NUMBER}(?P<of>期|次|场|批|轮|个|所|家|处|类|项|种)(?!月|工作日|百分点|小时)(?P<noun>[^，,。；;：:、（）()\n0-9两二三四五六七八九十比较]{{0,12}})[，,]?"
    f"(?:分别|依次)[^，,。；;：:、（）()\n0-9]{{0,8}}(?P<row>{_FIGURE}(?:(?:{_UNITS})?(?:、|和|及|与){_FIGURE}){{1,19}}(?P<unit>{_UNITS}))"
)
_NUMBER = pattern("[0-9]+(?:\\.[0-9]+)?")
_NO_WHOLE = ("多", "少", "增加", "减少", "增", "减", "较", "比", "每", "各", "前", "后", "约", "近")
_FAR, _FEW, _BACK, _PAIR = 2, 3, 40, 2
_TORN = ("", "\n", "、", LOST_SIGN)
_EACH_REACH = 9  # characters: 各 and the number behind it


def each_listed(text: str, place: Span) -> Iterator[ListedNames]:
    """How many there are, and how many are told one by one."""
    words = within_marks(text, place)
    for found in _rows(words):
        yield from _moved(_of_each(words, found), place)
    if "分别" in words or "依次" in words:
        for found in _ROW.finditer(words):
            yield from _moved(_in_a_row(words, found), place)


def _rows(words: str) -> Iterator[re.Match[str]]:
    """Each 各 with the names before it and the number behind."""
    done, at = 0, words.find("各")
    while at >= 0:
        found = _EACH.search(words, row_start(words, done, at, _BREAK), at + _EACH_REACH)
        if found is not None:
            yield found
            done = found.end()
        at = words.find("各", max(done, at + 1))


def _moved(found: ListedNames | None, place: Span) -> Iterator[ListedNames]:
    if found is not None:
        span = found.span
        yield found._replace(span=Span(place.start + span.start, place.start + span.end))


def _of_each(words: str, found: re.Match[str]) -> ListedNames | None:
    """抽查四次，四个季度各一次; 早、晚各一次，一天两次: as many as names times what each has."""
    # 8名代表上、下半年各一次: how often, whoever they are
    times = _AT_TIMES.search(found["names"])
    names, each = times[0] if times else found["names"], int(numeral(found["each"]) or 0)
    least, most = _many(names)
    if most < _PAIR or _OPEN.search(names) or _COUNTED.search(names):
        return None
    total = _TOTAL.match(words, found.end()) if times else None  # what others have in all is asked elsewhere
    if times and total is None and (again := _AGAIN.match(words, found.end())):
        total = again if again["what"] in words[found.end("names") : again.end("of_what")] else None
    before = words[max(0, found.start() - _BACK) : found.start()].rpartition("。")[2]
    whole = None if total else _WHOLE.search(before)
    one = total or whole
    if one is None or each > _FEW or one["of"] != found["of"] or (whole and _more_behind(words, found)):
        return None
    listed = found["names"].startswith(("其中", "“"))
    if whole and not times and not listed and whole[0][-1] not in "：:（(":
        return None  # 商业企业3件，科研机构和法律服务机构各1件: one beside the other
    said = int(numeral(one["number"]) or 0)
    start = found.start() - len(before) + whole.start() if whole else found.start()
    counted = min(max(said, least * each), most * each)
    if found["names"].startswith("其中") and counted <= said:
        return None  # 4期，其中3月、6月各1期
    end = total.end() if total else found.end()
    return ListedNames(Span(start, end), said, counted) if abs(said - counted) <= _FAR else None


def _more_behind(words: str, found: re.Match[str]) -> bool:
    """Whether the sentence tells more of the same unit: 3月、6月各1期，9月2期."""
    rest = words[found.end() : found.end() + _BACK].partition("。")[0]
    return re.search(f"[0-9一二两三四五六七八九十]{found['of']}", rest) is not None


def _many(names: str) -> tuple[int, int]:
    """How many names a list has at least and at most; 和 may stand within one."""
    least = names.count("、") + 1 + names.count("”“")
    links = len(_JOINED.findall(names))
    ends = _JOINED.split(names.rpartition("、")[2])
    plain = all(_TIME.search(one) for one in ends) or all("”" in one for one in ends)
    return (least + links, least + links) if plain else (least, least + links)


def _in_a_row(words: str, found: re.Match[str]) -> ListedNames | None:
    """简报3期，分别为41份、45份、38份: as many numbers as there are issues."""
    said, counted = int(numeral(found["number"]) or 0), len(_NUMBER.findall(found["row"]))
    torn = words[found.end() : found.end() + 1] in _TORN  # 3期，分别有56人、48人 at the end of a page
    if torn or words.endswith(_NO_WHOLE, 0, found.start()) or abs(said - counted) > _FAR:
        return None
    return ListedNames(Span(found.start(), found.end()), said, counted)
