"""Pages -> Report: one interpreter for every format, by labels always and by grid position where there is a grid."""

from collections.abc import Sequence
from dataclasses import replace

from filings.edition import Edition
from filings.report import Paragraph, Report, Section
from readers.blocks import Block, Grid, Pages, Text
from readers.interpret import document_checks, doubts, editions, problem_messages
from readers.interpret.found import Tables
from readers.interpret.frames import parted, unframed, unmarked
from readers.interpret.grids import Positions
from readers.interpret.headings import candidates, headings
from readers.interpret.layout_cache import LayoutCache, known_tables
from readers.interpret.narrative import paragraphs, sections
from readers.interpret.script import is_traditional
from readers.interpret.signature import Signature, split_signature
from readers.interpret.surroundings import listed, own_lines
from readers.interpret.tables import read_tables
from readers.interpret.title_block import TitleBlock, agency_in_text, compiling_agency, read_title_block, year_of_period
from readers.interpret.tokens import Tokens, tokenise
from readers.interpret.unrolled import unrolled

__all__ = ["LayoutCache", "interpret"]

_SECTIONS = 6  # of the form


def interpret(pages: Pages, layouts: LayoutCache | None = None) -> Report:
    """Make a report of what a container reader found. ``Unreadable`` if there is no text in it.

    ``layouts``: those that came before; they save time and change nothing.
    """
    layouts = layouts or LayoutCache()
    pages = replace(pages, problems=problem_messages.together(pages.problems)) if len(pages.problems) > 1 else pages
    document_checks.refuse_blank(pages.blocks)
    blocks, rolled = unrolled(unmarked(unframed(pages.blocks)))
    blocks, columns = parted(blocks)
    blocks, many = document_checks.first_report(blocks, columns)
    document = tokenise(blocks, columns, flattened=pages.flattened)
    tokens = document.tokens
    told = editions.recognised(document, (block.text for block in blocks if isinstance(block, Text)))
    form = editions.form(told)
    tables = (None if pages.flattened else known_tables(layouts, document, form)) or read_tables(
        tokens.all(), Positions(blocks), form
    )
    report = _text(pages, blocks, document, form, tables)
    if not _is_plain_form(tables, report) and any(map(is_traditional, _texts(blocks))):
        return Report(problems=(*pages.problems, problem_messages.traditional()))
    if document_checks.is_something_else(report, tables, document.texts):
        return Report(title=report.title, problems=(*pages.problems, document_checks.not_a_report()))
    if told is None and document_checks.is_before_all_forms(report):
        return replace(report, problems=(*pages.problems, document_checks.before_all_forms(report.year)))
    found = tuple(document_checks.judge(blocks, tokens, report, tables))
    unread = document_checks.unread(form, tables, found)
    made = replace(
        report,
        edition=told,
        cells={**tables.cells, **unread} if unread else tables.cells,
        labels=tables.labels,
        extras=tables.extras,
        surplus=tables.surplus,
        problems=(*pages.problems, *rolled, *many, *tables.problems, *found),
    )
    return doubts.with_doubts(made) if doubts.any_in(document.texts) else made


def _texts(blocks: Sequence[Block]) -> tuple[list[str], list[str]]:
    """The words outside of tables and those within: a form may be filled in, and what is around it written anew."""
    return (
        [block.text for block in blocks if isinstance(block, Text)],
        [text for block in blocks if isinstance(block, Grid) for text in block.texts],
    )


def _is_plain_form(tables: Tables, report: Report) -> bool:
    """Whether all tables and headings were found by their labels, which are in simplified characters."""
    return len(tables.extents) == len(document_checks.SECTION_OF) and len(report.sections) >= _SECTIONS


def _text(pages: Pages, blocks: Sequence[Block], document: Tokens, form: Edition, tables: Tables) -> Report:
    """The report without its tables."""
    tokens = document.tokens
    named = candidates(document, form)
    contents = listed(document, named)
    found = headings(document, form, [one for one in named if one.token not in contents] if contents else named)
    first = tokens[found[0].token].block if found else len(blocks)
    head = read_title_block(blocks, first, pages.title, sections=len(found))
    skip = document_checks.table_blocks(blocks, tokens, tables)
    mend = pages.flattened
    above = range(head.after, first)
    own = own_lines(blocks, above, {tokens.block(at) for at in contents})
    lead = paragraphs(blocks, above, skip | own, mend=mend, above=True)
    return _signed(head, lead, sections(blocks, tokens, found, skip, mend=mend), pages)


def _signed(head: TitleBlock, lead: tuple[Paragraph, ...], found: tuple[Section, ...], pages: Pages) -> Report:
    texts = [one.text for one in lead] or [one.text for section in found[:1] for one in section.paragraphs]
    agency = head.agency or compiling_agency(texts[:3])
    signature = split_signature(found[-1].paragraphs, agency) if found else Signature(())
    places = dict(head.places)
    if signature.signed_on:
        places["signed_on"] = signature.place
    return Report(
        title=head.title,
        agency=agency or signature.signed_by or agency_in_text([one.text for s in found for one in s.paragraphs]),
        year=head.year or year_of_period(texts),
        signed_by=signature.signed_by,
        signed_on=signature.signed_on,
        published_on=head.published_on or pages.published_on,
        lead=lead,
        sections=(*found[:-1], replace(found[-1], paragraphs=signature.rest)) if found else (),
        closing=signature.closing,
        places=places,
    )
