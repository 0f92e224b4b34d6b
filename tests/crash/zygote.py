"""Loads the program once and forks a process for each request, so that many crash tests stay quick.

Requests and answers are lines of JSON: ``{"run": NAME, "env": {…}, "args": […]}`` answers the pid, ``{"wait": PID}``
and ``{"kill": PID}`` answer the exit status.
"""

import json
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Mapping
from datetime import UTC, datetime, timedelta

import workers.group
from filings.intake import Receipt, Upload
from filings.retention import PurgeOrder, Retention
from gateway.http import serving
from gateway.intake.__main__ import main as intake
from gateway.intake.door import SubmissionService
from ledger.opening import Opened
from rules.book_io.rulebook import rulebook
from workers.audits import Auditor
from workers.examine import Examined
from workers.logs import configure
from workers.parent_death import bind
from workers.runtime import Runtime, build_runtime
from workers.settings import settings


def group() -> None:
    """Workers, clock and intake, restarted when they die."""
    configure(settings().log)
    if deadly := os.environ.get("GOUJI_TEST_DEADLY"):
        _poison(deadly)
    if os.environ.get("GOUJI_TEST_STUCK"):
        Auditor._examine = lambda *_: time.sleep(600)  # type: ignore[method-assign,assignment,return-value]  # in this forked process only
    workers.group.group(settings(), with_clock=True, further={"intake": intake}).run()


def _poison(agency: str) -> None:
    """Let the audit of one agency kill the process that does it, as a fault in a library would."""
    careful = Auditor._examine

    def examine(self: Auditor, opened: Opened) -> Examined:
        if opened.submission.agency == agency:
            with (self.parts.settings.home / "deaths").open("a", encoding="utf-8") as file:
                file.write(f"{os.getpid()}\n")
            os.kill(os.getpid(), signal.SIGKILL)
        return careful(self, opened)

    Auditor._examine = examine  # type: ignore[method-assign]  # in this forked process only


def submit(agency: str, year: int, text: str) -> None:
    """File a report; print the receipt only once it is given."""
    answer = SubmissionService(_parts()).take(agency, year, [Upload(name="r.json", data=text.encode())], "command")
    sys.exit(0 if isinstance(answer, Receipt) else 3)


def give_back(submission: str) -> None:
    """The office returns a filing."""
    _parts().ledger.acts.send_back(submission, "王科长", datetime.now(UTC), "第三部分的表没有填")


def assign(submission: str, agency: str, year: int) -> None:
    """The office assigns a held filing."""
    now = datetime.now(UTC)
    _parts().ledger.holding.assign(submission, agency, year, by="王科长", reason="单位报错了栏目", now=now)


def purge() -> None:
    """The office clears away, twelve years later, what came until now."""
    later = datetime.now(UTC) + timedelta(days=12 * 366)
    ledger = _parts().ledger
    order = PurgeOrder(before=later.date(), by="王科长", basis="档案期满")
    for area in ledger.register.jurisdictions():
        ledger.purging.purge(area.code, order, Retention(), later)


def web() -> None:
    """The HTTP door, which nobody restarts."""
    serving.main()


def _parts() -> Runtime:
    return build_runtime(settings())


RUNS: Mapping[str, Callable[..., None]] = {
    "group": group,
    "submit": submit,
    "give_back": give_back,
    "assign": assign,
    "purge": purge,
    "web": web,
}


def _fork(request: dict[str, object]) -> int:
    parent = os.getpid()
    child = os.fork()
    if child:
        return child
    status = 1
    try:
        bind(parent)
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        os.setsid()
        os.environ.update(request["env"])  # type: ignore[arg-type]  # a test's own request
        RUNS[str(request["run"])](*request.get("args", ()))  # type: ignore[misc]  # the same
        status = 0
    except SystemExit as ended:
        status = int(ended.code or 0)
    except BaseException:  # noqa: BLE001 - shown, then the process ends whatever it was
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stderr.flush()
        os._exit(status)


def main() -> None:
    """Serve requests until stdin closes."""
    rulebook()
    assert threading.active_count() == 1, "a process with threads must not fork"
    for line in sys.stdin:
        request = json.loads(line)
        if "run" in request:
            answer = _fork(request)
        else:
            if "kill" in request:
                os.kill(request["kill"], signal.SIGKILL)
            _, status = os.waitpid(request.get("wait") or request["kill"], 0)
            answer = os.waitstatus_to_exitcode(status)
        sys.stdout.write(f"{answer}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
