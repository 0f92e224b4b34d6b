"""应当一并报送的材料。"""

from collections.abc import Iterator
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.results import Breach, Check, Result

_NAMES = {"report": "电子文本", "scan": "签字盖章的扫描件", "paper": "纸质件", "explanation": "说明材料"}


@dataclass(frozen=True, slots=True, kw_only=True)
class AttachmentsCheck(Check):
    """报送的材料应当齐全。"""

    roles: tuple[Literal["report", "scan", "paper", "explanation"], ...]

    facts: ClassVar[frozenset[str]] = frozenset({"missing"})
    needs: ClassVar[frozenset[str]] = frozenset({"submission"})
    no_report: ClassVar[bool] = True

    def run(self, context: CheckContext) -> Iterator[Result]:
        """One breach that lists what is missing."""
        submission = context.dossier.submission
        handed_in = {document.role for document in submission.documents} if submission else set()
        missing = tuple(_NAMES[role] for role in self.roles if role not in handed_in)
        if missing:
            yield Breach(refs=("submission",), facts={"missing": missing})
