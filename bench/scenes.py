"""Every writing verb of the ledger, each made ready to be done once: for the order of locks and for races."""

import itertools
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import TypeAlias, cast

from bench.rows import Kept
from bench.scenes_people import PEOPLE
from filings.act import FilingReason, PaperReceipt
from filings.agency import Agency, Jurisdiction
from filings.calendar import DueDate, Extension
from filings.county import CountyYear
from filings.dossier import Explanation, Publication, Waiver
from filings.finding import Audit, Verdict
from filings.intake import Receipt, Upload
from filings.marks import MarkedText, Marks
from filings.notice import Attempt, DeliveryRefused, Endpoint, Notice, NoticeType, Secret, notice_id
from filings.opened import OpenedAddress
from filings.policy import Policy
from filings.report import Report
from filings.retention import PurgeOrder, Retention
from filings.token import AccessToken, TokenRole
from ledger import Ledger
from ledger.tokens import Handoff

Act: TypeAlias = Callable[[], object]

NOW = datetime(2026, 1, 20, 2, 0, tzinfo=UTC)
AREA, AGENCY, YEAR = "990000", "U1", 2025
_LONG_AGO = 2015
_HANDED_ROUND = (MarkedText(place="县", group=(5,), digest="handed round", marks=frozenset({7, 8})),)
_REPORT = Report(edition="2021", agency="示例局", year=YEAR, cells={}, sections=())
_LAW = DueDate(kinds=frozenset(), event="received", month=1, day=31, statutory=True, basis="条例")


@dataclass
class Scene:
    """A ledger with a county, and what the verbs of one round work on: one filing, one held filing, one notice."""

    ledger: Ledger
    round: int = 0
    _count: "itertools.count[int]" = field(default_factory=itertools.count)

    def found(self) -> "Scene":
        """Write the county, once."""
        ledger = self.ledger
        ledger.register.put_jurisdiction(Jurisdiction(code=AREA, name="示例县", office="示例县政务公开办"), "甲", NOW)
        ledger.register.put([_agency("U1"), _agency("U2")], "甲", NOW)
        ledger.calendars.put(AREA, [_LAW], "甲", NOW)
        return self

    @property
    def endpoint(self) -> str:
        """The round's own endpoint: its rate is not used up."""
        return f"e{self.round}"

    def kept(self) -> "KeptScene":
        """This scene with the rows of a round, for verbs that are tried one after the other."""
        return KeptScene(self.fresh(), Kept(self.ledger.engine))

    def fresh(self) -> "Scene":
        """The rows of the next round."""
        if self.round:  # of the rounds before nobody is told any more
            self.ledger.endpoints.put(_endpoint(self.endpoint, ()), "甲", NOW)
        self.round += 1
        self.ledger.endpoints.put(_endpoint(self.endpoint), "甲", NOW)
        self.filed = self.file()
        self.recorded = self.file()
        self.record(self.recorded, "first")
        self.held = self.file()
        self.ledger.holding.hold(self.held.submission.id, "别处的", "甲", NOW)
        self.leased = self.claim(self.filed.job)
        told = [self.notice("old"), self.notice("older")]
        self.waiting, self.sending = self.ledger.notices.put(told, NOW).deliveries
        self.ledger.notices.claim(self.sending, NOW, f"s{self.round}.1")
        return self

    def name(self) -> str:
        """One that was not used before."""
        return f"{self.round}-{next(self._count)}"

    def file(self) -> Receipt:
        """A filing of its own."""
        taken = self.ledger.intake.submit(AGENCY, YEAR, [_upload(self.name())], "stream", NOW)
        return cast("Receipt", taken)

    def claim(self, job: str) -> str:
        """A job in hand. Its token."""
        token = f"w{self.round}.{next(self._count)}"
        self.ledger.jobs.claim(job, NOW, token, alone=True)
        return token

    def record(self, filed: Receipt, dossier: str) -> None:
        """Audit a filing."""
        token = self.claim(filed.job)
        marks = Marks(scheme="marks", kept=frozenset({1, 2, self.round}), texts=_HANDED_ROUND)
        self.ledger.audits.record(token, _audit(dossier), (), NOW, report=_REPORT, marks=marks)

    def notice(self, about: str) -> Notice:
        """A notice to the agency, the same one for the same word within a round."""
        key, to = f"{self.round}/{about}", f"agency:{AGENCY}"
        name = notice_id(NoticeType.AUDIT_COMPLETED, key, to)
        return Notice(
            id=name, type=NoticeType.AUDIT_COMPLETED, recipient=to, subject="agencies/U1/2025", title="核查完成",
            text="请查收。", body=b"{}", created=NOW,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class KeptScene:
    """A scene that is as it was before each verb."""

    scene: Scene
    rows: Kept

    def again(self) -> Scene:
        """The scene, its rows put back."""
        self.rows.restore()
        return self.scene


def _texts(number: int) -> tuple[MarkedText, ...]:
    """Two texts of a round, which others of it have as well."""
    return tuple(
        MarkedText(place="县", group=(section,), digest=f"{number}/{section}", marks=frozenset({10 * number + section}))
        for section in (1, 5)
    )


def _again(scene: Scene) -> Act:
    """Two jobs of one filing, one of them held: the office asked for another audit meanwhile."""
    job = scene.ledger.audits.again(scene.recorded.submission.id, scene.name(), NOW)
    token = scene.claim(job)
    told = (scene.notice("a"), scene.notice("b"))
    marks = Marks(scheme="marks", kept=frozenset({2, 3}), texts=_texts(scene.round))
    return lambda: scene.ledger.audits.record(
        token, _audit(scene.name()), told, NOW, report=_REPORT, marks=marks, held="别处的",
        on_acceptance=lambda: (scene.notice("accepted"),),
    )  # fmt: skip


def _rejected(scene: Scene) -> Act:
    gone = DeliveryRefused(attempt=Attempt(status=410, latency=0.1, error="不再接收", answer=""), disable=True)
    (own,) = scene.ledger.notices.put([scene.notice(scene.name())], NOW).deliveries
    token = f"s{scene.round}.{scene.name()}"
    scene.ledger.notices.claim(own, NOW, token)
    return lambda: scene.ledger.notices.record(token, gone, NOW, on_disable=(scene.notice("a"),))


def _lost(scene: Scene) -> Act:
    tokens = (scene.claim(scene.file().job), scene.claim(scene.file().job))
    return lambda: scene.ledger.jobs.expire(dict.fromkeys(tokens, 0), NOW)


def _killed(scene: Scene) -> Act:
    job = scene.file().job
    scene.ledger.jobs.claim(job, NOW, f"f{scene.round}-1.{scene.name()}", alone=True)
    return lambda: scene.ledger.jobs.release_lost_group(f"f{scene.round}", NOW)


def _kept(scene: Scene) -> Act:
    kept, free = (Policy(since=date(2026, 1, 1), approver="乙", hold_notices=hold) for hold in (True, False))
    scene.ledger.policies.put(AREA, kept, NOW)
    scene.ledger.notices.put([scene.notice(scene.name())], NOW)
    scene.ledger.policies.put(AREA, free, NOW)
    return lambda: scene.ledger.notices.release("甲", NOW)


def _deposed(scene: Scene) -> Act:
    scene.ledger.leaders.lead("clock", f"d{scene.round}.1")
    return lambda: scene.ledger.leaders.depose(f"d{scene.round}.")


def _quarantined(scene: Scene) -> Act:
    job = scene.file().job
    for attempt in range(3):
        token = f"q{scene.round}.{next(scene._count)}"  # noqa: SLF001 - of this module
        at = NOW + timedelta(hours=attempt)
        scene.ledger.jobs.claim(job, at, token, alone=True)
        scene.ledger.jobs.fail(token, "坏", at)
    return lambda: scene.ledger.jobs.redrive(job, "甲", "修好了", NOW)


def _issue(scene: Scene) -> Act:
    found = scene.ledger.standings.county_year(AREA, YEAR, date(2026, 2, 1))
    return lambda: scene.ledger.bulletins.issue(f"b{scene.round}", cast("CountyYear", found), "甲", NOW)


def _target(scene: Scene) -> OpenedAddress:
    return OpenedAddress(host=f"h{scene.round}", port=443, subnet="10.0.0.0/8", by="甲", reason="本县平台", at=NOW)


def _shut(scene: Scene) -> Act:
    target = _target(scene)
    scene.ledger.allowances.open(target)
    return lambda: scene.ledger.allowances.close(target.host, target.port, "甲", "迁走", NOW)


def _token(scene: Scene) -> AccessToken:
    return scene.ledger.tokens.create(TokenRole.PORTAL, AREA, "甲", NOW)[0]


def _revoked(scene: Scene) -> Act:
    mine = _token(scene)
    return lambda: scene.ledger.tokens.revoke(mine.id, "甲", NOW)


def _asked(scene: Scene) -> Act:
    mine = _token(scene)
    scene.ledger.requests.begin(mine.id, "yesterday's", "d", NOW - timedelta(days=2))
    return lambda: scene.ledger.requests.begin(mine.id, "k", "d", NOW)


def _practised(scene: Scene) -> Act:
    said, name = [_SAID], scene.name()
    taken = scene.ledger.intake.submit(
        AGENCY, YEAR, [_upload(name)], "http", NOW, insisted=True, statements=said, practice=True
    )
    scene.record(cast("Receipt", taken), name)
    scene.ledger.notices.put([replace(scene.notice(name), practice=True)], NOW)
    return lambda: scene.ledger.practice.purge(AREA, "甲", NOW)


def _cleared(scene: Scene) -> Act:
    """A filing of long ago, with reasons, audit, act and notice, past its time; most of the others are in force."""
    name = scene.name()
    taken = scene.ledger.intake.submit("U2", _LONG_AGO, [_upload(name)], "http", NOW, insisted=True, statements=[_SAID])
    filed = cast("Receipt", taken)
    scene.record(filed, name)
    scene.ledger.acts.accept(filed.submission.id, "甲", NOW)
    scene.ledger.notices.put([replace(scene.notice(name), recipient="agency:U2", subject="agencies/U2/2015")], NOW)
    order = PurgeOrder(before=date(2027, 1, 1), by="甲", basis="档案期满")
    return lambda: scene.ledger.purging.purge(AREA, order, Retention(), NOW + timedelta(days=12 * 366))


def _answered(scene: Scene) -> Act:
    mine = _token(scene)
    scene.ledger.requests.begin(mine.id, "k", "d", NOW)
    return lambda: scene.ledger.requests.end(mine.id, "k", "sub_", 202)


def _handed(scene: Scene) -> Act:
    mine = _token(scene)
    return lambda: scene.ledger.handoffs.make(Handoff(token=mine.id, agency="U1", person="王", submission=""), NOW)


def _entered(scene: Scene) -> Act:
    mine = _token(scene)
    code = scene.ledger.handoffs.make(Handoff(token=mine.id, agency="U1", person="王", submission=""), NOW)
    return lambda: scene.ledger.handoffs.use(code, NOW)


VERBS: Mapping[str, Callable[[Scene], Act]] = {
    "intake.submit": lambda s: lambda: s.ledger.intake.submit(AGENCY, YEAR, [_upload(f"{s.round}")], "stream", NOW),
    "documents.keep": lambda s: lambda: s.ledger.documents.keep(str(s.round).encode(), "甲", NOW),
    "attachments.attach": lambda s: lambda: s.ledger.attachments.attach(
        s.recorded.submission.id, _upload(f"slip {s.round}"), "甲", NOW
    ),
    "baselines.take": lambda s: lambda: s.ledger.baselines.take(
        AGENCY, YEAR, [_upload(f"{s.round}")], (_audit(s.name()), _REPORT), "甲", NOW
    ),
    "insisting.insist": lambda s: lambda: s.ledger.insisting.insist(s.filed.submission.id, [_SAID], "甲", NOW),
    "holding.hold": lambda s: lambda: s.ledger.holding.hold(s.recorded.submission.id, "别处的", "甲", NOW),
    "holding.assign": lambda s: lambda: s.ledger.holding.assign(
        s.held.submission.id, AGENCY, YEAR, by="甲", reason="认领", now=NOW
    ),
    "holding.unhold": lambda s: lambda: s.ledger.holding.unhold(
        s.held.submission.id, by="甲", reason="没有问题", now=NOW
    ),
    "jobs.offer": lambda s: lambda: s.ledger.jobs.offer(
        "audit", f"{s.held.submission.id}/assigned/{NOW:%Y%m%dT%H%M%S%f}", "x", NOW
    ),
    "jobs.expire": _lost,
    "jobs.claim": lambda s: lambda: s.ledger.jobs.claim(
        s.held.job, NOW, f"w{s.round}.{s.name()}", alone=True, told=(s.notice("b"), s.notice("a"))
    ),
    "jobs.renew": lambda s: lambda: s.ledger.jobs.renew([s.leased]),
    "jobs.finish": lambda s: lambda: s.ledger.jobs.finish(s.leased, NOW),
    "jobs.fail": lambda s: lambda: s.ledger.jobs.fail(s.leased, "坏", NOW),
    "jobs.put_back": lambda s: lambda: s.ledger.jobs.put_back(s.leased, "停", NOW),
    "jobs.release_dead_holder": lambda s: lambda: s.ledger.jobs.release_dead_holder(f"w{s.round}", NOW),
    "jobs.release_lost_group": _killed,
    "jobs.redrive": _quarantined,
    "audits.record": _again,
    "audits.again": lambda s: lambda: s.ledger.audits.again(s.recorded.submission.id, f"{s.round}", NOW),
    "acts.accept": lambda s: lambda: s.ledger.acts.accept(
        s.recorded.submission.id, "甲", NOW, notices=(s.notice("b"), s.notice("a"))
    ),
    "acts.send_back": lambda s: lambda: s.ledger.acts.send_back(
        s.recorded.submission.id, "甲", NOW, "请修改", notices=(s.notice("a"), s.notice("b"))
    ),
    "acts.reopen": lambda s: lambda: s.ledger.acts.reopen(
        s.recorded.submission.id, "甲", NOW, "办错了", notices=(s.notice("a"), s.notice("b"))
    ),
    "acts.withdraw": lambda s: lambda: s.ledger.acts.withdraw(s.recorded.submission.id, "甲", NOW, "报错了"),
    "explanations_and_waivers.explain": lambda s: lambda: s.ledger.explanations_and_waivers.explain(
        AGENCY, YEAR, _EXPLAINED, NOW
    ),
    "explanations_and_waivers.waive": lambda s: lambda: s.ledger.explanations_and_waivers.waive(
        AGENCY, YEAR, _WAIVED, NOW, (s.notice("b"), s.notice("a"))
    ),
    "notices.put": lambda s: lambda: s.ledger.notices.put([s.notice("b"), s.notice("a")], NOW),
    "notices.claim": lambda s: lambda: s.ledger.notices.claim(s.waiting, NOW, f"c{s.round}.{s.name()}"),
    "notices.record": _rejected,
    "notices.put_back": lambda s: lambda: s.ledger.notices.put_back(f"s{s.round}.1", "没有通道", NOW),
    "notices.renew": lambda s: lambda: s.ledger.notices.renew([f"s{s.round}.1"]),
    "notices.expire": lambda s: lambda: s.ledger.notices.expire({f"s{s.round}.1": 0}, NOW),
    "notices.release_dead_holder": lambda s: lambda: s.ledger.notices.release_dead_holder(f"s{s.round}.", NOW),
    "notices.replay": lambda s: lambda: s.ledger.notices.replay("甲", NOW, endpoint=s.endpoint),
    "notices.release": _kept,
    "endpoints.put": lambda s: lambda: s.ledger.endpoints.put(_endpoint(s.endpoint), "甲", NOW),
    "endpoints.rotate": lambda s: lambda: s.ledger.endpoints.rotate(s.endpoint, "whsec_" + "B" * 32, "甲", NOW),
    "endpoints.disable": lambda s: lambda: s.ledger.endpoints.disable(s.endpoint, "停用", "甲", NOW),
    "endpoints.enable": lambda s: lambda: s.ledger.endpoints.enable(s.endpoint, "甲", NOW),
    "endpoints.reseal": lambda s: lambda: s.ledger.endpoints.reseal(lambda _endpoint, v: f"{v[:-1]}C", "甲", NOW),
    "register.put_jurisdiction": lambda s: lambda: s.ledger.register.put_jurisdiction(
        Jurisdiction(code=f"N{s.round}", name="新县", office="新县办"), "甲", NOW
    ),
    "register.put": lambda s: lambda: s.ledger.register.put(
        [_agency("U2"), _agency(f"V{s.round}"), _agency("U1")], "甲", NOW
    ),
    "register.import_rows": lambda s: lambda: s.ledger.register.import_rows(
        AREA, s.ledger.register.export_rows(AREA)[:2], "甲", NOW
    ),
    "calendars.put": lambda s: lambda: s.ledger.calendars.put(AREA, [_LAW], "甲", NOW),
    "calendars.extend": lambda s: lambda: s.ledger.calendars.extend(AREA, _EXTENDED, NOW),
    "policies.put": lambda s: lambda: s.ledger.policies.put(AREA, Policy(since=date(2026, 1, 1), approver="乙"), NOW),
    "publications.put": lambda s: lambda: s.ledger.publications.put(AGENCY, YEAR, Publication(), "甲", NOW),
    "standings.record_receipt": lambda s: lambda: s.ledger.standings.record_receipt(_paper(s)),
    "bulletins.issue": _issue,
    "event_log.seal": lambda s: s.ledger.event_log.seal,
    "leaders.lead": lambda s: lambda: s.ledger.leaders.lead("clock", s.name()),
    "leaders.depose": _deposed,
    "leaders.resign": lambda s: lambda: s.ledger.leaders.resign("clock", "0-0"),
    "feed.number": lambda s: s.ledger.feed.number,
    "allowances.open": lambda s: lambda: s.ledger.allowances.open(_target(s)),
    "allowances.close": _shut,
    "tokens.create": lambda s: lambda: s.ledger.tokens.create(TokenRole.PORTAL, AREA, "甲", NOW, label="门户"),
    "tokens.revoke": _revoked,
    "requests.begin": _asked,
    "requests.end": _answered,
    "handoffs.make": _handed,
    "handoffs.use": _entered,
    "practice.purge": _practised,
    "purging.purge": _cleared,
    **PEOPLE,
}  # fmt: skip

_SAID = FilingReason(finding="A01", text="口径不同")
_EXPLAINED = Explanation(fingerprint="f", facts_digest="d", text="属实", by="甲", on=date(2026, 1, 20))
_WAIVED = Waiver(fingerprint="f", facts_digest="d", reason="准予", approver="乙", until=date(2026, 3, 1))
_EXTENDED = Extension(year=YEAR, until=date(2026, 2, 10), reason="雪灾", approver="乙", agency="")


def _paper(scene: Scene) -> PaperReceipt:
    return PaperReceipt(
        agency=AGENCY, year=YEAR, received_on=date(2026, 1, 9), by="甲", reason="纸质", at=NOW,
        submission=scene.recorded.submission.id,
    )  # fmt: skip


def _agency(code: str) -> Agency:
    return Agency(code=code, name=f"示例县{code}局", kind="department", jurisdiction=AREA)


def _endpoint(name: str, serves: Iterable[str] = (f"agency:{AGENCY}",)) -> Endpoint:
    secret = Secret(value="whsec_" + "A" * 32, since=NOW - timedelta(days=9))
    return Endpoint(id=name, url=f"https://{name}.example/", serves=frozenset(serves), secrets=(secret,))


def _upload(text: str) -> Upload:
    return Upload(name="年报.json", data=text.encode())


def _audit(dossier: str) -> Audit:
    return Audit(
        verdict=Verdict.CLEAN, rulebook_version="1", rulebook_hash="book", as_of=date(2026, 1, 20),
        dossier_digest=dossier, agency=AGENCY, year=YEAR, edition="2021", sha256="00", findings=(),
    )  # fmt: skip
