"""The shipped model is whole, small, and refused where a byte differs."""

import json
import shutil
from pathlib import Path

import pytest

from nlp.artefact import FILES, open_artefact, shipped
from nlp.pipeline import load
from store.errors import ModelError


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    shutil.copytree(str(shipped()), tmp_path / "model")
    return tmp_path / "model"


def test_the_model_is_whole_and_below_sixty_megabytes() -> None:
    artefact = open_artefact()
    assert artefact.name.startswith("mrawatch-reader")
    assert len(artefact.rows) == len(artefact.scales) == artefact.tokenizer.get_vocab_size()
    assert sum(file.stat().st_size for file in Path(str(shipped())).iterdir()) < 60_000_000


@pytest.mark.parametrize("name", FILES)
def test_a_flipped_byte_is_named(copied: Path, name: str) -> None:
    content = bytearray((copied / name).read_bytes())
    content[len(content) // 2] ^= 1
    (copied / name).write_bytes(content)
    with pytest.raises(ModelError, match=f"{name} is not the file that was made"):
        open_artefact(copied)


def test_a_missing_file_is_named(copied: Path) -> None:
    (copied / "linker.onnx").unlink()
    with pytest.raises(ModelError, match=r"no model: .*linker\.onnx"):
        open_artefact(copied)


def test_another_format_is_refused(copied: Path) -> None:
    manifest = json.loads((copied / "manifest.json").read_text("utf-8"))
    (copied / "manifest.json").write_text(json.dumps(manifest | {"format": 99}), "utf-8")
    with pytest.raises(ModelError, match="format 99"):
        open_artefact(copied)


def test_a_backend_that_is_none_is_named() -> None:
    with pytest.raises(ModelError, match=r"config\.cfg"):
        load(None, "mrawatch.NoBackend.v1")
