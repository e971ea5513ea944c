"""The way from marked texts to an artefact, on a toy-sized model: it learns, exports, and decodes as it was trained."""

import json
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("transformers", reason="the extra `train` is not installed")
onnxruntime = pytest.importorskip("onnxruntime", reason="the extra `train` is not installed")

from nlp.anchors import CLASSES, LABELS, RELATIONS, Candidate  # noqa: E402
from nlp.decoding import Heads, anchors_of, buckets, gelu  # noqa: E402
from nlp.encoding import windows  # noqa: E402
from nlp.training.base import SPECIAL, dequantise, make_tokenizer  # noqa: E402
from nlp.training.corpus import Text, read_file  # noqa: E402
from nlp.training.examples import Example, Mention, Target  # noqa: E402
from nlp.training.export import FILES, export  # noqa: E402
from nlp.training.model import ReaderModel, Sizes, bucket  # noqa: E402
from nlp.training.train import Log, Plan, train  # noqa: E402
from store.domain import sha256  # noqa: E402

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]

STORY = """=== toy-001 en 2023-02-07 toy
# Signing
Peru and Fiji [[signed|event signed main PE,FJ]] a deal.
=== toy-002 en 2023-02-07 toy
# Talks
Oman and Chad [[began|event negotiation_started main OM,TD]] talks.
"""
PARTIES = {"Peru": "PE", "Fiji": "FJ", "Oman": "OM", "Chad": "TD"}


@pytest.fixture
def texts(tmp_path: Path) -> list[Text]:
    file = tmp_path / "toy.txt"
    file.write_text(STORY, "utf-8")
    return read_file(file)


def tokenizer_of(texts: list[Text]):  # type: ignore[no-untyped-def]
    words = sorted({word.strip(".") for text in texts for word in f"{text.title} {text.text}".split()})
    pieces = [(piece, 0.0) for piece in SPECIAL]
    pieces += [(f"▁{word}", -1.0) for word in words] + [(".", -1.0), ("▁", -2.0)]
    return make_tokenizer(pieces), len(pieces)


def example_of(text: Text, tokenizer) -> Example:  # type: ignore[no-untyped-def]
    (window,) = windows(tokenizer, text.text, text.title)
    (mark,) = text.marks
    pieces = window.pieces(mark.start, mark.end)
    assert pieces is not None
    label = LABELS.index(f"event:{mark.values[0]}")
    classes = [-100 if a == b else 0 for a, b in window.offsets]
    classes[pieces[0]] = 1 + 2 * label
    parties = []
    for name, code in PARTIES.items():
        start = text.text.find(name)
        found = window.pieces(start, start + len(name)) if start >= 0 else None
        if found:
            parties.append(Mention(code, *found))
    mentions = {Candidate.PARTY: parties, Candidate.DATE: [], Candidate.PERCENT: []}
    target = Target(*pieces, label, {0: False}, {0: frozenset(mark.codes), 1: frozenset()})
    return Example(text.id, text.family, text.language, window, classes, mentions, [target])


def test_a_toy_learns_exports_and_reads(texts: list[Text], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tokenizer, pieces = tokenizer_of(texts)
    examples = [example_of(text, tokenizer) for text in texts]
    torch.manual_seed(0)
    model = ReaderModel(Sizes(hidden=32, layers=2, heads=2, inner=64, positions=64), pieces)
    train(model, examples, Plan(epochs=60, batch=2, rate=3e-3, head_rate=1e-2, bfloat16=False), Log())
    losses = [float(line.split("tag ")[1].split()[0]) for line in capsys.readouterr().out.splitlines()]
    assert losses[-1] < losses[0] / 5

    export(model, tokenizer, tmp_path / "model", "toy", {})
    manifest = json.loads((tmp_path / "model" / "manifest.json").read_text("utf-8"))
    assert manifest["files"] == {name: sha256((tmp_path / "model" / name).read_bytes()) for name in FILES}

    session = onnxruntime.InferenceSession(str(tmp_path / "model" / "encoder.onnx"))
    with np.load(tmp_path / "model" / "embeddings.npz") as stored:
        rows, scales = stored["rows"], stored["scales"]
    with np.load(tmp_path / "model" / "heads.npz") as stored:
        heads = Heads({name: stored[name] for name in stored.files})
    for text, example in zip(texts, examples, strict=True):
        ids = np.array(example.window.ids)
        embeddings = rows[ids].astype(np.float32) * scales[ids, None]
        states, scores = session.run(None, {"embeddings": embeddings[None]})
        with torch.no_grad():
            whole = model.encoder.embeddings.word_embeddings(torch.tensor(ids[None]))
            _, expected = model(whole, torch.ones(1, len(ids), dtype=torch.long))
        assert scores.shape == (1, len(ids), CLASSES)
        assert (scores[0].argmax(-1) == expected[0].numpy().argmax(-1)).mean() >= 0.9
        spans = [(c, text.text.index(n), text.text.index(n) + len(n)) for n, c in PARTIES.items() if n in text.text]
        candidates = {Candidate.PARTY: spans, Candidate.DATE: [], Candidate.PERCENT: []}
        (anchor,) = anchors_of(example.window, states[0], scores[0], candidates, heads)
        assert anchor.label == f"event:{text.marks[0].values[0]}"
        assert text.text[anchor.start : anchor.end] == text.marks[0].words
        assert {code for code, p in anchor.links["event_party"] if p > 0.5} == set(text.marks[0].codes)


def test_numpy_and_torch_say_the_same() -> None:
    x = np.linspace(-4, 4, 41, dtype=np.float32)
    assert np.allclose(gelu(x), torch.nn.functional.gelu(torch.from_numpy(x)).numpy(), atol=1e-6)
    places = np.array([0, 1, 3, 7, 40, 300])
    by_numpy = buckets(np.array([5]), places)[0].tolist()
    assert by_numpy == [bucket(int(place) - 5) for place in places]


def test_four_bit_blocks_give_their_numbers_back() -> None:
    numbers = np.arange(32) % 16 - 8
    scale = np.float16(0.5)
    packed = ((numbers[:16] + 8) | ((numbers[16:] + 8) << 4)).astype(np.uint8)
    block = np.concatenate([np.frombuffer(scale.tobytes(), np.uint8), packed])[None]
    assert np.array_equal(dequantise(block)[0], numbers.astype(np.float32) * 0.5)


def test_every_relation_has_a_name_of_its_own() -> None:
    assert len({relation.name for relation in RELATIONS}) == len(RELATIONS)
