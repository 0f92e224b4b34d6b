"""The paragraphs of named parts without blanks, with their places: cut from the body's text, never squeezed twice."""

from collections.abc import Iterator

from rules.scene import Passage, Scene


def paragraphs(scene: Scene, parts: tuple[str, ...]) -> Iterator[Passage]:
    """Each paragraph of the parts, in the order named."""
    text = scene.body.text
    for part in parts:
        for span in scene.body.spans((part,)):
            texts = text[span.start : span.end - 1].split("\n")
            for bare, passage in zip(texts, scene.parts((part,)), strict=True):
                yield Passage(part, bare, passage.place)
