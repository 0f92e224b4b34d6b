"""The durable record: what was filed, found, decided and told; answers with nouns of ``filings``."""

from dataclasses import field

import sqlalchemy as sa

from filings.nouns import dataclass
from ledger.accounts import Accounts
from ledger.acts import Acts
from ledger.allowances import Allowances
from ledger.anchors import Anchors, beside
from ledger.attaching import Attachments
from ledger.audits import Audits
from ledger.baseline import Baselines
from ledger.calendars import Calendars
from ledger.documents import Documents
from ledger.dossiers import Dossiers
from ledger.endpoints import Endpoints
from ledger.engine import connect
from ledger.event_log import EventLog, Leaders
from ledger.explanations_and_waivers import ExplanationsAndWaivers
from ledger.fault_points import Crash, go_on
from ledger.feed import Feed
from ledger.held_submissions import HeldSubmissions
from ledger.insisting import Insisting
from ledger.intake import FILE_LIMIT, SubmissionIntake
from ledger.jobs import Jobs
from ledger.notices import Notices
from ledger.opening import Opening
from ledger.policies import Policies
from ledger.practice import Practice
from ledger.publications import Publications
from ledger.purging import Purging
from ledger.register import Registers
from ledger.remarks import Remarks
from ledger.schema import upgrade
from ledger.sessions import Deeds, Failures, Sessions
from ledger.standings import Bulletins, Standings
from ledger.store import Given, Store, Time
from ledger.submissions import Submissions
from ledger.tokens import AccessTokens, Handoffs, Requests

__all__ = ["Ledger", "connect", "upgrade"]


@dataclass(frozen=True)
class Ledger:
    """The ledger on a database, by subject. ``crash`` is called at each named point (``ledger.fault_points``).

    ``time``: by which work is due (``ledger.clock``); the callers' own unless given. ``anchors``: where the event log's
    head is noted outside the database; beside a SQLite ledger unless given, for others nowhere.

    Every verb is one short transaction; instants are arguments, aware and in UTC. InfrastructureError when the
    database does not answer: then nothing of the transaction has happened, unless it was the commit's answer that was
    lost. So ask again: intake, jobs, audits and notices bear being repeated, and an act done twice is the same act.
    """

    engine: sa.Engine
    crash: Crash = go_on
    file_limit: int = FILE_LIMIT
    time: Time = field(default_factory=Given)
    anchors: Anchors | None = None
    intake: SubmissionIntake = field(init=False)
    submissions: Submissions = field(init=False)
    documents: Documents = field(init=False)
    attachments: Attachments = field(init=False)
    baselines: Baselines = field(init=False)
    holding: HeldSubmissions = field(init=False)
    insisting: Insisting = field(init=False)
    jobs: Jobs = field(init=False)
    audits: Audits = field(init=False)
    explanations_and_waivers: ExplanationsAndWaivers = field(init=False)
    acts: Acts = field(init=False)
    notices: Notices = field(init=False)
    endpoints: Endpoints = field(init=False)
    allowances: Allowances = field(init=False)
    register: Registers = field(init=False)
    calendars: Calendars = field(init=False)
    policies: Policies = field(init=False)
    publications: Publications = field(init=False)
    standings: Standings = field(init=False)
    bulletins: Bulletins = field(init=False)
    dossiers: Dossiers = field(init=False)
    opening: Opening = field(init=False)
    event_log: EventLog = field(init=False)
    leaders: Leaders = field(init=False)
    tokens: AccessTokens = field(init=False)
    requests: Requests = field(init=False)
    handoffs: Handoffs = field(init=False)
    feed: Feed = field(init=False)
    practice: Practice = field(init=False)
    purging: Purging = field(init=False)
    accounts: Accounts = field(init=False)
    sessions: Sessions = field(init=False)
    failures: Failures = field(init=False)
    deeds: Deeds = field(init=False)
    remarks: Remarks = field(init=False)

    def __post_init__(self) -> None:
        store = Store(self.engine, self.crash, self.time)
        registers = Registers(store)
        door = SubmissionIntake(store, self.file_limit)
        made: dict[str, object] = {
            "intake": door, "baselines": Baselines(store, door), "submissions": Submissions(store),
            "documents": Documents(store), "attachments": Attachments(store), "holding": HeldSubmissions(store),
            "jobs": Jobs(store),
            "audits": Audits(store), "explanations_and_waivers": ExplanationsAndWaivers(store), "acts": Acts(store),
            "notices": Notices(store),
            "endpoints": Endpoints(store), "allowances": Allowances(store), "register": registers,
            "calendars": Calendars(store), "policies": Policies(store), "publications": Publications(store),
            "standings": Standings(store, registers), "bulletins": Bulletins(store),
            "dossiers": Dossiers(store), "opening": Opening(store),
            "event_log": EventLog(store, self.anchors or beside(self.engine)),
            "insisting": Insisting(store), "leaders": Leaders(store), "tokens": AccessTokens(store),
            "requests": Requests(store), "handoffs": Handoffs(store), "feed": Feed(store), "practice": Practice(store),
            "purging": Purging(store),
            "accounts": Accounts(store), "sessions": Sessions(store), "failures": Failures(store),
            "deeds": Deeds(store), "remarks": Remarks(store),
        }  # fmt: skip
        for name, part in made.items():
            object.__setattr__(self, name, part)
