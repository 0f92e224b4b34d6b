"""The rulebook as data: equal to what its sources say, and never older than they are."""

import ast
import shutil
import subprocess
import sys
import zipfile
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from pathlib import Path

import pytest

from rules.book_io.building import code_digest, data_digest, keep_in, write
from rules.book_io.built import NAME, Built, kept_at, read
from rules.book_io.engine_hash import PACKAGES, engine_hash, version_of
from rules.book_io.rulebook import Rulebook, book_of, load_book

ROOT = Path(str(files("rules"))).parent
FORMS = ROOT / "schemas" / "editions"


@pytest.fixture(scope="module")
def plain() -> Rulebook:
    """The book as its sources say."""
    return load_book(ROOT / "rules")


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small tree of the same shape, with one rule and one list."""
    for room in ("rules/book/proactive", "rules/lists", "filings", "schemas/editions"):
        (tmp_path / room).mkdir(parents=True)
    for name in ("rules/book/proactive/B05.toml", "rules/lists/brought_words.toml", "schemas/editions/2021.json"):
        shutil.copy(ROOT / name, tmp_path / name)
    (tmp_path / "filings" / "one.py").write_text(
        '"""What it is."""\n\n\ndef one() -> int:\n    """One."""\n    return 1\n'
    )
    return tmp_path


def _made(tree: Path, path: Path) -> Built:
    write(tree, path)
    made = read(path)
    assert made is not None
    return made


def test_what_is_built_is_what_the_sources_say(plain: Rulebook, tmp_path: Path) -> None:
    """Rules with their checks and examples, lists in their order, and the hash are the same."""
    made = book_of(_made(ROOT, tmp_path / NAME))
    assert made.rules == plain.rules
    assert made.lists.by_name == plain.lists.by_name
    assert made.lists.names == plain.lists.names
    assert made.hash == plain.hash


@pytest.mark.parametrize(
    "name", ["rules/book/proactive/B05.toml", "rules/lists/brought_words.toml", "schemas/editions/2021.json"]
)
def test_the_hash_of_the_data_tells_every_change(tree: Path, name: str) -> None:
    """A byte more in a rule, a list or a form is another hash; the code has no part in it."""
    before = data_digest(tree / "rules", tree / "schemas" / "editions")
    (tree / "filings" / "one.py").write_text("ONE = 2\n")
    assert data_digest(tree / "rules", tree / "schemas" / "editions") == before
    (tree / name).write_bytes((tree / name).read_bytes() + b"\n")
    assert data_digest(tree / "rules", tree / "schemas" / "editions") != before


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ('"""Otherwise said."""\ndef one() -> int:\n    # why\n    return (1)\n', True),
        ("def one() -> int:\n    return 1\n", True),
        ("def one() -> int:\n    return 2\n", False),
        ('def one() -> int:\n    return "1"\n', False),
        ("def two() -> int:\n    return 1\n", False),
        ("async def one() -> int:\n    return 1\n", False),
        ('def one() -> int:\n    """One."""\n    "a"\n    return 1\n', False),
    ],
)
def test_the_digest_of_the_code_is_of_its_syntax(tree: Path, text: str, same: bool) -> None:  # noqa: FBT001
    """Comments, docstrings and layout change nothing; whatever else stands in the code does."""
    before = _made(tree, tree / "a.json").code
    code_digest.cache_clear()
    (tree / "filings" / "one.py").write_text(text)
    assert (_made(tree, tree / "b.json").code == before) is same


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("rules/lists/brought_words.toml", 'about = "x"\nterms = ["甲"]\n'),
        ("rules/book/proactive/B05.toml", ""),
        ("schemas/editions/2021.json", "{}"),
        ("filings/one.py", "ONE = 2\n"),
    ],
)
def test_a_changed_file_is_never_answered_from_what_was_kept(tree: Path, tmp_path: Path, name: str, text: str) -> None:
    """What was kept of a state is found again for that state alone, whatever kind of file was changed."""
    folder = tmp_path / "cache"
    keep_in(tree, folder)
    kept = kept_at(tree, folder)
    assert read(kept) is not None
    (tree / name).write_text(text)
    assert kept_at(tree, folder) != kept
    assert read(kept_at(tree, folder)) is None


def test_a_torn_file_is_no_file(tree: Path, tmp_path: Path) -> None:
    """Half a file, another format and another kind of content are all answered with nothing."""
    path = tmp_path / NAME
    write(tree, path)
    for wrong in (path.read_bytes()[:99], b'{"format": 0}', b"[]", b""):
        path.write_bytes(wrong)
        assert read(path) is None


def test_a_folder_that_cannot_be_written_costs_only_time(tree: Path, tmp_path: Path) -> None:
    """Nothing is kept, and nothing is raised."""
    (tmp_path / "file").write_text("")
    keep_in(tree, tmp_path / "file" / "cache")
    assert read(kept_at(tree, tmp_path / "file" / "cache")) is None


def test_little_is_kept(tree: Path, tmp_path: Path) -> None:
    """Of many states of a tree only the last few stay."""
    for number in range(12):
        (tree / "filings" / "one.py").write_text(f"ONE = {number}{' ' * number}\n")
        keep_in(tree, tmp_path / "cache")
    assert len(list((tmp_path / "cache").iterdir())) <= 8


def test_the_engine_covers_every_package_that_decides() -> None:
    """What the rooms import besides the standard library and each other is in the hash, version by version."""
    found = set()
    for room in ("rules", "filings", "schemas"):
        for path in (ROOT / room).rglob("*.py"):
            for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
                if isinstance(node, ast.ImportFrom) and node.module:
                    found.add(node.module.split(".")[0])
                elif isinstance(node, ast.Import):
                    found |= {one.name.split(".")[0] for one in node.names}
    wording = {"jsonschema"}  # words what is wrong with JSON; what is accepted does not hang on it
    ours = {"rules", "filings", "schemas"}
    assert {name.replace("_", "-") for name in found - sys.stdlib_module_names - ours - wording} == set(PACKAGES)


@pytest.mark.parametrize("name", [*PACKAGES, "gouji"])
def test_the_version_of_a_package_is_what_its_description_says(name: str) -> None:
    """The name of the folder is read in place of the description, and says the same."""
    assert version_of(name) == version(name)


def test_a_package_that_is_not_there_is_told() -> None:
    """A version is never made up."""
    with pytest.raises(PackageNotFoundError):
        version_of("no-such-package-of-ours")


def test_the_engine_is_named_the_same_each_time() -> None:
    """16 hex digits, the same whether the code was digested at build or now."""
    assert engine_hash() == engine_hash()
    assert len(bytes.fromhex(engine_hash())) == 8


@pytest.mark.slow
def test_the_wheel_holds_the_book_as_data(plain: Rulebook, tmp_path: Path) -> None:
    """What is built into the wheel makes the same book and names the same code."""
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extract(f"rules/{NAME}", tmp_path)
    made = read(tmp_path / "rules" / NAME)
    assert made is not None
    assert made.code == code_digest(ROOT)
    assert book_of(made).rules == plain.rules
