"""Whose delivery is next: nobody waits for a silent endpoint but what goes there. No clock, no thread."""

from collections import Counter, deque

from hypothesis import given, settings
from hypothesis import strategies as st

from workers.turns import EACH, PLACES, SILENT, UNPROVEN, Turns


def rounds_until_sent(turns: Turns, wanted: int, healthy: str = "healthy") -> int:
    """How many rounds pass until the healthy endpoint has had so many; silent ones never end within them."""
    had, rounds = 0, 0
    while had < wanted:
        rounds += 1
        while (delivery := turns.take()) is not None:
            if delivery.startswith(healthy):
                had += 1
                turns.ended(delivery, answered=True)
        assert rounds < 3, f"{had} of {wanted}"
    return rounds


def test_forty_silent_endpoints_hold_nobody_up() -> None:
    """What waits for them came first, and not one of their deliveries ends: the healthy one's 300 go all the same."""
    turns = Turns()
    for number in range(20):
        for endpoint in range(40):
            turns.put(f"silent-{endpoint}", f"silent-{endpoint}/{number}")
    for number in range(300):
        turns.put("healthy", f"healthy/{number}")
    assert rounds_until_sent(turns, 300) == 1


def test_even_two_hundred_silent_ones_leave_places_for_what_answers() -> None:
    """All unproven places are taken and none comes back; an endpoint that has answered before goes on."""
    turns = Turns()
    turns.put("healthy", "healthy/first")
    assert turns.take() == "healthy/first"
    turns.ended("healthy/first", answered=True)
    for endpoint in range(200):
        turns.put(f"silent-{endpoint}", f"silent-{endpoint}/0")
    taken = [turns.take() for _ in range(PLACES)]
    assert len([one for one in taken if one]) == UNPROVEN
    for number in range(300):
        turns.put("healthy", f"healthy/{number}")
    assert rounds_until_sent(turns, 300) == 1


def test_what_was_silent_before_takes_fewer_places_still() -> None:
    """The ledger says so at the start, or the last attempt here did: a new endpoint finds a place among them."""
    turns = Turns()
    for endpoint in range(100):
        turns.put(f"silent-{endpoint}", f"silent-{endpoint}/0", silent=True)
    assert len([one for one in (turns.take() for _ in range(PLACES)) if one]) == SILENT
    turns.put("new", "new/0")
    assert turns.take() == "new/0"


def test_an_endpoint_gets_at_most_its_own_places_and_in_order() -> None:
    """One until it has answered, two after that; the first that came goes first."""
    turns = Turns()
    for number in range(4):
        turns.put("one", str(number))
        turns.put("one", str(number))
    assert (turns.take(), turns.take()) == ("0", None)
    turns.ended("0", answered=True)
    assert [turns.take() for _ in range(3)] == ["1", "2", None]
    turns.ended("1", answered=None)
    assert [turns.take() for _ in range(2)] == ["3", None]
    turns.ended("2", answered=True)
    assert turns.take() is None


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(st.integers(0, 9), st.integers(0, 30)), max_size=200),
    st.randoms(use_true_random=False),
)
def test_every_delivery_is_sent_once_and_no_limit_is_passed(wanted: list[tuple[int, int]], random) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001 - hypothesis
    """Whatever comes in, ends well or badly, in any order: all of it is sent, within the places there are."""
    turns = Turns(places=6, unproven=4, silent=2)
    coming, flying, sent = deque(wanted), [], Counter()
    while coming or flying or sent.keys() != {f"{e}/{n}" for e, n in wanted}:
        if coming and (random.random() < 0.5 or not flying):
            endpoint, number = coming.popleft()
            if f"{endpoint}/{number}" not in sent:
                turns.put(str(endpoint), f"{endpoint}/{number}")
        while (delivery := turns.take()) is not None:
            flying.append(delivery)
            sent[delivery] += 1
        assert len(flying) <= 6
        assert all(count <= EACH for count in Counter(one.split("/")[0] for one in flying).values())
        if flying:
            turns.ended(flying.pop(random.randrange(len(flying))), answered=random.choice([True, False, None]))
    assert set(sent.values()) <= {1}
