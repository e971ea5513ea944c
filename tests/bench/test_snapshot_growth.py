"""How a publication grows with the ledger: 1,000 recognitions, BENCH_CHANGES changes (1,000,000) and a tenth of them.

Prints seconds and peak memory; asserts that all was published, never a time.
"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import combinations, islice
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from store.authorities.administrations import administrations
from store.chain import BEGINNING, seal
from store.db import Store
from store.domain import Change, DecidedBy, Evidence, Milestone, Statement, Tier, sha256
from store.exports.manifest import Publication
from store.rows import change_row
from store.tables import ChangeRow

pytestmark = pytest.mark.bench

CHANGES = int(os.environ.get("BENCH_CHANGES", "1000000"))
RECOGNITIONS = 1_000
STEPS = (Milestone.ACTION_PLAN, Milestone.SIGNED, Milestone.IN_FORCE, Milestone.EXPANDED)


def changes(number: int) -> Iterator[dict[str, Any]]:
    """Rows of a ledger that tells each recognition's four milestones again and again, from ever new documents."""
    pairs = list(islice(combinations(sorted(a.iso2 for a in administrations()), 2), RECOGNITIONS))
    began, before = datetime(2020, 1, 1, tzinfo=UTC), BEGINNING
    for seq in range(1, number + 1):
        step = seq // RECOGNITIONS % len(STEPS)
        text = f"The two administrations announced today, in their release number {seq}, that the step is taken."
        statement = Statement(
            parties=pairs[seq % RECOGNITIONS],
            milestone=STEPS[step],
            date=f"20{10 + step}-0{1 + step}-1{step}",
            date_rule="full date",
            evidence=Evidence(
                document_id=f"doc-{seq}",
                url=f"https://customs.example/news/{seq}",
                quote=text,
                start=0,
                end=len(text),
                text_sha256=sha256(text),
                body_sha256=sha256(text),
                tier=Tier.AUTHORITY,
            ),
            confidence=0.97,
        )
        row = change_row(
            Change(
                seq=seq,
                key=f"change-{seq}",
                statement=statement,
                decided_by=DecidedBy.POLICY,
                decided_at=began + timedelta(seconds=seq),
                reason="agrees with what is known",
            )
        ).model_dump()
        before = row["seal"] = seal(row, before)
        yield row


def publish(number: int, folder: Path) -> dict[str, Any]:
    url = f"sqlite:///{folder / 'store.db'}"
    with Store.open(url) as store, store.transaction() as session:
        rows = changes(number)
        while chunk := list(islice(rows, 5_000)):
            session.execute(insert(ChangeRow), chunk)
    script = Path(__file__).with_name("publishing.py")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, str(script), url, str(folder)], env=environment, capture_output=True, text=True, check=True
    )
    made = Publication.read(folder / "publications" / "latest")
    assert (made.rows("changes"), made.rows("recognitions")) == (number, RECOGNITIONS)
    return {**json.loads(done.stdout), "bytes": made.bytes}


def test_a_publication_grows_with_the_ledger_and_its_memory_does_not(tmp_path: Path) -> None:
    lines = ["", f"A publication of {RECOGNITIONS:,} recognitions: every format, delta, validators, checksums"]
    for number in (CHANGES // 10, CHANGES):
        folder = tmp_path / str(number)
        folder.mkdir()
        told = publish(number, folder)
        lines.append(
            f"  {number:>9,} changes  {told['seconds']:7.1f} s ({told['cpu']:.1f} s of CPU)  "
            f"{told['bytes'] / 1e6:8.1f} MB written  memory {told['before']:6.0f} MB before, "
            f"{told['peak']:6.0f} MB at most; JSON Lines alone {told['jsonl']:6.1f} s"
        )
    sys.stdout.write("\n".join([*lines, ""]))
