"""How a publication grows with the ledger: 1,000 recognitions, a million changes and a tenth of them.

Prints seconds and peak memory; asserts that all was published, never a time.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from store.db import Store
from store.exports.manifest import Publication

pytestmark = pytest.mark.bench


def publish(growth: Any, number: int, folder: Path) -> dict[str, Any]:
    url = f"sqlite:///{folder / 'store.db'}"
    with Store.open(url) as store:
        growth.grow(store, number)
    script = Path(__file__).with_name("publishing.py")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        [sys.executable, str(script), url, str(folder)], env=environment, capture_output=True, text=True, check=True
    )
    made = Publication.read(folder / "publications" / "latest")
    assert (made.rows("changes"), made.rows("recognitions")) == (number, len(growth.pairs))
    return {**json.loads(done.stdout), "bytes": made.bytes}


def test_a_publication_grows_with_the_ledger_and_its_memory_does_not(growth: Any, tmp_path: Path) -> None:
    lines = ["", f"A publication of {len(growth.pairs):,} recognitions: every format, delta, validators, checksums"]
    for number in (growth.large // 10, growth.large):
        folder = tmp_path / str(number)
        folder.mkdir()
        told = publish(growth, number, folder)
        lines.append(
            f"  {number:>9,} changes  {told['seconds']:7.1f} s ({told['cpu']:.1f} s of CPU)  "
            f"{told['bytes'] / 1e6:8.1f} MB written  memory {told['before']:6.0f} MB before, "
            f"{told['peak']:6.0f} MB at most; JSON Lines alone {told['jsonl']:6.1f} s"
        )
    sys.stdout.write("\n".join([*lines, ""]))
