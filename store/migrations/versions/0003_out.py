"""What the registry needs to answer quickly and to hand on: projections, clusters, tokens, webhooks, their outbox."""

import sqlalchemy as sa
from alembic import op

from store.sums import COLUMN, row_sum

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

_OLDER = ("documents", "fetches", "extractions", "reviews", "nights")
"""The tables of earlier schemas whose rows bear a checksum from now on."""


def upgrade() -> None:
    """Add the columns and tables. `store.projections` fills its table at the next change."""
    moment = sa.DateTime(timezone=True)
    op.add_column("documents", sa.Column("issuer", sa.String(), nullable=True))
    op.add_column("documents", sa.Column("withdrawn_at", moment, nullable=True))
    op.add_column("reviews", sa.Column("kind", sa.String(), nullable=False, server_default="proposal"))
    op.add_column("reviews", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    op.create_index("ix_documents_issuer_source", "documents", ["issuer", "source"])
    op.drop_index("ix_fetches_source", "fetches")
    op.create_index("ix_fetches_source_fetched_at", "fetches", ["source", "fetched_at"])
    for name in _OLDER:
        op.add_column(name, sa.Column(COLUMN, sa.String(), nullable=False, server_default=""))

    op.create_table(
        "recognitions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("parties", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.Column(COLUMN, sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recognitions"),
        sa.ForeignKeyConstraint(["seq"], ["changes.seq"], name="fk_recognitions_seq"),
    )
    op.create_index("ix_recognitions_seq", "recognitions", ["seq"])

    op.create_table(
        "clusters",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("cluster", sa.String(), nullable=False),
        sa.Column("signature", sa.JSON(none_as_null=True), nullable=False),
        sa.Column(COLUMN, sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_clusters"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_clusters_document_id"),
    )
    op.create_index("ix_clusters_cluster", "clusters", ["cluster"])

    op.create_table(
        "bands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bands"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_bands_document_id"),
    )
    op.create_index("ix_bands_value", "bands", ["value"])
    op.create_index("ix_bands_document_id", "bands", ["document_id"])

    op.create_table(
        "tokens",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("scope", sa.String(), nullable=False),
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("expires_at", moment, nullable=True),
        sa.Column("revoked_at", moment, nullable=True),
        sa.Column(COLUMN, sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_tokens"),
        sa.UniqueConstraint("name", name="uq_tokens_name"),
        sa.UniqueConstraint("digest", name="uq_tokens_digest"),
    )

    op.create_table(
        "subscriptions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("url", sa.String(), nullable=False),
        sa.Column("secret", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("created_at", moment, nullable=False),
        sa.Column("held_until", moment, nullable=True),
        sa.Column("note", sa.String(), nullable=False),
        sa.Column(COLUMN, sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.UniqueConstraint("url", name="uq_subscriptions_url"),
    )
    op.create_index("ix_subscriptions_status", "subscriptions", ["status"])

    op.create_table(
        "deliveries",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("subscription_id", sa.Integer(), nullable=False),
        sa.Column("change", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("due_at", moment, nullable=False),
        sa.Column("delivered_at", moment, nullable=True),
        sa.Column("error", sa.String(), nullable=False),
        sa.Column(COLUMN, sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(["subscription_id"], ["subscriptions.id"], name="fk_deliveries_subscription_id"),
        sa.ForeignKeyConstraint(["change"], ["changes.seq"], name="fk_deliveries_change"),
        sa.UniqueConstraint("subscription_id", "change", name="uq_deliveries_subscription_id_change"),
    )
    op.create_index(
        "ix_deliveries_subscription_id_status_due_at", "deliveries", ["subscription_id", "status", "due_at"]
    )
    _sum_rows()


def _sum_rows() -> None:
    """Let the rows that are there bear their checksums, as those to come do."""
    connection = op.get_bind()
    for name in _OLDER:
        table = sa.Table(name, sa.MetaData(), autoload_with=connection)
        (key,) = table.primary_key.columns
        for place in connection.execute(sa.select(key)).scalars().all():
            row = connection.execute(sa.select(table).where(key == place)).mappings().one()
            connection.execute(sa.update(table).where(key == place).values({COLUMN: row_sum(dict(row))}))


def downgrade() -> None:
    """There is no step back: restore a copy of the database instead."""
    raise NotImplementedError("restore a copy of the database instead")
