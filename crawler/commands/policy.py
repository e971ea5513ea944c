"""`mrawatch policy …`: the rules by which changes are decided, and which of them decided one."""

from typing import Annotated

import typer

from crawler.commands.opening import opened
from crawler.commands.options import Format, FormatOption
from crawler.printing import show, show_json, show_table
from store.domain import Evidence
from store.explaining import Explanation, Side
from store.explaining import explain as explain_event
from store.reconcile.rulebook import rulebook

app = typer.Typer(no_args_is_help=True, help="By which rules changes are decided, and which one decided.")


@app.command("show")
def show_(format_: FormatOption = Format.TABLE) -> None:
    """Show the rules in the order in which they are asked, and the policy's figures."""
    book = rulebook()
    if format_ is Format.JSON:
        show_json(book)
        return
    rows = [("–", rule.id, "passed over", rule.words) for rule in book.passed_over]
    rows += [(str(number), rule.id, str(rule.verdict), rule.words) for number, rule in enumerate(book.rules, 1)]
    show_table(("No.", "Rule", "Then", "In words"), rows, numbers=("No.",))
    tiers = book.tiers
    show_table(
        ("Figure", "Value"),
        [
            ("a recalled step is worth", f"{book.confidence.recalled:g} of an announced one"),
            ("announce a new milestone alone", ", ".join(sorted(tiers.announce))),
            ("recall a new milestone alone", ", ".join(sorted(tiers.recall))),
            ("independent sources that do otherwise", str(book.sources.enough or "none")),
            ("a new recognition of many has", f"{book.parties.many} parties or more"),
            ("applied changes that are audited", f"{book.audit.share:.0%}"),
        ],
    )


@app.command()
def explain(
    event: Annotated[
        str,
        typer.Argument(
            metavar="EVENT", help="DOCUMENT#N, the N-th event of a document's reading; review:N; or change:N."
        ),
    ],
    format_: FormatOption = Format.TABLE,
) -> None:
    """Say which rule decided, why those before it did not apply, and what they saw."""
    with opened() as store, store.reading() as session:
        told = explain_event(session, event)
    if format_ is Format.JSON:
        show_json(told)
        return
    show(_headline(told))
    if told.rule:
        show(f"rule {told.rule}: {told.words}")
    show_table(("What", "Value"), _inputs(told))
    rows = [(asked.rule, "yes" if asked.applies else "no", asked.why) for asked in told.asked]
    show_table(("Rule", "Applies", "Why, or why not"), rows)
    show_table(("Side", "Milestone", "Date", "Evidence"), map(_side, told.sides))


def _headline(told: Explanation) -> str:
    if told.statement is None:
        return f"{told.subject}: {told.verdict}"
    said = told.statement
    what = f"{said.recognition} {said.milestone} {said.date or 'undated'}"
    decided = f"by {told.decided_by}" if told.decided_by else ""
    if told.verdict is None:
        return f"{told.subject}: {what}, decided {decided}, by no rule: {'; '.join(told.reasons)}"
    return f"{told.subject}: {what}: {told.verdict}"


def _inputs(told: Explanation) -> list[tuple[str, object]]:
    seen = told.inputs
    if seen is None:
        return [("reason", "; ".join(told.reasons))] if told.rule else []
    places = [f"no. {told.change} of the ledger"] if told.change else []
    places += [f"review {told.review}"] if told.review else []
    known = f"{seen.known or 'undated'} by no. {', '.join(map(str, seen.known_by))}" if seen.known_by else "nothing"
    rows: list[tuple[str, object]] = [
        ("event", f"{told.document_id}#{told.event}"),
        ("written down", ", ".join(places)),
        ("reason then", "; ".join(told.recorded or ())),
        ("by the ledger up to", f"no. {told.upto}"),
        ("confidence", f"{seen.confidence:.4f}"),
        ("needed", f"{seen.threshold:.4f}" if seen.threshold is not None else None),
        ("tier", seen.tier),
        ("source", seen.source),
        ("issuer", seen.issuer),
        ("cluster", seen.cluster),
        ("independent sources", seen.independent),
        ("known that agrees", known),
        ("against it", "\n".join(told.conflicts)),
    ]
    return [*rows, ("document", "withdrawn, or replaced by a later version")] if told.out else rows


def _side(side: Side) -> tuple[object, ...]:
    return side.where, side.milestone, side.date, "\n".join(filter(None, map(_place, side.evidence)))


def _place(evidence: Evidence) -> str:
    quote = f"“{' '.join(evidence.quote.split())}” " if evidence.quote else ""
    return quote + (evidence.url or evidence.document_id or " ".join(evidence.sources[:1]))
