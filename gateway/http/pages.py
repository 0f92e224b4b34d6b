"""The one page of the interface: an audit as people read it, from the template of the batch page."""

from bulletins.batch_page import batch_page
from filings.agency import Agency
from filings.batch import Batch, Entry, FileOutcome, Piece
from filings.finding import Audit
from filings.matching import Certainty, Match
from filings.submission import Submission


def audit_page(filing: Submission, agency: Agency, audit: Audit) -> bytes:
    """UTF-8 HTML that needs nothing else. The same audit gives the same bytes."""
    document = next(one for one in filing.documents if one.role == "report")
    piece = Piece(source=document.name, sha256=document.sha256, fate=FileOutcome.REPORT)
    match = Match(agency=agency, year=filing.year, certainty=Certainty.SURE, reasons=())
    entry = Entry(piece=piece, match=match, confirmed=True, audit=audit)
    return batch_page(Batch(area="", year=filing.year, as_of=audit.as_of, entries=(entry,)))
