"""Addresses with secrets in them: shown without, however they are spelled, and kept out of what others say."""

from urllib.parse import quote

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from filings.masking import masked, secrets_of, without

SPELLINGS = [
    "postgresql://u:geheim@h/db", "postgresql://u:ge:heim@h/db", "postgresql://u:ge/heim@h/db",
    "postgresql://u:ge@heim@h/db", "postgresql://u:ge#heim@h/db", "postgresql://u:ge?heim@h/db",
    "postgresql:///db?host=h&password=geheim", "postgresql:///db?PASSWORD=geheim", "postgresql:///db?p%61ssword=geheim",
    "postgresql:///db?host=h;password=geheim", "postgresql://u:geheim@h1,v:geheim@h2/db", "postgresql://:geheim@/db",
    "postgresql://h/db?sslpassword=geheim", "postgresql+psycopg://u:geheim@[::1]:5432/db", "postgresql://h/db?geheim",
    "redis://:geheim@h:6379/0", "redis://h:6379/0?password=geheim", "rediss://u:geh/eim@h:6379", "redis://:geheim",
    "redis://h/0;password=geheim", "redis://h/0#geheim", "unix:///s.sock?password=geheim", "unix://u:geheim@/s.sock",
    "host=h user=u password=geheim", "host=h password='ge heim'", "postgresql:/u:geheim@h/db", "u:geheim@h/db",
    "geheim",
    "postgresql://u:%67eheim@h/db", "postgresql://u:geheim@h:x/db", "REDIS://u:geheim@h", " redis://u:geheim@h",
]  # fmt: skip


@pytest.mark.parametrize("url", SPELLINGS)
def test_no_spelling_shows_its_secret(url: str) -> None:
    """The drivers read passwords with signs in them, in queries and in keywords; what cannot be read is not shown."""
    shown = masked(url)
    assert "***" in shown
    assert "heim" not in shown
    assert "geh" not in shown


@pytest.mark.parametrize(
    "url",
    [
        "redis://q:6379/0", "sqlite:////data/gouji.db", "postgresql://u@h:5432/db?sslmode=require&connect_timeout=5",
        "unix:///run/gouji/valkey.sock", "postgresql:///db?host=/run/postgresql", "redis://[::1]:6379", "",
    ],
)  # fmt: skip
def test_what_is_no_secret_stays_as_it_is(url: str) -> None:
    """An operator has to see where the program connects to."""
    assert masked(url) == url


@given(st.text(st.characters(min_codepoint=33, max_codepoint=0x2FFF), min_size=6, max_size=20))
def test_any_password_is_hidden(password: str) -> None:
    """Raw, as a sloppy operator writes it, and encoded, as it should be; also in the words of others."""
    for written in (password, quote(password, safe="")):
        for url in (f"postgresql://gouji:{written}@db.example/gouji", f"redis://:{written}@db.example:6379/0"):
            assert masked(url) in {"postgresql://gouji:***@db.example/gouji", "redis://:***@db.example:6379/0"}
            assert written in secrets_of(url)
            assert password not in without(f"cannot open {url!s} with {password}", secrets_of(url))


def test_a_password_as_the_driver_decodes_it_is_hidden_too() -> None:
    """The driver's own message holds the decoded one."""
    url = "postgresql://u:%67eheim%40x@h/db"
    decoded = "geheim@x"
    assert sa.make_url(url).password == decoded
    assert without(f"authentication failed: {decoded}", secrets_of(url)) == "authentication failed: ***"
