"""A sealed page without rulings, or a scan, with a readable copy in the same filing: audited by the copy."""

from filings.intake import Receipt, Upload
from rules.book_io.rulebook import rulebook
from samples.forms import Draft, compose, refs
from samples.writers import canvas, pdf, word
from workers.audits import Auditor
from workers.leases import Leases
from workers.runtime import Runtime

_EMPTY = Draft(edition="2021", values={}, agency="试验县财政局", year=2025, signed_on="2026年1月20日")
_ZEROS = dict.fromkeys(refs(_EMPTY), "0")


def _parts(**values: str) -> tuple[object, ...]:
    changed = {ref.replace("__", "."): text for ref, text in values.items()}
    return compose(
        Draft(edition="2021", values=_ZEROS | changed, agency="试验县财政局", year=2025, signed_on="2026年1月20日")
    )


def _sealed(**values: str) -> bytes:
    style = canvas.Style(ruled=False, size=11.0, table_size=9.0, cut=True)
    return pdf.write(canvas.draw(_parts(**values), style))  # type: ignore[arg-type]  # parts of a report


def _audited(parts: Runtime, *uploads: Upload) -> dict[str, list[str]]:
    """Rule -> sentences of what was found in a filing of these files."""
    answer = parts.ledger.intake.submit("U0", 2025, list(uploads), "command", parts.now())
    assert isinstance(answer, Receipt)
    auditor = Auditor(parts, rulebook(), Leases(parts.ledger.jobs, parts.settings.lease))
    try:
        auditor(answer.job)
    finally:
        auditor.close()
    audit = parts.ledger.audits.of(answer.submission.id)
    assert audit is not None
    assert audit.sha256 == answer.submission.documents[0].sha256
    found: dict[str, list[str]] = {}
    for one in audit.findings:
        found.setdefault(one.rule, []).append(one.message)
    return found


def test_the_copy_is_audited_and_the_sealed_file_stays_the_filing(parts: Runtime) -> None:
    """What was told of the page alone (C19) is told no more; the audit is that of the sealed file's hash."""
    sealed = Upload(name="a.pdf", data=_sealed())
    copy = Upload(name="a.docx", data=word.write(_parts()), role="readable")  # type: ignore[arg-type]
    alone, both = _audited(parts, sealed), _audited(parts, sealed, copy)
    assert "C19" in alone
    assert not both.keys() & {"C11", "C19", "C21", "C22"}


def test_other_figures_than_the_sealed_ones_are_told(parts: Runtime) -> None:
    """Where both could be read."""
    sealed = Upload(name="a.pdf", data=pdf.write(canvas.draw(_parts())))  # type: ignore[arg-type]
    changed = word.write(_parts(proactive__penalties__decisions="7"))  # type: ignore[arg-type]
    found = _audited(parts, sealed, Upload(name="a.docx", data=changed, role="readable"))
    (sentence,) = found["C21"]
    assert "盖章的文件是0，可读文件是7" in sentence


def test_a_copy_that_cannot_be_read_is_told_and_the_sealed_file_audited(parts: Runtime) -> None:
    """The filing is never worse for it."""
    sealed = Upload(name="a.pdf", data=pdf.write(canvas.draw(_parts())))  # type: ignore[arg-type]
    found = _audited(parts, sealed, Upload(name="a.docx", data=b"PK broken", role="readable"))
    assert "没有采用" in found["C22"][0]
    assert "S01" not in found
