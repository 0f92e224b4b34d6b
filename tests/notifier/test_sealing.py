"""Signing secrets sealed: opened by the right key for the right endpoint, and by nothing else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filings.errors import InfrastructureError, UsageError
from notifier.sealing import Keyring, new_key, read_key, spelled

ONE, OTHER = new_key(), new_key()


@given(st.text(min_size=1, max_size=100), st.text(max_size=20))
def test_what_is_sealed_opens_again_and_shows_nothing(value: str, endpoint: str) -> None:
    """Whatever it is; twice the same value is sealed differently."""
    ring = Keyring((ONE,))
    sealed = ring.seal(endpoint, value)
    assert ring.open(endpoint, sealed) == value
    assert sealed != ring.seal(endpoint, value)


def test_no_other_key_and_no_other_endpoint_opens_it() -> None:
    """A sealed secret moved to another row is of no use, and neither is a changed one."""
    sealed = Keyring((ONE,)).seal("e1", "whsec_geheim")
    assert "geheim" not in sealed
    assert base64.b64encode(b"whsec_geheim").decode() not in sealed
    flipped = sealed[:-4] + ("AAAA" if sealed[-4:] != "AAAA" else "BBBB")
    for ring, endpoint, value in (
        (Keyring((OTHER,)), "e1", sealed),
        (Keyring(), "e1", sealed),
        (Keyring((ONE,)), "e2", sealed),
        (Keyring((ONE,)), "e1", flipped),
        (Keyring((ONE,)), "e1", sealed[:-3]),
        (Keyring((ONE,)), "e1", sealed + "密"),
    ):
        with pytest.raises(InfrastructureError, match="gouji endpoint rotate"):
            ring.open(endpoint, value)


def test_an_older_key_still_opens_and_the_first_one_seals() -> None:
    """As a rotation needs it; a secret of an earlier version, not sealed, is read as it is."""
    ring = Keyring((OTHER, ONE))
    old = Keyring((ONE,)).seal("e1", "whsec_x")
    assert ring.open("e1", old) == ring.open("e1", "whsec_x") == "whsec_x"
    assert not ring.fresh(old)
    assert ring.fresh(ring.seal("e1", "whsec_x"))


def test_a_key_is_read_in_both_alphabets_or_refused() -> None:
    """As ``openssl rand -base64 32`` writes it, and as we do."""
    key = b"\xfb\xff" * 16
    assert read_key(spelled(key)) == read_key(base64.b64encode(key).decode()) == key
    for text in ("", "abc", "x" * 44, base64.b64encode(b"short").decode(), "钥匙"):
        with pytest.raises(UsageError, match="32字节"):
            read_key(text)
