"""Data that must not be public: each reader yields where it stands, what it is, and as much as may be shown of it."""

from collections.abc import Callable, Iterator, Mapping

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.engine.context import CheckContext
from rules.lexicon.lists import MAIL_SIGNS
from rules.lexicon.terms import Hit
from rules.text.body import LONG_DIGITS
from rules.text.span import Span
from rules.text.tokens import bank_cards, identity_numbers, mail_hosts, masked, mobile_numbers

Exposure = tuple[Span, str, str]
_Reader = Callable[[CheckContext, tuple[str, ...]], Iterator[Exposure]]

_HOUSE = pattern(r"[^，。；\n]{4,40}?(?:\d+|[一二三四五六七八九十]+)(?:组|号|室|单元|幢|栋|楼)")
# a name only where the sentence goes on as if behind a person: 申请人王某某 says no name, 申请人王小明提出 does
_NAME = pattern(r"(?P<name>[\u4e00-\u9fff]{2,3})(?=提出|申请|不服|诉|向|要求|于20|的政府信息|等人|、|，|。|；|\n)")
_NOT_NAMES = frozenset("某人方等的是为应可须有无和与及或先女")


def _identity(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Exposure]:
    for span in identity_numbers(context.body, parts):
        yield span, "公民身份号码", masked(context.body.text[span.start : span.end])


def _mobile(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Exposure]:
    for span in mobile_numbers(context.body, parts):
        yield span, "手机号码", masked(context.body.text[span.start : span.end])


def _card(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Exposure]:
    for span in bank_cards(context.body, parts):
        yield span, "银行卡号", masked(context.body.text[span.start : span.end])


def _address(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Exposure]:
    """A house, flat or group number behind a word for a home."""
    for hit in context.body.hits("home_words", parts):
        found = _HOUSE.match(context.body.text, hit.end)
        if found:
            yield Span(hit.start, found.end()), "个人住址", hit.term.text + "……"


def _applicant(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Exposure]:
    for hit in context.body.hits("applicants", parts):
        if span := _name_behind(context, hit):
            yield span, "申请人姓名", context.body.text[span.start] + "某某"


def _person(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Exposure]:
    for hit in context.body.hits("posts", parts):
        if span := _name_behind(context, hit):
            yield span, "工作人员姓名", context.body.text[span.start] + "某某"


def _secrecy(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Exposure]:
    for hit in context.body.hits("secrecy_marks", parts):
        yield Span(hit.start, hit.end), "密级或者内部资料标志", hit.term.text


def _private_mail(context: CheckContext, parts: tuple[str, ...]) -> Iterator[Exposure]:
    hosts = {term.text: term for term in context.lists["private_mail"].terms}
    for host, span in mail_hosts(context.body, parts):
        if host in hosts and not hosts[host].instead:
            yield span, "个人邮箱", f"***@{host}"


def _name_behind(context: CheckContext, hit: Hit) -> Span | None:
    """A surname and one or two more characters right behind a word."""
    surnames = {term.text for term in context.lists["surnames"].terms}
    found = _NAME.match(context.body.text, hit.end)
    if found is None or found["name"][0] not in surnames or _NOT_NAMES.intersection(found["name"]):
        return None
    return Span(*found.span("name"))


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of data that must not be public. ``trigger``: the list (or sign) of which a word stands beside each."""

    trigger: str
    read: _Reader


EXPOSURES: Mapping[str, Kind] = {
    "id_number": Kind(LONG_DIGITS, _identity),
    "mobile": Kind(LONG_DIGITS, _mobile),
    "bank_card": Kind(LONG_DIGITS, _card),
    "address": Kind("home_words", _address),
    "applicant": Kind("applicants", _applicant),
    "secrecy": Kind("secrecy_marks", _secrecy),
    "private_mail": Kind(MAIL_SIGNS, _private_mail),
    "person": Kind("posts", _person),
}
