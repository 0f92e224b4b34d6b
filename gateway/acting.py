"""The office's acts, each written once below all doors: values in, one frozen answer out, nothing printed.

Whoever is at a door names the filing (``gateway.lookup``) and says what is to be done; the answer is the sentence
that the person reads, naming agency, year, ordinal, file and time of what was acted on.
"""

from collections.abc import Sequence
from datetime import date

from filings.act import Act, FilingReason, PaperReceipt, Refused
from filings.agency import Agency
from filings.civil import civil_day
from filings.dossier import Explanation, Waiver
from filings.filing_name import filing_name
from filings.finding import Finding
from filings.intake import Receipt
from filings.notice import Notice
from filings.nouns import dataclass
from filings.submission import Submission
from gateway.office import Office, tell
from ledger.acts import PRACTISED
from notifier.compose import report_accepted, report_reopened, report_returned, waiver_granted
from notifier.occasion import Occasion
from workers.recipients import occasion
from workers.wiring import QueueName


@dataclass(frozen=True, slots=True, kw_only=True)
class Done:
    """What was done, on record. ``says``: one sentence in Chinese, without a full stop at its end.

    ``filing``: as it is after the act; None for a receipt on paper only. ``act``: where the act is one on a filing.
    """

    says: str
    agency: Agency
    filing: Submission | None = None
    act: Act | None = None


def accept(where: Office, filing: Submission, by: str, reason: str = "", *, seen: int | None = None) -> Done | Refused:
    """Accept a filing 审核同意. ``seen``: how many acts on it the office has seen, None for all that there are now."""
    agency, about, seen = _occasion(where, filing, seen)
    notices = report_accepted(about, filing, agency, civil_day(about.created))
    done = where.ledger.acts.accept(filing.id, by, about.created, reason, notices, seen=seen)
    return _acted(where, done, filing, agency, notices, "已审核同意")


def send_back(
    where: Office,
    filing: Submission,
    by: str,
    reason: str,
    resubmit_by: date | None = None,
    *,
    seen: int | None = None,
) -> Done | Refused:
    """Return a filing 退回修改, with a reason and the day by which it is to come again."""
    today = civil_day(where.parts.now())
    if resubmit_by is not None and resubmit_by < today:
        return Refused(reason=f"要求重新报送的日期{resubmit_by}已经过了，请改成今后的日期")
    agency, about, seen = _occasion(where, filing, seen)
    notices = report_returned(about, filing, agency, reason, resubmit_by)
    done = where.ledger.acts.send_back(
        filing.id, by, about.created, reason, resubmit_by=resubmit_by, notices=notices, seen=seen
    )
    words = f"已退回修改，请于{resubmit_by}前重新报送" if resubmit_by else "已退回修改"
    return _acted(where, done, filing, agency, notices, words)


def reopen(where: Office, filing: Submission, by: str, reason: str, *, seen: int | None = None) -> Done | Refused:
    """Take the last act on a filing back 撤销办理; agency and office are told."""
    agency, about, seen = _occasion(where, filing, seen)
    acts = where.ledger.acts.of(filing.id)
    undone = acts[-1].kind.label if acts else "办理"
    notices = report_reopened(about, filing, agency, undone, reason)
    done = where.ledger.acts.reopen(filing.id, by, about.created, reason, notices, seen=seen)
    return _acted(where, done, filing, agency, notices, f"已撤销“{undone}”，恢复为待办")


def withdraw(where: Office, filing: Submission, by: str, reason: str, *, seen: int | None = None) -> Done | Refused:
    """Withdraw a filing 撤回: it does not count any more."""
    agency, about, seen = _occasion(where, filing, seen)
    done = where.ledger.acts.withdraw(filing.id, by, about.created, reason, seen=seen)
    return _acted(where, done, filing, agency, (), "已撤回，不再计入报送")


def hold(where: Office, filing: Submission, by: str, reason: str) -> Done | Refused:
    """Take a filing out of its slot 待核对归属, with a reason that the agency is shown."""
    if not reason.strip():
        return Refused(reason="请写明为什么要核对归属，报送单位会看到")
    if filing.practice:
        return PRACTISED
    agency = where.agency(filing.agency)
    if not where.ledger.holding.hold(filing.id, reason, by, where.parts.now()):
        return Refused(reason=f"{filing_name(agency.name, filing)}已经在待核对归属之列")
    return _placed(where, filing, agency, "已转为待核对归属")


def unhold(where: Office, filing: Submission, by: str, reason: str) -> Done | Refused:
    """Put a held filing back where it was handed in; it is audited again."""
    done = where.ledger.holding.unhold(filing.id, by=by, reason=reason, now=where.parts.now())
    return _assigned(where, done, "已恢复到原报送的单位和年度，将重新核查")


def assign(where: Office, filing: Submission, agency: Agency, year: int, by: str, reason: str) -> Done | Refused:
    """Put a held filing into the slot of an agency and year; it is audited again there."""
    done = where.ledger.holding.assign(filing.id, agency.code, year, by=by, reason=reason, now=where.parts.now())
    return _assigned(where, done, "已认领，将重新核查")


def waive(where: Office, filing: Submission, found: Finding, reason: str, approver: str, until: date) -> Done | Refused:
    """Let a finding stand 豁免 until and including a day, with reason and approver."""
    if filing.practice:
        return PRACTISED
    if not (reason.strip() and approver.strip()):
        return Refused(reason="请写明豁免的理由和批准人，要随记录保存")
    agency, now = where.agency(filing.agency), where.parts.now()
    if until < civil_day(now):
        return Refused(reason=f"豁免的截止日期{until}已经过了，请写今后的日期")
    waiver = Waiver(
        fingerprint=found.fingerprint, facts_digest=found.facts_digest, reason=reason, approver=approver, until=until
    )
    key = f"{filing.id}/{found.fingerprint}/{found.facts_digest}/{until}"
    about = occasion(key, now, where.area, agency, where.parts.settings.public_url, f"/submissions/{filing.id}")
    notices = waiver_granted(about, agency, filing.year, found, waiver)
    where.ledger.explanations_and_waivers.waive(agency.code, filing.year, waiver, now, notices)
    tell(where.parts, notices)
    _again(where, filing, f"waived/{found.fingerprint}/{found.facts_digest}/{until}")
    words = f"已豁免{found.rule} {found.title}，到{until}（{approver}批准：{reason}）"
    return Done(says=f"{words}：{filing_name(agency.name, filing)}", agency=agency, filing=filing)


def explain(
    where: Office, filing: Submission, found: Finding, text: str, by: str, *, once: bool = False
) -> Done | Refused:
    """Record what the agency says of a finding 说明. It lapses when the facts change.

    ``once``: refused where somebody else has explained it meanwhile.
    """
    if filing.practice:
        return PRACTISED
    if not text.strip():
        return Refused(reason="说明不能是空的，要随记录保存")
    agency, now = where.agency(filing.agency), where.parts.now()
    said = Explanation(
        fingerprint=found.fingerprint, facts_digest=found.facts_digest, text=text, by=by, on=civil_day(now)
    )
    if refused := where.ledger.explanations_and_waivers.explain(filing.agency, filing.year, said, now, once=once):
        return refused
    _again(where, filing, f"explained/{found.fingerprint}/{found.facts_digest}")
    words = f"已登记对{found.rule} {found.title}的说明（{text}）"
    return Done(says=f"{words}：{filing_name(agency.name, filing)}", agency=agency, filing=filing)


def insist(
    where: Office, filing: Submission, said: Sequence[FilingReason], by: str, *, seen: int | None = None
) -> Done | Refused:
    """File with reasons 附说明报送: one sentence at least for each must_fix finding; the office then decides.

    ``seen``: how many sentences on it were seen; None asks no such question.
    """
    agency = where.agency(filing.agency)
    refused = where.ledger.insisting.insist(filing.id, said, by, where.parts.now(), seen=seen)
    if refused is not None:
        return refused
    _again(where, filing, f"insisted/{len(where.ledger.insisting.of(filing.id))}")
    return Done(says=f"已收到，附说明，待审核：{filing_name(agency.name, filing)}", agency=agency, filing=filing)


def record_receipt(
    where: Office, agency: Agency, year: int, on: date, by: str, reason: str, *,
    filing: Submission | None = None, scan: str = "",
) -> Done | Refused:  # fmt: skip
    """Record a filing on paper, or that a filing came earlier 补录收件. ``scan``: hash of its scan, ``""`` if none."""
    now = where.parts.now()
    if on > civil_day(now):
        return Refused(reason=f"收到日期{on}还没有到，请核对")
    receipt = PaperReceipt(
        agency=agency.code, year=year, received_on=on, by=by, reason=reason, at=now,
        submission=filing.id if filing else "", scan=scan,
    )  # fmt: skip
    done = where.ledger.standings.record_receipt(receipt)
    if isinstance(done, Refused):
        return done
    if filing is None:
        return Done(says=f"已补录纸质报送，收到日期{on}：{agency.name}{year}年度报告", agency=agency)
    return Done(says=f"已补录收到日期{on}：{filing_name(agency.name, filing)}", agency=agency, filing=filing)


def _occasion(where: Office, filing: Submission, seen: int | None) -> tuple[Agency, Occasion, int]:
    """The event; its key counts the acts, so that acting again is told again and repeating a crash is not."""
    agency = where.agency(filing.agency)
    before = len(where.ledger.acts.of(filing.id)) if seen is None else seen
    pages = where.parts.settings.public_url
    about = occasion(
        f"{filing.id}/{before + 1}", where.parts.now(), where.area, agency, pages, f"/submissions/{filing.id}"
    )
    return agency, about, before


def _acted(
    where: Office, done: Act | Refused, filing: Submission, agency: Agency, notices: Sequence[Notice], words: str
) -> Done | Refused:
    if isinstance(done, Refused):
        return done
    tell(where.parts, notices)
    says = f"{words}：{filing_name(agency.name, filing)}，经办{done.by}，{done.on}"
    return Done(says=says, agency=agency, filing=filing, act=done)


def _placed(where: Office, filing: Submission, agency: Agency, words: str) -> Done:
    after = where.ledger.submissions.find(filing.id) or filing
    return Done(says=f"{words}：{filing_name(agency.name, filing)}", agency=agency, filing=after)


def _assigned(where: Office, done: Receipt | Refused, words: str) -> Done | Refused:
    if isinstance(done, Refused):
        return done
    where.parts.queue.wake(QueueName.AUDITS, done.job)
    agency = where.agency(done.submission.agency)
    return Done(says=f"{words}：{filing_name(agency.name, done.submission)}", agency=agency, filing=done.submission)


def _again(where: Office, filing: Submission, cause: str) -> None:
    """Have the filing audited again, so that its verdict tells of what was settled."""
    if job := where.ledger.audits.again(filing.id, cause, where.parts.now()):
        where.parts.queue.wake(QueueName.AUDITS, job)
