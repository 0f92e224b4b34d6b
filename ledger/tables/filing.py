"""Tables of what was filed, found and decided: submissions, documents, audits, explanations, waivers, acts."""

import sqlalchemy as sa

from ledger.tables.base import Instant, metadata, serial, word, yes

blobs = sa.Table(
    "blobs",
    metadata,
    word("sha256", key=True),
    sa.Column("size", sa.BigInteger(), nullable=False),
    sa.Column("data", sa.LargeBinary(), nullable=False),
)

slots = sa.Table(
    "slots",
    metadata,
    sa.Column("agency", sa.Text(), sa.ForeignKey("agencies.code"), primary_key=True),
    sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
)

# agency, year: as handed in. slot_*: where it counts, null while it is held. taken_at: when it came in here, where a
# portal took it earlier (received_at); null where both are the same. practice: never counts, has no slot at any time.
submissions = sa.Table(
    "submissions",
    metadata,
    word("id", key=True),
    sa.Column("agency", sa.Text(), sa.ForeignKey("agencies.code"), nullable=False),
    sa.Column("year", sa.Integer(), nullable=False),
    word("content"),
    sa.Column("slot_agency", sa.Text(), sa.ForeignKey("agencies.code")),
    sa.Column("slot_year", sa.Integer()),
    sa.Column("ordinal", sa.Integer(), nullable=False),
    sa.Column("received_at", Instant(), nullable=False),
    word("channel"),
    yes("insisted"),
    sa.Column("taken_at", Instant()),
    yes("practice"),
    sa.UniqueConstraint("agency", "year", "content"),
    sa.UniqueConstraint("slot_agency", "slot_year", "ordinal"),
    sa.Index("ix_submissions_slot_year", "slot_year", "slot_agency"),
)

submission_documents = sa.Table(
    "submission_documents",
    metadata,
    sa.Column("submission", sa.Text(), sa.ForeignKey("submissions.id"), primary_key=True),
    sa.Column("number", sa.Integer(), primary_key=True),
    sa.Column("sha256", sa.Text(), sa.ForeignKey("blobs.sha256"), nullable=False),
    word("name"),
    word("role"),
    sa.Column("size", sa.BigInteger(), nullable=False),
)

held = sa.Table(
    "held",
    metadata,
    sa.Column("submission", sa.Text(), sa.ForeignKey("submissions.id"), primary_key=True),
    word("reason"),
    sa.Column("at", Instant(), nullable=False),
    word("assigned_agency"),
    sa.Column("assigned_year", sa.Integer()),
    word("assigned_by"),
    word("assigned_reason"),
    sa.Column("assigned_at", Instant()),
)

audits = sa.Table(
    "audits",
    metadata,
    serial(),
    sa.Column("name", sa.Text(), nullable=False, unique=True),
    sa.Column("submission", sa.Text(), sa.ForeignKey("submissions.id"), nullable=False, index=True),
    sa.Column("job", sa.Text(), sa.ForeignKey("jobs.id"), nullable=False, unique=True),
    word("verdict"),
    word("rulebook_hash"),
    word("engine_hash"),  # "" in audits made before it was told
    word("dossier_digest"),
    sa.Column("as_of", sa.Date(), nullable=False),
    word("body"),
    sa.Column("report", sa.Text()),
    sa.Column("recorded_at", Instant(), nullable=False, index=True),
    sa.UniqueConstraint(
        "submission", "rulebook_hash", "engine_hash", "dossier_digest", "as_of", name="uq_audits_inputs"
    ),
    sqlite_autoincrement=True,
)

# What neighbours are held against, of the last audit that could read the filing. scheme: how it is marked, "" if not.
passages = sa.Table(
    "passages",
    metadata,
    serial(),
    sa.Column("submission", sa.Text(), sa.ForeignKey("submissions.id"), nullable=False, unique=True),
    word("area"),
    sa.Column("year", sa.Integer(), nullable=False),
    word("scheme"),
    word("body"),
    sa.Index("ix_passages_area_year_scheme", "area", "year", "scheme"),
    sqlite_autoincrement=True,
)

# One row for each text of a jurisdiction's year, however many have it. id: of its digest. sketch: a bit a shingle.
marked_texts = sa.Table(
    "marked_texts",
    metadata,
    sa.Column("id", sa.BigInteger(), primary_key=True, autoincrement=False),
    word("area"),
    sa.Column("year", sa.Integer(), nullable=False),
    sa.Column("sketch", sa.LargeBinary(), nullable=False),
    sa.Index("ix_marked_texts_area_year", "area", "year"),
)

# Which texts a filing has. part: which sections they are, "" for the marks of this filing alone.
passage_texts = sa.Table(
    "passage_texts",
    metadata,
    sa.Column("text", sa.BigInteger(), primary_key=True, autoincrement=False),
    sa.Column("passages", sa.BigInteger(), sa.ForeignKey("passages.id"), primary_key=True, autoincrement=False),
    word("part", key=True),
    sa.Index("ix_passage_texts_passages", "passages"),
    sqlite_with_rowid=False,
)

# An index: no foreign key, which would be followed for each of some hundred marks of a text.
text_marks = sa.Table(
    "text_marks",
    metadata,
    word("area", key=True),
    sa.Column("year", sa.Integer(), primary_key=True, autoincrement=False),
    sa.Column("mark", sa.BigInteger(), primary_key=True, autoincrement=False),
    sa.Column("text", sa.BigInteger(), primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)

findings = sa.Table(
    "findings",
    metadata,
    sa.Column("audit", sa.BigInteger(), sa.ForeignKey("audits.id"), primary_key=True),
    sa.Column("number", sa.Integer(), primary_key=True),
    sa.Column("fingerprint", sa.Text(), nullable=False, index=True),
    word("facts_digest"),
    sa.Column("rule", sa.Text(), nullable=False, index=True),
    word("severity"),
    word("title"),
    word("message"),
)

explanations = sa.Table(
    "explanations",
    metadata,
    serial(),
    sa.Column("agency", sa.Text(), sa.ForeignKey("agencies.code"), nullable=False),
    sa.Column("year", sa.Integer(), nullable=False),
    word("fingerprint"),
    word("facts_digest"),
    word("text"),
    word("by"),
    sa.Column("on", sa.Date(), nullable=False),
    sa.Index("ix_explanations_year_agency", "year", "agency"),
    sqlite_autoincrement=True,
)

# What an agency says for filing against must_fix findings, until an audit tells which these are.
statements = sa.Table(
    "statements",
    metadata,
    serial(),
    sa.Column("submission", sa.Text(), sa.ForeignKey("submissions.id"), nullable=False, index=True),
    word("finding"),
    word("text"),
    word("by"),
    sa.Column("at", Instant(), nullable=False),
    sqlite_autoincrement=True,
)

waivers = sa.Table(
    "waivers",
    metadata,
    serial(),
    sa.Column("agency", sa.Text(), sa.ForeignKey("agencies.code"), nullable=False),
    sa.Column("year", sa.Integer(), nullable=False),
    word("fingerprint"),
    word("facts_digest"),
    word("reason"),
    word("approver"),
    sa.Column("until", sa.Date(), nullable=False),
    sa.Column("at", Instant(), nullable=False),
    sa.Index("ix_waivers_year_agency", "year", "agency"),
    sqlite_autoincrement=True,
)

acts = sa.Table(
    "acts",
    metadata,
    serial(),
    sa.Column("submission", sa.Text(), sa.ForeignKey("submissions.id"), nullable=False, index=True),
    word("kind"),
    word("by"),
    sa.Column("at", Instant(), nullable=False),
    word("reason"),
    sa.Column("resubmit_by", sa.Date()),
    sqlite_autoincrement=True,
)

paper_receipts = sa.Table(
    "paper_receipts",
    metadata,
    serial(),
    sa.Column("agency", sa.Text(), sa.ForeignKey("agencies.code"), nullable=False),
    sa.Column("year", sa.Integer(), nullable=False),
    sa.Column("received_on", sa.Date(), nullable=False),
    sa.Column("submission", sa.Text(), sa.ForeignKey("submissions.id")),
    word("by"),
    word("reason"),
    word("scan"),
    sa.Column("at", Instant(), nullable=False),
    sa.Index("ix_paper_receipts_year_agency", "year", "agency"),
    sqlite_autoincrement=True,
)

publications = sa.Table(
    "publications",
    metadata,
    serial(),
    sa.Column("agency", sa.Text(), sa.ForeignKey("agencies.code"), nullable=False),
    sa.Column("year", sa.Integer(), nullable=False),
    word("body"),
    word("by"),
    sa.Column("at", Instant(), nullable=False),
    sa.Index("ix_publications_year_agency", "year", "agency"),
    sqlite_autoincrement=True,
)

bulletins = sa.Table(
    "bulletins",
    metadata,
    word("id", key=True),
    sa.Column("jurisdiction", sa.Text(), sa.ForeignKey("jurisdictions.code"), nullable=False),
    sa.Column("year", sa.Integer(), nullable=False),
    sa.Column("as_of", sa.Date(), nullable=False),
    word("body"),
    sa.Column("issued_at", Instant(), nullable=False),
    word("by"),
    sa.Index("ix_bulletins_jurisdiction_year", "jurisdiction", "year"),
)
