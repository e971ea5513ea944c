"""From the tagger's classes to anchors, with a linker that tells what it was asked."""

from collections.abc import Sequence

import numpy as np

from nlp.anchors import CLASSES, FLAGS, LABELS, NODES, RELATIONS, Candidate, Kind
from nlp.decoding import Array, anchors_of, named
from nlp.encoding import Window
from nlp.linking import Candidates
from nlp.nodes import Node

TEXT = "Peru signed with Fiji and Oman . Chad looked on"
WORDS = TEXT.split()
PARTIES = {"Peru": "PE", "Fiji": "FJ", "Oman": "OM", "Chad": "TD"}
SIGNED = LABELS.index("event:signed")
PARTY, EVENT = NODES.index(Candidate.PARTY), NODES.index(Kind.EVENT)


def offsets(words: Sequence[str]) -> list[tuple[int, int]]:
    starts = [len(" ".join(words[:n])) + (n > 0) for n in range(len(words))]
    return [(start, start + len(word)) for start, word in zip(starts, words, strict=True)]


def window(title: str = "") -> Window:
    """One piece a word, behind the title's."""
    head = offsets(title.split())
    first = len(head) + 2
    spans = [(0, 0)] * first + offsets(WORDS) + [(0, 0)]
    return Window(list(range(len(spans))), spans, first, (0, len(TEXT)), head)


def candidates(title: str = "") -> Candidates:
    def found(text: str) -> list[tuple[str, int, int]]:
        return [(c, text.index(n), text.index(n) + len(n)) for n, c in PARTIES.items() if n in text]

    return Candidates(
        {Candidate.PARTY: found(TEXT), Candidate.DATE: [], Candidate.PERCENT: []}, found(title), [], [0, 33]
    )


class Told:
    """A linker to which the verb is a signing of Peru and Fiji, and Oman's name one of Peru and Oman."""

    def __init__(self) -> None:
        self.asked: list[Node] = []

    def __call__(self, states: Array, nodes: Sequence[Node], anchors: int) -> tuple[Array, Array, Array, Array]:
        self.asked = list(nodes[:anchors])
        values = np.full((anchors, len(LABELS) + 1), -9, dtype=np.float32)
        links = np.full((len(RELATIONS), anchors, len(nodes)), -9, dtype=np.float32)
        for row, node in enumerate(self.asked):
            signs = node.type == EVENT or node.key == "OM"
            values[row, SIGNED if signs else len(LABELS)] = 9
            partner = "FJ" if node.type == EVENT else node.key
            for column, other in enumerate(nodes):
                if other.key in ("PE", partner):
                    links[0, row, column] = 9
        return (
            values,
            np.zeros((anchors, len(FLAGS)), np.float32),
            np.zeros((anchors, len(RELATIONS)), np.float32),
            links,
        )


def scores(of: Window, tagged: dict[str, float]) -> Array:
    """Class scores in which words begin a signing with a probability; everything else is none."""
    made = np.full((len(of.ids), CLASSES), -20, dtype=np.float32)
    made[:, 0] = 0
    for word, probability in tagged.items():
        made[of.first + WORDS.index(word), 1 + 2 * SIGNED] = np.log(probability / (1 - probability))
    return made


def pairs(of: Window, tagged: dict[str, float], linker: Told, title: str = "") -> list[tuple[str, set[str]]]:
    states = np.zeros((len(of.ids), 4), np.float32)
    anchors = anchors_of(of, states, scores(of, tagged), candidates(title), linker)
    return [(TEXT[a.start : a.end], {k for k, p in a.links["event_party"] if p > 0.5}) for a in anchors]


def test_one_verb_and_two_names_are_two_signings() -> None:
    told = pairs(window(), {"signed": 0.9}, Told())
    assert told == [("signed", {"PE", "FJ"}), ("Oman", {"PE", "OM"})]


def test_names_of_the_acts_sentence_are_asked_about_and_others_only_where_the_tagger_sees_an_act() -> None:
    linker = Told()
    pairs(window(), {"signed": 0.9}, linker)
    assert [(node.type, node.key) for node in linker.asked] == [
        (EVENT, ""),
        (PARTY, "PE"),
        (PARTY, "FJ"),
        (PARTY, "OM"),
    ]
    pairs(window(), {"Chad": 0.1}, linker)
    assert [node.key for node in linker.asked] == ["TD"]


def test_where_a_name_is_the_act_no_stretch_stands_beside_it() -> None:
    linker = Told()
    assert pairs(window(), {"Oman": 0.9}, linker) == [("Oman", {"PE", "OM"})]
    assert all(node.type == PARTY for node in linker.asked)


def test_names_of_the_title_are_linked_and_never_acts() -> None:
    linker = Told()
    pairs(window("Oman signs"), {"signed": 0.9}, linker, "Oman signs")
    assert [node.key for node in linker.asked if node.type == PARTY] == ["PE", "FJ", "OM"]


def test_a_name_of_several_parties_is_asked_about_once() -> None:
    both = [
        Node(PARTY, 3, 4, 1, "CN"),
        Node(PARTY, 3, 4, 1, "MO"),
        Node(PARTY, 6, 7, 1, "PE"),
        Node(PARTY, 1, 2, 0, "PE"),
    ]
    assert named(both) == [both[0], both[2]]


def test_an_act_whose_rung_the_tagger_doubts_is_less_sure() -> None:
    of = window()
    sure = scores(of, {"signed": 0.96})
    doubtful = sure.copy()
    started, signed = LABELS.index("event:in_force"), of.first + WORDS.index("signed")
    doubtful[signed, [1 + 2 * SIGNED, 1 + 2 * started]] = np.log(12)
    states = np.zeros((len(of.ids), 4), np.float32)
    first, second = (anchors_of(of, states, told, candidates(), Told())[0] for told in (sure, doubtful))
    assert first.label == second.label == "event:signed"
    assert (first.score > 0.95, second.score < 0.75) == (True, True)
