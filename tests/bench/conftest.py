"""Ledgers of any size for the measurements, sealed as the registry seals them.

MRAWATCH_GROWTH says how many changes the large ones have (a million where it is not set).
"""

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import combinations, islice

import pytest
from sqlalchemy import insert, text

from store.chain import BEGINNING, seal
from store.db import Store
from store.domain import Change, DecidedBy, Evidence, Milestone, Statement, Tier, sha256
from store.projections import Projections
from store.registry import Registry
from store.rows import change_row
from store.tables import ChangeRow

RECOGNITIONS = 1000
BEGAN = datetime(2020, 1, 1, tzinfo=UTC)
CODES = "AE AR AU BD BR CA CH CL CN CO CR DO EC EG GB GT HK ID IL IN JO JP KE KR KZ MA MO MX MY NO NZ PA PE PH PK PY"
PAIRS = list(islice(combinations(CODES.split() + "QA RU SA SG TH TN TR TW UG US UY VN ZA RS".split(), 2), RECOGNITIONS))
STEPS = ((Milestone.SIGNED, "2019-03"), (Milestone.IN_FORCE, "2019-09-01"), (Milestone.SIGNED, "2019-03-04"))
CHUNK = 5000


def changes(first: int, last: int) -> Iterator[Change]:
    """The changes of a ledger that grows as a real one does: what is new is rare, what confirms it is not."""
    for seq in range(first, last + 1):
        milestone, stated = STEPS[(seq // RECOGNITIONS) % len(STEPS)]
        quote = f"announced for the {seq}th time"
        evidence = Evidence(
            document_id=f"old-{seq}", url=f"https://customs.example/{seq}", quote=quote, tier=Tier.STATE_AGENCY
        )
        yield Change(
            seq=seq,
            key=f"grown-{seq}",
            statement=Statement(
                parties=PAIRS[seq % RECOGNITIONS],
                milestone=milestone,
                date=stated,
                evidence=evidence.model_copy(update={"text_sha256": sha256(quote)}),
                confidence=0.9 + (seq % 97) / 1000,
            ),
            decided_by=DecidedBy.POLICY,
            decided_at=BEGAN + timedelta(seconds=seq),
            reason="agrees with what is known",
        )


def grow(store: Store, upto: int) -> None:
    """Let the ledger grow to a size, sealed as the registry seals it, and the states that are kept beside it."""
    with store.transaction() as session:
        last, before = Registry(session).head()
        rows = []
        for change in changes(last + 1, upto):
            row = change_row(change)
            before = row.seal = seal(row.model_dump(), before or BEGINNING)
            rows.append(row.model_dump())
            if len(rows) == CHUNK:
                session.execute(insert(ChangeRow), rows)
                rows.clear()
        if rows:
            session.execute(insert(ChangeRow), rows)
        Projections(session).rebuild()
        if session.get_bind().dialect.name == "postgresql":
            session.execute(text("ANALYZE"))  # what autovacuum does within a minute of such an insert


@dataclass(frozen=True)
class Growth:
    """The parties of the recognitions, how large the large ledger is, and what lets one grow to a size."""

    pairs: Sequence[tuple[str, ...]]
    large: int
    grow: Callable[[Store, int], None]


@pytest.fixture(scope="session")
def growth() -> Growth:
    return Growth(PAIRS, int(os.environ.get("MRAWATCH_GROWTH", "1000000")), grow)
