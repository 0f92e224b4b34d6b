"""Loading beforehand what a kind of document needs, here in the test's own process."""

import pytest

from readers import FORMATS
from readers.ready import JSON, kinds_of, make_ready, takes_json


@pytest.mark.parametrize(
    ("names", "kinds"),
    [(("年报.docx",), {"docx"}), (("a.json",), {JSON}), ((), {*FORMATS}), (("没有后缀",), {*FORMATS})],
)
def test_a_name_says_which_readers_are_needed(names: tuple[str, ...], kinds: set[str]) -> None:
    """A suffix names its kind; a name without one, and no name, ask for all kinds of documents."""
    assert kinds_of(names) >= kinds


@pytest.mark.parametrize("kinds", [{"html", JSON}, {"pdf"}])
def test_readers_of_a_kind_are_loaded_without_a_document(kinds: set[str]) -> None:
    """Twice does no harm."""
    make_ready(kinds)
    make_ready(kinds)


@pytest.mark.parametrize(
    ("names", "takes"), [((), True), (("a.json",), True), (("没有后缀",), True), (("a.docx",), False)]
)
def test_json_is_read_where_it_may_come(names: tuple[str, ...], takes: bool) -> None:  # noqa: FBT001
    """What tells sound JSON is loaded where all kinds are, and left out where another kind was named."""
    assert takes_json(kinds_of(names)) is takes
