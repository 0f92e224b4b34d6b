"""Whose report a document is, and for which year: by title, signature, lead-in, sender and file name, with reasons.

A guess never files anything: it is shown to a clerk with its certainty and its reasons, and the clerk confirms it.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from filings.agency import Agency
from filings.figure import fold
from filings.nouns import dataclass
from filings.patterns import pattern
from filings.report import Report

_GOVERNMENT = "government"
_SHORTEST_STEM = 2  # characters of a township's name without its ending
_SHORTEST_NAME = 3  # characters; shorter names stand in too many words
_YEAR = pattern(r"(?<!\d)(20[0-3]\d)(?!\d|[-.]?[01]\d[-.]?[0-3]\d(?!\d))")
_STEM = pattern(r"[一-龥]{2,12}(?:局|委|办|厅|处|中心|镇|乡|街道|政府|院|站|所|馆)")
_ENDINGS = ("人民政府", "街道办事处", "办事处", "政府")
_WEIGHTS = {"标题": 8, "落款": 6, "发件邮箱": 5, "近似标题": 4, "文件名": 3, "引言": 3, "简称": 1}
_PLACE = pattern(r"[一-龥]+[县市区旗州盟](?=[一-龥]{2})")
_HERE = ("我县", "本县", "全县", "各县", "该县")
_ELSEWHERE = pattern(r"[一-龥]*[^我本全该各][县市区旗州盟省]$")
_STRONG = frozenset({"标题", "落款", "发件邮箱"})
_TITLES = frozenset({"标题", "近似标题"})


class Certainty(StrEnum):
    """How sure a match is. Only a sure one is filled in as confirmed."""

    SURE = "sure"
    LIKELY = "likely"
    OPEN = "open"

    @property
    def label(self) -> str:
        """确定, 较可能 or 待定."""
        return {"sure": "确定", "likely": "较可能", "open": "待定"}[self.value]


@dataclass(frozen=True, slots=True, kw_only=True)
class Clues:
    """What stands around a document. ``names``: path, archive and mail subject; ``sender``: mail address, ``""``."""

    names: tuple[str, ...]
    sender: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """Whose it is. ``agency``, ``year``: None where nothing tells; ``others``: agencies that something else names."""

    agency: Agency | None
    year: int | None
    certainty: Certainty
    reasons: tuple[str, ...]
    others: tuple[Agency, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """The names of a register, made ready to be looked for."""

    agencies: tuple[Agency, ...]
    spelled: Mapping[str, frozenset[int]]
    stems: frozenset[str]
    area: str = ""

    @classmethod
    def of(cls, agencies: Iterable[Agency], area: str) -> "Names":
        """Every name that an agency has or had, with and without the county in front and the usual endings."""
        listed = tuple(agencies)
        spelled: dict[str, set[int]] = {}
        whole: set[str] = set()
        for index, agency in enumerate(listed):
            for name, is_stem in _spellings(agency, area):
                spelled.setdefault(name, set()).add(index)
                whole |= set() if is_stem else {name}
        stems = frozenset(spelled) - whole
        return cls(listed, {name: frozenset(found) for name, found in spelled.items()}, stems, fold(area))

    def exactly(self, text: str) -> frozenset[int]:
        """The agencies with this very name."""
        return self.spelled.get(_bare(text), frozenset())

    def within(self, text: str, *, stems: bool = True) -> frozenset[int]:
        """The agencies whose name stands in the text; a name inside a longer one that is found does not count.

        ``stems``: a township without its 人民政府 counts too. In running text it is a place, not a body.
        """
        bare = _bare(text)
        looked = [name for name in self.spelled if len(name) >= _SHORTEST_NAME and (stems or name not in self.stems)]
        found = [name for name in looked if self._stands(name, bare)]
        whole = [name for name in found if not any(name != other and name in other for other in found)]
        return frozenset().union(*(self.spelled[name] for name in whole))

    def shortened(self, text: str) -> frozenset[int]:
        """The agencies whose name is shortened in the text: 卫健局 for 卫生健康局."""
        return frozenset().union(*(self._short(stem) for stem in _STEM.findall(_bare(text))))

    def _stands(self, name: str, text: str) -> bool:
        """Whether the name stands there, and not as the tail of another place's body: 邻县教育局 is not our 教育局."""
        at = text.find(name)
        while at >= 0:
            before = text[:at]
            if (
                not _ELSEWHERE.search(before)
                or (self.area and before.endswith(self.area))
                or name.startswith(self.area or " ")
            ):
                return True
            at = text.find(name, at + 1)
        return False

    def _short(self, stem: str) -> frozenset[int]:
        place = _PLACE.match(stem)
        if place and not (self.area and place[0].endswith(self.area)) and place[0] not in _HERE:
            return frozenset()
        rest = stem[place.end() :] if place else stem
        for start in range(len(rest) - 2):
            found = [whose for name, whose in self.spelled.items() if _shortens(rest[start:], name)]
            if found:
                return frozenset().union(*found)
        return frozenset()


def match(report: Report, clues: Clues, names: Names, expected: int | None = None) -> Match:
    """Whose report it is. ``expected``: the year that is being collected, if one is.

    What the document says of itself weighs more than what it is called; whatever speaks against it is told.
    """
    votes = list(_votes(report, clues, names))
    ranked = _ranked(votes)
    year, year_reasons, year_doubt = _year(report, clues, expected)
    if not ranked:
        why = _nobody(report, names)
        return Match(agency=None, year=year, certainty=Certainty.OPEN, reasons=(why, *year_reasons))
    best, *rest = ranked
    agency = names.agencies[best]
    others = tuple(names.agencies[index] for index in rest)
    certainty = _certainty(votes, best, rest, sure_year=not year_doubt and year is not None)
    reasons = [*_told(votes, best), *_against(votes, best, names)]
    if report.agency and not any(index == best and source in _TITLES for index, source, _ in votes):
        reasons.append(f"但{_nobody(report, names)}" if not names.exactly(report.agency) else "但标题写的是别的单位")
        certainty = Certainty.OPEN
    return Match(
        agency=agency, year=year, certainty=certainty, reasons=(*reasons, *year_reasons), others=others
    )  # fmt: skip


def alone(matches: Sequence[Match]) -> list[Match]:
    """The matches, those open that share agency and year with another one: a slot takes one report at a time.

    One that was open anyway does not cast doubt on the others.
    """
    seats: dict[tuple[str, int], list[int]] = {}
    for index, found in enumerate(matches):
        if found.agency and found.year is not None and found.certainty is not Certainty.OPEN:
            seats.setdefault((found.agency.code, found.year), []).append(index)
    crowded = {index: len(shared) for shared in seats.values() if len(shared) > 1 for index in shared}
    return [
        replace(
            found,
            certainty=Certainty.OPEN,
            reasons=(f"同一单位同一年度有{crowded[index]}份，请只确认要报送的一份", *found.reasons),
        )
        if index in crowded
        else found
        for index, found in enumerate(matches)
    ]


def _votes(report: Report, clues: Clues, names: Names) -> Iterator[tuple[int, str, str]]:
    """(agency, source, what it says) for every source that names an agency."""
    exact = names.exactly(report.agency or "")
    named = report.agency or report.title or ""
    for index in exact or names.within(named) or names.shortened(named):
        yield index, "标题" if exact else "近似标题", named
    for index in names.exactly(report.signed_by or ""):
        yield index, "落款", report.signed_by or ""
    for index, agency in enumerate(names.agencies):
        if clues.sender and agency.mail.lower() == clues.sender.lower():
            yield index, "发件邮箱", clues.sender
    for text in clues.names:
        whole = names.within(text)
        for index in whole or names.shortened(text):
            yield index, "文件名" if whole else "简称", text
    lead = " ".join(paragraph.text for paragraph in report.lead)
    for index in names.within(lead, stems=False):
        # Every lead-in names the government: its site, its office. That says nothing of whose report it is.
        if names.agencies[index].kind != _GOVERNMENT:
            yield index, "引言", ""


def _ranked(votes: Iterable[tuple[int, str, str]]) -> list[int]:
    """Agencies by weight, each source counted once; equal ones by their order in the register."""
    sources: dict[int, set[str]] = {}
    for index, source, _ in votes:
        sources.setdefault(index, set()).add(source)
    return sorted(sources, key=lambda index: (-sum(_WEIGHTS[s] for s in sources[index]), index))


def _certainty(votes: Sequence[tuple[int, str, str]], best: int, rest: Sequence[int], *, sure_year: bool) -> Certainty:
    mine = {source for index, source, _ in votes if index == best}
    theirs = [{source for index, source, _ in votes if index == other} for other in rest]
    if any(_weight(sources) >= _weight(mine) or sources & _STRONG for sources in theirs):
        return Certainty.OPEN
    if not mine & _STRONG and mine <= {"简称"}:
        return Certainty.LIKELY if not rest and sure_year else Certainty.OPEN
    contradicted = any(sources & {"文件名"} for sources in theirs)
    sure = bool(mine & _STRONG) and not contradicted and sure_year
    return Certainty.SURE if sure else Certainty.LIKELY


def _weight(sources: Iterable[str]) -> int:
    return sum(_WEIGHTS[source] for source in sources)


def _told(votes: Sequence[tuple[int, str, str]], best: int) -> Iterator[str]:
    said = dict.fromkeys((source, text) for index, source, text in votes if index == best)
    for source, text in said:
        yield f"{_SAYS[source]}“{text}”" if text else _SAYS[source]


def _against(votes: Sequence[tuple[int, str, str]], best: int, names: Names) -> Iterator[str]:
    said = dict.fromkeys((index, source) for index, source, _ in votes if index != best and source != "引言")
    for index, source in said:
        yield f"但{source}像是“{names.agencies[index].name}”"


_SAYS = {
    "标题": "标题写的是", "近似标题": "标题像是该单位", "落款": "落款是", "发件邮箱": "发件邮箱是该单位的",
    "文件名": "文件名里有该单位名称", "引言": "开头说明里有该单位名称", "简称": "文件名像是该单位的简称",
}  # fmt: skip


def _nobody(report: Report, names: Names) -> str:
    if report.agency:
        where = "名录里没有这个名称" if names.agencies else "没有名录可对照"
        return f"报告写的单位是“{report.agency}”，{where}"
    return "标题、落款、开头说明和文件名里都没有找到单位名称"


def _year(report: Report, clues: Clues, expected: int | None) -> tuple[int | None, tuple[str, ...], bool]:
    """The year, why, and whether it is in doubt."""
    called = {int(found) for text in clues.names for found in _YEAR.findall(text)}
    if report.year is not None:
        said = [f"报告写的是{report.year}年度"]
        stranger = called - {report.year, report.year + 1}  # a report is written in the year after
        if stranger:
            said.append(f"但文件名里有{'、'.join(str(year) for year in sorted(stranger))}")
        if expected is not None and report.year != expected:
            said.append(f"不是本次收集的{expected}年度")
        return report.year, tuple(said), bool(stranger) or (expected is not None and report.year != expected)
    if expected is not None:
        return expected, (f"报告没有写年度，按本次收集的{expected}年度",), True
    if len(called) == 1:
        return called.copy().pop(), (f"报告没有写年度，按文件名里的{next(iter(called))}年",), True
    return None, ("报告和文件名里都没有年度",), True


def _spellings(agency: Agency, area: str) -> Iterator[tuple[str, bool]]:
    """(name, whether it is only the stem of one)."""
    county = fold(area)
    for name in agency.all_names():
        whole = fold(name)
        yield whole, False
        if agency.kind == _GOVERNMENT:
            if county and whole == f"{county}人民政府":
                yield f"{county}政府", False
            continue
        short = whole.removeprefix(county) or whole
        yield county + short, False
        yield short, False
        for ending in _ENDINGS:
            stem = short.removesuffix(ending)
            if stem != short and len(stem) >= _SHORTEST_STEM:
                yield stem, True
                yield county + stem, True


def _bare(text: str) -> str:
    return fold(text)


def _shortens(short: str, name: str) -> bool:
    """Whether the signs of ``short`` stand in the name in their order, up to its last one."""
    rest = iter(name)
    return len(name) > len(short) and name[-1] == short[-1] and all(sign in rest for sign in short)
