"""Shows that the kill loop can fail: ``python -m bench.chaos.honest`` breaks the product in four ways.

Each break is code appended to a module in a copy of the product. The loop must name it; the unbroken product must pass.
Exit status 1 if a break went unseen or the product itself failed.
"""

import argparse
import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

_ROOT = Path(__file__).parents[2]
_ROOMS = ("filings", "schemas", "readers", "rules", "ledger", "notifier", "bulletins", "workers", "gateway", "samples")


@dataclass(frozen=True, slots=True, kw_only=True)
class Break:
    """A way to break the product: ``code`` is appended to ``module``; ``seen_as``: counts that tell it."""

    name: str
    module: str
    code: str
    seen_as: frozenset[str]


_DROPPED = '''
_put_notices = put_notices


def put_notices(connection, told, *rest, **more):
    """A quarter of the outbox is dropped."""
    return _put_notices(connection, [one for one in told if int(one.id[-1], 16) >= 4], *rest, **more)
'''

_EARLY = '''
import threading as _threading
import time as _time

_writing = Store.writing


def _early(self, before="", after=""):
    """The sender is answered first, the commit comes a moment later."""
    return _answered_first(self) if before == "submit.before_commit" else _writing(self, before, after)


@contextmanager
def _answered_first(self):
    connection = self.engine.connect()
    transaction = connection.begin()
    yield connection
    _threading.Thread(target=_commit, args=(connection, transaction)).start()
    _time.sleep(0.02)


def _commit(connection, transaction):
    _time.sleep(0.6)
    transaction.commit()
    connection.close()


Store.writing = _early
'''

_TWICE = '''
from dataclasses import replace as _replace

_send = WebhookChannel.send


def _send_twice(self, notice, *rest, **more):
    """A quarter of the notices goes out a second time with another body."""
    answer = _send(self, notice, *rest, **more)
    if int(notice.id[-1], 16) < 4:
        _send(self, _replace(notice, body=notice.body + b" "), *rest, **more)
    return answer


WebhookChannel.send = _send_twice
'''

_UNWOKEN = '''
import zlib as _zlib

_wake = Waker.wake


def _wake_most(self, lane, identity):
    """A quarter of the wakes is lost, and the sweep believes it was sent."""
    return _zlib.crc32(identity.encode()) % 4 == 0 or _wake(self, lane, identity)


Waker.wake = _wake_most
'''

BREAKS = (
    Break(name="a quarter of the outbox dropped", module="ledger/outbox.py", code=_DROPPED,
          seen_as=frozenset({"untold"})),
    Break(name="acknowledged before the commit", module="ledger/store.py", code=_EARLY, seen_as=frozenset({"lost"})),
    Break(name="sent twice with another body", module="notifier/delivery.py", code=_TWICE,
          seen_as=frozenset({"other_body"})),
    Break(name="a quarter of the wakes lost", module="workers/wiring.py", code=_UNWOKEN,
          seen_as=frozenset({"untold", "lost"})),
)  # fmt: skip


def main() -> None:
    """Try the product as it is, then each break."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", help="part of the name of the break to be tried")
    only = parser.parse_args().only
    failed = False
    if only is None:
        wrong = _wrong(_ROOT)
        failed = bool(wrong)
        print(f"{'FAILED' if wrong else 'passed'}: the product as it is {dict(wrong)}", flush=True)
    for one in BREAKS:
        if only and only not in one.name:
            continue
        with tempfile.TemporaryDirectory(prefix="gouji-broken-") as folder:
            wrong = _wrong(_broken(one, Path(folder)))
        seen = bool(one.seen_as & wrong.keys())
        failed |= not seen
        print(f"{'seen' if seen else 'NOT SEEN'}: {one.name} {dict(wrong)}", flush=True)
    sys.exit(int(failed))


def _broken(one: Break, folder: Path) -> Path:
    for room in _ROOMS:
        shutil.copytree(_ROOT / room, folder / room, ignore=shutil.ignore_patterns("__pycache__"))
    with (folder / one.module).open("a", encoding="utf-8") as module:
        module.write(one.code)
    return folder


def _wrong(source: Path) -> Mapping[str, float]:
    """What a short run finds wrong with the product in ``source``."""
    run = subprocess.run(
        [sys.executable, "-m", "bench.chaos", "--submissions", "200", "--kills", "8", "--groups", "0.8",
         "--seed", "5", "--quiet", "25",
         "--source", str(source)],
        cwd=_ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    lines = run.stdout.splitlines()
    if not lines or not lines[-1].startswith("{"):
        raise SystemExit(run.stdout + run.stderr)
    found: Mapping[str, float] = json.loads(lines[-1])["wrong"]
    return found


if __name__ == "__main__":
    main()
