"""The short letters in Chinese: what happened, what is to be done, by when, and where to ask."""

from collections.abc import Iterable
from datetime import date, timedelta

from filings.agency import Agency
from filings.dossier import Waiver
from filings.finding import Finding
from filings.notice import Endpoint, Recipient, RecipientKind
from filings.nouns import dataclass
from filings.personal import without_numbers
from filings.submission import Submission
from notifier.occasion import ContactPoint, Occasion, civil_day, spoken

_INDENT = "\u3000\u3000"
_SATURDAY = 5
_DUTIES = {"received": "报送", "published": "向社会公布"}
NOT_AN_APPROVAL = "校验通过不等于审核同意，报告以主管机构的审核意见为准。"


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter. ``summary``: the same in one line, for lists and short messages."""

    title: str
    summary: str
    text: str


def paragraphs(*lines: str) -> str:
    """The lines that are not empty, each an indented paragraph."""
    return "\n".join(_INDENT + line for line in lines if line)


def framed(recipient: Recipient, desk: ContactPoint, day: date, body: str, *, by_machine: bool = False) -> str:
    """A letter: salutation, body, for an agency also where to ask and who writes. ``by_machine``: no act."""
    greeting = f"{recipient.name or recipient.code}：\n"
    sent = "（本通知由系统自动发送）"
    if recipient.kind is RecipientKind.OFFICE:
        return "\n".join((greeting, body, "", spoken(day), sent)) + "\n"
    phone = f"（电话：{desk.phone}）" if desk.phone else ""
    ask = paragraphs(f"如有疑问，请与{desk.name}联系{phone}。")
    return "\n".join((greeting, body, ask, "", desk.name, spoken(day), *((sent,) if by_machine else ()))) + "\n"


def report_name(agency: Agency, year: int) -> str:
    """县交通运输局2025年政府信息公开工作年度报告."""
    return f"{agency.name}{year}年政府信息公开工作年度报告"


def read_at(occasion: Occasion) -> str:
    """The sentence that says where all can be read, ``""`` where there is no such place."""
    return f"详情见：{occasion.read_at}" if occasion.read_at else ""


def files(submission: Submission) -> str:
    """“年报.docx”、“盖章件.pdf”."""
    return "、".join(f"“{without_numbers(document.name)}”" for document in submission.documents)


def received(occasion: Occasion, recipient: Recipient, submission: Submission, agency: Agency) -> Letter:
    """A filing has been taken in and is safe."""
    on = spoken(civil_day(submission.received_at))
    named = f"共{len(submission.documents)}个文件：{files(submission)}。"
    summary = f"{report_name(agency, submission.year)}已于{on}收到（第{submission.ordinal}次报送），正在校验。"
    taken = submission.taken_at
    portal = f"{on}是报送平台收到的日期，本系统{spoken(civil_day(taken))}登记，是否按时以前者为准。" if taken else ""
    body = paragraphs(
        f"{report_name(agency, submission.year)}已于{on}收到，为第{submission.ordinal}次报送，{named}",
        portal,
        "系统正在校验，结果将另行通知，目前不需办理其他事项。",
        f"报送编号：{submission.id}，请留存备查。",
        read_at(occasion),
    )
    text = framed(recipient, occasion.desk, occasion.today, body, by_machine=True)
    return Letter(f"{agency.name}{submission.year}年度报告已收到", summary, text)


def held(occasion: Occasion, recipient: Recipient, submission: Submission, agency: Agency, reason: str) -> Letter:
    """A filing names another agency or year than its slot, and waits for the office."""
    to_agency = recipient.kind is RecipientKind.AGENCY
    waits = f"归属待{occasion.desk.name}核对" if to_agency else "归属待核对"
    summary = f"{agency.name}报送的{submission.year}年度文件已收到，{waits}：{ended(reason)}"
    agency_step = (
        "请核对是否选错了单位、年度或文件。选错的，请重新报送正确的文件；没有选错的，不用重新报送，由我们核对。"
        "核对期间不算漏报，收到的日期照算。"
    )
    office_step = (
        "请核对后认领到正确的单位和年度，没有问题的恢复原归属，并写明理由；"
        "核对前按已到达计，不算漏报，也不替换以前的报送件。"
    )
    came = f"{agency.name}{spoken(civil_day(submission.received_at))}报送的{files(submission)}已收到"
    body = paragraphs(
        f"{came}，{waits}。原因：{ended(reason)}",
        agency_step if to_agency else office_step,
        f"报送编号：{submission.id}。",
        read_at(occasion),
    )
    text = framed(recipient, occasion.desk, occasion.today, body, by_machine=True)
    return Letter(f"{agency.name}{submission.year}年度报送件归属待核对", summary, text)


def returned(
    occasion: Occasion,
    recipient: Recipient,
    submission: Submission,
    agency: Agency,
    reason: str,
    resubmit_by: date | None,
) -> Letter:
    """The office sends a report back."""
    by = f"请于{until(resubmit_by)}修改后重新报送。" if resubmit_by else "请修改后尽快重新报送。"
    named = f"{report_name(agency, submission.year)}（第{submission.ordinal}次报送）"
    summary = f"{named}已退回：{ended(reason)}"
    body = paragraphs(
        f"{named}经研究予以退回。退回原因：{ended(reason)}",
        by + "此前审核同意的报告，在新的报告审核同意之前继续有效。",
        read_at(occasion),
    )
    text = framed(recipient, occasion.desk, occasion.today, body)
    return Letter(f"关于退回{agency.name}{submission.year}年度报告的通知", summary, text)


def reopened(
    occasion: Occasion, recipient: Recipient, submission: Submission, agency: Agency, undone: str, reason: str
) -> Letter:
    """The office takes an act back."""
    named = f"{report_name(agency, submission.year)}（第{submission.ordinal}次报送）"
    summary = f"{named}的“{undone}”已撤销，恢复为待办：{ended(reason)}"
    body = paragraphs(
        f"{named}此前办理的“{undone}”现已撤销，该件恢复为待办。撤销原因：{ended(reason)}",
        "目前不需你单位办理其他事项，办理结果另行通知。" if recipient.kind is RecipientKind.AGENCY else "",
        read_at(occasion),
    )
    text = framed(recipient, occasion.desk, occasion.today, body)
    return Letter(f"关于撤销{agency.name}{submission.year}年度报告办理的通知", summary, text)


def accepted(occasion: Occasion, recipient: Recipient, submission: Submission, agency: Agency, on: date) -> Letter:
    """The office takes a report as filed."""
    summary = f"{report_name(agency, submission.year)}（第{submission.ordinal}次报送）已于{spoken(on)}审核同意。"
    body = paragraphs(
        summary,
        "请依照《中华人民共和国政府信息公开条例》的规定按时向社会公布。",
        "公布的内容应与审核同意的报告一致；公布后请将公布日期和地址报我们登记。",
        read_at(occasion),
    )
    text = framed(recipient, occasion.desk, occasion.today, body)
    return Letter(f"{agency.name}{submission.year}年度报告已审核同意", summary, text)


def approaching(
    occasion: Occasion, recipient: Recipient, agency: Agency, year: int, due: date, basis: str, duty: str
) -> Letter:
    """A deadline comes near and nothing has come in. ``duty``: received or published."""
    left = (due - occasion.today).days
    when = "今天截止" if left == 0 else f"距截止还有{left}天"
    summary = f"{report_name(agency, year)}须于{until(due)}{_DUTIES[duty]}，{when}。"
    body = paragraphs(
        f"{report_name(agency, year)}须于{until(due)}{_DUTIES[duty]}，{when}，目前尚未{_done(duty)}。",
        _weekend(due),
        "请抓紧办理。尽早报送可以留出核对和修改的时间。"
        if duty == "received"
        else "请公布后将公布日期和地址报我们登记。",
        f"依据：{ended(basis)}" if basis else "",
        read_at(occasion),
    )
    text = framed(recipient, occasion.desk, occasion.today, body)
    return Letter(f"{agency.name}{year}年度报告{_DUTIES[duty]}期限提醒", summary, text)


def missed(
    occasion: Occasion, recipient: Recipient, agency: Agency, year: int, due: date, basis: str, duty: str
) -> Letter:
    """A deadline has passed and nothing has come in."""
    late = (occasion.today - due).days
    summary = f"{report_name(agency, year)}应于{until(due)}{_DUTIES[duty]}，现已逾期{late}天，尚未{_done(duty)}。"
    reasons = "如已通过其他途径报送，或因机构变动不需报送，请告知我们，核实后予以更正。"
    body = paragraphs(
        summary,
        f"请立即{_DUTIES[duty]}，并说明逾期原因。" + (reasons if duty == "received" else ""),
        f"依据：{ended(basis)}" if basis else "",
        read_at(occasion),
    )
    text = framed(recipient, occasion.desk, occasion.today, body)
    return Letter(f"{agency.name}{year}年度报告逾期未{_DUTIES[duty]}", summary, text)


def waived(
    occasion: Occasion, recipient: Recipient, agency: Agency, year: int, finding: Finding, waiver: Waiver
) -> Letter:
    """The office lets a finding stand."""
    summary = f"{agency.name}{year}年度报告的“{finding.title}”已予豁免，有效期至{spoken(waiver.until)}。"
    body = paragraphs(
        f"{report_name(agency, year)}的下列核查意见已予豁免，有效期至{spoken(waiver.until)}。",
        f"位置：{finding.place}",
        f"问题：{finding.message}",
        f"豁免理由：{ended(waiver.reason)}批准人：{waiver.approver}。",
        "有关数据如有改动，豁免随即失效，须重新核实。",
        read_at(occasion),
    )
    text = framed(recipient, occasion.desk, occasion.today, body)
    return Letter(f"{agency.name}{year}年度报告核查意见豁免通知", summary, text)


def bulletin(
    occasion: Occasion, recipient: Recipient, year: int, as_of: date, counts: Iterable[tuple[str, int]]
) -> Letter:
    """The county's compliance report is out. ``counts``: (Chinese name, number of agencies)."""
    name = f"{occasion.desk.jurisdiction.name}{year}年度政府信息公开工作年度报告报送情况通报"
    figures = "，".join(f"{label}{number}个" for label, number in counts)
    summary = f"{name}已生成（截至{spoken(as_of)}）" + (f"：{figures}。" if figures else "。")
    enclosed = [f"“{document.name}”" for document in occasion.attachments]
    body = paragraphs(summary, f"附件：{'、'.join(enclosed)}" if enclosed else "", read_at(occasion))
    return Letter(name, summary, framed(recipient, occasion.desk, occasion.today, body))


def disabled(occasion: Occasion, recipient: Recipient, endpoint: Endpoint, host: str, reason: str) -> Letter:
    """An endpoint is no longer sent to. The URL itself is a secret and is not told."""
    summary = f"接收地址{endpoint.id}（{host}）已停用：{ended(reason)}"
    body = paragraphs(
        summary,
        "停用期间不再向该地址发送通知，未送达的通知仍完整保存。",
        "请联系接收系统的管理人员排除故障，恢复后启用该地址，并重新发送未送达的通知。",
        read_at(occasion),
    )
    text = framed(recipient, occasion.desk, occasion.today, body, by_machine=True)
    return Letter(f"接收地址{endpoint.id}已停用", summary, text)


def trial(occasion: Occasion, recipient: Recipient, endpoint: Endpoint) -> Letter:
    """A test message: nothing needs to be done."""
    summary = f"这是发往接收地址{endpoint.id}的测试通知，收到即表示接收正常，不需办理。"
    text = framed(recipient, occasion.desk, occasion.today, paragraphs(summary), by_machine=True)
    return Letter("测试通知", summary, text)


def until(due: date) -> str:
    """2026年1月31日24时前."""
    return f"{spoken(due)}24时前"


def ended(sentence: str) -> str:
    """The sentence with one full stop at its end."""
    text = sentence.strip()
    return text if text.endswith(("。", "！", "？", "；")) else f"{text}。"


def _done(duty: str) -> str:
    return "收到报告" if duty == "received" else "登记公布情况"


def _weekend(due: date) -> str:
    if due.weekday() < _SATURDAY:
        return ""
    friday = due - timedelta(days=due.weekday() - 4)
    weekday = "周六" if due.weekday() == _SATURDAY else "周日"
    return f"截止日为{weekday}，期限不顺延，请尽量在{spoken(friday)}（周五）前办结。"
