"""What the readers remember between documents is small, and a stranger cannot fill it."""

from readers import html, html_tables, html_walk
from readers.interpret import labels, layouts


def test_long_texts_are_read_and_not_kept() -> None:
    """A page of enormous attributes, cells and words is read as ever, and no cache grows by it."""
    style = "color:red;" * 500
    word = "字" * 3_000
    page = (
        f"<table><tr><td style='{style}'><p>{word}</p></td><td><p class='{style}'>1</p></td></tr></table><p>{word}</p>"
    )
    caches = (
        html_tables._harmless, html_tables._wraps, html_tables._remembered, html_walk._remembered, labels._remembered,
        labels._is_figure, layouts._kept,
    )  # fmt: skip
    before = [cache.cache_info().currsize for cache in caches]
    assert html.read(page.encode()) == html.read(page.encode(), whole=True)
    assert labels.figure_of(word).value is None
    grown = [cache.cache_info().currsize - size for cache, size in zip(caches, before, strict=True)]
    assert max(grown) <= 1
