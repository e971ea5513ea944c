import pytest
from hypothesis import given
from hypothesis import strategies as st

from nlp.lang import get
from nlp.normalise.money import PERCENT, Money, amount_pattern, number_pattern, parse_money, parse_percent
from nlp.normalise.numbers import fold_digits, parse_digits, parse_han, parse_number


@pytest.mark.parametrize(
    ("text", "decimal_comma", "value"),
    [
        ("1,234.5", False, 1234.5),
        ("1.234,5", True, 1234.5),
        ("4.258", True, 4258),
        ("4.258", False, 4.258),
        ("32,9", False, 32.9),
        ("1,43,000", False, 143000),
        ("1 234,5", True, 1234.5),
        ("٤٫٣٦", False, 4.36),
        ("12.5", False, 12.5),
        ("0,125", True, 0.125),
    ],
)
def test_separators(text: str, decimal_comma: bool, value: float) -> None:
    assert parse_digits(text, decimal_comma=decimal_comma) == value


@pytest.mark.parametrize("text", ["", "abc", "..", "1.2.3,4,5"])
def test_what_is_no_number(text: str) -> None:
    assert parse_digits(text) is None


@pytest.mark.parametrize(
    ("text", "value"), [("三十五", 35), ("十", 10), ("廿六", 26), ("二〇二三", 2023), ("一百二十", 120)]
)
def test_chinese_numerals(text: str, value: int) -> None:
    assert parse_han(text) == value


@pytest.mark.parametrize(
    ("code", "text", "found", "value"),
    [
        ("zh", "共有五○七家", "五○七", 507),
        ("zh", "一百零五家", "一百零五", 105),
        ("zh", "两千六百余家", "两千六百", 2600),
        ("zh", "第十二个", "第十二", 12),
        ("zh", "三千万吨", "三千万", 3e7),
        ("zh", "百万辆", "百万", 1e6),
        ("es", "dos mil 269 compañías", "dos mil 269", 2_269),
        ("es", "las que mil 264 tienen", "mil 264", 1_264),
        ("es", "4 mil 300 empresas", "4 mil 300", 4_300),
        ("es", "mil 500 millones", "mil 500 millones", 1.5e9),
        ("es", "dos mil millones", "dos mil millones", 2e9),
        ("es", "18 mil 543.2 millones", "18 mil 543.2 millones", 18_543.2e6),
    ],
)
def test_numbers_in_words_are_found_whole(code: str, text: str, found: str, value: float) -> None:
    language = get(code)
    assert [match[0] for match in number_pattern(language).finditer(text)] == [found]
    assert parse_number(found.lstrip("第"), language.numbers, language.scales) == value


SCALES = {
    "lakh": 1e5,
    "crore": 1e7,
    "mil": 1e3,
    "millones": 1e6,
    "조": 1e12,
    "억": 1e8,
    "천": 1e3,
    "백": 1e2,
    "만": 1e4,
}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("2.85 lakh crore", 2.85e12),
        ("3 mil millones", 3e9),
        ("1조 2천억", 1.2e12),
        ("8억3300만", 8.33e8),
        ("2천5백억", 2.5e11),
    ],
)
def test_scales_multiply_what_is_smaller(text: str, value: float) -> None:
    assert parse_number(text, {}, SCALES) == pytest.approx(value)


def test_number_words_add_up() -> None:
    assert parse_number("thirty-five", {"thirty": 30, "five": 5}, {}) == 35


@given(st.text())
def test_no_text_breaks_the_parser(text: str) -> None:
    parse_number(text, {"one": 1}, {"million": 1e6})
    assert fold_digits(fold_digits(text)) == fold_digits(text)


@given(st.integers(0, 10**15))
def test_grouped_digits_keep_their_value(number: int) -> None:
    assert parse_digits(f"{number:,}") == number or number < 10**6
    assert parse_digits(str(number)) == number


@pytest.mark.parametrize(
    ("text", "own", "money"),
    [
        ("US$4.36 billion", None, Money(4.36e9, "USD")),
        ("Rs 2.85 lakh crore", None, Money(2.85e12, "INR")),
        ("$18.4 billion", "AU", Money(18.4e9, "AUD")),
        ("$18.4 billion", None, Money(18.4e9, "USD")),
        ("HK$ 5,300 million", None, Money(5.3e9, "HKD")),
        ("RMB 1.2 trillion yuan", None, Money(1.2e12, "CNY")),
        ("4.2 million euros", None, Money(4.2e6, "EUR")),
        ("$18.4 billion", "MX", Money(18.4e9, "MXN")),
        ("$18.4 billion", "TW", Money(18.4e9, "USD")),
        ("$18.4 billion", "BB", Money(18.4e9, "BBD")),
        ("RM43.7 billion", "MY", Money(43.7e9, "MYR")),
        ("N$7.9 billion", "NA", Money(7.9e9, "NAD")),
        ("K3.1 billion", "ZM", Money(3.1e9, "ZMW")),
        ("K3.1 billion", "PG", Money(3.1e9, "PGK")),
        ("R101.7 billion", "ZA", Money(101.7e9, "ZAR")),
        ("Sh12.8 billion", "KE", Money(12.8e9, "KES")),
        ("2.3 billion dinars", "TN", Money(2.3e9, "TND")),
        ("2.3 billion dinars", None, Money(2.3e9, None)),
        ("38.7 billion CFA francs", "GA", Money(38.7e9, "XAF")),
        ("38.7 billion CFA francs", "SN", Money(38.7e9, "XOF")),
        ("24.6 billion kroner", "NO", Money(24.6e9, "NOK")),
        ("7.4 milliards of dirhams", "MA", Money(7.4e9, "MAD")),
        ("7.4 million pesos", "CL", Money(7.4e6, "CLP")),
    ],
)
def test_english_money(text: str, own: str | None, money: Money) -> None:
    assert parse_money(text, "en", own) == money


@pytest.mark.parametrize(
    ("text", "language", "own", "money"),
    [
        ("586,4 millions de dinars", "fr", "TN", Money(586.4e6, "TND")),
        ("138,2 milliards de francs", "fr", "CH", Money(138.2e9, "CHF")),
        ("4,6 milliards de DH", "fr", "MA", Money(4.6e9, "MAD")),
        ("359,6 milliards d'euros", "fr", "BE", Money(359.6e9, "EUR")),
        ("576 مليون دينار", "ar", "BH", Money(576e6, "BHD")),
        ("211 مليون دولار", "ar", "LB", Money(211e6, "USD")),
        ("127 Millionen Dinar", "de", "JO", Money(127e6, "JOD")),
        ("1,220億ランド", "ja", "ZA", Money(122e9, "ZAR")),
        ("3,1 mil milhões de escudos", "pt", "CV", Money(3.1e9, "CVE")),
    ],
)
def test_a_unit_of_many_currencies_is_the_own_partys(text: str, language: str, own: str, money: Money) -> None:
    assert parse_money(text, language, own) == money


def test_a_quarter_is_no_amount() -> None:
    pattern = amount_pattern(get("en"))
    assert pattern.findall("in Q4 2022, Q3 and K2 of R 7") == []
    assert [m[0] for m in pattern.finditer("sold K3.1 billion of R101.7 bn")] == ["K3.1 billion", "R101.7 bn"]


def test_accountants_triangles_are_minus_signs() -> None:
    assert parse_percent("△2.7%", "ko") == -2.7
    assert parse_percent("-1.2 per cent", "en") == -1.2
    assert parse_percent("–0.7%", "en") == -0.7
    assert parse_percent("百分之三十", "zh") == 30


def test_every_language_knows_its_millions() -> None:
    for code in ("en", "es"):
        assert 1e6 in get(code).scales.values()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("exports of EUR 57.8 billion (–0.7%)", ["–0.7%"]),
        ("同比-3.1%", ["-3.1%"]),
        ("a share of 2–3% of all trade", ["3%"]),
        ("trade – 3% of the total – fell", ["3%"]),
    ],
)
def test_a_dash_is_a_sign_only_where_it_touches_the_number_and_no_other(text: str, found: list[str]) -> None:
    assert [match[0] for match in PERCENT.finditer(text)] == found
