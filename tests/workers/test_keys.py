"""The key that seals signing secrets: made, changed, lost."""

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from filings.account import AccountRole
from filings.delivery import DeliveryState
from filings.errors import InfrastructureError
from ledger.tables.notice import endpoint_secrets
from notifier.receiver import Receiver
from notifier.sealing import PREFIX, new_key, spelled
from workers.channels import channels
from workers.deliveries import Deliverer
from workers.keys import closed, closed_accounts, key_file, keyring, prepare, rotate, unopened
from workers.runtime import Runtime


def _values(parts: Runtime) -> list[str]:
    with parts.ledger.engine.connect() as connection:
        return list(connection.execute(sa.select(endpoint_secrets.c.value)).scalars())


def _deliver(parts: Runtime, receiver: Receiver, delivery: str) -> DeliveryState:
    allowed = replace(parts, settings=replace(parts.settings, allow=(receiver.allowance,)))
    Deliverer(parts=allowed, channels=channels(allowed))(delivery)
    return next(one.state for one in parts.ledger.notices.deliveries() if one.id == delivery)


def test_secrets_are_sealed_and_sign_all_the_same(
    parts: Runtime, moment: list[datetime], tell: Callable[[str], str]
) -> None:
    """What lay open is sealed at the start, with a key of the home; after a rotation too the receiver believes us."""
    with Receiver([], clock=lambda: moment[0]) as receiver:
        delivery = tell(receiver.url)
        (plain,) = _values(parts)
        receiver.secrets = (plain,)
        prepare(parts.settings, parts.ledger)
        (sealed,) = _values(parts)
        assert sealed.startswith(PREFIX)
        first = keyring(parts.settings).keys[0]
        assert rotate(parts.settings, parts.ledger)[1] == 1
        assert keyring(parts.settings).keys[0] != first
        assert _values(parts) != [sealed]
        assert _deliver(parts, receiver, delivery) is DeliveryState.DELIVERED
    assert stat.S_IMODE(key_file(parts.settings).stat().st_mode) == 0o600


def test_the_second_rotation_forgets_the_first_key(parts: Runtime, tell: Callable[[str], str]) -> None:
    """Old keys do not pile up, and nothing is closed."""
    tell("https://oa.example.gov.cn/x")
    prepare(parts.settings, parts.ledger)
    first = keyring(parts.settings).keys[0]
    rotate(parts.settings, parts.ledger)
    rotate(parts.settings, parts.ledger)
    assert first not in keyring(parts.settings).keys
    assert closed(parts.settings, parts.ledger) == ()


def test_without_its_key_an_endpoint_is_named_and_its_notices_wait(
    parts: Runtime, moment: list[datetime], tell: Callable[[str], str]
) -> None:
    """As after a restore without the key: nothing is refused for good, and a new key does not pass for the old one."""
    with Receiver([], clock=lambda: moment[0]) as receiver:
        delivery = tell(receiver.url)
        receiver.secrets = tuple(_values(parts))
        prepare(parts.settings, parts.ledger)
        kept = key_file(parts.settings).read_bytes()
        key_file(parts.settings).unlink()
        prepare(parts.settings, parts.ledger)
        assert closed(parts.settings, parts.ledger) == ("all",)
        assert _deliver(parts, receiver, delivery) is DeliveryState.PENDING
        assert "gouji endpoint rotate all" in parts.ledger.notices.deliveries()[0].error
        rotate(parts.settings, parts.ledger)
        assert closed(parts.settings, parts.ledger) == ("all",)
        key_file(parts.settings).write_bytes(kept)
        assert closed(parts.settings, parts.ledger) == ()


def test_a_key_of_the_environment_is_used_and_nothing_is_written(parts: Runtime, tell: Callable[[str], str]) -> None:
    """The first of several seals; the home gets no key of its own."""
    tell("https://oa.example.gov.cn/x")
    old, new = spelled(new_key()), spelled(new_key())
    before = replace(parts.settings, keys=(old,))
    prepare(before, parts.ledger)
    after = replace(parts.settings, keys=(new, old))
    assert closed(after, parts.ledger) == ()
    assert rotate(after, parts.ledger)[1] == 1
    assert closed(replace(parts.settings, keys=(new,)), parts.ledger) == ()
    assert closed(before, parts.ledger) == ("all",)
    assert not Path(key_file(parts.settings)).exists()
    assert old not in str(after) + str(after.shown())


def test_keys_for_one_time_codes_are_sealed_and_go_with_a_rotation(parts: Runtime, moment: list[datetime]) -> None:
    """One that lay open is sealed at the start and anew by a rotation; it opens for its account alone."""
    made = [
        parts.ledger.accounts.create(AccountRole.CLERK, "990000", name, "test", moment[0], agency="U0")
        for name in "甲乙"
    ]
    for one in made:
        parts.ledger.accounts.set_password(one.id, "p", "test", moment[0], otp="JBSWY3DPEHPK3PXP")
    prepare(parts.settings, parts.ledger)
    first, _ = (parts.ledger.accounts.credentials(one.id).otp for one in made)
    assert first.startswith(PREFIX)
    assert rotate(parts.settings, parts.ledger)[1] == 2
    again = parts.ledger.accounts.credentials(made[0].id).otp
    assert again != first
    assert keyring(parts.settings).open(made[0].id, again) == "JBSWY3DPEHPK3PXP"
    assert closed_accounts(parts.settings, parts.ledger) == ()
    with pytest.raises(InfrastructureError):
        keyring(parts.settings).open(made[1].id, again)


def test_without_the_key_an_account_is_named_with_what_to_do(parts: Runtime, moment: list[datetime]) -> None:
    """As after a restore without the key; no rotation throws the old key away while it may come back."""
    made = parts.ledger.accounts.create(AccountRole.CLERK, "990000", "甲", "test", moment[0], agency="U0")
    parts.ledger.accounts.set_password(made.id, "p", "test", moment[0], otp="JBSWY3DPEHPK3PXP")
    prepare(parts.settings, parts.ledger)
    kept = key_file(parts.settings).read_bytes()
    key_file(parts.settings).unlink()
    prepare(parts.settings, parts.ledger)
    own = keyring(parts.settings).keys[0]
    assert closed_accounts(parts.settings, parts.ledger) == (made.login,)
    (words,) = unopened(parts.settings, parts.ledger)
    assert f"gouji account reset {made.login}" in words
    for _ in range(2):
        rotate(parts.settings, parts.ledger)
    assert own in keyring(parts.settings).keys
    key_file(parts.settings).write_bytes(kept)
    assert closed_accounts(parts.settings, parts.ledger) == ()
    parts.ledger.accounts.issue(made.id, "c", moment[0], "test", moment[0])
    assert parts.ledger.accounts.otp_keys() == {}
