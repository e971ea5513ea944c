"""One extraction record for a reader: the text with what was read in colour, and a table of it with confidence."""

from collections.abc import Iterator

from rich.box import SIMPLE_HEAD
from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.measure import Measurement
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from crawler.printing import harmless, plain
from store.domain import Count, CountKind, Document, Event, Extraction, PartnerList, TradeFigure

_STYLES = {"party": "bold cyan", "date": "bold green", "figure": "yellow", "count": "magenta", "benefit": "blue"}
_EVENT = "underline"
_QUOTE = 3  # lines of a quote that the table shows, in any script


def pretty(document: Document, extraction: Extraction) -> RenderableType:
    """The record as terminal output, readable at 80 columns."""
    head = extraction.document
    facts = [head.language, _dated(extraction), head.url or ""]
    parts: list[RenderableType] = [
        Rule(plain(head.id), align="left"),
        *([plain(head.title)] if head.title else []),
        Text(harmless(" · ".join(fact for fact in facts if fact)), style="dim"),
        Text(),
        _coloured(document.text, extraction),
        Text(),
    ]
    rows = list(_rows(extraction))
    if rows:
        parts += [_legend(), _table(rows)]
    else:
        parts.append(Text(harmless(_nothing(extraction)), style="bold"))
    return Group(*parts)


def _coloured(text: str, extraction: Extraction) -> Text:
    shown = Text(harmless(text.rstrip()))
    for start, end, style in _spans(extraction):
        shown.stylize(style, start, end)
    return shown


def _spans(extraction: Extraction) -> Iterator[tuple[int, int, str]]:
    for event in extraction.events:
        yield event.evidence.start, event.evidence.end, _EVENT
    for figure in extraction.trade_figures:
        yield figure.evidence.start, figure.evidence.end, _STYLES["figure"]
    for count in extraction.counts:
        yield count.evidence.start, count.evidence.end, _STYLES["count"]
    for event in extraction.events:
        for benefit in event.benefits:
            yield benefit.start, benefit.end, _STYLES["benefit"]
        for party in event.parties:
            yield party.start, party.end, _STYLES["party"]
        if event.date:
            yield event.date.start, event.date.end, _STYLES["date"]


def _legend() -> Text:
    legend = Text("event", style=_EVENT)
    for name, style in _STYLES.items():
        legend.append("  ")
        legend.append(name, style=f"not underline {style}")
    return legend


def _table(rows: list[tuple[str, str, str, float]]) -> Table:
    table = Table(box=SIMPLE_HEAD, pad_edge=False, show_lines=False)
    table.add_column("Read", no_wrap=True)
    table.add_column("What", overflow="fold", ratio=5)
    table.add_column("Words", overflow="fold", ratio=6)
    table.add_column("Conf.", justify="right", no_wrap=True)
    for kind, what, words, confidence in rows:
        table.add_row(plain(kind), plain(what), _Short(plain(" ".join(words.split()))), f"{confidence:.2f}")
    return table


def _rows(extraction: Extraction) -> Iterator[tuple[str, str, str, float]]:
    for event in extraction.events:
        yield "event", _event(event), event.evidence.text, event.confidence
    for figure in extraction.trade_figures:
        yield "figure", _figure(figure), figure.evidence.text, figure.confidence
    for count in extraction.counts:
        yield "count", _count(count), count.evidence.text, count.confidence
    for partners in extraction.partner_lists:
        yield "partners", _partners(partners), partners.evidence.text, partners.confidence


def _event(event: Event) -> str:
    date = (event.date and event.date.value) or "undated"
    lines = [f"{event.action} {' + '.join(event.codes)} {date}", f"({event.reported_as})"]
    if event.benefits:
        lines.append("brings " + ", ".join(dict.fromkeys(benefit.code.replace("_", " ") for benefit in event.benefits)))
    return "\n".join(lines)


def _figure(figure: TradeFigure) -> str:
    link = " – " if figure.flow == "total" else " → "
    change = f", {figure.yoy_percent:+g} % on the year" if figure.yoy_percent is not None else ""
    period = figure.period or "undated"
    return f"{figure.flow} {link.join(figure.between)} {period}\n{figure.currency or '?'} {figure.value:,.15g}{change}"


def _count(count: Count) -> str:
    value = f"{count.value:g} %" if count.kind is CountKind.SHARE else f"{count.value:,.15g}"
    basis = f" ({count.basis})" if count.basis else ""
    holder = f", {count.holder}" if count.holder else ""
    return f"{count.kind} {value}{basis}{holder}\n({' '.join(count.what.split())})"


def _partners(partners: PartnerList) -> str:
    return f"{partners.holder} with {', '.join(partners.partners)} ({partners.status})"


class _Short:
    """A quote cut to as many lines as the table shows, whatever the width of its letters."""

    def __init__(self, text: Text) -> None:
        self._text = text

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        width = options.max_width
        lines = self._text.wrap(console, width, overflow="fold")
        if len(lines) > _QUOTE:
            lines[_QUOTE - 1].rstrip()
            lines[_QUOTE - 1].truncate(width - 1)
            lines[_QUOTE - 1].append("…")
        yield from lines[:_QUOTE]

    def __rich_measure__(self, console: Console, options: ConsoleOptions) -> Measurement:
        return Measurement.get(console, options, self._text)


def _dated(extraction: Extraction) -> str:
    """What a reader should know of the text's own date: without one, words such as "yesterday" have no day."""
    if (published := extraction.document.published) is not None:
        return f"published {published}"
    dates = [event.date for event in extraction.events]
    if any(date and date.anchor == "dateline" for date in dates):
        return "dated by its dateline"
    if dates and all(date and date.value for date in dates):
        return "undated"
    return "undated: relative dates need --published DATE"


def _nothing(extraction: Extraction) -> str:
    if not extraction.language_supported:
        return f"read with doubt: the language {extraction.document.language} is not one that mrawatch was made for"
    if not extraction.relevant:
        return "nothing read: not about the recognition of AEO programmes"
    return "about AEO programmes, but no event, figure, count or partner list was read"
