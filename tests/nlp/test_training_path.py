"""The way from marked texts to an artefact, on a toy-sized model: it learns, exports, and reads as it was trained."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

torch = pytest.importorskip("torch", reason="the extra `train` is not installed")
pytest.importorskip("transformers", reason="the extra `train` is not installed")
pytest.importorskip("onnx", reason="the extra `train` is not installed")

import random  # noqa: E402
import subprocess  # noqa: E402
import sys  # noqa: E402

from nlp import decoding  # noqa: E402
from nlp.anchors import LABELS, RELATIONS, Candidate  # noqa: E402
from nlp.artefact import Artefact, open_artefact, shipped  # noqa: E402
from nlp.backends.onnx import OnnxBackend  # noqa: E402
from nlp.backends.torch import TorchBackend  # noqa: E402
from nlp.encoding import UNKNOWN, windows  # noqa: E402
from nlp.linker import OnnxLinker  # noqa: E402
from nlp.linking import Candidates  # noqa: E402
from nlp.nodes import Node, apart, places, reaches  # noqa: E402
from nlp.pipeline import TORCH, candidate_pipeline, load  # noqa: E402
from nlp.training.base import SPECIAL, dequantise, make_tokenizer  # noqa: E402
from nlp.training.batches import hide  # noqa: E402
from nlp.training.calibrate import calibrate, threshold_of  # noqa: E402
from nlp.training.corpus import Text, read_corpus, read_file  # noqa: E402
from nlp.training.examples import examples  # noqa: E402
from nlp.training.export import export, link_graph  # noqa: E402
from nlp.training.model import Linker, ReaderModel, Sizes  # noqa: E402
from nlp.training.substitution import variant  # noqa: E402
from nlp.training.train import Log, Plan, held_out, train  # noqa: E402
from nlp.training.weights import average, reader_of  # noqa: E402

pytestmark = [
    pytest.mark.slow,
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::FutureWarning"),
    pytest.mark.filterwarnings("ignore::UserWarning"),
]

STORY = """=== toy-001 en 2023-02-07 toy
# Customs sign
Customs of Peru and Fiji [[signed|event signed main PE,FJ]] an AEO deal.
=== toy-002 en 2023-02-07 toy
# Customs talk
Customs of Oman and Chad [[began|event negotiation_started main OM,TD]] AEO talks.
"""


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> list[Text]:
    file = tmp_path_factory.mktemp("texts") / "toy.txt"
    file.write_text(STORY, "utf-8")
    return read_file(file)


@pytest.fixture(scope="module")
def trained(texts: list[Text], tmp_path_factory: pytest.TempPathFactory) -> tuple[ReaderModel, Path, list[str]]:
    words = sorted({word.strip(".") for text in texts for word in f"{text.title} {text.text}".split()})
    pieces = [(piece, 0.0) for piece in SPECIAL] + [(f"▁{word}", -1.0) for word in words] + [(".", -1.0), ("▁", -2.0)]
    tokenizer = make_tokenizer(pieces)
    pipeline = candidate_pipeline()
    learned = [example for text in texts for example in examples(pipeline, tokenizer, text)]
    torch.manual_seed(0)
    model = ReaderModel(Sizes(hidden=32, layers=2, heads=2, inner=64, positions=64), len(pieces))
    lines: list[str] = []

    class Kept(Log):
        def __call__(self, line: str) -> None:
            lines.append(line)

    plan = Plan(epochs=80, batch=2, rate=3e-3, head_rate=5e-3, hidden=0.0, bfloat16=False)
    train(model, [learned], plan, Kept(), learned)
    folder = tmp_path_factory.mktemp("model")
    export(model, tokenizer, folder, "toy", {})
    return model, folder, lines


def test_a_toy_learns(trained: tuple[ReaderModel, Path, list[str]]) -> None:
    losses = [float(line.split("tag ")[1].split()[0]) for line in trained[2]]
    assert len(losses) == 80
    assert losses[-1] < losses[0] / 5


def test_a_toy_reads_what_it_learned_on_both_backends(
    trained: tuple[ReaderModel, Path, list[str]], texts: list[Text]
) -> None:
    artefact = open_artefact(trained[1])
    for backend in (OnnxBackend(artefact), TorchBackend(artefact)):
        for text in texts:
            anchors = read(artefact, backend.encode, text)
            told = [a for a in anchors if a.label.startswith("event")]
            assert len(told) == len(text.marks)
            for anchor, mark in zip(told, text.marks, strict=True):
                assert anchor.label == f"event:{mark.values[0]}"
                assert text.text[anchor.start : anchor.end] == mark.words
                assert {code for code, p in anchor.links["event_party"] if p > 0.5} == set(mark.codes)


def read(artefact: Artefact, encode: Callable[..., object], text: Text) -> list[decoding.Anchor]:
    names = {"Peru": "PE", "Fiji": "FJ", "Oman": "OM", "Chad": "TD"}
    found = [(c, text.text.index(n), text.text.index(n) + len(n)) for n, c in names.items() if n in text.text]
    candidates = Candidates({Candidate.PARTY: found, Candidate.DATE: [], Candidate.PERCENT: []}, [], [], [0])
    (window,) = windows(artefact.tokenizer, text.text, text.title)
    states, scores = encode(window.ids)  # type: ignore[misc]
    return decoding.anchors_of(window, states, scores, candidates, OnnxLinker(artefact.linker))


def test_the_shipped_weights_read_alike_on_both_backends() -> None:
    artefact = open_artefact()
    onnx, other = OnnxBackend(artefact), TorchBackend(artefact)
    same = total = 0
    for text in read_corpus()[::150]:
        for window in windows(artefact.tokenizer, text.text, text.title):
            one, two = onnx.encode(window.ids)[1].argmax(-1), other.encode(window.ids)[1].argmax(-1)
            same, total = same + int((one == two).sum()), total + len(one)
    assert total > 1_000
    assert same / total >= 0.995
    assert load(None, TORCH).extractor.model == artefact.name


def test_the_exported_linker_judges_and_links_as_the_trained_one(tmp_path: Path) -> None:
    torch.manual_seed(0)
    linker = Linker(16).eval()
    for parameter in linker.parameters():
        torch.nn.init.normal_(parameter, std=0.3)
    link_graph(linker, tmp_path / "linker.onnx")
    exported = OnnxLinker((tmp_path / "linker.onnx").read_bytes())
    rng = random.Random(0)
    for nodes_there, anchors in ((9, 4), (1, 1), (60, 40)):
        nodes = [Node(rng.randrange(7), n := rng.randrange(50), n + 2, rng.randrange(5)) for _ in range(nodes_there)]
        states = np.random.default_rng(0).normal(size=(60, 16)).astype(np.float32)
        with torch.no_grad():
            wanted = linker(
                torch.from_numpy(states),
                torch.from_numpy(np.stack([states[n.first : n.last].mean(0) for n in nodes])),
                torch.tensor([n.type for n in nodes]),
                *(torch.from_numpy(a) for a in (reaches(nodes), apart(nodes), places(nodes, len(states)))),
                torch.arange(anchors),
            )
        for one, other in zip(exported(states, nodes, anchors), wanted, strict=True):
            assert one.shape == tuple(other.shape)
            assert np.allclose(one, other.numpy(), atol=1e-3)


def test_what_is_hidden_is_a_share_of_the_pieces_and_no_special_one() -> None:
    torch.manual_seed(0)
    ids = torch.arange(4_000).reshape(4, 1_000)
    hidden = hide(ids, 0.25)
    gone = hidden != ids
    assert 0.2 < gone.float().mean() < 0.3
    assert (hidden[gone] == UNKNOWN).all()
    assert not gone[0, : UNKNOWN + 1].any()
    assert torch.equal(hide(ids, 0.0), ids)


def test_an_artefact_gives_its_weights_back_to_train_on(trained: tuple[ReaderModel, Path, list[str]]) -> None:
    back, was = reader_of(open_artefact(trained[1])).state_dict(), trained[0].state_dict()
    assert back.keys() == was.keys()
    for name, value in was.items():
        if name.startswith("link."):
            assert torch.equal(back[name], value), name
        else:  # in int8 there: a step is at most a 127th of the largest
            assert torch.allclose(back[name], value, atol=float(value.abs().max()) / 100), name


def test_the_average_of_two_models_lies_between_them() -> None:
    one, other = (
        {"w": torch.tensor([1.0, 4.0]), "n": torch.tensor(3)},
        {"w": torch.tensor([3.0, 0.0]), "n": torch.tensor(3)},
    )
    both = average(one, other)
    assert both["w"].tolist() == [2.0, 2.0]
    assert both["n"] == 3


def test_calibration_seals_the_artefact_anew(trained: tuple[ReaderModel, Path, list[str]], texts: list[Text]) -> None:
    made = calibrate(trained[1], texts)
    assert set(open_artefact(trained[1]).calibration.tables) >= {"event"}
    assert calibrate(trained[1], texts) == made, "the calibration that was there is counted in"


def test_the_threshold_is_the_lowest_from_which_all_but_one_in_a_hundred_are_right() -> None:
    assert threshold_of([(0.9, True), (0.8, True), (0.7, False)]) == (0.8, 0.6667)
    assert threshold_of([(0.9, True), (0.8, False), (0.8, True)]) == (0.9, 0.3333)
    assert threshold_of([(0.9, False), (0.8, True)]) == (None, 0.0)


def test_the_command_goes_the_whole_way(tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    texts.mkdir()
    families = sorted((f"toy-{n}" for n in range(60)), key=lambda name: not held_out(story(name)))
    for family in (families[0], families[-2], families[-1]):
        (texts / f"{family}.txt").write_text(STORY.replace("toy", family), "utf-8")
    command = [sys.executable, "-m", "nlp.training", str(tmp_path / "out"), "--texts", str(texts)]
    told = subprocess.run([*command, "--epochs", "1.5", "--layers", "0"], capture_output=True, text=True, check=True)
    assert "4 texts to learn from, 2 others" in told.stdout
    assert "1.5/1.5 epochs, 2 steps" in told.stdout
    assert (tmp_path / "out" / "weights.pt").is_file()
    artefact = open_artefact(tmp_path / "out" / "artefact")
    assert artefact.name == load().extractor.model
    command = [*command[:3], str(tmp_path / "on"), *command[4:], "--epochs", "1", "--on"]
    told = subprocess.run([*command, str(tmp_path / "out" / "artefact")], capture_output=True, text=True, check=True)
    assert "1/1 epochs" in told.stdout
    assert open_artefact(tmp_path / "on" / "artefact").linker != artefact.linker
    told = subprocess.run([*command, str(shipped()), "--layers", "0"], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "leave out --layers or --on" in told.stderr
    told = subprocess.run([*command[:-1], "--epochs", "0"], capture_output=True, text=True, check=False)
    assert told.returncode == 2
    assert "--epochs 0: " in told.stderr


def test_an_epoch_that_is_a_part_takes_as_many_of_its_batches() -> None:
    assert [Plan(epochs=1.5).of_epoch(epoch, 9) for epoch in (0, 1)] == [9, 5]
    assert Plan(epochs=2).of_epoch(1, 9) == 9


def story(family: str) -> Text:
    return Text("toy", "en", None, family, "Title", "Text", ())


def test_a_variant_has_other_parties_at_the_same_marks() -> None:
    pipeline = candidate_pipeline()
    text = next(t for t in read_corpus() if t.language == "en" and len(t.of("event")) > 1)
    made = [variant(pipeline, text, random.Random(seed)) for seed in range(6)]
    assert {v.of("event")[0].codes for v in made} - {text.of("event")[0].codes}
    for changed in made:
        assert all(changed.text[m.start : m.end] == m.words for m in changed.marks)
        assert len(changed.marks) == len(text.marks)


def test_four_bit_blocks_give_their_numbers_back() -> None:
    numbers = np.arange(32) % 16 - 8
    scale = np.float16(0.5)
    packed = ((numbers[:16] + 8) | ((numbers[16:] + 8) << 4)).astype(np.uint8)
    block = np.concatenate([np.frombuffer(scale.tobytes(), np.uint8), packed])[None]
    assert np.array_equal(dequantise(block)[0], numbers.astype(np.float32) * 0.5)


def test_every_relation_and_label_has_a_name_of_its_own() -> None:
    assert len({relation.name for relation in RELATIONS}) == len(RELATIONS)
    assert len(set(LABELS)) == len(LABELS)
