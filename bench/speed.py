"""``make bench``: speed as ratios from one run; prints one table and writes bench.json.

``python -m bench.speed [--full]``: the full run gives every comparison six times the time.
"""

import argparse
import json
import os
from pathlib import Path

from bench import speed_audits, speed_reading, speed_start, speed_way
from bench.measure import Line, quickest, shown

_SECONDS, _FULL = 6.0, 36.0


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description="Speed as ratios from one run.")
    parser.add_argument("--full", action="store_true", help="six times as long")
    seconds = _FULL if parser.parse_args().full else _SECONDS
    lines: list[Line] = []
    pace = quickest({"loop": _loop}, 1)["loop"]
    load = os.getloadavg()[0]
    print(f"a loop of 100,000 additions takes {pace:.2f} ms; load {load:.1f} on {os.cpu_count()} cores", flush=True)
    for part in (
        speed_start.lines(),
        speed_audits.lines(seconds),
        speed_reading.lines(seconds),
        speed_way.lines(seconds),
    ):
        for line in part:
            lines.append(line)
            print(shown([line]).splitlines()[1], flush=True)
    print("\n" + shown(lines))
    found = {"pace_ms": pace, "load": load, "lines": [line.plain() for line in lines]}
    Path("bench.json").write_text(json.dumps(found, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _loop() -> int:
    total = 0
    for number in range(100_000):
        total += number & 3
    return total


if __name__ == "__main__":
    main()
