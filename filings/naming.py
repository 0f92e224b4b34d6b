"""Which agency a person means by a code, a name, a former or a short name; and which come near where none is meant."""

import difflib
from collections.abc import Iterable, Sequence

from filings.agency import Agency

_NEAR = 0.5  # of two names; below it nobody meant the other
_SHOWN = 3


def meant(agencies: Iterable[Agency], word: str, area: str = "") -> tuple[Agency, ...]:
    """The agencies with this code, or else all that have or had this name. ``area``: may stand before it or not.

    A code may be followed by a name for people: ``361125001 财政局``.
    """
    everyone, text = tuple(agencies), word.strip()
    for one in dict.fromkeys((text, *text.split()[:1])):
        found = tuple(a for a in everyone if a.code == one) or _named(everyone, one, area)
        if found:
            return found
    return ()


def near(agencies: Iterable[Agency], word: str, area: str = "") -> tuple[Agency, ...]:
    """The agencies whose name or code is most like the word, the nearest first; at most three."""
    spelled = {name: agency for agency in agencies for name in (agency.code, *_bare(agency, area))}
    names = difflib.get_close_matches(word.strip().removeprefix(area), spelled, 2 * _SHOWN, _NEAR)
    return tuple({spelled[name].code: spelled[name] for name in names}.values())[:_SHOWN]


def told(agencies: Sequence[Agency]) -> str:
    """Names with codes, for a refusal."""
    return "、".join(f"{agency.name}（{agency.code}）" for agency in agencies)


def _named(agencies: Iterable[Agency], word: str, area: str) -> tuple[Agency, ...]:
    bare = word.removeprefix(area)
    return tuple(agency for agency in agencies if bare in _bare(agency, area))


def _bare(agency: Agency, area: str) -> tuple[str, ...]:
    return tuple(name.removeprefix(area) for name in agency.all_names())
