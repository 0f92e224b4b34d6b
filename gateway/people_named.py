"""People's names in place of what records call them: put in when something is shown, and kept nowhere."""

from collections.abc import Callable

from filings.patterns import pattern
from ledger import Ledger

_ACCOUNT = pattern(r"（(acc_[0-9a-f]{16})）")  # as ``Session.actor`` writes it; addresses of pages are not meant
_GONE = "已删除的账号"


def people_named(ledger: Ledger, text: str, spelled: Callable[[str], str] = str) -> str:
    """The text with names; who was removed is told to be. ``spelled``: how a name is written where it goes."""
    ids = sorted(set(_ACCOUNT.findall(text)))
    if not ids:
        return text
    names = ledger.accounts.names(ids)
    return _ACCOUNT.sub(lambda found: f"（{spelled(names.get(found[1], _GONE))}）", text)
