"""The gate at which a program that has loaded waits for what it needs."""

import threading

from workers.startup_barrier import Gate, wait_at


def test_who_waits_passes_once_it_is_open_and_so_does_who_comes_later() -> None:
    """Closed, it holds; opened, it lets everybody pass, as often as they come; opening twice is harmless."""
    gate, passed = Gate(), threading.Event()

    def wait() -> None:
        wait_at(gate.entrance)
        passed.set()

    waiting = threading.Thread(target=wait)
    waiting.start()
    assert not passed.wait(0.1)
    gate.open()
    waiting.join(30)
    assert passed.is_set()
    gate.open()
    wait_at(gate.entrance)
