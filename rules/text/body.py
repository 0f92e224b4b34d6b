"""The running text of a report, with everything that rules ask of it."""

from filings.nouns import dataclass
from rules.cached import cached
from rules.text.words import Words


@dataclass(frozen=True)
class Body(Words):
    """The running text of a report, each view of it worked out when first asked."""

    @cached
    def headings(self) -> dict[int, str]:
        """The headings found so far, by where the paragraph under them starts."""
        return {}
