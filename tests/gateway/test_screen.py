"""What is written without rich is what rich writes, to the last sign, on terminals and elsewhere."""

import io
import subprocess
import sys
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.console import Console
from rich.text import Text

from gateway.screen import Piece, Screen

_STYLES = ["", "bold", "dim", "bold red", "green", "yellow", "magenta", "cyan"]
_TEXT = st.text(st.sampled_from("   年报（）。A0/✕ é한\n\t\x07\u3000"), max_size=60)
_PIECES = st.lists(st.tuples(_TEXT, st.sampled_from(_STYLES)), min_size=1, max_size=3)
_ENVIRON = st.fixed_dictionaries(
    {"COLUMNS": st.sampled_from(["7", "20", "40", "200"])},
    optional={
        "TERM": st.sampled_from(["dumb", "xterm", "xterm-256color"]),
        "NO_COLOR": st.sampled_from(["", "1"]),
        "FORCE_COLOR": st.sampled_from(["", "1"]),
        "LINES": st.just("30"),
    },
)


class _Out(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def _both(pieces: list[Piece], environ: Mapping[str, str], *, terminal: bool) -> tuple[str, str]:
    ours, theirs = _Out(terminal=terminal), _Out(terminal=terminal)
    Screen(ours, environ).say(*pieces)
    console = Console(file=theirs, highlight=False, soft_wrap=False, _environ=dict(environ))
    console.print(Text.assemble(*pieces))
    return ours.getvalue(), theirs.getvalue()


@given(_PIECES, _ENVIRON, st.booleans())
def test_pieces_are_written_as_rich_writes_them(pieces: list[Piece], environ: dict[str, str], terminal: bool) -> None:  # noqa: FBT001
    """Any pieces, widths and terminals: where lines break, which blanks go, which codes stand around which words."""
    ours, theirs = _both(pieces, environ, terminal=terminal)
    assert ours == theirs


@pytest.mark.parametrize(
    ("pieces", "lines"),
    [
        ([("报告.docx", ""), ("  ", ""), ("水务局 · 2025年度 · ", "")], ["报告.docx  水务局 ·", "2025年度 ·"]),
        ([("  ✕ 必须修改", ""), ("  A01 申请收支", "")], ["  ✕ 必须修改  A01", "申请收支"]),
        ([("", "")], [""]),
        ([("一行\n二行", "dim")], ["一行", "二行"]),
    ],
)
def test_a_long_line_is_broken_at_blanks(pieces: list[Piece], lines: list[str]) -> None:
    """By example, what the property above compares."""
    ours, theirs = _both(pieces, {"COLUMNS": "20"}, terminal=False)
    assert [line.rstrip() for line in ours.splitlines()] == [line.rstrip() for line in lines]
    assert ours == theirs


def test_the_width_is_that_of_rich() -> None:
    """Where nothing is set, the usual one or that of this process's terminal."""
    assert Screen(_Out(terminal=False), {}).width == Console(file=_Out(terminal=False), _environ={}).width


def test_a_check_loads_no_rich_console() -> None:
    """That is why there is a screen of our own."""
    script = (
        "import sys, gateway.terminal, gateway.commands.check\n"
        "from gateway.screen import Screen; Screen().say(('年报', 'bold'))\n"
        "print([name for name in sys.modules if name in ('rich.console', 'rich.text', 'rich.style')])"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
    assert said.splitlines()[-1] == "[]"
