import spacy
from hypothesis import given
from hypothesis import strategies as st

from nlp.tokenizer import ScriptTokenizer, pieces
from nlp.tokens import Tokens

TOKENIZER = ScriptTokenizer(spacy.blank("xx").vocab)


@given(st.text())
def test_a_doc_is_its_text(text: str) -> None:
    assert TOKENIZER(text).text == text


@given(st.text(alphabet="AB 中国한국，. \n\u00a0١٢و الص"))
def test_token_offsets_point_at_the_token(text: str) -> None:
    for token in TOKENIZER(text):
        assert text[token.idx : token.idx + len(token.text)] == token.text


@given(st.text(alphabet="AB 中한，. \n\u00a0١و الص", min_size=1), st.data())
def test_a_stretch_of_tokens_is_the_one_that_spacy_finds(text: str, data: st.DataObject) -> None:
    doc = TOKENIZER(text)
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    expected = doc.char_span(start, end, label="X")
    found = Tokens(doc).span(start, end, "X")
    assert found == expected
    if text[start] != " " and text[end - 1] != " ":
        wide = doc.char_span(start, end, alignment_mode="expand")
        assert Tokens(doc).around(start, end) == (wide.start_char, wide.end_char)


def test_scripts_without_spaces_give_a_token_a_character() -> None:
    assert list(pieces("在北京")) == ["在", "北", "京"]
    assert list(pieces("미국과")) == ["미", "국", "과"]


def test_arabic_conjunctions_and_prepositions_stand_alone() -> None:
    assert list(pieces("والصين")) == ["و", "الصين"]
    assert list(pieces("بالإمارات")) == ["ب", "الإمارات"]
    assert list(pieces("للصين")) == ["ل", "لصين"]
    assert list(pieces("لبنان")) == ["لبنان"]


def test_signs_and_digits_stand_alone() -> None:
    assert list(pieces("US$4.36")) == ["US", "$", "4", ".", "36"]
    assert list(pieces("C-TPAT")) == ["C", "-", "TPAT"]
