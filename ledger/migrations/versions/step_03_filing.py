"""Filings, what was found in them and what was decided."""

import sqlalchemy as sa
from alembic import op

revision = "03"
down_revision = "02"


def upgrade() -> None:
    """Make the tables, those first that others name."""
    _blobs()
    _bulletins()
    _explanations()
    _publications()
    _slots()
    _submissions()
    _waivers()
    _acts()
    _audits()
    _held()
    _paper_receipts()
    _submission_documents()
    _findings()


def _blobs() -> None:
    op.create_table(
        "blobs",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", name=op.f("pk_blobs")),
    )


def _bulletins() -> None:
    op.create_table(
        "bulletins",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("jurisdiction", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("issued_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["jurisdiction"], ["jurisdictions.code"], name=op.f("fk_bulletins_jurisdiction")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_bulletins")),
    )
    op.create_index("ix_bulletins_jurisdiction_year", "bulletins", ["jurisdiction", "year"], unique=False)


def _explanations() -> None:
    op.create_table(
        "explanations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("facts_digest", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_explanations_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_explanations")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_explanations_year_agency", "explanations", ["year", "agency"], unique=False)


def _publications() -> None:
    op.create_table(
        "publications",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_publications_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publications")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_publications_year_agency", "publications", ["year", "agency"], unique=False)


def _slots() -> None:
    op.create_table(
        "slots",
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), autoincrement=False, nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_slots_agency")),
        sa.PrimaryKeyConstraint("agency", "year", name=op.f("pk_slots")),
    )


def _submissions() -> None:
    op.create_table(
        "submissions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("slot_agency", sa.Text(), nullable=True),
        sa.Column("slot_year", sa.Integer(), nullable=True),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("channel", sa.Text(), nullable=False),
        sa.Column("insisted", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_submissions_agency")),
        sa.ForeignKeyConstraint(["slot_agency"], ["agencies.code"], name=op.f("fk_submissions_slot_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_submissions")),
        sa.UniqueConstraint("agency", "year", "content", name=op.f("uq_submissions_agency_year_content")),
        sa.UniqueConstraint(
            "slot_agency", "slot_year", "ordinal", name=op.f("uq_submissions_slot_agency_slot_year_ordinal")
        ),
    )
    op.create_index("ix_submissions_slot_year", "submissions", ["slot_year", "slot_agency"], unique=False)


def _waivers() -> None:
    op.create_table(
        "waivers",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("facts_digest", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("approver", sa.Text(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_waivers_agency")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_waivers")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_waivers_year_agency", "waivers", ["year", "agency"], unique=False)


def _acts() -> None:
    op.create_table(
        "acts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("resubmit_by", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_acts_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_acts")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_acts_submission"), "acts", ["submission"], unique=False)


def _audits() -> None:
    op.create_table(
        "audits",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("job", sa.Text(), nullable=False),
        sa.Column("verdict", sa.Text(), nullable=False),
        sa.Column("rulebook_hash", sa.Text(), nullable=False),
        sa.Column("dossier_digest", sa.Text(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("report", sa.Text(), nullable=True),
        sa.Column("passages", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["job"], ["jobs.id"], name=op.f("fk_audits_job")),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_audits_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audits")),
        sa.UniqueConstraint("job", name=op.f("uq_audits_job")),
        sa.UniqueConstraint("name", name=op.f("uq_audits_name")),
        sa.UniqueConstraint(
            "submission",
            "rulebook_hash",
            "dossier_digest",
            "as_of",
            name=op.f("uq_audits_submission_rulebook_hash_dossier_digest_as_of"),
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audits_recorded_at"), "audits", ["recorded_at"], unique=False)
    op.create_index(op.f("ix_audits_submission"), "audits", ["submission"], unique=False)


def _held() -> None:
    op.create_table(
        "held",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assigned_agency", sa.Text(), nullable=False),
        sa.Column("assigned_year", sa.Integer(), nullable=True),
        sa.Column("assigned_by", sa.Text(), nullable=False),
        sa.Column("assigned_reason", sa.Text(), nullable=False),
        sa.Column("assigned_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_held_submission")),
        sa.PrimaryKeyConstraint("submission", name=op.f("pk_held")),
    )


def _paper_receipts() -> None:
    op.create_table(
        "paper_receipts",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=True, nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("submission", sa.Text(), nullable=True),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("scan", sa.Text(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["agency"], ["agencies.code"], name=op.f("fk_paper_receipts_agency")),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_paper_receipts_submission")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_paper_receipts")),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_paper_receipts_year_agency", "paper_receipts", ["year", "agency"], unique=False)


def _submission_documents() -> None:
    op.create_table(
        "submission_documents",
        sa.Column("submission", sa.Text(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["sha256"], ["blobs.sha256"], name=op.f("fk_submission_documents_sha256")),
        sa.ForeignKeyConstraint(["submission"], ["submissions.id"], name=op.f("fk_submission_documents_submission")),
        sa.PrimaryKeyConstraint("submission", "number", name=op.f("pk_submission_documents")),
    )


def _findings() -> None:
    op.create_table(
        "findings",
        sa.Column("audit", sa.BigInteger(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("fingerprint", sa.Text(), nullable=False),
        sa.Column("facts_digest", sa.Text(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("severity", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("message", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["audit"], ["audits.id"], name=op.f("fk_findings_audit")),
        sa.PrimaryKeyConstraint("audit", "number", name=op.f("pk_findings")),
    )
    op.create_index(op.f("ix_findings_fingerprint"), "findings", ["fingerprint"], unique=False)
    op.create_index(op.f("ix_findings_rule"), "findings", ["rule"], unique=False)


def downgrade() -> None:
    """Drop them."""
    op.drop_table("findings")
    op.drop_table("submission_documents")
    op.drop_table("paper_receipts")
    op.drop_table("held")
    op.drop_table("audits")
    op.drop_table("acts")
    op.drop_table("waivers")
    op.drop_table("submissions")
    op.drop_table("slots")
    op.drop_table("publications")
    op.drop_table("explanations")
    op.drop_table("bulletins")
    op.drop_table("blobs")
