"""Whenever publishing is killed, `latest` leads to a whole publication. KILLS says how often (10)."""

import os
import random
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from store.db import Store
from store.domain import Statement
from store.exports.manifest import Publication
from store.exports.versions import publications, tidy, versions

KILLS = int(os.environ.get("KILLS", "10"))

PUBLISHING = """
import sys
from datetime import UTC, datetime
from pathlib import Path

from store.db import Store
from store.domain import DecidedBy, Statement
from store.exports import publish
from store.registry import Registry

url, folder, told = sys.argv[1:]
with Store.open(url) as store:
    for _ in range(10_000):
        with store.transaction() as session:
            registry, now = Registry(session), datetime.now(UTC)
            key = f"change-{registry.head()[0]}"
            statement = Statement.model_validate_json(told)
            registry.append(statement, key=key, decided_by=DecidedBy.ANALYST, reason="seen", at=now)
        with store.reading() as session:
            publish(session, Path(folder), datetime.now(UTC))
        print("published", flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_latest_is_whole_whenever_publishing_is_killed(
    filled: Store, database_url: str, statement: Callable[..., Statement], tmp_path: Path
) -> None:
    folder = tmp_path / "publications"
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[2])}
    chance = random.Random(KILLS)
    unfinished = 0
    for _ in range(KILLS):
        arguments = [
            sys.executable,
            "-c",
            PUBLISHING,
            database_url,
            str(folder),
            statement("JP", "NZ").model_dump_json(),
        ]
        with subprocess.Popen(arguments, env=environment, stdout=subprocess.PIPE) as running:
            assert running.stdout is not None
            assert running.stdout.readline() == b"published\n"
            time.sleep(chance.uniform(0, 0.4))
            running.kill()
        unfinished += bool(list(folder.glob(".*")))
        latest = (folder / "latest").resolve()
        for made in publications(folder):  # every one that has its name is whole, not only the latest
            assert all(file.stands_in(folder / made.version) for file in made.files)
        assert {made.version for made in publications(folder)} == set(versions(folder))
        assert latest.name in versions(folder)[-2:]
        there = {path.relative_to(latest).as_posix() for path in latest.rglob("*") if path.is_file()}
        assert there == {file.name for file in Publication.read(latest).files} | {"manifest.json"}
        tidy(folder)
        assert not list(folder.glob(".*"))
    assert unfinished or KILLS < 5  # else nothing was killed in the midst of its work
