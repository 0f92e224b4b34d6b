"""Make the bundle for closed networks: all wheels for x86_64 and aarch64, checksums, installer, units, documents.

    python deploy/bundle.py dist/gouji-bundle          what `make bundle` does

Wheels of other machines are fetched by their tags; nothing is built but our own. No tag asks for a glibc above 2.28, so
that it installs on 麒麟 V10 and 统信 UOS. ``deploy/wheels.txt`` is written anew: every wheel with its checksum, which
the tests read.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
from pathlib import Path

TOP = Path(__file__).parents[1]
MACHINES = ("x86_64", "aarch64")
GLIBC = (28, 27, 26, 24, 17)  # minor versions of manylinux_2_N, what a machine with glibc 2.28 runs
LEGACY = ("manylinux2014", "manylinux2010", "manylinux1")
PYTHON = "3.11"
DOCUMENTS = ("README.zh-CN.md", "LICENSE", "CHANGELOG.md", "docs/operating.md", "docs/settings.md")
MANIFEST = TOP / "deploy" / "wheels.txt"


def main() -> None:
    """Make the folder named on the command line, and try the installer in it without an index."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("out", type=Path)
    out: Path = parser.parse_args().out
    shutil.rmtree(out, ignore_errors=True)
    out.mkdir(parents=True)
    own = _own(out)
    for machine in MACHINES:
        fetch(own, out / "wheels" / machine, machine)
    own.unlink()
    for name in ("install.sh", "gouji", "gouji.env"):
        shutil.copy2(TOP / "deploy" / name, out)
    shutil.copytree(TOP / "deploy" / "systemd", out / "systemd")
    for name in DOCUMENTS:
        shutil.copy2(TOP / name, out)
    (out / "PYTHON").write_text(f"CPython {PYTHON}\n", encoding="utf-8")
    seal(out)
    MANIFEST.write_text("".join(_listed(out / "wheels")), encoding="utf-8")
    size = sum(file.stat().st_size for file in out.rglob("*") if file.is_file())
    print(f"{out}: {len(list(out.rglob('*.whl')))} wheels, {size / 1024**2:.0f} MB")


def fetch(own: Path, folder: Path, machine: str) -> None:
    """All wheels that ``gouji[server]`` needs on this kind of machine, and pip itself."""
    folder.mkdir(parents=True)
    tags = [f"manylinux_2_{minor}_{machine}" for minor in GLIBC] + [f"{old}_{machine}" for old in LEGACY]
    platforms = [word for tag in tags for word in ("--platform", tag)]
    chosen = ["--python-version", PYTHON, "--implementation", "cp", "--only-binary", ":all:"]
    _pip(
        "download", "-q", "-d", str(folder), *platforms, *chosen, "-c", str(TOP / "constraints.txt"),
        f"gouji[server] @ {own.absolute().as_uri()}", "pip",
    )  # fmt: skip


def seal(out: Path) -> None:
    """Write the checksum of every file, as ``sha256sum -c`` reads them."""
    files = sorted(file for file in out.rglob("*") if file.is_file())
    lines = [f"{_digest(file)}  {file.relative_to(out)}\n" for file in files]
    (out / "SHA256SUMS").write_text("".join(lines), encoding="utf-8")


def _own(out: Path) -> Path:
    _pip("wheel", "-q", "--no-deps", "-w", str(out), str(TOP))
    (made,) = out.glob("gouji-*.whl")
    return made


def _listed(wheels: Path) -> list[str]:
    return [
        f"{machine}  {_digest(file)}  {file.name}\n"
        for machine in MACHINES
        for file in sorted((wheels / machine).glob("*.whl"))
        if not file.name.startswith("gouji-")  # ours changes with every commit
    ]


def _digest(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def _pip(*words: str) -> None:
    subprocess.run([sys.executable, "-m", "pip", *words], check=True)


if __name__ == "__main__":
    main()
