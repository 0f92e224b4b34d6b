"""The key that seals signing secrets: made, changed, lost."""

import stat
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import sqlalchemy as sa

from filings.delivery import DeliveryState
from ledger.tables.notice import endpoint_secrets
from notifier.receiver import Receiver
from notifier.sealing import PREFIX, new_key, spelled
from workers.channels import channels
from workers.deliveries import Deliverer
from workers.keys import closed, key_file, keyring, prepare, rotate
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
