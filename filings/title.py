"""The title of an annual report: which agency, which year, and which of the usual words it carries."""

import re
import unicodedata

from filings.figure import squeeze
from filings.nouns import dataclass
from filings.patterns import pattern

_YEAR = pattern(r"(?P<year>(?:19|20)\d{2}|[二两][〇○零0OО]?[〇○零一二三四五六七八九0O]{1,3})(?P<suffix>年度?)?")
_HAN_DIGITS = str.maketrans("〇一二三四五六七八九零○两OО", "012345678900200")
_CENTURIES = ("19", "20")
_YEAR_LENGTH = 4
_SUBJECT = pattern(r"(?:政府|政务)?信息公开|政务公开")
_OPENING, _CLOSING = '《〈“"', '》〉”"'
_NO_END = frozenset("。；，、：！？;,:!?0123456789年月日")  # every title ends in 报告 or 年报, or a bracket behind it
_LATER_SIGNS = pattern(r"^(?:关于|[的\s]+)|[关于\s]+$")
_ANNEX = pattern(r"[(〔\[][^()]{0,20}[)〕\]]$")
_END = pattern(r"(?:年度|工作|情况|公开|年)报告(?:表)?$|年报$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title taken apart. ``agency``: ``""`` if it names none; ``year``: None if it names none.

    ``ends``: it ends in 报告 (an annex mark in brackets may follow); ``annual``: 年度报告 or 年报 stands in it;
    ``work``: 工作 stands before it; ``subject``: as written, 政府信息公开, 信息公开, 政务公开 …
    """

    text: str
    agency: str
    year: int | None
    subject: str
    ends: bool
    annual: bool
    work: bool


def parse_title(text: str) -> Title:
    """Take a title apart. Never raises; whatever is not there stays empty."""
    bare = squeeze(unicodedata.normalize("NFKC", text)).lstrip(_OPENING).rstrip(_CLOSING)
    subject = _SUBJECT.search(bare)
    year = _year(bare[: subject.start()] if subject else bare) or _year(bare)
    start = min((one.start() for one in (year, subject) if one), default=0)
    return Title(
        text=bare,
        agency=_LATER_SIGNS.sub("", bare[:start]),
        year=written_year(year["year"]) if year else None,
        subject=subject[0] if subject else "",
        ends=_ends(bare),
        annual="年度报告" in bare or "年度工作报告" in bare or "年报" in bare,
        work="工作" in (bare[subject.end() :] if subject else ""),
    )


def is_title(text: str) -> bool:
    """Whether a line reads as the title of such a report, with or without agency and year."""
    return title_of(text) is not None


def title_of(text: str) -> Title | None:
    """The title that a line reads as, taken apart; None for any other line."""
    if "报" not in text or text.rstrip()[-1:] in _NO_END:  # no other sign is folded to this one
        return None
    found = parse_title(text)
    fits = found.subject and found.ends and len(found.text) <= 70  # noqa: PLR2004 - longest real title is 45
    return found if fits else None


def written_year(text: str) -> int | None:
    """2020 and 二〇二〇 as a number; None for anything else."""
    digits = text.translate(_HAN_DIGITS)
    return int(digits) if len(digits) == _YEAR_LENGTH and digits.startswith(_CENTURIES) and digits.isdecimal() else None


def _year(text: str) -> re.Match[str] | None:
    """The year in a title: one with 年 behind it before a bare one."""
    found = [one for one in _YEAR.finditer(text) if written_year(one["year"])]
    return next((one for one in found if one["suffix"]), found[0] if found else None)


def _ends(text: str) -> bool:
    return _END.search(_ANNEX.sub("", text)) is not None
