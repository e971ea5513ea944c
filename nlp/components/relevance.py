"""The gate: whether a text can hold anything that is read at all, decided on the raw text before any other work.

A night brings little that is relevant, so that what is looked for is mostly plain words, in lower case: to look for a
hundred of them takes a tenth of the time of one expression that names them all. An expression is tried only where a
word of it is there.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import Reading, sheet
from store.authorities.names import NameKind, party_names


@dataclass(frozen=True, slots=True)
class _Terms:
    """What names a subject: words in lower case, and expressions by the words without which they cannot be there."""

    words: tuple[str, ...]
    patterns: tuple[tuple[str, re.Pattern[str]], ...]

    @classmethod
    def of(cls, words: Iterable[str], patterns: Mapping[str, str]) -> "_Terms":
        return cls(tuple(words), tuple((word, re.compile(said, re.IGNORECASE)) for word, said in patterns.items()))

    def named_in(self, text: str, folded: str) -> bool:
        """Whether a text, also given in lower case, names it."""
        return any(word in folded for word in self.words) or any(
            word in folded and pattern.search(text) for word, pattern in self.patterns
        )


def _joined(*parts: str) -> Iterable[str]:
    """Every sequence of one word of each part; words stand apart by a bar."""
    return map("".join, product(*(part.split("|") for part in parts)))


_LATIN = r"(?<![A-Za-z])"
"""Where an acronym begins: letters of other scripts may stand before it without a blank, as in 的AEO."""

_AEO = _Terms.of(
    (
        *_joined("authorised |authorized |certified ", "|economic |customs ", "operator|trader"),
        *_joined("approved |reliable |recognised |recognized ", "operator|trader|exporter|importer"),
        *("trusted trader", "trusted operator", "golden list", "ctpat", "c-tpat", "secure trade partnership"),
        *("经认证的经营者", "認可經濟營運商", "认可经济营运商", "優質企業", "认证企业", "可信任"),
        *("認定事業者", "優良事業者", "認定企業", "수출입안전관리"),
        *_joined("operador |operadores ", "econômico|econòmico|económico|economico|autorizad|confia|confiá"),
        *_joined("opérateur|operateur|opérateurs|operateurs", " ", "économique|economique|fiables|agr|de conf"),
        *("надёжного оператор", "надежного оператор", "надёжных оператор", "надежных оператор"),
        *("المؤسسات المعتمدة", "الصفة المعتمدة", "الاقتصادي المعتمد", "wirtschaftsbeteiligt"),
    ),
    {
        "aeo": rf"{_LATIN}AEOS?(?![A-Za-z])",
        "oea": rf"{_LATIN}OEAS?(?![A-Za-z])",
        "oec": rf"{_LATIN}OECS?(?![A-Za-z])",
        "уэо": r"\bУЭО\b",
        "аео": r"\bАЕО\b",
        "уполномоченн": r"уполномоченн\w* (?:экономическ|оператор)",
        "شغ": r"مشغّ?ل\w* (?:ال)?(?:معتمد|اقتصادي)",
    },
)
_OPERATORS = _Terms.of(
    (
        *_joined("reconnaissance des ", "opérateurs|operateurs|entreprises"),
        *_joined("reconhecimento ", "de |dos ", "operadores|empresas"),
        *_joined("reconocimiento de ", "|los ", "operadores|empresas"),
        *_joined("признание |признании |признания ", "операторов|компаний|статуса"),
        *_joined("الاعتراف ب", "المشغل|المؤسس|الشرك"),
    ),
    {
        "recogni": r"recogni\w+ (?:of )?(?:(?:each other|one another)['’]s )?(?:\w+ ){0,2}"
        r"(?:operator|trader|exporter|importer)"
    },
)
_RECOGNITION = _Terms.of(
    (
        *_joined("mutual|mutually", " recogni"),
        *_joined("recognise|recognize", " each other"),
        *("recognition agreement", "recognition arrangement", "互认", "互認", "相互承認", "상호인정"),
        *("reconocimiento mutuo", "reconnaissance mutuelle", "reconhecimento mútuo", "reconhecimento mutuo"),
        *("عتراف المتبادل", "عتراف متبادل", "anerkennungsabkommen"),
    ),
    {
        "mra": rf"{_LATIN}MRAS?(?![A-Za-z])",
        "arm": r"(?-i:\bARM\b)",
        "acm": r"(?-i:\bACM\b)",
        "призна": r"взаимн\w* призна",
        "anerk": r"gegenseitig\w* anerk",
    },
)
_TRADE = _Terms.of(
    (
        *_joined("trade ", "with|between|volume|turnover|value"),
        *("bilateral trade", "two-way trade"),
        *_joined("merchandise ", "trade|shipments|purchases|sales"),
        *("进出口", "進出口", "出口", "进口", "進口", "贸易", "貿易", "輸出", "輸入", "수출", "수입", "교역"),
        *("exportaci", "importaci", "intercambio comercial", "exportaç", "importaç", "corrente de com"),
        *("exportation", "importation", "exporté", "importé", "échanges commerciaux"),
        *_joined("comercio ", "exterior|bilateral"),
        *_joined("commerce ", "extérieur|bilatéral"),
        *("экспорт", "импорт", "товарооборот", "صادرات", "واردات", "التبادل التجاري", "التجارة"),
        *("ausfuhr", "einfuhr", "handelsvolumen", "außenhandel", "aussenhandel"),
    ),
    {
        "export": r"\bexport(?:e|en|s|iert\w*)?\b",
        "import": r"\bimport(?:e|en|s|iert\w*)?\b",
        "торгов": r"внешн\w+ торгов",
    },
)
_CUSTOMS = _Terms.of(
    (
        *_joined("border ", "services agency|force|protection"),
        *_joined("revenue ", "authority|agency|service|board|department"),
        *("board of revenue", "tax administration", "海关", "海關", "税関", "関税", "关税局", "關務", "关务", "関務"),
        *("세관", "관세", "aduan", "alfândeg", "alfandeg", "douan", "zoll", "zöll"),
        *("receita federal", "autoridade tributária", "administração geral tributária"),
        *("таможен", "таможн", "гостамож", "جمارك", "جمرك", "ديوان"),
    ),
    {"customs": r"\bcustoms\b"},
)

_RECOGNISED = _Terms.of(
    ("عتراف",),
    {
        **{root: rf"\b{root}\w" for root in ("recogni", "reconoc", "reconhec", "reconna", "призна")},
        "reconnu": r"\breconnu",
        "anerk": r"anerk\w",
    },
)
_AGREED = re.compile(
    r"\b(?:arrangement|agreement|operator|signed|acuerdo|arreglo|acordo|accord|opérateur|соглашени|оператор|abkommen)"
    r"|اتفاق|ترتيب|موقع|مشغل",
    re.IGNORECASE,
)
"""What recognition of operators is told with where neither customs nor any programme is named."""
_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z][A-Z-]+[A-Z](?![A-Za-z])")


def about_customs(title: str, text: str) -> bool:
    """Whether a title or text names customs, an AEO programme or operators that are recognised: architects are not."""
    whole = f"{title}\n{text}"
    folded = whole.lower()
    return any(terms.named_in(whole, folded) for terms in (_AEO, _OPERATORS, _CUSTOMS))


def relevant(title: str, text: str) -> bool:
    """Whether a title or text tells of recognition, AEO programmes, customs or trade flows, in any of the languages.

    Acronyms of administrations and programmes stand for what is not named otherwise: `SUNAT`, `STP`.
    """
    whole = f"{title}\n{text}"
    folded = whole.lower()
    if any(terms.named_in(whole, folded) for terms in (_AEO, _CUSTOMS, _TRADE, _RECOGNITION, _OPERATORS)):
        return True
    if _RECOGNISED.named_in(whole, folded) and _AGREED.search(whole):
        return True
    return not _acronyms().isdisjoint(_CAPITALS.findall(whole))


@cache
def _acronyms() -> frozenset[str]:
    kinds = (NameKind.ACRONYM, NameKind.PROGRAMME)
    return frozenset(name.text for name in party_names("en") if name.kind in kinds)


@Language.component("relevance")
def relevance(doc: Doc) -> Doc:
    """Start the Doc's reading; what the gate turns away is passed over by every later component."""
    slot = sheet(doc)
    slot.reading = Reading(relevant=relevant(slot.context.title, doc.text))
    return doc
