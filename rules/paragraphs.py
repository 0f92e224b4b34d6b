"""The paragraphs of named parts without blanks, with their places: cut from the body's text, never squeezed twice."""

from collections.abc import Iterator

from rules.passage import Passage
from rules.scene import Scene


def paragraphs(scene: Scene, parts: tuple[str, ...]) -> Iterator[Passage]:
    """Each paragraph of the parts, in the order named."""
    for part in parts:
        yield from scene.body.paragraphs(part)
