"""Accounts, sessions, failures and forms on both databases."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from filings.account import AccountRole, Session
from filings.act import Refused
from filings.event import Intact
from filings.token import TokenRole
from ledger import Ledger
from ledger.tokens import Handoff

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
HOUR = timedelta(hours=1)


def at_once(*acts: Callable[[], object]) -> list[object]:
    """What several are answered who ask at the same moment, in the order of the acts."""
    found: dict[int, object] = {}
    ready = threading.Barrier(len(acts))

    def run(number: int, act: Callable[[], object]) -> None:
        ready.wait()
        found[number] = act()

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return [found[number] for number in range(len(acts))]


def person(ledger: Ledger, make, role: AccountRole = AccountRole.CLERK, name: str = "张三") -> str:  # noqa: ANN001
    """An account in the county."""
    return ledger.accounts.create(role, make.area, name, "甲", NOW, agency="A01" if role.of_agency else "").id


def signed(ledger: Ledger, account: str, secret: str = "s") -> Session | None:  # noqa: S107 - of a test
    """Who is signed in with a secret, after signing in with it."""
    ledger.sessions.begin(secret, account, "10.0.0.1", NOW)
    return ledger.sessions.find(secret, HOUR, NOW)


def test_two_administrators_who_remove_each_other_leave_one(county, make) -> None:  # noqa: ANN001
    """At the same moment: one goes, the other is told to be the last."""
    ledger: Ledger = county.ledger
    one, two = (person(ledger, make, AccountRole.ADMIN, name) for name in ("甲", "乙"))
    answers = at_once(*(lambda who=who: ledger.accounts.remove(who, "丙", NOW) for who in (one, two)))
    assert [type(answer) for answer in answers].count(Refused) == 1
    assert len(ledger.accounts.listed()) == 1


def test_a_code_is_spent_by_one_of_two(county, make) -> None:  # noqa: ANN001
    """Two sign in with the same code at once: one comes in."""
    ledger: Ledger = county.ledger
    account = person(ledger, make)
    ledger.accounts.issue(account, "hash", NOW + HOUR, "甲", NOW)
    assert sorted(at_once(*[lambda: ledger.accounts.spend_code(account, "hash")] * 3)) == [False, False, True]
    assert not ledger.accounts.spend_code(account, "")  # there is none any more, and none is nobody's


def test_a_step_of_time_is_good_once(county, make) -> None:  # noqa: ANN001
    """The same figures, or older ones, do not come in again."""
    ledger: Ledger = county.ledger
    account = person(ledger, make)
    assert [ledger.accounts.spend_step(account, step) for step in (5, 5, 4, 6)] == [True, False, False, True]


def test_a_session_is_over_when_it_is(county, make) -> None:  # noqa: ANN001
    """Idle, too long in all, signed out, a new password, a removal: and the secret is stored nowhere."""
    ledger: Ledger = county.ledger
    account = person(ledger, make)
    found = signed(ledger, account)
    assert found is not None
    assert (found.account.id, found.name, found.actor) == (account, "张三", f"单位经办人（{account}）")
    assert found.id != "s"
    assert ledger.sessions.find("s", HOUR, NOW + timedelta(minutes=61)) is None
    for minutes in range(0, 12 * 60, 50):
        session = ledger.sessions.find("s", HOUR, NOW + timedelta(minutes=minutes))
        assert session is not None, minutes
        ledger.sessions.stir(session, NOW + timedelta(minutes=minutes))
    assert ledger.sessions.find("s", HOUR, NOW + timedelta(hours=12, minutes=1)) is None
    ledger.sessions.end(found, "10.0.0.1", NOW)
    assert ledger.sessions.find("s", HOUR, NOW) is None
    assert signed(ledger, account, "t")
    ledger.accounts.set_password(account, "p", "甲", NOW)
    assert ledger.sessions.find("t", HOUR, NOW) is None
    assert signed(ledger, account, "u")
    assert ledger.accounts.remove(account, "甲", NOW) is None
    assert ledger.sessions.find("u", HOUR, NOW) is None
    assert not ledger.sessions.begin("v", account, "10.0.0.1", NOW)


def test_last_seen_is_written_once_in_five_minutes(county, make) -> None:  # noqa: ANN001
    """In between nothing is written; and it is no event of the event log."""
    ledger: Ledger = county.ledger
    session = signed(ledger, person(ledger, make))
    assert session is not None
    before = len(ledger.event_log.events(limit=1000))
    for minutes, seen in ((1, 0), (4, 0), (5, 5), (6, 5)):
        found = ledger.sessions.find("s", HOUR, NOW + timedelta(minutes=minutes))
        assert found is not None
        ledger.sessions.stir(found, NOW + timedelta(minutes=minutes))
        after = ledger.sessions.find("s", HOUR, NOW + timedelta(minutes=minutes))
        assert after is not None
        assert after.seen == NOW + timedelta(minutes=seen)
    assert len(ledger.event_log.events(limit=1000)) == before


def test_who_a_portal_sent_is_out_with_its_token(county, make) -> None:  # noqa: ANN001
    """A clerk of that agency under the token's name; revoked, the session is over."""
    ledger: Ledger = county.ledger
    token, _ = ledger.tokens.create(TokenRole.PORTAL, make.area, "甲", NOW, label="县OA")
    who = Handoff(token=token.id, agency="A01", person="李四", submission="")
    ledger.sessions.begin_handed_over("s", who, "10.0.0.1", NOW)
    found = ledger.sessions.find("s", HOUR, NOW)
    assert found is not None
    assert (found.account.role, found.account.agency, found.actor) == (
        AccountRole.CLERK, "A01", f"李四（县OA，{token.id}）",
    )  # fmt: skip
    ledger.tokens.revoke(token.id, "甲", NOW)
    assert ledger.sessions.find("s", HOUR, NOW) is None


def test_failures_are_counted_whoever_adds(county) -> None:  # noqa: ANN001
    """Many at once lose none; those of before the window are forgotten."""
    ledger: Ledger = county.ledger
    since = NOW - timedelta(minutes=15)
    found = at_once(*[lambda: ledger.failures.add("account/x", since, NOW)] * 6)
    assert sorted(found) == [1, 2, 3, 4, 5, 6]
    later = NOW + timedelta(minutes=16)
    assert ledger.failures.count("account/x", later - timedelta(minutes=15)) == 0
    assert ledger.failures.add("account/x", later - timedelta(minutes=15), later) == 1


def test_a_nonce_is_new_once(county) -> None:  # noqa: ANN001
    """Of many at once one does it; given back it may be sent again; answered it is answered so for ever after."""
    ledger: Ledger = county.ledger
    assert sorted(at_once(*[lambda: ledger.deeds.begin("n", NOW)] * 4), key=str) == ["", "", "", None]
    ledger.deeds.give_back("n")
    assert ledger.deeds.begin("n", NOW) is None
    ledger.deeds.end("n", "已撤回。")
    ledger.deeds.give_back("n")  # too late: something came of it
    assert ledger.deeds.begin("n", NOW) == ledger.deeds.find("n") == "已撤回。"
    assert (ledger.deeds.forget(NOW), ledger.deeds.forget(NOW + HOUR)) == (0, 1)


def test_no_name_gets_into_the_event_log(county, make) -> None:  # noqa: ANN001
    """Made, signed in, told a code, removed: events know the id alone, and the chain is whole."""
    ledger: Ledger = county.ledger
    account = person(ledger, make, name="独一无二")
    ledger.accounts.issue(account, "hash", NOW + HOUR, "甲", NOW)
    signed(ledger, account)
    ledger.accounts.remove(account, "甲", NOW)
    ledger.event_log.seal()
    told = ledger.event_log.events(account)
    assert [one.kind for one in told] == [
        "account.created", "account.code", "account.signed_in", "account.removed",
    ]  # fmt: skip
    assert "独一无二" not in repr(told)
    assert isinstance(ledger.event_log.verify(), Intact)
