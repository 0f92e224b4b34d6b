"""Words of a text that its numbers contradict."""

from filings.nouns import dataclass
from rules.text.span import Span


@dataclass(frozen=True, slots=True, kw_only=True)
class WrongWord:
    """``span``: the numbers and the words about them, or only the words; ``said``, ``right``: in words."""

    span: Span
    said: str
    right: str
