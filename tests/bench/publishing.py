"""Publishes a store once, in a process of its own: `publishing.py URL FOLDER` prints seconds and memory as JSON."""

import json
import sys
import time
from datetime import UTC, datetime
from pathlib import Path

from memory import megabytes  # a script finds what lies beside it

from store.db import Store
from store.exports import export, publish, writable


def main(url: str, folder: Path) -> None:
    if "parquet" in writable():
        import pyarrow.parquet  # noqa: F401  # so that what it takes by itself is not counted as growth
    with Store.open(url) as store, store.reading() as session:
        before, began, worked = megabytes(), time.perf_counter(), time.process_time()
        publish(session, folder / "publications", datetime.now(UTC))
        told = {
            "seconds": time.perf_counter() - began,
            "cpu": time.process_time() - worked,
            "before": before,
            "peak": megabytes(),
        }
        began = time.perf_counter()
        export(session, "jsonl", folder / "jsonl")
        told["jsonl"] = time.perf_counter() - began
    sys.stdout.write(json.dumps(told))


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]))
