"""What the registry needs to answer quickly and to hand on: projections, clusters, tokens, webhooks, their outbox."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Add the columns and tables. `store.projections` fills its table at the next change."""
    moment = sa.DateTime(timezone=True)
    op.add_column("documents", sa.Column("issuer", sa.String(), nullable=True))
    op.add_column("documents", sa.Column("withdrawn_at", moment, nullable=True))
    op.add_column("reviews", sa.Column("kind", sa.String(), nullable=False, server_default="proposal"))
    op.add_column("reviews", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))

    op.create_table(
        "recognitions",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("parties", sa.String(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("form", sa.Integer(), nullable=False),
        sa.Column("value", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_recognitions"),
        sa.ForeignKeyConstraint(["seq"], ["changes.seq"], name="fk_recognitions_seq_changes"),
    )
    op.create_index("ix_recognitions_seq", "recognitions", ["seq"])

    op.create_table(
        "clusters",
        sa.Column("document_id", sa.String(), nullable=False),
        sa.Column("cluster", sa.String(), nullable=False),
        sa.Column("signature", sa.JSON(none_as_null=True), nullable=False),
        sa.PrimaryKeyConstraint("document_id", name="pk_clusters"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_clusters_document_id_documents"),
    )
    op.create_index("ix_clusters_cluster", "clusters", ["cluster"])

    op.create_table(
        "bands",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("value", sa.String(), nullable=False),
        sa.Column("document_id", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_bands"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_bands_document_id_documents"),
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
        sa.PrimaryKeyConstraint("id", name="pk_deliveries"),
        sa.ForeignKeyConstraint(
            ["subscription_id"], ["subscriptions.id"], name="fk_deliveries_subscription_id_subscriptions"
        ),
        sa.ForeignKeyConstraint(["change"], ["changes.seq"], name="fk_deliveries_change_changes"),
        sa.UniqueConstraint("subscription_id", "change", name="uq_deliveries_subscription_id_change"),
    )
    op.create_index("ix_deliveries_status", "deliveries", ["status"])
    op.create_index("ix_deliveries_due_at", "deliveries", ["due_at"])


def downgrade() -> None:
    """There is no step back: restore a copy of the database instead."""
    raise NotImplementedError("restore a copy of the database instead")
