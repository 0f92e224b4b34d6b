"""The terminal as a habit: help without loading, a whole example everywhere, Chinese throughout, honest ends."""

import fcntl
import os
import re
import shlex
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from gateway.cli import cli
from gateway.table import COMMANDS, EXAMPLES
from samples import county as sample

_TOP = Path(__file__).parents[2]
_LATIN = re.compile(r"[A-Za-z]{3,}")
# Names of things that have no other: formats, programs, placeholders' kinds, values that are typed.
_NAMES = re.compile(
    r"--[a-z-]+|gouji|[A-Z]+_[A-Z_]+|~?/?\.[a-z]+|[a-z]+:[a-z]+|https?://\S*|\[[^\]]*\|[^\]]*\]|\[[a-z|_]*\]?|"
    r"\b(?i:docx?|xlsx?|json|text|sarif|toml|html|zip|eml|csv|id|utf-8|markdown|prometheus|ctrl-c|published|received|"
    r"government|department|township|inbox|landlock|valkey|redis|docs|rules|tok_|whsec_\w*|example|version|help|jsonl|"
    r"must_fix|verify|hint|never|agency|office|portal|auditor|object|mo|env|base64|sqlite|postgresql|url|oa|ids|book|lists|rows|submissions|openapi|roles)\b"
)


def _walk(command: click.Command, path: tuple[str, ...] = ()) -> Iterator[tuple[str, click.Command]]:
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            assert found is not None
            yield from _walk(found, (*path, name))
    if path:
        yield " ".join(path), command


_ALL = dict(_walk(cli))
_LEAVES = sorted(path for path, command in _ALL.items() if not isinstance(command, click.Group))


def _gouji(*words: object, **more: object) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "gateway", *map(str, words)],
        capture_output=True,
        check=False,
        **more,  # type: ignore[call-overload]
    )


def test_help_loads_no_command() -> None:
    """The list of all commands comes from the table: none of their modules is imported for it."""
    script = (
        "import sys; from gateway.start import main\n"
        "sys.argv = ['gouji', '--help']\n"
        "main()\n"
        "heavy = ('gateway.commands', 'gateway.cli', 'click', 'workers', 'rules', 'rich', 'sqlalchemy')\n"
        "print([name for name in sys.modules if name.startswith(heavy)])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"
    assert all(f"  {name} " in said for name in COMMANDS)
    assert CliRunner().invoke(cli, ["-h"]).output.strip() in said


@pytest.mark.parametrize("path", _LEAVES)
def test_every_command_shows_a_whole_example(path: str) -> None:
    """Its own help ends with a line that the command itself understands: all that is required, nothing unknown."""
    line = EXAMPLES[path]
    said = CliRunner().invoke(cli, [*path.split(), "--help"])
    assert said.exit_code == 0
    assert line in re.sub(r"\s+", " ", said.output)
    words = shlex.split(line)
    assert words[: len(path.split()) + 1] == ["gouji", *path.split()]
    given = words[len(path.split()) + 1 :]
    command = _ALL[path]
    context = click.Context(command, info_name=path, resilient_parsing=False)
    names, rest, _ = command.make_parser(context).parse_args(given)
    assert rest == []
    for param in command.params:
        if param.required:
            assert names.get(str(param.name)), param.name


@pytest.mark.parametrize("path", sorted(_ALL))
def test_help_is_chinese_throughout(path: str) -> None:
    """What stands in a command's help is Chinese, but for names that have no other."""
    said = CliRunner().invoke(cli, [*path.split(), "--help"], terminal_width=200).output
    body = said.partition("例如：")[0].partition("\n")[2]  # usage and examples spell commands
    left = _LATIN.findall(_NAMES.sub("", "\n".join(line for line in body.splitlines() if line.strip())))
    assert [word for word in left if word not in _words(path)] == []


def _words(path: str) -> set[str]:
    """Names of commands and options, which help may mention."""
    known = {part for one in _ALL for part in re.split("[ -]", one)}
    known |= {part for p in _ALL[path].params for opt in p.opts for part in re.split("-+", opt)}
    return known


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (["chek"], "没有“chek”这个命令"), (["check"], "没有写参数“文件"), (["standing"], "没有写选项“--year”"),
        (["check", "x", "--format", "xml"], "可写：“text”、“json”、“sarif”"),
        (["account", "add", "甲", "--role", "filer"], "没有“filer”这一种，可写：“单位经办人”、"),
        (["check", "--recieved", "1"], "“--received”"),
        (["standing", "--year", "1999"], "应在2008到2999之间"), (["standing", "--year", "x"], "不是数字"),
        (["check", "x", "--received", "2026-2-30"], "没有2026年2月30日这一天"), (["explain", "A01", "B"], "多写了"),
        (["check", "没有.docx"], "没有找到 没有.docx"), (["check", "x", "--received"], "后面要写内容"),
        (["register", "county"], "没有写选项"), (["calendar", "set", "--kind", "乡镇"], "没有写选项"),
    ],
)  # fmt: skip
def test_a_slip_gets_one_chinese_sentence_and_the_way_to_help(words: list[str], told: str, tmp_path: Path) -> None:
    """Status 2; the fault in one sentence without a word of English, and which help shows an example."""
    done = _gouji(*words, cwd=tmp_path)
    said = done.stderr.decode()
    assert done.returncode == 2
    assert told in said
    assert not re.search(r"Error|Usage|Try|Missing|Invalid|No such|Got", said)
    assert "--help" in said or "请检查文件名" in said


@pytest.mark.parametrize("written", ["必须修改", "must_fix", " 必须修改 "])
def test_a_choice_is_written_by_its_word_or_as_programs_name_it(written: str) -> None:
    """Help shows the words; scripts that write the names go on working."""
    said = CliRunner().invoke(cli, ["rules", "list", "--severity", written]).output.splitlines()
    assert "A01" in " ".join(said)
    assert "N01" not in " ".join(line.split()[0] for line in said if line.strip())
    assert "[必须修改|请核实|提示]" in CliRunner().invoke(cli, ["rules", "list", "--help"]).output


@pytest.mark.parametrize("encoding", ["gbk", "ascii", "latin-1", "gb2312", "utf-8"])
def test_no_terminal_makes_it_crash(encoding: str, tmp_path: Path) -> None:
    """Whatever the terminal or the file behind > can encode: the check ends as it does elsewhere."""
    report = tmp_path / "报告.docx"
    report.write_bytes(sample.document("水务局2025年度报告.docx"))
    done = _gouji("check", report, "--as-of", "2026-01-25", env={**os.environ, "PYTHONIOENCODING": encoding})
    assert done.returncode == 1, done.stderr
    said = done.stdout.decode(encoding)
    assert "A01" in said
    if encoding in ("gbk", "gb2312"):
        assert "× 校验结论：必须修改" in said


def test_ctrl_c_is_130(tmp_path: Path) -> None:
    """Stopped by hand: the status that shells know, one word, no trace."""
    command = [
        "env",
        "--default-signal=INT",
        sys.executable,
        "-m",
        "gateway",
        "check",
        "-",
    ]  # a CI may run us with it ignored
    with subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, cwd=tmp_path, bufsize=0) as running:
        assert running.stdin is not None
        running.stdin.write(b"a")
        while fcntl.ioctl(running.stdin, termios.FIONREAD, b"\0\0\0\0") != b"\0\0\0\0" and running.poll() is None:
            time.sleep(0.05)  # until it reads what it is given
        running.send_signal(signal.SIGINT)
        _, said = running.communicate()
    assert running.returncode == 130
    assert said.decode().strip().endswith("已停止。")
    assert "Traceback" not in said.decode()


def test_a_reader_that_goes_away_is_no_fault() -> None:
    """`gouji … | head -1`: no trace on stderr."""
    script = f"{shlex.quote(sys.executable)} -m gateway rules list | head -1"
    done = subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)
    assert done.stdout.count("\n") == 1
    assert not re.search("Traceback|系统出错|Broken", done.stderr)


def test_a_folder_that_cannot_be_written_names_its_setting(tmp_path: Path) -> None:
    """A home below a file: one sentence with GOUJI_HOME."""
    blocked = tmp_path / "file"
    blocked.touch()
    done = _gouji("status", env={**os.environ, "GOUJI_HOME": str(blocked / "home")})
    assert done.returncode == 2
    assert "GOUJI_HOME" in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_the_catalogue_is_made_of_its_source(tmp_path: Path) -> None:
    """messages.mo says what messages.po says; `make catalogue` renews it."""
    import shutil  # noqa: PLC0415 - only this test needs it

    program = shutil.which("msgfmt")
    if program is None:
        pytest.skip("msgfmt is missing: install gettext to compare the catalogue with its source")
    folder = _TOP / "gateway/locale/zh_CN/LC_MESSAGES"
    made = tmp_path / "messages.mo"
    subprocess.run([program, "--no-hash", "-o", made, folder / "messages.po"], check=True)
    assert made.read_bytes() == (folder / "messages.mo").read_bytes()


def test_the_start_screen_needs_no_argument() -> None:
    """Bare `gouji` is a short guide and no fault."""
    done = CliRunner().invoke(cli, [])
    assert done.exit_code == 0
    assert "gouji check 报告.docx" in done.output
