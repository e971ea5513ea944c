"""The training texts: readable, marked rightly, of the promised kinds, and nothing of the evaluation's in them."""

import json
import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from nlp.components.relevance import about_recognition
from nlp.training.corpus import TEXTS, Text, problems, read_corpus, read_file
from store.errors import InputError

DEV = Path(__file__).parents[3] / "shared" / "evaluation" / "dev"
_WORD = re.compile(r"[^\W_]+")
_WIDE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


@pytest.fixture(scope="module")
def corpus() -> list[Text]:
    return read_corpus()


def runs(text: str) -> Iterator[tuple[str, ...]]:
    """Runs of 8 words, and of 16 characters where words are not spaced."""
    words = [word.lower() for word in _WORD.findall(text)]
    units = [u for word in words for u in (word if _WIDE.search(word) else [word])]
    length = 16 if sum(bool(_WIDE.match(u)) for u in units) > len(units) / 2 else 8
    yield from (tuple(units[i : i + length]) for i in range(len(units) - length + 1))


def test_there_are_enough_texts_in_every_language(corpus: list[Text]) -> None:
    languages = Counter(text.language.split("-")[0] for text in corpus)
    assert len(corpus) >= 800
    assert sum(languages.values()) - languages["en"] >= 350
    assert set(languages) == {"en", "zh", "es", "fr", "pt", "ko", "ja", "ru", "ar", "de"}
    assert min(languages.values()) >= 30


def test_names_are_given_once(corpus: list[Text]) -> None:
    assert [name for name, n in Counter(text.id for text in corpus).items() if n > 1] == []


def test_a_third_announces_nothing(corpus: list[Text]) -> None:
    quiet = [
        text for text in corpus if not any(m.values[1] == "main" and m.values[0] != "planned" for m in text.of("event"))
    ]
    assert len(quiet) >= len(corpus) / 3


def test_few_texts_with_acts_leave_the_subject_unnamed(corpus: list[Text]) -> None:
    """No real announcement does, and none is told of a text that does: such a text teaches what is never asked."""
    telling = [t for t in corpus if any(mark.asserted for mark in t.marks)]
    silent = [t.id for t in telling if not about_recognition(t.title, t.text)]
    assert len(silent) <= 0.07 * len(telling), silent[-20:]


def test_every_action_is_taught(corpus: list[Text]) -> None:
    actions = Counter(mark.values[0] for text in corpus for mark in text.of("event"))
    assert min(actions[a] for a in ("signed", "in_force", "action_plan_signed", "planned")) >= 100
    assert all(actions[a] >= 15 for a in ("pilot", "expanded", "negotiation_started", "negotiation_concluded"))
    assert actions["suspended"] >= 5 and actions["terminated"] >= 5


def test_marks_stand_where_they_say(corpus: list[Text]) -> None:
    marks = [(text, mark) for text in corpus for mark in text.marks]
    assert len(marks) > 5_000
    assert all(text.text[mark.start : mark.end] == mark.words for text, mark in marks)


@pytest.mark.skipif(not DEV.is_dir(), reason="the evaluation's texts lie in ../shared, which is not here")
def test_nothing_of_the_evaluation_is_in_the_corpus(corpus: list[Text]) -> None:
    held_out = {run for path in DEV.glob("*.json") for run in runs(json.loads(path.read_text("utf-8"))["text"])}
    assert len(held_out) > 5_000
    shared = {text.id: " ".join(run) for text in corpus for run in runs(text.text) if run in held_out}
    assert shared == {}


@pytest.mark.parametrize(
    ("mark", "problem"),
    [
        ("[[signed|event sealed main CN,MO]]", "unknown action 'sealed'"),
        ("[[signed|event signed main CN,EA]]", "unknown party 'EA'"),
        ("[[signed|event signed main CN,QQ]]", "unknown party 'QQ'"),
        ("[[signed|event signed main CN]]", "two parties or a bloc"),
        ("[[signed|event signed main CN,MO date=d9]]", "'d9', which is not marked"),
        ("[[3|count dozens 3]]", "no kind and number"),
        ("[[3rd|date d1 3.5.2020]]", "is no date"),
    ],
)
def test_a_wrong_mark_is_named(tmp_path: Path, mark: str, problem: str) -> None:
    file = tmp_path / "x.txt"
    file.write_text(f"=== x-001 en none story\n# Title\nIt {mark} it.\n", "utf-8")
    with pytest.raises(InputError, match=re.escape(problem)) as caught:
        read_file(file)
    assert "x-001" in str(caught.value)


def test_a_head_that_is_none_is_named(tmp_path: Path) -> None:
    file = tmp_path / "x.txt"
    file.write_text("=== x-001 english yesterday\n# Title\nText\n", "utf-8")
    with pytest.raises(InputError, match="is no head"):
        read_file(file)


def test_the_corpus_has_no_problems(corpus: list[Text]) -> None:
    assert [(text.id, problem) for text in corpus for problem in problems(text)] == []
    assert len(list(TEXTS.rglob("*.txt"))) > 30
