"""The gate: whether a text can hold anything that is read at all, decided on the raw text before any other work."""

import re

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import Reading, sheet

_RECOGNITION = (
    r"mutual\w* recogni|recogni[sz]e each other|trusted trader|authori[sz]ed economic operator"
    r"|\bAEOS?\b|\bOEAS?\b|\bMRAS?\b|C-?TPAT"
    r"|互认|互認|相互承認|经认证的经营者|認可經濟營運商|认可经济营运商|優質企業|认证企业|認定事業者"
    r"|reconocimiento mutuo|operador(?:es)? econ[oó]mico|reconnaissance mutuelle|op[ée]rateurs? [ée]conomiques? agr"
    r"|reconhecimento m[úu]tuo|operador(?:es)? econ[óô]mico|상호인정|수출입안전관리"
    r"|взаимн\w* признани|уполномоченн\w* экономическ"
    r"|الاعتراف المتبادل|اعتراف متبادل|المشغل الاقتصادي|المشغّل الاقتصادي|الاقتصادي المعتمد"
    r"|gegenseitig\w* anerk|zugelassene\w* wirtschaftsbeteiligt"
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
_GATE = re.compile(f"{_RECOGNITION}|{_TRADE}", re.IGNORECASE)


def relevant(text: str) -> bool:
    """Whether a text names recognition, an AEO programme, or trade flows, in any of the languages."""
    return _GATE.search(text) is not None


@Language.component("relevance")
def relevance(doc: Doc) -> Doc:
    """Start the Doc's reading; what the gate turns away is passed over by every later component."""
    sheet(doc).reading = Reading(relevant=relevant(doc.text))
    return doc
