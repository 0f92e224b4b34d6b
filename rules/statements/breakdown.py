"""A whole and parts told behind it, and whether they stand by themselves."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

from filings.nouns import dataclass
from filings.patterns import pattern
from rules.cached import cached
from rules.statements.mentions import Mention, total_of
from rules.statements.opening import at_once, by_basis, is_rest, joiner, last_mark, names_all, names_kinds, vague
from rules.statements.rounding import slack

# a part itself, or what there was before
_NO_WHOLE = pattern("其中|年初|年末|上年")
BY = pattern("([^，,。；;：:、]{2,8}?)[按从][^，,。；;：:]{1,10}(?:划分|来看|分|看|归类|统计)[，,：:]")
_NAMED = pattern("其中|中[，,：:]|中有")
# an item of a ranked list, or of one that another number makes: 33张，再次是…30张，其余24张
_RANK = pattern("其次|次之|再次|最[多少]")
_EACH = pattern("[，,、；;][^，,、；;。]+各$")
_PLAIN = pattern("[，；、][^，,；;。：:、共]+")
_ROUGHLY = Decimal("0.2")
Form = Literal["all", "kinds", "beside"]


@dataclass(frozen=True, kw_only=True)
class Breakdown:
    """A whole and parts behind it.

    ``form``: ``all`` where the words say that these are all; ``kinds`` where they say that these are parts; ``beside``
    where they only stand behind it. ``closed``: the form of the list leaves nothing out, so that any difference is one.
    ``after``: the words behind the last part up to the next number; ``behind``: those to the end of its sentence;
    ``bracketed``: a bracket holds the parts and nothing else.
    """

    whole: Mention
    parts: tuple[Mention, ...]
    form: Form
    closed: bool
    after: str
    behind: str = ""
    bracketed: bool = False

    @cached
    def vague(self) -> bool:
        """Whether not all are told, or they overlap."""
        # 不予公开5件，其中案卷4件；无法提供6件: the list goes on behind parts of its last
        broken_off = not self.closed and self.after.startswith("，其中") and "；" in self.behind
        # 其他4件，科研机构与公益组织各1件: it goes on with a number of several
        broken_off = broken_off or (_EACH.search(self.after) is not None and "。" not in self.after)
        return broken_off or vague(self.parts, self.after, self.behind, certain=self.bracketed)

    @property
    def opened(self) -> bool:
        """Whether the words right behind the whole announce the parts, in its sentence or at the head of the next."""
        return at_once(self.parts[0].gap)

    @property
    def marks(self) -> frozenset[str]:
        """The signs that join the parts."""
        return frozenset(joiner(part.gap) for part in self.parts[1:])

    @property
    def stands_apart(self) -> bool:
        """Whether its parts are joined by one sign, and parted from a whole that is no part itself."""
        alike = len(self.marks) == 1 and joiner(self.parts[0].gap) == "，"
        return alike and not _NO_WHOLE.search(self.whole.gap)

    @property
    def exact(self) -> bool:
        """Whether every part is exact: else they make their sum or more."""
        return all(part.count for part in self.parts)

    @cached
    def total(self) -> Decimal:
        """The sum of the parts."""
        return total_of(self.parts)

    @property
    def agrees(self) -> bool:
        """Whether the parts make the whole, as far as numbers tell that are rounded more than others: 1.86万, 4128."""
        off = abs(self.total - self.whole.value)
        return not off or off <= slack((self.whole, *self.parts))

    @property
    def step(self) -> Decimal:
        """What the last digit of the most exact of the numbers is worth."""
        return min(one.step for one in (self.whole, *self.parts))


def set_apart(told: Sequence[Mention], at: int, found: Breakdown) -> bool:
    """Whether the whole is none of the parts of a longer list that only goes on behind it."""
    opener, whole = found.parts[0].gap, found.whole
    if whole is told[at] and (_is_item(told, at, opener) or _within_list(told, at, found)):
        return False
    alike = at > 0 and told[at - 1].kind == told[at].kind
    if found.form == "beside" and by_basis(whole.gap):
        return False  # 按内容分：动态121条，通知52条: the first of a list
    if found.form == "beside":
        goes_on = alike and "。" not in told[at].gap and joiner(told[at].gap) == joiner(opener)
        return "。" not in opener and whole.value > max(part.value for part in found.parts) and not goes_on
    if "。" not in opener:
        return True
    if _NAMED.search(opener) or BY.search(opener):
        return found.total < 2 * whole.value  # whatever slip there is, the parts of it are not twice as many
    # the sentence before tells one number of this kind, so that there is no doubt which is meant
    return not alike or "。" in whole.gap or "共" in whole.gap


def _within_list(told: Sequence[Mention], at: int, found: Breakdown) -> bool:
    """Whether the number and those before it make another whole with the parts: 391条…供水97条，其余16条."""
    if not is_rest(found.parts[-1].gap) or names_kinds(found.parts[0].gap):
        return False
    if _RANK.search(found.parts[0].gap) or _RANK.search(told[at].gap) or _is_peer(told, at, found.parts[0].gap):
        return True
    total, place = found.total, at
    while place and told[place].kind == found.whole.kind and "。" not in told[place].gap:
        total += told[place].value
        place -= 1
        if any(
            abs(one.value - total) <= one.value * _ROUGHLY for one in told[: place + 1] if one.kind == found.whole.kind
        ):
            return True
    return False


def _is_peer(told: Sequence[Mention], at: int, opener: str) -> bool:
    """Whether the number goes on with a list as those behind it do: 就业420条，保险230条，人才190条，其余60条."""
    if opener[0] == "；":
        return True  # 公众号发布419条；网站公开246条；其余63条
    if at == 0 or told[at - 1].kind != told[at].kind or names_all(opener):
        return False
    return bool(_PLAIN.fullmatch(told[at].gap) and _PLAIN.fullmatch(opener)) and told[at].gap[0] == opener[0]


def _is_item(told: Sequence[Mention], at: int, opener: str) -> bool:
    """Whether the number is an item of a list before: 登记14件，占19.7%；许可11件；其余7件."""
    if opener.startswith("、") and not _NAMED.search(opener):
        return True  # 案卷21件、第三方权益20件、过程性信息8件，其余9件: one list
    if at == 0 or told[at - 1].kind != told[at].kind or "。" in told[at].gap or _NAMED.search(opener):
        return False
    before, behind = last_mark(told[at].gap), last_mark(opener)
    return (before == behind == "；") or (before == "、" and "；" in opener.replace(";", "；"))
