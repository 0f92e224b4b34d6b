"""Many at once: submitting, claiming and delivering."""

import json
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from filings.intake import Upload
from filings.job import Claimed, JobState
from ledger import Ledger, connect

CROWD = 8


def together(work: Callable[[int], object]) -> list[object]:
    """Let a crowd of threads begin at the same moment. What each got."""
    start = threading.Barrier(CROWD)

    def begin(number: int) -> object:
        start.wait()
        return work(number)

    with ThreadPoolExecutor(CROWD) as pool:
        return list(pool.map(begin, range(CROWD)))


def test_one_file_from_many_doors_is_one_filing(county, make) -> None:  # noqa: ANN001
    """Exactly one sender is the first; all get the same receipt."""
    uploads = [Upload(name="年报", data=b"same")]
    receipts = together(lambda _: county.ledger.intake.submit("A01", 2025, uploads, "stream", make.now))
    assert sorted(receipt.repeated for receipt in receipts) == [False] + [True] * (CROWD - 1)
    assert len({receipt.submission.id for receipt in receipts}) == 1
    assert len(county.ledger.jobs.listed()) == 1
    assert len(county.ledger.event_log.events(kind="submission.received")) == 1


def test_many_files_for_one_slot_get_a_number_each(county, make) -> None:  # noqa: ANN001
    """No ordinal is given twice and none is left out, even when the files share attachments."""

    def submit(number: int) -> object:
        shared = [Upload(name=f"{n}", data=b"shared %d" % n, role="scan") for n in (number % 2, 1 - number % 2)]
        uploads = [Upload(name="年报", data=b"%d" % number), *shared]
        return county.ledger.intake.submit("A01", 2025, uploads, "stream", make.now)

    receipts = together(submit)
    assert sorted(receipt.submission.ordinal for receipt in receipts) == list(range(1, CROWD + 1))


def test_one_of_many_gets_the_job(county, make) -> None:  # noqa: ANN001
    """A job is claimed by exactly one."""
    job = county.file().job
    claims = together(lambda number: county.ledger.jobs.claim(job, make.now, f"t{number}"))
    assert sum(isinstance(claim, Claimed) for claim in claims) == 1


def test_one_of_many_gets_the_delivery_and_the_rate_holds(county, make) -> None:  # noqa: ANN001
    """Eight senders, one letter: one sends. Eight letters, a rate of three: three are sent."""
    county.ledger.endpoints.put(make.endpoint(rate=3), "甲", make.now)
    notices = county.ledger.notices
    notices.put([make.notice()], make.now)
    (name,) = notices.due(make.now)
    assert sum(claim is not None for claim in together(lambda n: notices.claim(name, make.now, f"a{n}"))) == 1
    notices.put([make.notice(about=f"{n}") for n in range(CROWD)], make.now)
    waiting = notices.due(make.now)
    claims = together(lambda number: notices.claim(waiting[number], make.now, f"b{number}"))
    assert sum(claim is not None for claim in claims) == 2


def test_one_notice_from_many_is_written_once(county, make) -> None:  # noqa: ANN001
    """Composing the same notice in many places stores one, with one delivery."""
    county.ledger.endpoints.put(make.endpoint(), "甲", make.now)
    new = together(lambda _: county.ledger.notices.put([make.notice()], make.now))
    assert sum(told.new for told in new) == 1
    assert [each for told in new for each in told.deliveries] == [d.id for d in county.ledger.notices.deliveries()]


def test_one_of_many_leads(ledger) -> None:  # noqa: ANN001
    """Of clocks that start together one becomes the leader."""
    led = together(lambda number: ledger.leaders.lead("clock", f"c{number}").token == f"c{number}")
    assert led.count(True) == 1


_WORKER = """
import json, sys
from datetime import datetime
from filings.job import Claimed
from ledger import Ledger, connect
url, name, at = sys.argv[1:]
now, ledger, mine = datetime.fromisoformat(at), Ledger(connect(url)), []
for job in ledger.jobs.due(now):
    claimed = ledger.jobs.claim(job.id, now, f"{name}-{job.id}")
    if isinstance(claimed, Claimed) and ledger.jobs.finish(claimed.token, now):
        mine.append(job.key)
print(json.dumps(mine))
"""


def test_processes_share_the_work_without_doing_it_twice(url, make, run_python) -> None:  # noqa: ANN001
    """Three processes over the same forty jobs: each job is done by exactly one."""
    ledger = Ledger(connect(url))
    for number in range(40):
        ledger.jobs.offer("audit", f"k{number}", "s", make.now)
    with ThreadPoolExecutor(3) as pool:
        runs = list(pool.map(lambda name: run_python(_WORKER, [url, name, make.now.isoformat()]), ["x", "y", "z"]))
    assert [run.stderr for run in runs] == [""] * 3
    done = [key for run in runs for key in json.loads(run.stdout)]
    assert sorted(done) == sorted(f"k{number}" for number in range(40))
    assert ledger.jobs.counts()[JobState.DONE] == 40
    ledger.engine.dispose()
