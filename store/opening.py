"""The opening balance in the ledger: written once, brought up to date by later releases."""

from collections import defaultdict
from datetime import UTC, datetime

from sqlmodel import Session, col, select

from store.baseline import baseline
from store.domain import Change, DecidedBy
from store.reconcile import state
from store.registry import Registry
from store.rows import utc
from store.tables import ChangeRow

_BASELINE = DecidedBy.BASELINE


def baseline_due(session: Session) -> bool:
    """Whether `load_baseline` has anything to write. A look at keys alone, cheap enough for every command."""
    return any(baseline.due(_baseline_keys(session)))


def load_baseline(session: Session, at: datetime | None = None) -> int:
    """Bring the opening balance in the ledger up to date at the moment `at` (now if not given); how many changes.

    In an empty ledger every row was known from the day on which it was compiled. What a later release adds, corrects
    or takes out is known from `at` only, so that what was known before stays as it was. A correction supersedes the
    row's earlier change; that of a row which somebody has withdrawn is written down as withdrawn too.
    """
    missing, gone = baseline.due(_baseline_keys(session))
    if not missing and not gone:
        return 0
    registry, moment = Registry(session), utc(at or datetime.now(UTC))
    ledger = registry.changes()
    in_effect = state.in_effect(ledger)
    standing = {change.seq for change in in_effect if not change.withdraws}
    refused = {change.supersedes for change in in_effect if change.withdraws and change.decided_by is not _BASELINE}
    rows: defaultdict[str, list[Change]] = defaultdict(list)
    for change in ledger:
        if change.decided_by is _BASELINE and not change.withdraws:
            rows[baseline.slot_of(change.key)].append(change)
    for entry in missing:
        last = max(rows[entry.slot], key=lambda change: (change.seq in standing, change.seq), default=None)
        withdrawn = last is not None and last.seq not in standing and last.seq in refused
        registry.append(
            entry.statement,
            key=entry.key,
            decided_by=_BASELINE,
            reason="opening balance" + (", corrected" if last else "") + (", of a withdrawn row" if withdrawn else ""),
            at=max(moment, entry.known) if ledger else entry.known,
            supersedes=last.seq if last else None,
            withdraws=withdrawn,
        )
    taken_out = [change for slot in gone for change in rows[slot]]
    for change in taken_out:
        registry.append(
            change.statement,
            key=baseline.withdrawal_key(baseline.slot_of(change.key), change.seq),
            decided_by=_BASELINE,
            reason="no longer in the opening balance",
            at=moment,
            supersedes=change.seq,
            withdraws=True,
        )
    return len(missing) + len(taken_out)


def _baseline_keys(session: Session) -> tuple[str, ...]:
    rows = select(ChangeRow.key).where(ChangeRow.decided_by == _BASELINE.value).order_by(col(ChangeRow.seq))
    return tuple(session.exec(rows))
