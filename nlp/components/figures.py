"""Trade figures: an amount of money, the flow it measures, between whom, when, and its change on the year."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.annotations import Reading, language_of, sheet
from nlp.components.dates import anchors_of
from nlp.components.view import Mark, Sentence, distance, view
from nlp.lang.language import Cue
from nlp.normalise.money import parse_money, parse_percent
from nlp.normalise.periods import period_of
from store.domain import Flow, TradeFigure

_FLOWS = {Cue.TRADE: Flow.TOTAL, Cue.EXPORT: Flow.EXPORT, Cue.IMPORT: Flow.IMPORT}
_CHANGE_WITHIN = 70
_PERIOD_WITHIN = 40


@Language.component("figures")
def figures(doc: Doc) -> Doc:
    """Read the trade figures of a relevant Doc."""
    slot = sheet(doc)
    if slot.reading.relevant:
        slot.reading = replace(slot.reading, figures=tuple(_figures(doc, slot.reading)))
    return doc


def _figures(doc: Doc, reading: Reading) -> Iterator[TradeFigure]:
    text, code = doc.text, language_of(doc).code
    last_period: str | None = None
    last_pair: tuple[str, ...] = ()
    seen: set[tuple[float, str | None, Flow]] = set()
    for sentence in view(doc):
        dates = [d for d in sentence.dates if d.end > reading.dateline_end]
        period = period_of(text, dates, lambda m: anchors_of(doc, m), reading.own)
        last_period = period or last_period
        codes = sentence.codes
        if len(codes) >= 2:
            last_pair = codes[:2]
        previous_end = sentence.start
        for position, amount in enumerate(sentence.amounts):
            flow = _flow(sentence, amount)
            money = parse_money(amount.text, code, reading.own)
            clause_end = sentence.amounts[position + 1].start if position + 1 < len(sentence.amounts) else sentence.end
            if flow is None or money is None or _in_brackets(text, amount) or _is_other(sentence, amount, previous_end):
                continue
            previous_end = amount.end
            between = _between(sentence, flow, reading, last_pair)
            if not between or money.value < 10_000 or (money.value, money.currency, flow) in seen:
                continue
            seen.add((money.value, money.currency, flow))
            beside = [d for d in dates if distance(d, amount) < _PERIOD_WITHIN]
            own_period = period_of(text, beside, lambda m: anchors_of(doc, m), reading.own)
            yield TradeFigure(
                value=money.value,
                currency=money.currency,
                period=own_period or period or last_period,
                flow=flow,
                between=between,
                yoy_percent=_change(sentence, amount, clause_end, code),
                confidence=round(0.9 - 0.2 * (len(codes) < 2) - 0.2 * ((own_period or period) is None), 2),
                evidence=sentence.quote,
            )


def _in_brackets(text: str, amount: Mark) -> bool:
    before = text[max(0, amount.start - 3) : amount.start].rstrip()
    return before.endswith(("(", "(")) and text[amount.end : amount.end + 2].lstrip()[:1] in (")", ")")


def _flow(sentence: Sentence, amount: Mark) -> Flow | None:
    """The flow word nearest before an amount, or the nearest after it where none stands before."""
    words = sentence.marks(*_FLOWS)
    if not words:
        return None
    whole = [w for w in words if w.label == Cue.TRADE]
    # "imports and exports" names the total: the words inside it do not count.
    words = [w for w in words if w.label == Cue.TRADE or not any(t.start <= w.start and w.end <= t.end for t in whole)]
    before = [w for w in words if w.end <= amount.start]
    chosen = max(before, key=lambda w: w.end) if before else min(words, key=lambda w: w.start)
    return _FLOWS[Cue(chosen.label)]


def _is_other(sentence: Sentence, amount: Mark, since: int) -> bool:
    """Whether a word between the previous amount and this one says that it is no flow: a deficit, a target."""
    return any(since <= m.start and m.end <= amount.end + 12 for m in sentence.marks(Cue.NO_FIGURE))


def _between(sentence: Sentence, flow: Flow, reading: Reading, last_pair: tuple[str, ...]) -> tuple[str, ...]:
    codes = sentence.codes
    if len(codes) == 1 and reading.own and codes[0] != reading.own:
        codes = (reading.own, codes[0])
    elif len(codes) < 2 and sentence.has(Cue.BOTH):
        codes = last_pair or reading.pair or codes
    elif not codes:
        codes = last_pair or reading.pair or ((reading.own,) if reading.own else ())
    codes = codes[:2]
    if len(codes) == 2 and flow == Flow.IMPORT:
        return (codes[1], codes[0])
    return codes


def _change(sentence: Sentence, amount: Mark, clause_end: int, code: str) -> float | None:
    """The year-on-year change said of an amount: the nearest percentage with a word of growth or decline."""
    if any(distance(m, amount) < _CHANGE_WITHIN for m in sentence.marks(Cue.NOT_YOY)):
        return None
    following = [p for p in sentence.percents if amount.end <= p.start < min(clause_end, amount.end + _CHANGE_WITHIN)]
    preceding = [p for p in sentence.percents if amount.start - _CHANGE_WITHIN < p.end <= amount.start]
    for percent in following + preceding[::-1]:
        value = parse_percent(percent.text, code)
        ups = [distance(percent, m) for m in sentence.marks(Cue.UP)]
        downs = [distance(percent, m) for m in sentence.marks(Cue.DOWN)]
        if value is None or not (ups or downs or value < 0):
            continue
        nearest_up, nearest_down = min(ups, default=999), min(downs, default=999)
        if min(nearest_up, nearest_down) > 40 and value > 0:
            continue
        return -value if nearest_down < nearest_up and value > 0 else value
    return None
