"""The ledger's hash chain: every change bears a seal, those that are there already too."""

import sqlalchemy as sa
from alembic import op

from store.chain import BEGINNING, seal

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

_VERBS = ("UPDATE", "DELETE")


def upgrade() -> None:
    """Add the column and fill it, with the ledger's guards down in the one transaction."""
    sqlite = op.get_bind().dialect.name == "sqlite"
    if sqlite:
        for verb in _VERBS:
            op.execute(f"DROP TRIGGER changes_refuse_{verb.lower()}")
    else:
        op.execute("DROP TRIGGER changes_refuse ON changes")
    op.add_column("changes", sa.Column("seal", sa.String(), nullable=False, server_default=""))
    _seal_all()
    if sqlite:
        for verb in _VERBS:
            op.execute(
                f"CREATE TRIGGER changes_refuse_{verb.lower()} BEFORE {verb} ON changes "
                "BEGIN SELECT RAISE(ABORT, 'the ledger is append-only'); END"
            )
    else:
        op.execute(
            "CREATE TRIGGER changes_refuse BEFORE UPDATE OR DELETE OR TRUNCATE ON changes "
            "FOR EACH STATEMENT EXECUTE FUNCTION changes_refuse()"
        )


def _seal_all() -> None:
    connection = op.get_bind()
    changes = sa.Table("changes", sa.MetaData(), autoload_with=connection)
    before = BEGINNING
    for row in connection.execute(sa.select(changes).order_by(changes.c.seq)).mappings().all():
        before = seal(dict(row), before)
        connection.execute(sa.update(changes).where(changes.c.seq == row["seq"]).values(seal=before))


def downgrade() -> None:
    """There is no step back: restore a copy of the database instead."""
    raise NotImplementedError("the chain cannot be taken off a ledger: restore a copy of the database")
