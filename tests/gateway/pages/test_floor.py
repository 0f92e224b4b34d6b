"""The floor of browsers: Chromium 78 in full, IE11 without script and without a loss of meaning."""

import re
from collections.abc import Iterator
from importlib.resources import files

import pytest
import tinycss2

FOLDER = files("gateway.pages")
SHEETS = sorted(one.name for one in (FOLDER / "static").iterdir() if one.name.endswith(".css"))
SCRIPTS = sorted(one.name for one in (FOLDER / "static").iterdir() if one.name.endswith(".js"))
TEMPLATES = sorted(one.name for one in (FOLDER / "templates").iterdir())

# what the floor does not know, or what would carry a meaning that IE11 cannot see
PROPERTIES = re.compile(
    r"^(--|grid|gap$|row-gap$|column-gap$|inset|aspect-ratio|accent-color|container|scroll-timeline)"
)
VALUES = re.compile(r"\b(var|clamp|min|max|color-mix|env)\(|\b(grid|inline-grid|contents|anywhere)\b")
SELECTORS = re.compile(r":(has|is|where|focus-visible|focus-within|modal)\b|&")
AT_RULES = {"media", "page", "charset", "font-face"}
SCRIPT_WORDS = {
    "optional chaining": r"\?\.(?!\d)", "nullish": r"\?\?", "object spread": r"\{\s*\.\.\.|,\s*\.\.\.\w+\s*\}",
    "modules": r"^\s*(import|export)\b", "private names": r"\.#\w|^\s*#\w", "later methods":
    r"\.(flat|flatMap|at|replaceAll|matchAll|allSettled|fromEntries|finally|trimStart|trimEnd)\(",
    "optional catch": r"catch\s*\{", "big integers": r"\b\d+n\b", "separators": r"\b\d+_\d", "regex":
    r"\(\?<[=!a-zA-Z]",
}  # fmt: skip


def source(folder: str, name: str) -> str:
    """A file of the pages."""
    return (FOLDER / folder / name).read_text(encoding="utf-8")


def faults(text: str) -> Iterator[str]:
    """What the floor does not bear in a style sheet."""
    for rule in tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True):
        if rule.type == "error":
            yield f"{rule.source_line}: {rule.message}"
        elif rule.type == "at-rule":
            yield from [] if rule.at_keyword in AT_RULES else [f"@{rule.at_keyword}"]
            if rule.at_keyword == "media":
                yield from faults(tinycss2.serialize(rule.content or []))
        else:
            selector = tinycss2.serialize(rule.prelude)
            yield from [f"selector {selector}"] if SELECTORS.search(selector) else []
            yield from declared(rule.content)


def declared(content: list[object]) -> Iterator[str]:
    """What it does not bear between braces."""
    for one in tinycss2.parse_blocks_contents(content, skip_comments=True, skip_whitespace=True):
        if one.type != "declaration":
            yield f"nested {one.type}"
        elif PROPERTIES.search(one.name) or VALUES.search(tinycss2.serialize(one.value)):
            yield f"{one.name}: {tinycss2.serialize(one.value)}"


def later(text: str) -> list[str]:
    """What a script has that is younger than ES2017; strings and comments do not count."""
    bare = re.sub(r"/\*.*?\*/|'(?:[^'\\]|\\.)*'", "''", text, flags=re.DOTALL)
    return [name for name, pattern in SCRIPT_WORDS.items() if re.search(pattern, bare, re.MULTILINE)]


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_keeps_the_floor(name: str) -> None:
    """No grid, custom property, :has, nesting or flex gap, and nothing that the parser cannot read."""
    assert list(faults(source("static", name))) == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_keeps_the_floor(name: str) -> None:
    """ES2017 and under two hundred lines."""
    text = source("static", name)
    assert later(text) == []
    assert text.count("\n") < 200


def test_there_is_one_script_and_no_line_of_it_in_a_page() -> None:
    """The content policy allows no script and no style within a page; a template that holds one would be dead."""
    assert SCRIPTS == ["gouji.js"]
    for name in TEMPLATES:
        text = source("templates", name)
        inside = re.findall(r"<style|<script(?![^>]*\bsrc=)|\son[a-z]+=|\sstyle=|javascript:", text)
        assert inside == [], name


def test_what_takes_a_file_says_what_must_not_be_sent() -> None:
    """Every page with a field for files warns of secrets, and sends the form as files are sent."""
    taking = [
        name
        for name in TEMPLATES
        if 'type="file"' in source("templates", name) or "form.report()" in source("templates", name)
    ]
    assert {"try.html", "upload.html", "slip.html"} <= set(taking)
    for name in set(taking) - {"_form.html"}:
        text = source("templates", name)
        assert "form.secrecy(secrecy)" in text or "{{ secrecy }}" in text, name
        assert 'enctype="multipart/form-data"' in text, name


@pytest.mark.parametrize(
    "text",
    ["a { display: grid }", "a { --x: 1px }", "a { color: var(--x) }", "a:has(b) { color: red }", "a { gap: 1em }",
     "a { b { color: red } }", "@layer x;", "@media print { a { gap: 0 } }", "a { width: min(1px, 2px) }"],
)  # fmt: skip
def test_the_lint_sees(text: str) -> None:
    """Each of what the floor forbids is found."""
    assert list(faults(text))


@pytest.mark.parametrize("text", ["a?.b;", "a ?? b;", "var c = { ...d };", "try { } catch { }", "a.replaceAll(b, c);"])
def test_the_script_lint_sees(text: str) -> None:
    """Each of what is younger than ES2017 is found; the same signs within a string are not."""
    assert later(text)
    assert not later(f"say('{text}');")
