"""Hostile and broken files: a report with a problem comes back, in bounded time, and nothing else happens."""

import pytest

from filings import problems
from readers import read
from samples import hostile

CRAFTED = hostile.crafted()
SPOTS = {"polyglot_pdf_then_zip.pdf", "polyglot_zip_with_pdf_inside.xlsx"}


@pytest.mark.parametrize("name", sorted(set(CRAFTED) - SPOTS))
def test_a_crafted_file_is_refused_with_one_sentence(name: str) -> None:
    """Locked, empty, endless, cyclic, swollen, oversized: unreadable, with one Chinese sentence on what to do."""
    report = read(CRAFTED[name], name)
    assert [problem.code for problem in report.problems if problem.code == problems.UNREADABLE] == ["unreadable"]
    (message,) = [problem.message for problem in report.problems if problem.code == problems.UNREADABLE]
    assert message.endswith("。")
    assert "请" in message
    assert not report.cells


@pytest.mark.parametrize("name", sorted(SPOTS))
def test_a_file_that_is_two_things_is_read_as_one(name: str) -> None:
    """A polyglot is taken for what its first bytes say, and the name is held against that."""
    report = read(CRAFTED[name], name)
    assert problems.UNREADABLE not in {problem.code for problem in report.problems}


@pytest.mark.parametrize("seed", range(7))
def test_mutated_files_never_break_the_reader(seed: int) -> None:
    """Seven times a hundred damaged files of seven formats: each gives a report, never an exception."""
    for name, data in hostile.mutated(100, seed=seed):
        report = read(data, name)
        assert report.problems, name


@pytest.mark.parametrize("extension", sorted(hostile.whole()))
def test_every_truncation_of_a_small_file_is_survived(extension: str) -> None:
    """A file cut at any of forty points gives a report that says so or that misses its tables."""
    data = hostile.whole()[extension]
    for cut in range(1, len(data), max(len(data) // 40, 1)):
        assert read(data[:cut], f"a.{extension}").problems


def test_the_same_seed_gives_the_same_files() -> None:
    """The generator is repeatable, and it really changes most of what it is given."""
    first, second = list(hostile.mutated(60, seed=3)), list(hostile.mutated(60, seed=3))
    assert first == second
    assert sum(data not in hostile.whole().values() for _, data in first) >= 55


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("password.pdf", "密码"),
        ("five_thousand_pages.pdf", "5000 页"),
        ("encrypted.ofd", "加密"),
        ("huge.png", "30000×30000"),
        ("far_cell.xlsx", "范围太大"),
        ("bomb.xlsx", "过大"),
        ("deep.rtf", "嵌套"),
    ],
)
def test_the_sentence_names_the_reason(name: str, words: str) -> None:
    """A clerk learns what is wrong with the file, not only that it is."""
    assert words in read(CRAFTED[name], name).problems[0].message
