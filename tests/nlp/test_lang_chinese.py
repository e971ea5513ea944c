"""Chinese, in simplified or traditional characters, is one language."""

from nlp.lang import get


def test_both_spellings_are_one_language() -> None:
    assert get("zh-Hant") is get("zh")
