"""The first schema: documents, fetches, extractions, reviews, nights, and the append-only ledger of changes.

A hash chain over the ledger can be added as columns later: adding a column is no update of a row.
"""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

_SQLITE_GUARDS = tuple(
    f"CREATE TRIGGER changes_refuse_{verb.lower()} BEFORE {verb} ON changes "
    "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
    for verb in ("UPDATE", "DELETE")
)
_POSTGRESQL_GUARDS = (
    """CREATE FUNCTION changes_refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN
    RAISE EXCEPTION 'the ledger is append-only' USING ERRCODE = 'integrity_constraint_violation'; END $$""",
    """CREATE TRIGGER changes_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON changes
    FOR EACH STATEMENT EXECUTE FUNCTION changes_refuse()""",
)


def upgrade() -> None:
    """Create every table, and the guards of the ledger."""
    moment = sa.DateTime(timezone=True)
    op.create_table(
        "documents",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("url", sa.String(), nullable=True),
        sa.Column("title", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("published", sa.String(), nullable=True),
        sa.Column("source", sa.String(), nullable=True),
        sa.Column("tier", sa.String(), nullable=False),
        sa.Column("fetched_at", moment, nullable=True),
        sa.Column("body_sha256", sa.String(), nullable=True),
        sa.Column("text_sha256", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_documents"),
        sa.UniqueConstraint("id", name="uq_documents_id"),
    )
    op.create_index("ix_documents_url", "documents", ["url"])
    op.create_index("ix_documents_source", "documents", ["source"])

    op.create_table(
        "fetches",
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("status", sa.Integer(), nullable=False),
        sa.Column("etag", sa.String(), nullable=True),
        sa.Column("last_modified", sa.String(), nullable=True),
        sa.Column("body_sha256", sa.String(), nullable=True),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.Column("fetched_at", moment, nullable=False),
        sa.Column("error", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("url", name="pk_fetches"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_fetches_document_id"),
    )
    op.create_index("ix_fetches_source", "fetches", ["source"])
    op.create_index("ix_fetches_document_id", "fetches", ["document_id"])

    op.create_table(
        "extractions",
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("extractor_key", sa.String(), nullable=False),
        sa.Column("relevant", sa.Boolean(), nullable=False),
        sa.Column("reconciled", sa.Boolean(), nullable=False),
        sa.Column("record", sa.JSON(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_extractions"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_extractions_document_id"),
        sa.UniqueConstraint("document_id", "extractor_key", name="uq_extractions_document_id_extractor_key"),
    )
    op.create_index("ix_extractions_extractor_key", "extractions", ["extractor_key"])
    op.create_index("ix_extractions_reconciled", "extractions", ["reconciled"])

    op.create_table(
        "reviews",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("recognition", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("proposal", sa.JSON(), nullable=False),
        sa.Column("corrected", sa.JSON(), nullable=True),
        sa.Column("opened_at", moment, nullable=False),
        sa.Column("decided_at", moment, nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_reviews"),
        sa.UniqueConstraint("key", name="uq_reviews_key"),
    )
    op.create_index("ix_reviews_document_id", "reviews", ["document_id"])
    op.create_index("ix_reviews_recognition", "reviews", ["recognition"])
    op.create_index("ix_reviews_status", "reviews", ["status"])

    op.create_table(
        "changes",
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("recognition", sa.String(), nullable=False),
        sa.Column("milestone", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=True),
        sa.Column("statement", sa.JSON(), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_at", moment, nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("supersedes", sa.Integer(), nullable=True),
        sa.Column("withdraws", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("seq", name="pk_changes"),
        sa.ForeignKeyConstraint(["supersedes"], ["changes.seq"], name="fk_changes_supersedes"),
        sa.UniqueConstraint("key", name="uq_changes_key"),
    )
    op.create_index("ix_changes_recognition", "changes", ["recognition"])
    op.create_index("ix_changes_milestone", "changes", ["milestone"])
    op.create_index("ix_changes_document_id", "changes", ["document_id"])
    op.create_index("ix_changes_decided_at", "changes", ["decided_at"])
    for guard in _SQLITE_GUARDS if op.get_bind().dialect.name == "sqlite" else _POSTGRESQL_GUARDS:
        op.execute(guard)

    op.create_table(
        "nights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("started_at", moment, nullable=False),
        sa.Column("finished_at", moment, nullable=True),
        sa.Column("summary", sa.JSON(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_nights"),
    )


def downgrade() -> None:
    """There is no step back: a ledger is not dropped. Restore a copy of the database instead."""
    raise NotImplementedError("the first schema cannot be taken back: restore a copy of the database")
