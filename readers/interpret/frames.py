"""What only frames the text: one-column tables and the signs of Markdown, taken off before anything is judged."""

import re
from collections.abc import Iterator, Sequence

from readers.blocks import Block, Grid, Text

_HASHES = re.compile(r"^\s{0,3}#{1,6}\s*(?=[^\s#])")
_REACH = 4


def unframed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with one-column grids turned into lines of text."""
    if not any(isinstance(block, Grid) and block.width <= 1 for block in blocks):
        return tuple(blocks)
    return tuple(_each(blocks))


def unmarked(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without the ``#`` that Markdown puts before a heading."""
    if not any(isinstance(block, Text) and "#" in block.text[:_REACH] for block in blocks):
        return blocks
    return tuple(
        block._replace(text=_HASHES.sub("", block.text)) if isinstance(block, Text) else block for block in blocks
    )


def _each(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Grid) and block.width <= 1:
            for cell in block.cells:
                yield from (Text(text=line, place=cell.place) for line in cell.text.split("\n"))
        else:
            yield block
