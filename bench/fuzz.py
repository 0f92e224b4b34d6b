"""``make schemathesis``: made-up requests against the running door, held against its own document.

    python -m bench.fuzz [--cases 2000] [--seed 1]

schemathesis reads ``/openapi.json`` and sends what fits it and what does not, for a token of each role. No answer may
be a 5xx, and every answer has to be one that the document tells of.
"""

import argparse
import logging
import re
import subprocess
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import structlog

from bench.door import Door, open_door, report
from filings.token import TokenRole
from gateway.http.desk import Desk
from gateway.http.table import ROUTES
from workers.embedded import Valkey

_CHECKS = (
    "not_a_server_error", "status_code_conformance", "content_type_conformance", "response_headers_conformance",
    "response_schema_conformance", "negative_data_rejection", "unsupported_method", "ignored_auth",
)  # fmt: skip
_ALL = "examples,coverage,fuzzing"
_BY_COVERAGE = 4  # most requests are made for the edges of each parameter, whatever the number of examples
_TESTED = re.compile(r"(\d+) generated")


def roomy(desk: Desk) -> Desk:
    """A desk that refuses nobody for want of room, and lets nobody wait: pictures are made up in numbers."""
    desk.pool.scans.waiting = 100_000
    return replace(desk, wait=2.0)


def fuzz(
    door: Door, role: TokenRole, examples: int, seed: int, phases: str = _ALL
) -> "subprocess.CompletedProcess[str]":
    """Send so many requests for each operation. Status 0: every answer was as the document says."""
    agency = "U0" if role is TokenRole.AGENCY else ""
    command = [
        str(Path(sys.executable).parent / "schemathesis"), "run", f"{door.address}/openapi.json",
        "--header", f"Authorization: Bearer {door.token(role, agency)}",
        "--checks", ",".join(_CHECKS), "--max-examples", str(examples), "--seed", str(seed),
        "--phases", phases, "--no-color", "--suppress-health-check", "all",
    ]  # fmt: skip
    with tempfile.TemporaryDirectory() as folder:  # it keeps what it found where it runs
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)


def sent(output: str) -> int:
    """How many requests schemathesis says that it made up."""
    found = _TESTED.search(output)
    return int(found[1]) if found else 0


def fill(door: Door) -> None:
    """A filing and a receiver, so that there is something to be found."""
    with door.client() as client:
        octets = {"Content-Type": "application/octet-stream"}
        client.post("/v1/submissions?agency=U0&year=2025", content=report(), headers=octets)


def main() -> int:
    """1 when an answer was not as the document says, or too few requests were sent."""
    parser = argparse.ArgumentParser(description="Made-up requests against the door.")
    parser.add_argument("--cases", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--role", type=TokenRole, action="append", choices=list(TokenRole))
    given = parser.parse_args()
    roles = given.role or list(TokenRole)
    examples = max(1, given.cases // (len(ROUTES) * len(roles) * _BY_COVERAGE))
    wrong, total = 0, 0
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    with tempfile.TemporaryDirectory() as folder, Valkey(Path(folder) / "valkey") as queue:
        (Path(folder) / "home").mkdir()
        with open_door(Path(folder) / "home", queue.url, roomy) as door:
            fill(door)
            for role in roles:
                done = fuzz(door, role, examples, given.seed)
                total += sent(done.stdout)
                wrong += bool(done.returncode)
                print(f"{role.value}: {sent(done.stdout)} requests, {'wrong' if done.returncode else 'as told'}")
                if done.returncode:
                    print(done.stdout[-6000:], done.stderr[-2000:])
    print(f"{total} requests, {wrong} roles with a failure")
    return int(wrong > 0 or total < given.cases)


if __name__ == "__main__":
    raise SystemExit(main())
