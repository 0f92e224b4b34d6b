"""What the repository as a whole promises: compose file, weight, README."""

import importlib.metadata
import re
import subprocess
import sys
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from bench.glossary import PAGE, renewed, types

_TOP = Path(__file__).parent.parent


# of this Python its last release: what redis needs on 3.11.2 alone (Debian's) is no weight of ours
_LAST = f"{sys.version_info.major}.{sys.version_info.minor}.99"


def _installed(extra: str) -> set[str]:
    """Every distribution that an install of ours with an extra brings along, ours included."""
    found: set[str] = set()
    waiting = [("gouji", extra)]
    while waiting:
        name, wanted = waiting.pop()
        key = re.sub(r"[-_.]+", "-", name).lower()
        if key in found and not wanted:
            continue
        found.add(key)
        for text in importlib.metadata.requires(name) or ():
            requirement = Requirement(text)
            if requirement.marker is None or requirement.marker.evaluate(
                {"extra": wanted, "python_full_version": _LAST}
            ):
                waiting.extend((requirement.name, one) for one in requirement.extras)
                waiting.extend(
                    [(requirement.name, "")] if re.sub(r"[-_.]+", "-", requirement.name).lower() not in found else []
                )
    return found


@pytest.mark.parametrize(("extra", "most"), [("", 32), ("server", 60)])
def test_an_install_stays_light(extra: str, most: int) -> None:
    """At most 31 distributions to read and check, at most 60 with the server."""
    assert len(_installed(extra)) <= most


def test_the_compose_file_follows_its_schema() -> None:
    """docker-compose.yml is a valid compose file."""
    program = Path(sys.executable).parent / "check-jsonschema"
    done = subprocess.run(
        [program, "--builtin-schema", "vendor.compose-spec", _TOP / "docker-compose.yml"],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout


def test_the_compose_file_holds_no_secret_and_no_root() -> None:
    """Passwords come from the environment, and our containers do not run as root."""
    text = (_TOP / "docker-compose.yml").read_text()
    assert re.findall(r"PASSWORD: (?!\$\{)", text) == []
    assert 'user: "10001"' in text


def test_both_readmes_give_the_same_first_command() -> None:
    """A reader of either language types the same line."""
    first = [
        re.search(r"^python3 -m venv .*demo$", (_TOP / name).read_text(), re.MULTILINE)
        for name in ("README.md", "README.zh-CN.md")
    ]
    assert first[0] is not None
    assert first[1] is not None
    assert first[0][0] == first[1][0]


def test_every_command_of_the_compose_file_exists() -> None:
    """A container never starts with a command that gouji does not have."""
    from gateway.cli import cli  # noqa: PLC0415 - only this test needs the commands

    text = (_TOP / "docker-compose.yml").read_text()
    named = {line.split("[")[1].split(",")[0].strip(" ]") for line in re.findall(r"command: \[[a-z]+\]", text)}
    assert named
    assert named <= set(cli.list_commands(None))  # type: ignore[arg-type]


def test_the_glossary_names_every_type_that_passes_between_rooms() -> None:
    """Each noun of filings/ stands in the glossary and has a docstring; `make glossary` renews the page."""
    page = PAGE.read_text(encoding="utf-8")
    found = {name: said for name, _, said in types()}
    assert len(found) > 100
    assert [name for name, said in found.items() if not said] == []
    newer = [name for name in found if f"| `{name}` |" not in page]
    assert len(newer) < 10, f"make glossary: {newer}"  # who adds one type need not think of the page at once
    assert renewed(renewed(page)) == renewed(page)
