"""Tokens by hand: shown once, kept as a hash, refused where they make no sense, over when they are revoked."""

# ruff: noqa: ANN001 - what a fixture is, conftest says

import re
import subprocess
import sys

import sqlalchemy as sa

from filings.token import TokenRole
from ledger.tables.door import tokens
from ledger.tables.work import events

SECRET = re.compile(r"gouji_\S+")
_TRIAL = "import sys, gateway.commands.check; sys.exit(bool({'starlette','uvicorn','sqlalchemy'} & {*sys.modules}))"


def test_the_secret_is_shown_once_and_kept_nowhere(county) -> None:
    """The list, the table and the event log do not have it; it opens, until the token is revoked."""
    said = county("token", "create", "--role", "portal", "--label", "县OA")
    secret = SECRET.search(said)[0]
    (kept,) = county.ledger.tokens.listed()
    assert (kept.role, kept.label) == (TokenRole.PORTAL, "县OA")
    assert secret not in county("token", "list")
    with county.ledger.engine.connect() as connection:
        assert secret not in repr(connection.execute(sa.select(tokens)).all())
        assert secret not in repr(connection.execute(sa.select(events.c.facts)).all())
    assert county.ledger.tokens.holder(secret) == kept
    assert "已停用" in county("token", "revoke", kept.id)
    assert county.ledger.tokens.holder(secret) is None
    assert "没有在用的令牌" in county("token", "revoke", kept.id, status=2)


def test_a_practice_token_is_for_those_who_file(county) -> None:
    """Portal and agency get one, and the list says so; the office does not. With nothing filed nothing is purged."""
    assert "已发练习令牌" in county("token", "create", "--role", "portal", "--practice")
    assert "练习" in county("token", "list")
    assert county.ledger.tokens.listed()[0].practice
    assert "练习令牌只发给" in county("token", "create", "--role", "office", "--practice", status=2)
    assert "没有练习报送" in county("practice", "purge")


def test_a_token_says_for_whom_it_is(county) -> None:
    """An agency's names the agency; the office's and an auditor's are for all."""
    assert "--agency" in county("token", "create", "--role", "agency", status=2)
    assert "管全县" in county("token", "create", "--role", "office", "--agency", "教育局", status=2)
    assert "只管云岭县教育局" in county("token", "create", "--role", "agency", "--agency", "教育局")


def test_a_check_at_the_terminal_loads_nothing_of_the_web() -> None:
    """It starts as fast as before: neither the server nor the ledger is on its path."""
    assert subprocess.run([sys.executable, "-c", _TRIAL], check=False).returncode == 0
