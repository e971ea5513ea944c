"""Bytes without a declared encoding: which of the code pages they are in, and what a reader is told."""

from pathlib import Path

import pytest

from crawler.commands.inputs import Inputs
from crawler.decoding import guess
from crawler.reading import read_html

TEXTS = {
    "es": "La Dirección General de Aduanas firmó con España un acuerdo de reconocimiento mutuo del operador económico "
    "autorizado, que entrará en vigor el próximo año, según señaló el ministro.",
    "es-short": "El señor ministro firmó hoy en España. Mañana será otro año.",
    "pt": "A Receita Federal assinou o acordo de reconhecimento mútuo, que não só beneficia São Paulo, em março.",
    "fr": "L'administration des douanes a signé à Genève un accord de reconnaissance mutuelle des opérateurs agréés.",
    "de": "Die Zollverwaltung hat für zugelassene Wirtschaftsbeteiligte ein Abkommen über die Prüfung unterzeichnet.",
}
OTHERS = {
    "cp1250": "Służba Celna podpisała porozumienie o wzajemnym uznawaniu upoważnionych przedsiębiorców, które "
    "wejdzie w życie w przyszłym roku, jak podało źródło w Krajowej Administracji Skarbowej.",
    "cp1254": "Gümrük idaresi, yetkilendirilmiş yükümlülerin karşılıklı tanınması anlaşmasını imzaladı; anlaşma "
    "gelecek yıl yürürlüğe girecek. Şöyle açıklandı: iş birliği güçleniyor.",
    "cp1257": "Muitinės departamentas pasirašė susitarimą dėl įgaliotųjų ekonominių operatorių tarpusavio pripažinimo, "
    "kuris įsigalios kitais metais. Šį žingsnį žymėjo iškilmė.",
    "cp1251": "Таможенная служба подписала соглашение о взаимном признании уполномоченных экономических операторов.",
    "gb18030": "海关总署与澳门海关七日签署“经认证的经营者”互认安排，"
    "内地海关成为澳门海关首个互认伙伴，双方企业将享受通关便利。",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_western_texts_keep_their_letters(text: str) -> None:
    body = text.encode("latin-1")
    assert body.decode(guess(body) or "") == text


@pytest.mark.parametrize("encoding", OTHERS)
def test_other_texts_keep_theirs(encoding: str) -> None:
    body = OTHERS[encoding].encode(encoding)
    assert body.decode(guess(body) or "") == OTHERS[encoding]


def test_the_markup_of_a_page_does_not_hide_its_language() -> None:
    style = "<style>" + "p { margin: 0 auto; padding: 1px }\n" * 200 + "</style>"
    body = f"<html><head>{style}</head><body><p>{OTHERS['cp1250']}</p></body></html>".encode("cp1250")
    assert guess(body) == "cp1250"


def test_a_guess_is_told_for_pages_as_for_texts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = tmp_path / "a.html"
    page.write_bytes(f"<html><body><p>{TEXTS['es']}</p></body></html>".encode("latin-1"))
    (document,) = Inputs(pytest.fail).documents([str(page)])
    assert document.text == TEXTS["es"]
    assert capsys.readouterr().err == f"mrawatch: {page}: not UTF-8, read as cp1252\n"


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1"])
def test_what_is_declared_or_valid_is_no_guess(encoding: str) -> None:
    told: list[str] = []
    declared = "" if encoding == "utf-8" else f"text/html; charset={encoding}"
    body = f"<html><body><p>{TEXTS['es']}</p></body></html>".encode(encoding)
    assert read_html(body, "page", content_type=declared, tell=told.append).text == TEXTS["es"]
    assert told == []


@pytest.mark.parametrize(
    ("page", "told"),
    [
        ("<html><body><p>{}</p></body>", ["the page ends before </html>; what came was read"]),
        ("<HTML lang='es'><body><p>{}</p><p>Y", ["the page ends before </html>; what came was read"]),
        ("<body><p>{}</p>", ["the page ends before </body>; what came was read"]),
        ("<html><body><p>{}</p></body></html>", []),
        ("<article><p>{}</p></article>", []),
    ],
)
def test_a_page_that_is_cut_short_is_told(page: str, told: list[str]) -> None:
    heard: list[str] = []
    body = page.format(TEXTS["es"]).encode()
    assert read_html(body, "page", tell=heard.append).text.startswith(TEXTS["es"])
    assert heard == told
