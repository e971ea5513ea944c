"""The gate: whether a text can hold anything that is read at all, decided on the raw text before any other work."""

import re
from functools import cache

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import Reading, sheet
from store.authorities.names import NameKind, party_names

_LATIN = r"(?<![A-Za-z])"
"""Where an acronym begins: letters of other scripts may stand before it without a blank, as in 的AEO."""
_AEO = (
    r"trusted (?:trader|operator)|golden list|(?:authori[sz]ed|certified) (?:economic |customs )?(?:operator|trader)"
    r"|(?:approved|reliable|recogni[sz]ed) (?:operator|trader|exporter|importer)"
    rf"|{_LATIN}(?:AEOS?|OEAS?|OECS?)(?![A-Za-z])|C-?TPAT|\b(?:УЭО|АЕО)\b|secure trade partnership"
    r"|经认证的经营者|認可經濟營運商|认可经济营运商|優質企業|认证企业|可信任|認定事業者|優良事業者|認定企業|수출입안전관리"
    r"|operador(?:es)? (?:econ[oóô]mico|autorizad|confi[aá])|op[ée]rateurs? (?:[ée]conomiques? |fiables|agr|de conf)"
    r"|уполномоченн\w* (?:экономическ|оператор)|надёжн\w* оператор|надежн\w* оператор"
    r"|المشغل\w* المعتمد|مشغل\w* معتمد|المؤسسات المعتمدة|الصفة المعتمدة"
    r"|مشغل\w* اقتصادي|مشغّل\w* اقتصادي|المشغل\w* الاقتصادي|المشغّل\w* الاقتصادي|الاقتصادي المعتمد|wirtschaftsbeteiligt"
)
_OPERATORS = (
    r"recogni\w+ (?:of )?(?:(?:each other|one another)['’]s )?(?:\w+ ){0,2}(?:operator|trader|exporter|importer)"
    r"|reconnaissance des (?:op[ée]rateurs|entreprises)|reconhecimento (?:de|dos) (?:operadores|empresas)"
    r"|reconocimiento de (?:los )?(?:operadores|empresas)|признани\w+ (?:операторов|компаний|статуса)"
    r"|الاعتراف ب(?:المشغل|المؤسس|الشرك)"
)
_RECOGNITION = (
    rf"mutual\w* recogni|recogni[sz]e each other|recognition (?:agreement|arrangement)|{_LATIN}MRAS?(?![A-Za-z])"
    r"|互认|互認|相互承認|상호인정|(?-i:\bA[RC]M\b)"
    r"|reconocimiento mutuo|reconnaissance mutuelle|reconhecimento m[úu]tuo|взаимн\w* призна"
    r"|عتراف المتبادل|عتراف متبادل|gegenseitig\w* anerk|anerkennungsabkommen"
)
_TRADE = (
    r"\b(?:exports?|imports?|re-exports?)\b|\btrade (?:with|between|volume|turnover|value)"
    r"|bilateral trade|two-way trade|merchandise trade|merchandise (?:shipments|purchases|sales)"
    r"|进出口|進出口|出口|进口|進口|贸易|貿易|輸出|輸入|수출|수입|교역"
    r"|exportaci|importaci|intercambio comercial|comercio (?:exterior|bilateral)|exportaç|importaç|corrente de com"
    r"|\b(?:exportations?|importations?|exporté|importé)|échanges commerciaux|commerce (?:extérieur|bilatéral)"
    r"|экспорт|импорт|товарооборот|внешн\w+ торгов|صادرات|واردات|التبادل التجاري|التجارة"
    r"|ausfuhr|einfuhr|\b(?:ex|im)port(?:e|en|s|iert\w*|ierte\w*)?\b|handelsvolumen|außenhandel"
)
_CUSTOMS = (
    r"\bcustoms\b|border (?:services agency|force|protection)|revenue (?:authority|agency|service|board|department)"
    r"|board of revenue|tax administration"
    r"|海关|海關|税関|関税|关税局|關務|关务|関務|세관|관세|aduan|alfândeg|alfandeg|douan|zoll|zöll"
    r"|receita federal|autoridade tributária|administração geral tributária"
    r"|таможен|таможн|гостамож|الجمارك|جمارك|للجمارك|جمرك|ديوان"
)
_GATE = re.compile(f"{_AEO}|{_OPERATORS}|{_RECOGNITION}|{_TRADE}|{_CUSTOMS}", re.IGNORECASE)
_RECOGNISED = re.compile(
    r"\brecogni\w+|\breconoc\w+|\breconhec\w+|\breconna\w+|\breconnu\w*|\bпризна\w+|عتراف|anerk\w+", re.IGNORECASE
)
_AGREED = re.compile(
    r"\b(?:arrangement|agreement|operator|signed|acuerdo|arreglo|acordo|accord|opérateur|соглашени|оператор|abkommen)"
    r"|اتفاق|ترتيب|موقع|مشغل",
    re.IGNORECASE,
)
"""What recognition of operators is told with where neither customs nor any programme is named."""

_CAPITALS = re.compile(r"(?<![A-Za-z])[A-Z][A-Z-]+[A-Z](?![A-Za-z])")
_SUBJECT = re.compile(f"{_AEO}|{_OPERATORS}|{_CUSTOMS}", re.IGNORECASE)


def about_customs(title: str, text: str) -> bool:
    """Whether a title or text names customs, an AEO programme or operators that are recognised: architects are not."""
    return _SUBJECT.search(title) is not None or _SUBJECT.search(text) is not None


def relevant(title: str, text: str) -> bool:
    """Whether a title or text tells of recognition, AEO programmes, customs or trade flows, in any of the languages.

    Acronyms of administrations and programmes stand for what is not named otherwise: `SUNAT`, `STP`.
    """
    if _GATE.search(title) is not None or _GATE.search(text) is not None:
        return True
    whole = f"{title}\n{text}"
    if _RECOGNISED.search(whole) and _AGREED.search(whole):
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
