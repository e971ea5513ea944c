"""Trade figures: amounts that the model takes for flows of goods, with value, parties, period and change."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from spacy.language import Language
from spacy.tokens import Doc

from nlp.anchors import Anchor, Kind
from nlp.annotations import PERCENTS, language_of, sheet
from nlp.components.dates import anchors_of
from nlp.components.evidence import Sentences
from nlp.components.links import chosen, sureness, taken
from nlp.normalise.mentions import DateMention
from nlp.normalise.money import Money, parse_money, parse_percent
from nlp.normalise.periods import period_of
from nlp.normalise.spans import FISCAL_START
from nlp.normalise.trends import falls
from store.domain import Flow, TradeFigure

_WITHIN = {"EA": "EU"}
"""Areas that do not trade with the bloc that they are part of: of the two one is meant."""


def _apart(codes: list[str]) -> list[str]:
    """Parties, most probable first, without the less probable of an area and the bloc that it is part of."""
    doubled = [code for code in codes if _WITHIN.get(code) in codes or code in map(_WITHIN.get, codes)]
    return [code for code in codes if code not in doubled[1:]]


@Language.component("figures")
def figures(doc: Doc) -> Doc:
    """Read the trade figures of a relevant Doc."""
    slot = sheet(doc)
    if slot.reading.anchors:
        slot.reading = replace(slot.reading, figures=tuple(_FigureReader(doc).read()))
    return doc


class _FigureReader:
    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.text = sheet(doc).text
        self.reading = sheet(doc).reading
        self.sentences = Sentences(doc)
        self.language = language_of(doc)
        self.percents = {str(s.start_char): s.text for s in doc.spans.get(PERCENTS, ())}

    def read(self) -> Iterator[TradeFigure]:
        """The figures, each once."""
        seen: set[tuple[float, Flow, frozenset[str]]] = set()
        for anchor, money in self._amounts():
            figure = self._figure(anchor, money)
            if figure is not None:
                key = (figure.value, figure.flow, frozenset(figure.between))
                if key not in seen:
                    seen.add(key)
                    yield figure

    def _amounts(self) -> Sequence[tuple[Anchor, Money]]:
        """The anchors with their amounts, without what says the one before again in another currency.

        A currency that is dropped is the one named before. A change that stands behind both is that of the first.
        """
        told: list[tuple[Anchor, Money]] = []
        currency: str | None = None
        last: Anchor | None = None
        for anchor in self.reading.anchors:
            if anchor.kind != Kind.FIGURE:
                continue
            money = parse_money(self.text[anchor.start : anchor.end], self.language.code, self.reading.own)
            if money is None:
                continue
            before, last = last, anchor
            if money.currency not in (None, currency) and before is not None and self._converted(before, anchor):
                first, amount = told[-1]
                if chosen(first, "figure_change")[0] is None:
                    change = {"figure_change": anchor.links.get("figure_change", [])}
                    told[-1] = replace(first, links=first.links | change), amount
                continue
            currency = money.currency or currency
            told.append((anchor, Money(money.value, currency)))
        return told

    def _converted(self, before: Anchor, anchor: Anchor) -> bool:
        """Whether an amount says the one before it again: "2.4 lakh crore, or $29.78 billion"."""
        between = self.text[before.end : anchor.start]
        return (
            re.fullmatch(rf"[\s,，、;–—-]*[(（\[]?\s*(?:{self.language.or_else})\s?", between, re.IGNORECASE)
            is not None
        )

    def _figure(self, anchor: Anchor, money: Money) -> TradeFigure | None:
        flow = Flow(anchor.value)
        codes = _apart(taken(anchor, "figure_party", 1))[:2]
        if not codes and self.reading.own:
            codes = [self.reading.own]
        if not codes:
            return None
        exporter, exporting = chosen(anchor, "figure_exporter")
        if len(codes) == 2 and flow != Flow.TOTAL and exporter == codes[1]:
            codes.reverse()
        parties = sureness(anchor, "figure_party", codes)
        ordered = parties * (exporting if len(codes) == 2 and flow != Flow.TOTAL else 1.0)
        period, covering = self._period(anchor, flow, codes)
        if period and sheet(self.doc).context.precedes(period.split("/")[0]):
            return None  # a target or a forecast
        change, changing = self._change(anchor)
        calibrate = self.reading.calibration.probability
        return TradeFigure(
            value=money.value,
            currency=money.currency,
            period=period,
            flow=flow,
            between=tuple(codes),
            yoy_percent=change,
            confidence=calibrate("figure", anchor.score * parties),
            field_confidence={
                "flow": calibrate("flow", anchor.score),
                "between": calibrate("between", ordered),
                "period": calibrate("period", covering),
                "yoy_percent": calibrate("change", changing),
            },
            evidence=self.sentences.quote(anchor.start, anchor.end),
        )

    def _period(self, anchor: Anchor, flow: Flow, codes: Sequence[str]) -> tuple[str | None, float]:
        key, sure = chosen(anchor, "figure_period")
        if key is None:
            return None, sure
        dates = self.reading.dates
        mention = next(date for date in dates if date.start == int(key))
        counting = self._counting(mention, flow, codes)
        return period_of(self.text, mention, dates, lambda m: anchors_of(self.doc, m), counting), sure

    def _counting(self, mention: DateMention, flow: Flow, codes: Sequence[str]) -> str | None:
        """In whose fiscal years a figure is told where its words do not say: those of who exports or imports.

        So 348 of 367 in the training texts; else the text's own party's, another's of the figure, or the last named.
        """
        own = self.reading.own
        trader = {Flow.EXPORT: codes[0], Flow.IMPORT: codes[-1]}.get(flow)
        named = [p.codes[0] for p in self.reading.parties if len(p.codes) == 1 and p.start < mention.end]
        others = (*sorted(codes, key=lambda code: code != own), own, *reversed(named))
        return next((code for code in (trader, *others) if code in FISCAL_START), None)

    def _change(self, anchor: Anchor) -> tuple[float | None, float]:
        key, sure = chosen(anchor, "figure_change")
        if key is None:
            return None, sure
        words = self.percents[key]
        value = parse_percent(words, self.language.code)
        if value is None:
            return None, sure
        told = falls(self.text, int(key), int(key) + len(words), self.language)
        fell = anchor.flags.get("falls", 0.0) > 0.5 if told is None else told
        return (-value if fell and value > 0 else value), sure
