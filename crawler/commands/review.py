"""`mrawatch review …`: what policy would not decide alone, put before an analyst."""

from collections.abc import Sequence
from typing import Annotated

import typer

from crawler.commands.opening import opened
from crawler.commands.options import Format, FormatOption, now, partial_date, party
from crawler.printing import show, show_json, show_table
from store.clusters import Clusters
from store.correcting import Correction
from store.deciding import accept as accept_review
from store.deciding import reject as reject_review
from store.deciding import settle
from store.domain import Change, Mode, PartialDate, Review, ReviewStatus
from store.errors import InputError
from store.reconcile.dates import check_step
from store.reviews import Reviews
from store.withdrawing import carriers, withdraw_source
from store.withdrawing import undo as undo_change

app = typer.Typer(
    no_args_is_help=True,
    help="Proposals and audits before a person: list them, accept or reject one, withdraw a document, undo a change.",
)

IdArgument = Annotated[
    int, typer.Argument(metavar="ID", help="The review's number, as `mrawatch review list` shows it.")
]


def _step_date(text: str) -> PartialDate:
    """The date of a step of a recognition; one at which there can be none is a usage error."""
    given = partial_date(text)
    try:
        check_step(given, now().date())
    except InputError as error:
        raise typer.BadParameter(error.message) from None
    return given


def _reason(text: str) -> str:
    if not text.strip():
        raise typer.BadParameter("say why: those who ask later have no other source")
    return text


VersionOption = Annotated[
    int | None,
    typer.Option("--version", min=1, help="The version that you saw: a review that has changed since is refused."),
]


@app.command("list")
def list_(
    status: Annotated[ReviewStatus, typer.Option("--status", help="Where the reviews stand.")] = ReviewStatus.OPEN,
    format_: FormatOption = Format.TABLE,
) -> None:
    """List reviews with what was read and why policy queued it."""
    with opened() as store, store.reading() as session:
        reviews = Reviews(session).list(status=status)
    if format_ is Format.JSON:
        show_json(reviews)
        return
    show_table(
        ("ID", "Kind", "Proposed", "Conf.", "Why it is here, and the words"),
        map(_row, reviews),
        numbers=("ID", "Conf."),
    )
    show(f"{len(reviews)} {status} reviews")


@app.command()
def accept(
    id_: IdArgument,
    date_: Annotated[
        str | None,
        typer.Option("--date", parser=_step_date, metavar="DATE", help="The right date, where the text was misread."),
    ] = None,
    recogniser: Annotated[
        str | None, typer.Option("--recogniser", metavar="CODE", help="Who recognises, if only one direction is meant.")
    ] = None,
    recognised: Annotated[
        str | None,
        typer.Option("--recognised", metavar="CODE", help="Whose operators, if one direction is meant."),
    ] = None,
    programme: Annotated[str | None, typer.Option("--programme", help="Their programme, if one of several.")] = None,
    tier: Annotated[str | None, typer.Option("--tier", help="Their tier, if not all are recognised.")] = None,
    mode: Annotated[list[Mode] | None, typer.Option("--mode", help="Only goods of this way; again for more.")] = None,
    member: Annotated[
        list[str] | None, typer.Option("--member", metavar="CODE", help="Whose own act it is; again for more.")
    ] = None,
    note: Annotated[str, typer.Option("--note", help="Why, for those who read the ledger later.")] = "",
    version: VersionOption = None,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Accept a proposal, and its change enters the ledger, put right where it was misread; or confirm an audit."""
    correction = Correction(
        date=date_,
        recogniser=party(recogniser) if recogniser else None,
        recognised=party(recognised) if recognised else None,
        programme=_worded(programme),
        tier=_worded(tier),
        modes=tuple(mode or ()),
        members=tuple(party(code) for code in member or ()),
    )
    with opened() as store, store.transaction() as session:
        corrected = correction.applied(Reviews(session).get(id_).proposal.statement)
        decided = accept_review(session, id_, corrected=corrected, note=note, at=now(), version=version)
        review = Reviews(session).get(id_)
        settle(session, now())
    _report(review, decided if isinstance(decided, Change) else None, format_)


@app.command()
def reject(
    id_: IdArgument,
    note: Annotated[str, typer.Option("--note", parser=_reason, metavar="TEXT", help="Why, for those who ask later.")],
    version: VersionOption = None,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Reject a proposal, and the ledger stays as it is; or what is audited, and its change is withdrawn.

    What else states the step is named then, and policy is asked anew about what waits.
    """
    with opened() as store, store.transaction() as session:
        review, withdrawal = reject_review(session, id_, note=note, at=now(), version=version)
        settled = settle(session, now()) if withdrawal else ()
        standing = carriers(session, withdrawal) if withdrawal else ()
    if format_ is Format.JSON and withdrawal:
        told = {"standing": standing, "settled": [one.id for one in settled]}
        show_json({**review.model_dump(mode="json"), **told})
        return
    _report(review, withdrawal, format_)
    if withdrawal and format_ is not Format.JSON:
        _tell_what_follows(standing, settled)


@app.command()
def withdraw(
    document: Annotated[
        str, typer.Argument(metavar="DOCUMENT", help="The document's id, as changes and reviews name it.")
    ],
    note: Annotated[str, typer.Option("--note", parser=_reason, metavar="TEXT", help="Why, for those who ask later.")],
    copies: Annotated[
        bool, typer.Option("--copies", help="With every copy: the texts nearly identical to it.")
    ] = False,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Withdraw a document: what rests on it alone is taken back, what other evidence states keeps standing."""
    with opened() as store, store.transaction() as session:
        cluster = Clusters(session).of(document) if copies else None
        done = withdraw_source(session, document, cluster=cluster, note=note, at=now())
        settled = settle(session, now())
    if format_ is Format.JSON:
        show_json({**done.model_dump(mode="json"), "settled": [review.id for review in settled]})
        return
    show(f"{len(done.documents)} documents withdrawn: {len(done.changes)} changes, {len(done.reviews)} open reviews")
    rows = [(step, "taken back") for step in done.fallen] + [(step, "keeps standing") for step in done.standing]
    show_table(("Milestone", "What became of it"), rows)
    show(f"{len(settled)} reviews are decided by policy without it")


@app.command()
def undo(
    seq: Annotated[
        int, typer.Argument(metavar="CHANGE", min=1, help="The change's number in the ledger, as the history shows it.")
    ],
    note: Annotated[str, typer.Option("--note", parser=_reason, metavar="TEXT", help="Why, for those who ask later.")],
    format_: FormatOption = Format.TABLE,
) -> None:
    """Take back one change, whoever decided it: what it had superseded or withdrawn stands again."""
    with opened() as store, store.transaction() as session:
        taken = undo_change(session, seq, note=note, at=now())
        settled = settle(session, now())
        standing = carriers(session, taken)
    if format_ is Format.JSON:
        told = {"standing": standing, "settled": [one.id for one in settled]}
        show_json({**taken.model_dump(mode="json"), **told})
        return
    statement = taken.statement
    show(f"change {seq} is taken back by no. {taken.seq}: {statement.recognition} {statement.milestone}")
    _tell_what_follows(standing, settled)


def _tell_what_follows(standing: Sequence[int], settled: Sequence[Review]) -> None:
    numbers = ", ".join(map(str, standing))
    show(f"the step keeps standing by changes {numbers}" if standing else "nothing else states the step: it is gone")
    show(f"{len(settled)} reviews are decided by policy without it")


def _worded(text: str | None) -> str | None:
    if text is not None and not 0 < len(text.strip()) <= 200:
        raise typer.BadParameter("name it in up to 200 letters")
    return text


def _row(review: Review) -> tuple[object, ...]:
    statement = review.proposal.statement
    proposed = f"{statement.recognition}\n{statement.milestone} {statement.date or 'undated'}"
    quote = " ".join(statement.evidence.quote.split())
    words = "; ".join(review.proposal.reasons) + (f"\n“{quote}”" if quote else "")
    return review.id, review.kind, proposed, f"{statement.confidence:.2f}", words


def _report(review: Review, change: Change | None, format_: Format) -> None:
    if format_ is Format.JSON:
        show_json(review)
        return
    statement = review.corrected or review.proposal.statement
    what = f"{statement.recognition} {statement.milestone} {statement.date or 'undated'}"
    ledger = f", no. {change.seq} of the ledger" if change else ""
    show(f"review {review.id} {review.status}: {what}{ledger}")
