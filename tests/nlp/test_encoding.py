"""Windows: which pieces a stretch of the text touches."""

from hypothesis import given
from hypothesis import strategies as st

from nlp.artefact import open_artefact
from nlp.encoding import windows


@given(st.text(min_size=1, max_size=60), st.data())
def test_the_pieces_of_a_stretch_are_those_that_share_a_character_with_it(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    for window in windows(open_artefact().tokenizer, text, "A title"):
        touched = [
            number
            for number in range(window.first, len(window.ids) - 1)
            if max(window.offsets[number][0], start) < min(window.offsets[number][1], end)
        ]
        assert window.pieces(start, end) == ((touched[0], touched[-1] + 1) if touched else None)
