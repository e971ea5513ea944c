"""How alike texts are: copies of one story are, translations and other texts are not; the estimate is near."""

import tomllib
from itertools import combinations
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from store.reconcile.likeness import ALIKE, bands, likeness, shingles, signature

SITES = Path(__file__).parents[2] / "crawler" / "newsrooms" / "sites"

COPIES = {
    "trade-wire/mainland-macao-first-partner",
    "freight-press/macao-mainland-recognition",
    "trade-digest/first-partner-for-macao",
}
"""One wire story on three bundled sites, once under a line of the site's own."""

TOLD_IN_OTHER_LANGUAGES = {
    *COPIES,
    "haiguan/zhongao-huren-anpai",
    "alfandegas-macau/acordo-com-alfandega-do-interior-da-china",
}
"""The same signing as its two parties and the wire tell it: Chinese, Portuguese, English."""

RELEASE = {
    "en": "China Customs and the Macao Customs Service signed a mutual recognition arrangement for authorised economic "
    "operators on 7 February 2023. Certified companies of both sides will see fewer inspections and faster clearance.",
    "pt": "A Alfândega da China e os Serviços de Alfândega de Macau assinaram um acordo de reconhecimento mútuo de "
    "operadores económicos autorizados em 7 de Fevereiro de 2023. As empresas certificadas terão menos inspecções.",
    "es": "La Aduana de China y el Servicio de Aduanas de Macao firmaron un arreglo de reconocimiento mutuo de "
    "operadores económicos autorizados el 7 de febrero de 2023. Las empresas certificadas tendrán menos inspecciones.",
    "zh": "中国海关与澳门海关于2023年2月7日签署经认证的经营者互认安排。双方认证企业将享受降低查验率、加快通关等便利。",
}


def texts() -> dict[str, str]:
    """The bundled announcements, by newsroom and name."""
    return {
        f"{file.parts[-3]}/{file.stem}": tomllib.loads(file.read_text("utf-8"))["body"]
        for file in sorted(SITES.glob("*/announcements/*.toml"))
    }


def measured() -> list[tuple[float, str, str]]:
    """Every pair of bundled announcements with its likeness, the most alike first."""
    signed = {name: signature(text) for name, text in texts().items()}
    return sorted(((likeness(signed[a], signed[b]), a, b) for a, b in combinations(signed, 2)), reverse=True)


def test_of_the_bundled_texts_the_copies_are_alike_and_nothing_else_is() -> None:
    pairs = measured()
    assert len(pairs) > 4000
    caught = {frozenset(pair) for alike, *pair in pairs if alike >= ALIKE}
    assert caught == {frozenset(pair) for pair in combinations(COPIES, 2)}
    assert pairs[2][0] > 0.9
    assert pairs[3][0] < 0.1


def test_copies_share_a_band_and_different_texts_hardly_ever() -> None:
    signed = {name: set(bands(signature(text))) for name, text in texts().items()}
    sharing = {frozenset((a, b)) for a, b in combinations(signed, 2) if signed[a] & signed[b]}
    copies = {frozenset(pair) for pair in combinations(COPIES, 2)}
    assert copies <= sharing
    assert len(sharing - copies) <= 20


def test_translations_are_not_alike() -> None:
    signed = {language: signature(text) for language, text in RELEASE.items()}
    assert all(likeness(signed[a], signed[b]) < ALIKE / 5 for a, b in combinations(signed, 2))
    told = [pair for pair in measured() if {*pair[1:]} <= TOLD_IN_OTHER_LANGUAGES and not {*pair[1:]} <= COPIES]
    assert len(told) == 7
    assert max(alike for alike, *_ in told) < 0.1


@pytest.mark.parametrize("cut", [0.34, 0.2])
def test_a_copy_that_is_cut_is_still_alike(cut: float) -> None:
    story = texts()["trade-wire/mainland-macao-first-partner"]
    assert likeness(signature(story), signature(story[: int(len(story) * (1 - cut))])) >= ALIKE


def test_case_width_and_punctuation_do_not_matter_and_words_do() -> None:
    plain = "China and Macao signed an arrangement on 7 February 2023"
    assert signature(plain) == signature("CHINA and Macao – signed “an arrangement” on ７ February 2023!")
    assert likeness(signature(plain), signature("Hong Kong hosts a seminar about chocolate and tea today")) < 0.1


def test_a_text_without_blanks_is_read_in_runs_of_letters() -> None:
    text = "海关总署与澳门海关签署互认安排"
    assert shingles(text) == {text[at : at + 8] for at in range(len(text) - 7)}
    assert likeness(signature(text), signature(text + "。")) == 1


@pytest.mark.parametrize("text", ["", " \n", "…!?"])
def test_a_text_without_letters_is_like_no_other(text: str) -> None:
    assert signature(text) == bands(signature(text)) == ()
    assert likeness(signature(text), signature(text)) == 0


@settings(max_examples=50)
@given(shared=st.integers(0, 300), own=st.integers(1, 300))
def test_the_estimate_lies_near_the_likeness(shared: int, own: int) -> None:
    one, other = ([f"{side}{number}" for number in range(own)] for side in "ab")
    common = [f"c{number}" for number in range(shared)]
    first, second = " ".join([*common, *one]), " ".join([*common, *other])
    a, b = shingles(first), shingles(second)
    truth = len(a & b) / len(a | b)
    assert likeness(signature(first), signature(second)) == pytest.approx(truth, abs=0.2)
    assert likeness(signature(first), signature(first)) == 1
