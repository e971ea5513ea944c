"""The manifest of an artefact: its name, and the checksum of each of its files."""

import json
from pathlib import Path

from nlp.artefact import FILES, FORMAT
from store.domain import sha256


def seal(folder: Path, name: str, attention_heads: int) -> None:
    """Write the manifest: the artefact's name, what its weights do not tell, and the checksum of each of its files."""
    files = {file: sha256((folder / file).read_bytes()) for file in FILES}
    manifest = {"name": name, "format": FORMAT, "attention_heads": attention_heads, "files": files}
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1, sort_keys=True) + "\n", "utf-8")
