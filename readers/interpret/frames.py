"""Tables that are only frames around running text: taken apart into lines before anything is judged."""

from collections.abc import Iterator, Sequence

from readers.blocks import Block, Grid, Text


def unframed(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks with one-column grids turned into lines of text."""
    if not any(isinstance(block, Grid) and block.width <= 1 for block in blocks):
        return tuple(blocks)
    return tuple(_each(blocks))


def _each(blocks: Sequence[Block]) -> Iterator[Block]:
    for block in blocks:
        if isinstance(block, Grid) and block.width <= 1:
            for cell in block.cells:
                yield from (Text(text=line, place=cell.place) for line in cell.text.split("\n"))
        else:
            yield block
