"""Numbers of persons in names of files: identity cards and telephones, hidden before a name leaves the house."""

import re
import unicodedata
from datetime import date

_GAP = r"[ \-_.·]?"
_ALONE, _ENDS = r"(?<![0-9])", r"(?![0-9])"
_IDENTITY = re.compile(rf"{_ALONE}(?:[0-9]{_GAP}){{17}}[0-9Xx]{_ENDS}")
_OLD_IDENTITY = re.compile(rf"{_ALONE}[1-8](?:{_GAP}[0-9]){{14}}{_ENDS}")
_MOBILE = re.compile(rf"(?:(?<![0-9])(?:00)?86{_GAP}|{_ALONE})1[3-9](?:{_GAP}[0-9]){{9}}{_ENDS}")
_LANDLINE = re.compile(rf"{_ALONE}0[0-9]{{2,3}}[ \-][0-9]{{7,8}}{_ENDS}")
_SHOWN_FIRST, _SHOWN_LAST = 3, 2


def without_numbers(name: str) -> str:
    """The name with identity and telephone numbers hidden but for the first three and last two signs.

    A number with a wrong check sign is hidden too, for a mistyped one still names a person; digits of any script count.
    """
    plain = "".join(_digit(sign) for sign in name)
    signs = list(name)
    for pattern in (_IDENTITY, _OLD_IDENTITY, _MOBILE, _LANDLINE):
        for found in pattern.finditer(plain):
            if pattern in (_IDENTITY, _OLD_IDENTITY) and not _born(found[0]):
                continue
            signs[found.start() + _SHOWN_FIRST : found.end() - _SHOWN_LAST] = "*" * (
                found.end() - found.start() - _SHOWN_FIRST - _SHOWN_LAST
            )
    return "".join(signs)


def _digit(sign: str) -> str:
    value = unicodedata.decimal(sign, None)
    if value is not None:
        return str(value)
    folded = unicodedata.normalize("NFKC", sign)
    return folded if len(folded) == 1 else sign


def _born(number: str) -> bool:
    """Whether a date of birth stands where an identity number has it."""
    signs = re.sub(r"[^0-9Xx]", "", number)
    text = signs[6:14] if len(signs) == 18 else "19" + signs[6:12]  # noqa: PLR2004 - the length of today's numbers
    try:
        return 1900 <= date(int(text[:4]), int(text[4:6]), int(text[6:])).year <= 2100  # noqa: PLR2004 - of people
    except ValueError:
        return False
