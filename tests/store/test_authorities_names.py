"""Names of parties: every table is sound, every language leads its own surface forms to the right codes."""

import re
from functools import cache
from importlib.resources import files

import pytest

from store.authorities.administrations import administrations, is_party
from store.authorities.blocs import bloc_codes
from store.authorities.names import (
    LANGUAGES,
    NameKind,
    PartyName,
    decoys,
    display_name,
    party_names,
    read_tables,
)
from store.errors import AuthoritiesError

WITH_CASE = ("en", "es", "pt", "fr", "de", "ru")


@cache
def by_text(language: str) -> dict[str, PartyName]:
    return {name.text if name.cased else name.text.casefold(): name for name in party_names(language)}


def look_up(language: str, surface: str) -> PartyName | None:
    return by_text(language).get(surface) or by_text(language).get(surface.casefold())


@pytest.mark.parametrize("language", LANGUAGES)
def test_names_are_longest_first_and_lead_one_way(language: str) -> None:
    names = party_names(language)
    lengths = [len(name.text) for name in names]
    assert lengths == sorted(lengths, reverse=True)
    assert len(by_text(language)) == len(names)


@pytest.mark.parametrize("language", LANGUAGES)
def test_pairs_have_two_codes_and_all_else_has_one(language: str) -> None:
    names = party_names(language)
    assert names
    for name in names:
        assert len(set(name.codes)) == (2 if name.kind == NameKind.PAIR else 1), name


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_administration_and_bloc_has_a_name(language: str) -> None:
    named = {code for name in party_names(language) for code in name.codes}
    assert {row.iso2 for row in administrations()} | bloc_codes() <= named


@pytest.mark.parametrize("language", LANGUAGES)
def test_regions_and_parts_of_the_world_are_no_parties(language: str) -> None:
    named = {code for name in party_names(language) for code in name.codes}
    assert not named & {"ZZ", "EZ", "UN", "001", "150", "QO"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_party_is_shown_by_a_name_of_its_own(language: str) -> None:
    codes = {row.iso2 for row in administrations()} | bloc_codes()
    shown = {display_name(code, language) for code in codes}
    assert len(shown) == len(codes)
    assert not shown & {row.iso2 for row in administrations()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_names_file_is_there_and_says_its_job(language: str) -> None:
    text = files("store.authorities").joinpath("names", f"{language}.toml").read_text("utf-8")
    assert text.startswith("# ")
    assert read_tables(f"{language}.toml", text).names


@pytest.mark.parametrize("language", WITH_CASE)
@pytest.mark.parametrize(
    ("surface", "code"),
    [("GACC", "CN"), ("HMRC", "GB"), ("C-TPAT", "US"), ("SES", "NZ"), ("STP-Plus", "SG"), ("ASEAN", "ASEAN")],
)
def test_acronyms_and_programmes_serve_every_language(language: str, surface: str, code: str) -> None:
    name = look_up(language, surface)
    assert name is not None
    assert name.codes == (code,)
    assert name.cased


@pytest.mark.parametrize(
    ("language", "surface", "codes"),
    [
        ("en", "Korea", "KR"),
        ("en", "the Mainland", "CN"),
        ("en", "U.S.", "US"),
        ("en", "UK", "GB"),
        ("en", "Brussels", "EU"),
        ("en", "Macau", "MO"),
        ("en", "Chinese Taipei", "TW"),
        ("en", "Uruguayan", "UY"),
        ("en", "Receita Federal", "BR"),
        ("en", "Canada Border Services Agency", "CA"),
        ("en", "Australian Border Force", "AU"),
        ("en", "Golden List", "JO"),
        ("en", "Gulf Cooperation Council", "GCC"),
        ("en", "Sino-Russian", "CN RU"),
        ("en", "trans-Tasman", "AU NZ"),
        ("en", "Viet Nam", "VN"),
        ("en", "Cote d'Ivoire", "CI"),
        ("es", "EE. UU.", "US"),
        ("es", "estadounidenses", "US"),
        ("es", "Corea", "KR"),
        ("es", "brasileñas", "BR"),
        ("es", "japonesa", "JP"),
        ("es", "israelíes", "IL"),
        ("es", "Pekín", "CN"),
        ("es", "Servicio de Administración Tributaria", "MX"),
        ("es", "Unión Europea", "EU"),
        ("es", "UE", "EU"),
        ("es", "Alianza del Pacífico", "PACIFIC-ALLIANCE"),
        ("es", "sino-uruguaya", "CN UY"),
        ("es", "Arabia Saudita", "SA"),
        ("pt", "EUA", "US"),
        ("pt", "Irão", "IR"),
        ("pt", "Irã", "IR"),
        ("pt", "Moscovo", "RU"),
        ("pt", "alemães", "DE"),
        ("pt", "espanhóis", "ES"),
        ("pt", "Mercosul", "MERCOSUR"),
        ("pt", "Serviços de Alfândega", "MO"),
        ("pt", "interior da China", "CN"),
        ("pt", "sino-brasileiro", "CN BR"),
        ("pt", "luso-brasileira", "PT BR"),
        ("fr", "Etats-Unis", "US"),
        ("fr", "canadienne", "CA"),
        ("fr", "britanniques", "GB"),
        ("fr", "grecques", "GR"),
        ("fr", "Administration des douanes et impôts indirects", "MA"),
        ("fr", "Côte d'Ivoire", "CI"),
        ("fr", "Pékin", "CN"),
        ("fr", "CCG", "GCC"),
        ("fr", "franco-marocaine", "FR MA"),
        ("de", "Volksrepublik China", "CN"),
        ("de", "Chinas", "CN"),
        ("de", "schweizerischen", "CH"),
        ("de", "Vereinigten Staaten", "US"),
        ("de", "Europäischen Union", "EU"),
        ("de", "Bundesamt für Zoll und Grenzsicherheit", "CH"),
        ("de", "chinesisch-schweizerische", "CN CH"),
        ("ru", "Китаем", "CN"),
        ("ru", "Республикой Беларусь", "BY"),
        ("ru", "Саудовской Аравии", "SA"),
        ("ru", "Соединенных Штатов", "US"),
        ("ru", "ОАЭ", "AE"),
        ("ru", "узбекскими", "UZ"),
        ("ru", "Минске", "BY"),
        ("ru", "Пекину", "CN"),
        ("ru", "Главным таможенным управлением Китая", "CN"),
        ("ru", "ФТС России", "RU"),
        ("ru", "Евразийского экономического союза", "EAEU"),
        ("ru", "белорусско-китайского", "BY CN"),
        ("ru", "российско-индийским", "RU IN"),
        ("ru", "Новой Зеландией", "NZ"),
    ],
)
def test_surface_forms_lead_to_their_parties(language: str, surface: str, codes: str) -> None:
    name = look_up(language, surface)
    assert name is not None
    assert " ".join(name.codes) == codes


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "us"), ("en", "poles"), ("en", "polish"), ("en", "turkey"), ("en", "ses"), ("es", "lima"), ("es", "la paz"),
     ("es", "reunión"), ("pt", "reunião"), ("ru", "того"), ("fr", "Réunion")],
)  # fmt: skip
def test_other_words_are_left_alone(language: str, word: str) -> None:
    assert look_up(language, word) is None


def test_proper_names_are_found_in_headlines() -> None:
    assert by_text("ru")["КИТАЕМ"].codes == ("CN",)
    assert by_text("en")["JAPAN"].codes == ("JP",)
    assert by_text("en")["GEORGIA"].kind == NameKind.AMBIGUOUS


@pytest.mark.parametrize("surface", ["Georgia", "Jordan", "Turkey", "Chad"])
def test_ambiguous_countries_are_marked_and_cased(surface: str) -> None:
    (name,) = (name for name in party_names("en") if name.text == surface)
    assert (name.kind, name.cased) == (NameKind.AMBIGUOUS, True)


def test_decoys_hold_names_that_stand_for_no_party() -> None:
    assert "Latin American" in decoys("en")
    assert [len(decoy) for decoy in decoys("es")] == sorted((len(decoy) for decoy in decoys("es")), reverse=True)


@pytest.mark.parametrize("language", WITH_CASE)
def test_a_decoy_is_no_name(language: str) -> None:
    assert not [decoy for decoy in decoys(language) if decoy in by_text(language)]


@pytest.mark.parametrize(
    ("tag", "same_as"),
    [("en-GB", "en"), ("pt_BR", "pt"), ("zh-TW", "zh-Hant"), ("zh-Hans-HK", "zh"), ("ZH-HK", "zh-Hant"), ("tlh", "en")],
)
def test_tags_fall_back_to_a_language_with_tables(tag: str, same_as: str) -> None:
    assert party_names(tag) == party_names(same_as)


def test_a_language_without_tables_has_cldr_and_the_shared_names() -> None:
    assert look_up("it", "Giappone") == PartyName("Giappone", ("JP",), NameKind.COUNTRY, True)
    assert look_up("it", "CBSA") is not None
    assert look_up("it", "Canadian") is None


@pytest.mark.parametrize(
    ("code", "language", "shown"),
    [
        ("HK", "en", "Hong Kong, China"),
        ("MO", "en", "Macao, China"),
        ("XK", "en", "Kosovo"),
        ("GB", "en", "United Kingdom"),
        ("EU", "es", "Unión Europea"),
        ("EAEU", "en", "Eurasian Economic Union"),
        ("DE", "it", "Germania"),
        ("MERCOSUR", "it", "Southern Common Market"),
        ("CN", "ru", "Китай"),
    ],
)
def test_display_names(code: str, language: str, shown: str) -> None:
    assert display_name(code, language) == shown


@pytest.mark.parametrize("code", ["UK", "ZZ", "cn", "", "001"])
def test_an_unknown_code_has_no_display_name(code: str) -> None:
    assert not is_party(code)
    with pytest.raises(AuthoritiesError, match=f"'{code}'"):
        display_name(code)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[countries]\n"Utopia" = "UT"', r"names/xx\.toml: \[countries\] 'Utopia' names 'UT'"),
        ('[demonyms]\n"Congolese" = "CD"\n"congolese" = "CG"', r"'congolese' stands for .*CG.*CD.* elsewhere"),
        ('[countries]\n"Guinea" = "GN"\n[capitals]\n"Guinea" = "GQ"', r"\[capitals\] 'Guinea' stands for"),
        ('[pairs]\n"Sino-" = "CN"', r"\[pairs\] 'Sino-' gives 'CN'.*two codes"),
        ('[countries]\n"Benelux" = ["BE", "NL"]', r"\[countries\] 'Benelux' gives .*one code"),
        ('[towns]\n"Lyon" = "FR"', r"unknown table \[towns\].*capitals"),
        ('[countries]\n" Chile" = "CL"', r"' Chile' has outer blanks"),
        ('[display]\nUK = "United Kingdom"', r"\[display\].*'UK'"),
        ("[countries", r"names/xx\.toml is no TOML"),
    ],
)
def test_wrong_data_are_named_with_file_and_key(text: str, complaint: str) -> None:
    with pytest.raises(AuthoritiesError, match=complaint):
        read_tables("names/xx.toml", text)


def test_case_that_matters_keeps_two_forms_apart() -> None:
    tables = read_tables("names/xx.toml", '[acronyms]\n"SAT" = "MX"\n[demonyms]\n"sat" = "PL"')
    assert {(name.text, name.codes) for name in tables.names} == {("SAT", ("MX",)), ("sat", ("PL",))}


@pytest.mark.parametrize("language", WITH_CASE)
def test_no_name_hides_a_stray_mark(language: str) -> None:
    assert not [name.text for name in party_names(language) if re.search(r"[*!?~/\u00ad]|\s{2}", name.text)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_euro_area_has_a_name_and_is_no_party_of_arrangements(language: str) -> None:
    assert {name.kind for name in party_names(language) if name.codes == ("EA",)} == {NameKind.AREA}
    assert display_name("EA", language)
    assert not is_party("EA")
