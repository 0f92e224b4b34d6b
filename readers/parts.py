"""The second and later reports of one document, as documents of their own."""

from dataclasses import replace

from readers.blocks import Pages
from readers.interpret.document_checks import first_report
from readers.interpret.frames import unframed


def from_part(pages: Pages, part: int) -> Pages:
    """The pages from the report ``part`` (1: the first) on; empty when there are not so many.

    The document's own title and problems belong to the first.
    """
    if part <= 1:
        return pages
    blocks = unframed(pages.blocks)
    for _ in range(part - 1):
        first, many = first_report(blocks)
        blocks = blocks[len(first) :] if many else ()
    return replace(pages, blocks=blocks, title="", problems=())
