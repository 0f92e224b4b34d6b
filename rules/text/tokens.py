"""Tokens of a text that must not be public or must be well formed: identity numbers, cards, phones, mail, documents."""

import re
import unicodedata
from collections.abc import Iterator
from datetime import date

from filings.patterns import pattern
from rules.text.body import Body
from rules.text.numbers import SPELT_YEAR, year_of
from rules.text.span import Span

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_SIGNS = "10X98765432"
_MAIL = pattern(r"[A-Za-z0-9._%+-]{1,64}[@＠]([A-Za-z0-9.-]{3,255})")
_MAIL_SIGN = pattern("[@＠]")
_DOCUMENT = pattern(
    r"[\u4e00-\u9fff]{2,9}(?P<open>[〔\[\(（【［﹝])(?P<year>20[0-9]{2})(?P<close>[〕\]\)）】］﹞])(?P<number>第?[0-9]{1,4})号"
)
_BRACKETS, _LONGEST_ISSUER, _REACH = "〔[(（【［﹝", 9, 8
_SPELT_YEAR = pattern(f"{SPELT_YEAR}(?=年)")
_BODY_DIGITS, _MOBILE_DIGITS = 17, 11
_LEAST_CARD, _MOST_CARD = 16, 19


def identity_numbers(body: Body, parts: tuple[str, ...]) -> Iterator[Span]:
    """Citizens' identity numbers: 18 signs with a real date of birth and the check sign of GB 11643."""
    for span in _runs(body, parts):
        length = span.end - span.start
        end = span.end + (body.text[span.end : span.end + 1] in ("X", "x"))
        if length >= _BODY_DIGITS and _is_identity(_digits(body, Span(span.start, end))) and _stands_alone(body, span):
            yield Span(span.start, end)


def bank_cards(body: Body, parts: tuple[str, ...]) -> Iterator[Span]:
    """Numbers of 16 to 19 digits, written together, that begin like a bank card and satisfy Luhn's check."""
    identities = set(identity_numbers(body, parts))
    for span in _runs(body, parts):
        if _LEAST_CARD <= span.end - span.start <= _MOST_CARD and span not in identities:
            digits = _digits(body, span)
            if digits[0] in "3456" and _luhn(digits) and _stands_alone(body, span):
                yield span


def mobile_numbers(body: Body, parts: tuple[str, ...]) -> Iterator[Span]:
    """Unmasked mobile numbers: exactly eleven digits from 13 to 19."""
    for span in _runs(body, parts):
        if span.end - span.start == _MOBILE_DIGITS:
            digits = _digits(body, span)
            if digits[0] == "1" and digits[1] in "3456789" and _stands_alone(body, span):
                yield span


def years(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[int, Span]]:
    """Four digits that can be a year of this century."""
    yield from ((year, span) for year, span in body.years if body.within(span.start, parts))


def spelt_years(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[int, Span]]:
    """Years of this century in Chinese signs, as ``years`` has them in digits: 二〇二三."""
    for place in body.spans(parts):
        for found in _SPELT_YEAR.finditer(body.text, place.start, place.end):
            yield year_of(found[0]), Span(*found.span())


def mail_hosts(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[str, Span]]:
    """(host in small letters, the whole address) of every mail address."""
    if not _MAIL_SIGN.search(body.text):
        return
    for place in body.spans(parts):
        for found in _MAIL.finditer(body.text, place.start, place.end):
            yield unicodedata.normalize("NFKC", found[1]).lower().rstrip("."), Span(*found.span())


def document_numbers(body: Body, parts: tuple[str, ...]) -> Iterator[tuple[re.Match[str], Span]]:
    """Numbers of official documents: issuer, year in brackets, number."""
    text, places, done = body.text, body.spans(parts), 0
    for _, span in body.years:
        if text[span.start - 1] in _BRACKETS and any(place.holds(span.start) for place in places):
            start = max(done, span.start - 1 - _LONGEST_ISSUER, *(p.start for p in places if p.holds(span.start)))
            found = _DOCUMENT.search(text, start, span.end + _REACH)
            if found and found.start("year") == span.start:
                done = found.end()
                yield found, Span(*found.span())


def masked(text: str) -> str:
    """A number of which no more than the first three and the last two signs can be read."""
    return text[:3] + "*" * max(len(text) - 5, 3) + text[-2:]


def _runs(body: Body, parts: tuple[str, ...]) -> Iterator[Span]:
    yield from (span for span in body.long_digits if body.within(span.start, parts))


def _digits(body: Body, span: Span) -> str:
    return unicodedata.normalize("NFKC", body.text[span.start : span.end]).upper()


def _stands_alone(body: Body, span: Span) -> bool:
    """Not part of a web address, a decimal, a longer code or a masked number."""
    before, after = body.text[span.start - 1 : span.start], body.text[span.end : span.end + 1]
    return not (before.isascii() and (before.isalnum() or before in "/_=-.*#&%")) and after not in ("*", "/", "_", "-")


def _is_identity(signs: str) -> bool:
    if len(signs) != _BODY_DIGITS + 1 or not signs[:_BODY_DIGITS].isdigit():
        return False
    try:
        born = date(int(signs[6:10]), int(signs[10:12]), int(signs[12:14]))
    except ValueError:
        return False
    total = sum(int(sign) * weight for sign, weight in zip(signs, _WEIGHTS, strict=False))
    return born.year > 1900 and _CHECK_SIGNS[total % 11] == signs[-1]  # noqa: PLR2004 - nobody alive was born before


def _luhn(digits: str) -> bool:
    doubled = [int(d) * 2 if at % 2 else int(d) for at, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0  # noqa: PLR2004 - Luhn adds the digits of a product
