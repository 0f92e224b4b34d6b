"""Deliveries side by side: a receiver that never answers holds up its own alone."""

import threading

from filings.errors import InfrastructureError
from workers.dispatch import Dispatch


def test_many_that_never_answer_hold_nobody_up() -> None:
    """Forty are stuck for as long as the test runs; fifty of another endpoint are sent meanwhile."""
    released, arrived, lock = threading.Event(), [], threading.Lock()
    done = threading.Event()

    def send(delivery: str) -> bool:
        if delivery.startswith("silent"):
            released.wait()
            return False
        with lock:
            arrived.append(delivery)
            if len(arrived) == 50:
                done.set()
        return True

    dispatch = Dispatch(lambda delivery: (delivery.split("/")[0], 0), send)
    for number in range(5):
        for endpoint in range(40):
            dispatch(f"silent-{endpoint}/{number}")
    for number in range(50):
        dispatch(f"healthy/{number}")
    try:
        assert done.wait(60)
        assert sorted(arrived) == sorted(f"healthy/{number}" for number in range(50))
    finally:
        released.set()
        dispatch.close()


def test_one_that_raises_takes_no_other_along() -> None:
    """A fault of our own in one delivery: its place is free again and the next goes."""
    arrived: list[str] = []

    def send(delivery: str) -> bool:
        if delivery == "a/0":
            raise KeyError(delivery)
        arrived.append(delivery)
        return True

    dispatch = Dispatch(lambda delivery: (delivery.split("/")[0], 0), send)
    for number in range(3):
        dispatch(f"a/{number}")
    while len(arrived) < 2:
        threading.Event().wait(0.01)
    dispatch.close()
    assert arrived == ["a/1", "a/2"]


def test_what_is_not_to_be_sent_is_passed_over() -> None:
    """An id that is not known or done, and a ledger that is away: nothing is sent, nothing raises."""

    def endpoint_of(delivery: str) -> tuple[str, int] | None:
        if delivery == "away":
            raise InfrastructureError("数据库暂时不可用")
        return None

    dispatch = Dispatch(endpoint_of, lambda _delivery: True)
    dispatch("away")
    dispatch("done")
    dispatch.close()
