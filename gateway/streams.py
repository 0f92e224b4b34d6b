"""Output that cannot fail over a sign: what a terminal's encoding lacks is written with what it has."""

import codecs
import sys
from collections.abc import Mapping

_ERRORS = "gouji"
_LIKE: Mapping[str, str] = {
    "✕": "×",
    "✓": "√",
    "✗": "×",
    "·": "-",
    "—": "-",
    "…": "...",
    "〔": "[",
    "〕": "]",
    "？": "?",
}


def forgiving() -> None:
    """Let stdout and stderr of this process write a likeness, or a question mark, for signs they cannot encode."""
    codecs.register_error(_ERRORS, _likeness)
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=_ERRORS)


def _likeness(error: UnicodeError) -> tuple[str, int]:
    if not isinstance(error, UnicodeEncodeError):
        raise error
    text = "".join(_one(sign, error.encoding) for sign in error.object[error.start : error.end])
    return text, error.end


def _one(sign: str, encoding: str) -> str:
    like = _LIKE.get(sign, "?")
    try:
        like.encode(encoding)
    except UnicodeEncodeError:
        return "?"
    return like
