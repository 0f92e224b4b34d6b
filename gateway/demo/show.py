"""What the demo prints and leaves behind in ``out``."""

from collections.abc import Iterable, Mapping
from pathlib import Path

import click

from bulletins.figures import remarks, summary
from bulletins.page import page
from bulletins.record import record
from bulletins.sheet import sheet
from filings.bulletin import Bulletin
from filings.county import CountyYear
from filings.dossier import StandingState
from filings.finding import Audit, Verdict
from filings.lateness import verdict_words
from gateway.demo.county import OFFICE
from gateway.demo.running import System
from samples.county.source import SampleSource
from schemas.audit import audit_bytes

_MARKS = {Verdict.CLEAN: "✓", Verdict.EXPLAIN: "△", Verdict.MUST_FIX: "✕", Verdict.UNREADABLE: "✕"}


def filings(system: System, filed: Mapping[str, SampleSource]) -> None:
    """One line for each report: verdict, and the first thing to mend."""
    for submission, source in filed.items():
        audit = system.parts.ledger.audits.of(submission)
        if audit is not None:
            click.echo(f"  {_MARKS[audit.verdict]} {source.agency} {source.year}年度  {_gist(audit)}")


def missing(county: CountyYear) -> None:
    """Who handed in nothing, and since when that is so."""
    for line in county.agencies:
        if not line.filed and line.standing.state is not StandingState.EXEMPT:
            late = f"，{line.standing.lateness}" if line.standing.lateness else ""
            click.echo(f"  ○ {line.name}  {line.standing.state.label}{late}")


def files(system: System, filed: Mapping[str, SampleSource], county: CountyYear, out: Path) -> list[Path]:
    """Write the bulletin and every audit; the files to look at first."""
    bulletin = Bulletin(id="bul_demo", issued_at=system.parts.now(), by=OFFICE, county=county)
    out.mkdir(parents=True, exist_ok=True)
    (out / "核查结果").mkdir(exist_ok=True)
    made = {"通报.html": page(bulletin), "通报.xlsx": sheet(bulletin), "通报.json": record(bulletin)}
    for name, data in made.items():
        (out / name).write_bytes(data)
    for submission, source in filed.items():
        audit = system.parts.ledger.audits.of(submission)
        if audit is not None:
            (out / "核查结果" / f"{Path(source.file).stem}.json").write_bytes(audit_bytes(audit))
    for sentence in (summary(county), *remarks(county)):
        click.echo(f"  {sentence}")
    return [out / name for name in made]


def farewell(made: Iterable[Path], out: Path, seconds: float) -> None:
    """Where things are, and what to do next."""
    click.echo(f"文件：{'  '.join(map(str, made))}  {out / '核查结果'}/")
    click.echo(
        f"演示用的是编造的县和报告，其中有的故意写错。用时{seconds:.1f}秒。\n"
        "下一步：gouji check 你的报告.docx   gouji explain A01   gouji up"
    )


def _gist(audit: Audit) -> str:
    found = [finding for finding in audit.findings if finding.severity.rank < 2]  # noqa: PLR2004 - hints are left out
    if not found:
        return verdict_words(audit)
    more = f"（共{len(found)}条）" if len(found) > 1 else ""
    return f"{verdict_words(audit)}  {found[0].rule} {found[0].message}{more}"
