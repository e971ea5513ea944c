"""Partners named beside their number, on Docs built by hand."""

from collections.abc import Callable

import pytest
from spacy.tokens import Doc

from nlp.annotations import sheet
from nlp.components.among import among
from nlp.components.counts import counts
from nlp.components.events import events


def partners(doc: Doc) -> list[tuple[str, tuple[str, ...], str]]:
    lists = sheet(events(counts(among(doc)))).reading.partner_lists
    return [(found.holder, found.partners, found.status) for found in lists]


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("en", "Kenya's AEO programme is recognised in 22 economies such as Oman and the EU.", "22 economies"),
        ("zh", "肯尼亚海关已与阿曼、欧盟等22个经济体签署AEO互认协议。", "22个经济体"),
        ("zh", "肯尼亚海关已与22个经济体签署AEO互认协议，其中包括阿曼和欧盟。", "22个经济体"),
        ("ko", "케냐의 AEO 상호인정약정 상대국은 오만, 유럽연합 등 22개국이 됐다.", "22개국"),
        ("ja", "ケニアはオマーン、欧州連合など22カ国・地域とAEO相互承認の取決めを結んだ。", "22カ国・地域"),
        ("de", "Kenias AEO werden in 22 Staaten anerkannt, darunter Oman und die EU.", "22 Staaten"),
        ("fr", "Le Kenya a signé des ARM OEA avec 22 pays, dont Oman et l'Union européenne.", "22 pays"),
        ("es", "Kenia tiene ARM de OEA con 22 países, entre ellos Omán y la Unión Europea.", "22 países"),
        ("pt", "O Quénia tem ARM de OEA com 22 países, entre eles Omã e a União Europeia.", "22 países"),
        ("ru", "У Кении соглашения о взаимном признании УЭО с 22 странами, включая Оман и ЕС.", "22 странами"),
        (
            "ar",
            "لدى كينيا اتفاقيات اعتراف متبادل بالمشغل الاقتصادي المعتمد مع 22 دولة، من بينها عمان والاتحاد الأوروبي.",
            "22 دولة",
        ),
    ],
)
def test_names_beside_a_number_are_partners(made: Callable[..., Doc], language: str, text: str, number: str) -> None:
    doc = made(text, (number, "count:countries", {"count_holder": {"KE": 0.9}}, {}), language=language)
    assert partners(doc) == [("KE", ("OM", "EU"), "signed")]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Kenya has arrangements with 22 economies. Ports such as Oman and the EU's grow.", "22 economies"),
        ("Kenya has arrangements with 22 economies, unlike Oman and the EU.", "22 economies"),
        ("Kenya has arrangements with 2 economies such as Oman, the EU and Peru.", "2 economies"),
        ("Of 22 economies such as Kenya and Oman little is known.", "22 economies"),
    ],
)
def test_names_that_are_not_some_of_the_counted_are_none(made: Callable[..., Doc], text: str, number: str) -> None:
    assert not partners(made(text, (number, "count:economies", {"count_holder": {"KE": 0.9}}, {})))


def test_a_list_that_was_found_is_not_told_again(made: Callable[..., Doc]) -> None:
    listed = ("Oman", "partners:in_force", {"list_holder": {"KE": 0.9}, "list_partner": {"OM": 0.9, "EU": 0.9}}, {})
    count = ("22 economies", "count:economies", {"count_holder": {"KE": 0.9}}, {})
    doc = made("Kenya's AEO programme is recognised in 22 economies such as Oman and the EU.", count, listed)
    assert partners(doc) == [("KE", ("OM", "EU"), "in_force")]


def test_companies_are_no_partners(made: Callable[..., Doc]) -> None:
    text = "Kenya has 22 operators in places such as Oman and the EU."
    assert not partners(made(text, ("22 operators", "count:companies", {"count_holder": {"KE": 0.9}}, {})))
