"""不应公开的内容：身份证号、手机号、银行卡号、住址、姓名、密级标志、个人邮箱。"""

from collections.abc import Iterator
from typing import ClassVar, Literal

from filings.nouns import dataclass
from rules.engine.context import CheckContext
from rules.engine.parameters import Parts
from rules.engine.results import Breach, Result
from rules.text.personal_data import EXPOSURES

What = Literal["id_number", "mobile", "bank_card", "address", "applicant", "secrecy", "private_mail", "person"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """``what``：看哪几种内容。意见里只写遮盖后的样子，原文不写进意见。"""

    what: tuple[What, ...]
    where: Parts = ("all",)

    facts: ClassVar[frozenset[str]] = frozenset({"masked", "what"})

    @property
    def needs(self) -> frozenset[str]:
        """Nothing but the report."""
        return frozenset()

    @property
    def triggers(self) -> frozenset[str]:
        """The words and signs beside which each kind stands."""
        return frozenset(EXPOSURES[name].trigger for name in self.what)

    def run(self, context: CheckContext) -> Iterator[Result]:
        """A breach for each exposure, masked."""
        body = context.body
        for name in self.what:
            for span, label, shown in EXPOSURES[name].read(context, self.where):
                part = body.passage(span.start).part
                places = (body.place(span.start, span.end),)
                yield Breach(refs=(part,), places=places, excerpt=shown, facts={"masked": shown, "what": label})
