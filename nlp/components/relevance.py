"""The gate: whether a text can hold anything that is read at all, decided on the raw text before any other work."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import Reading, sheet

_AEO = (
    r"trusted (?:trader|operator)|golden list|(?:authori[sz]ed|certified) (?:economic |customs )?(?:operator|trader)"
    r"|\bAEOS?\b|\bOEAS?\b|C-?TPAT|\bУЭО\b"
    r"|经认证的经营者|認可經濟營運商|认可经济营运商|優質企業|认证企业|認定事業者|수출입안전관리"
    r"|operador(?:es)? econ[oóô]mico|op[ée]rateurs? (?:[ée]conomiques? )?agr[ée]"
    r"|уполномоченн\w* (?:экономическ|оператор)"
    r"|المشغل\w* المعتمد|مشغل\w* معتمد"
    r"|مشغل\w* اقتصادي|مشغّل\w* اقتصادي|المشغل\w* الاقتصادي|المشغّل\w* الاقتصادي|الاقتصادي المعتمد|wirtschaftsbeteiligt"
)
_RECOGNITION = (
    r"mutual\w* recogni|recogni[sz]e each other|recognition (?:agreement|arrangement)|recogni[sz]es operators"
    r"|\bMRAS?\b|互认|互認|相互承認|상호인정"
    r"|reconocimiento mutuo|reconnaissance mutuelle|reconhecimento m[úu]tuo|взаимн\w* призна"
    r"|عتراف المتبادل|عتراف متبادل|gegenseitig\w* anerk|anerkennungsabkommen"
)
_TRADE = (
    r"\b(?:exports?|imports?)\b|\btrade (?:with|between|volume|turnover|value)"
    r"|bilateral trade|two-way trade|merchandise trade"
    r"|进出口|進出口|出口|进口|進口|贸易|貿易|輸出|輸入|수출|수입|교역"
    r"|exportaci|importaci|intercambio comercial|comercio (?:exterior|bilateral)|exportaç|importaç|corrente de com"
    r"|exportations?|importations?|échanges commerciaux|commerce (?:extérieur|bilatéral)"
    r"|экспорт|импорт|товарооборот|внешн\w+ торгов|صادرات|واردات|التبادل التجاري|التجارة"
    r"|ausfuhr|einfuhr|export|import|handelsvolumen|außenhandel"
)
_CUSTOMS = (
    r"\bcustoms\b|border (?:services agency|force|protection)|revenue (?:authority|agency|service)"
    r"|海关|海關|税関|関税|세관|관세청|aduan|alfândeg|alfandeg|douan|zollverwaltung|zollbehörde|\bzoll\b"
    r"|таможен|таможн|الجمارك|جمارك|للجمارك"
)
_GATE = re.compile(f"{_AEO}|{_RECOGNITION}|{_TRADE}|{_CUSTOMS}", re.IGNORECASE)


_SUBJECT = re.compile(f"{_AEO}|{_CUSTOMS}", re.IGNORECASE)


def about_customs(title: str, text: str) -> bool:
    """Whether a title or text names customs or an AEO programme: recognition of architects is none of ours."""
    return _SUBJECT.search(title) is not None or _SUBJECT.search(text) is not None


def relevant(title: str, text: str) -> bool:
    """Whether a title or text names recognition, an AEO programme, customs or trade flows, in any of the languages."""
    return _GATE.search(title) is not None or _GATE.search(text) is not None


@Language.component("relevance")
def relevance(doc: Doc) -> Doc:
    """Start the Doc's reading; what the gate turns away is passed over by every later component."""
    slot = sheet(doc)
    slot.reading = Reading(relevant=relevant(slot.context.title, doc.text))
    return doc
