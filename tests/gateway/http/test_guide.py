"""The integration guide: every program in it runs, each language where it is installed; its table of codes is ours."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from bench.door import NOW, Door, report, working
from filings.notice import Endpoint, Notice, NoticeType, Secret
from filings.token import TokenRole
from gateway.http.problems import table
from notifier.signing import HmacSigner, new_secret, sign

GUIDE = (Path(__file__).parents[3] / "docs" / "对接指南.md").read_text(encoding="utf-8")
LANGUAGES = {"sh": "curl", "python": "", "java": "javac", "php": "php"}
YEARS = {"sh": 2021, "python": 2022, "java": 2023, "php": 2024}


def program(language: str, what: str = "") -> str:
    """The program of a language: the one that files, or the one that verifies."""
    fence = f"{language} {what}".strip()
    return re.search(rf"^```{fence}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)[1]


def command(language: str, text: str, folder: Path) -> list[str]:
    """How it is run, compiled where it has to be."""
    needed = LANGUAGES[language]
    if needed and shutil.which(needed) is None:
        pytest.skip(f"{needed} is missing: apt-get install curl default-jdk-headless php-cli")
    if language == "java":
        name = re.search(r"public class (\w+)", text)[1]
        (folder / f"{name}.java").write_text(text, encoding="utf-8")
        compiling = ["javac", "--release", "8", "-Xlint:-options", "-encoding", "UTF-8", f"{name}.java"]
        subprocess.run(compiling, cwd=folder, check=True)
        return ["java", "-Dfile.encoding=UTF-8", "-cp", str(folder), name]
    file = folder / f"program.{language}"
    file.write_text(text, encoding="utf-8")
    return {"sh": ["sh", "-eu", str(file)], "python": [sys.executable, str(file)], "php": ["php", str(file)]}[language]


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_program_checks_files_polls_and_pulls(door: Door, tmp_path: Path, language: str) -> None:
    """It ends well; its filing is there and audited, and it was given the notices of it."""
    year = YEARS[language]
    file = tmp_path / "年报.json"
    file.write_bytes(report(year=year))
    run = command(language, program(language), tmp_path)
    words = {"GOUJI": door.address, "TOKEN": door.token(TokenRole.PORTAL), "FILE": str(file)}
    words |= {"AGENCY": "U0", "YEAR": str(year)}
    with working(door):
        done = subprocess.run(
            run, cwd=tmp_path, env={**os.environ, **words}, capture_output=True, text=True, check=False, timeout=120
        )
    assert done.returncode == 0, done.stdout + done.stderr
    (filed,) = door.ledger.submissions.of("U0", year)
    assert filed.documents[0].name == "年报.json"
    assert door.ledger.audits.of(filed.id) is not None
    last = (tmp_path / "last.txt").read_text().strip() if language == "sh" else done.stdout.split()[-1]
    assert re.fullmatch("ntc_[0-9a-f]{32}", last)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_program_believes_our_signature_and_no_other(tmp_path: Path, language: str) -> None:
    """The signature of the product verifies; a changed body, another key and an empty header do not."""
    run = command(language, program(language, "verify"), tmp_path)
    secret, body = new_secret(NOW), '{"title": "核查完成"}'.encode()
    headers = signed(secret, body)
    other = {**headers, "WEBHOOK_SIGNATURE": "v1,AAAA " + headers["WEBHOOK_SIGNATURE"]}
    tried = [(headers, body), (other, body), (headers, body + b" "), (signed(new_secret(NOW), body), body)]
    ended = [
        subprocess.run(run, env={**os.environ, **one, "SECRET": secret.value}, input=data, check=False).returncode
        for one, data in tried
    ]
    assert ended == [0, 0, 1, 1]


def signed(secret: Secret, body: bytes) -> dict[str, str]:
    """The three headers as the product sends them."""
    to = Endpoint(id="e", url="https://x.example/", serves=frozenset(), secrets=(secret,))
    notice = Notice(
        id="ntc_1", type=NoticeType.ENDPOINT_TEST, recipient="", subject="", title="", text="", body=body, created=NOW
    )
    headers = sign(notice, to, NOW, [HmacSigner()])
    return {name.upper().replace("-", "_"): value for name, value in headers.items()}


def test_the_table_of_codes_is_the_products() -> None:
    """Between the two marks stands what the product answers with."""
    assert re.search(r"<!-- codes -->\n(.*)\n<!-- /codes -->", GUIDE, re.DOTALL)[1] == table()
