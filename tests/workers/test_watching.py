"""Signs of life: judged by a counter and the observer's own time, by nothing that is stored."""

import os
import threading
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workers.heartbeat import Heart, attend, heart_in, signs, unseen
from workers.watching import STARTING, Watch, groups, replacements, watch


class Time:
    """Monotonic time that a test moves."""

    now = 1000.0

    def __call__(self) -> float:
        """The present."""
        return self.now


@pytest.fixture
def time() -> Time:
    """The observer's time."""
    return Time()


def watched(folder: Path, time: Time) -> tuple[Watch, Heart]:
    """A watch over one program that has shown a sign that lasts 20 seconds."""
    made = Watch(folder / "group-1", unseen(), time)
    heart = heart_in(folder / "group-1", "program", 20.0)
    made.begin("program")
    heart.beat(20.0)
    return made, heart


def after(time: Time, made: Watch, seconds: float) -> str:
    """What hangs after so many seconds of steady looking."""
    for _ in range(int(seconds)):
        time.now += 1
        made.look()
    return made.hung("program")


def test_a_counter_that_stands_still_for_its_time_is_hung(tmp_path: Path, time: Time) -> None:
    """Not before; and a new sign begins its time anew."""
    made, heart = watched(tmp_path, time)
    assert after(time, made, 20) == ""
    heart.beat(20.0)
    assert after(time, made, 20) == ""
    assert after(time, made, 2).startswith("MainThread")


def test_who_has_nothing_to_do_is_not_waited_for(tmp_path: Path, time: Time) -> None:
    """A thread at rest may rest for ever."""
    made, heart = watched(tmp_path, time)
    made.look()
    heart.rest()
    assert after(time, made, 500) == ""


def test_who_waits_for_its_turn_is_not_blamed(tmp_path: Path, time: Time) -> None:
    """However long another one writes; from its turn on it has its time again. Who has no work waits unseen."""
    made, heart = watched(tmp_path, time)
    made.look()
    heart.wait()
    assert after(time, made, 500) == ""
    heart.go_on()
    assert after(time, made, 20) == ""
    assert after(time, made, 2) != ""
    heart.rest()
    heart.wait()
    heart.go_on()
    assert after(time, made, 500) == ""


def test_an_observer_that_stood_still_judges_nobody(tmp_path: Path, time: Time) -> None:
    """After its own pause, as when the machine slept, the time of all begins anew."""
    made, _ = watched(tmp_path, time)
    assert after(time, made, 10) == ""
    time.now += 3600
    assert after(time, made, 15) == ""
    assert after(time, made, 10) != ""


def test_a_program_without_a_first_sign_is_hung_in_the_end(tmp_path: Path, time: Time) -> None:
    """Loading takes its time, but not for ever; one that ended is not judged any more."""
    made = Watch(tmp_path / "group-1", unseen(), time)
    made.begin("program")
    assert after(time, made, STARTING) == ""
    assert after(time, made, 3) == "start"
    made.replaced("program", "start", -9)
    assert after(time, made, 500) == ""
    assert [one["thread"] for one in replacements(tmp_path / "nowhere")] == []


def test_more_threads_than_places_go_through_at_work(tmp_path: Path) -> None:
    """A place is given back with the work; what is at work is seen, and nothing else."""
    heart = heart_in(tmp_path, "program", 20.0)
    for _ in range(600):
        thread = threading.Thread(target=_at_work, args=(heart,))
        thread.start()
        thread.join()
        with heart.at_work(5.0):
            assert [sign.within for sign in signs(tmp_path / "program").values()] == [5.0]
    assert signs(tmp_path / "program") == {}


def _at_work(heart: Heart) -> None:
    with heart.at_work(1.0):
        pass


@given(st.binary(max_size=200))
def test_a_damaged_page_breaks_nobody(tmp_path_factory: pytest.TempPathFactory, data: bytes) -> None:
    """Half a file, or a foreign one, shows no signs."""
    file = tmp_path_factory.getbasetemp() / "page"
    file.write_bytes(data)
    signs(file)


def test_what_a_dead_supervisor_left_is_cleared_by_the_next(tmp_path: Path) -> None:
    """One that lives stays on the list; one that is told to stop takes itself off."""
    first = watch(tmp_path, "work", 20.0)
    dead = first.folder.with_name("work-999999999")
    dead.mkdir()
    other = first.folder.with_name(f"intake-{os.getppid()}")
    other.mkdir()
    second = watch(tmp_path, "clock", 20.0)
    assert list(groups(tmp_path)) == sorted([first.folder, other, second.folder])
    first.close()
    assert first.folder not in groups(tmp_path)


def test_a_process_without_its_thread_ends() -> None:
    """A thread that ended by itself is no use to wait for; told to stop, it is."""
    thread = threading.Thread(target=lambda: None, name="short")
    thread.start()
    thread.join()
    with pytest.raises(RuntimeError, match="short"):
        attend(threading.Event(), [thread])
    asked = threading.Event()
    asked.set()
    attend(asked, [thread])
