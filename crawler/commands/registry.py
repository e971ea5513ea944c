"""`mrawatch registry …`: who recognises whom, how it came to be known, and the answer to one question."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Annotated

import typer

from crawler.commands.opening import opened
from crawler.commands.options import Format, FormatOption, KnownOnOption, OnOption, day, moment, now, parties, party
from crawler.printing import counted, plain, show, show_json, show_table, when
from store.authorities.names import display_name
from store.domain import Answer, AnswerKind, Confirmed, Evidence, Milestone, Mode, Recognition, Scope, recognition_id
from store.errors import InputError
from store.reconcile.confirmation import Confirmation, by_milestone, confirmation, described
from store.reconcile.deltas import differences
from store.reconcile.identity import normal_form
from store.reconcile.state import stands_on
from store.registry import Registry

app = typer.Typer(no_args_is_help=True, help="Who recognises whose trusted traders, since when, on what evidence.")

PartiesArgument = Annotated[
    list[str], typer.Argument(metavar="PARTY…", help="Codes, as in CN MO or CN-MO; case does not matter.")
]


@app.command("list")
def list_(
    status: Annotated[Milestone | None, typer.Option("--status", help="Only recognitions on this rung.")] = None,
    party_: Annotated[str | None, typer.Option("--party", metavar="CODE", help="Only this party's.")] = None,
    confirmed: Annotated[
        Confirmed | None, typer.Option("--confirmed", help="Only those that so many sides have announced themselves.")
    ] = None,
    on: OnOption = None,
    known_on: KnownOnOption = None,
    format_: FormatOption = Format.TABLE,
) -> None:
    """List recognitions with the milestones they have reached, and who has announced the last of them."""
    code = party(party_) if party_ else None
    with opened() as store, store.reading() as session:
        known = Registry(session).recognitions(on or now().date(), known_on)
    found = [
        recognition
        for recognition in known
        if (status is None or recognition.status == status) and (code is None or code in recognition.parties)
        if confirmed is None or ((told := confirmation(recognition)) and told.confirmed is confirmed)
    ]
    if format_ is Format.JSON:
        show_json(described(recognition) for recognition in found)
        return
    rows = (
        (
            r.id,
            _names(r.parties),
            r.status,
            _date(r, Milestone.SIGNED),
            _date(r, Milestone.IN_FORCE),
            _confirmed(confirmation(r)),
        )
        for r in found
    )
    show_table(("Recognition", "Parties", "Status", "Signed", "In force", "Confirmed"), rows)
    knowledge = f", as known {when(known_on)} UTC" if known_on else ""
    show(f"{len(found)} of {counted(len(known), 'recognition')}, as of {on or now().date()}{knowledge}")


@app.command("show")
def show_(
    codes: PartiesArgument, on: OnOption = None, known_on: KnownOnOption = None, format_: FormatOption = Format.TABLE
) -> None:
    """Show one recognition: its status, its milestones, the evidence for each."""
    today = on or now().date()
    with opened() as store, store.reading() as session:
        recognition = Registry(session).recognition(_identity(codes), on=today, known_on=known_on)
    if format_ is Format.JSON:
        show_json(described(recognition))
        return
    show(f"{recognition.id}: {_names(recognition.parties)}\nstatus on {today}: {recognition.status}")
    rows = (
        (
            _part(m.milestone, m.acceding, m.scope),
            m.date,
            f"{m.confidence:.2f}",
            _confirmed(told),
            _evidence(m.evidence),
        )
        for m, told in zip(recognition.milestones, by_milestone(recognition), strict=True)
    )
    show_table(("Milestone", "Date", "Conf.", "Confirmed", "Evidence"), rows, numbers=("Conf.",))


@app.command()
def history(
    codes: PartiesArgument,
    on: Annotated[
        date | None, typer.Option("--on", parser=day, metavar="DAY", help="Only what had happened by this day.")
    ] = None,
    known_on: KnownOnOption = None,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Show every change of one recognition, in the order in which it became known."""
    with opened() as store, store.reading() as session:
        changes = Registry(session).history(_identity(codes), on=on, known_on=known_on)
    if format_ is Format.JSON:
        show_json(changes)
        return
    rows = (
        (
            change.seq,
            when(change.decided_at),
            change.decided_by,
            change.statement.milestone,
            change.statement.date,
            _history_note(change.reason, change.supersedes, change.withdraws),
        )
        for change in changes
    )
    show_table(("No.", "Known since (UTC)", "By", "Milestone", "Date", "Reason"), rows, numbers=("No.",))


@app.command()
def diff(
    since: Annotated[
        date | None,
        typer.Option("--since", parser=day, metavar="DAY", help="The earlier day in the world. Default: --on."),
    ] = None,
    known_since: Annotated[
        datetime | None,
        typer.Option("--known-since", parser=moment, metavar="TIME", help="As it was known then. Default: --known-on."),
    ] = None,
    on: OnOption = None,
    known_on: KnownOnOption = None,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Show which milestones were reached, taken back or dated anew between two days, or two times of knowledge."""
    if since is None and known_since is None:
        raise InputError(
            "nothing to compare with", remedy="name the earlier side: --since DAY, --known-since TIME, or both"
        )
    later, known = on or now().date(), known_on or now()
    if (since is not None and since > later) or (known_since is not None and known_since > known):
        raise InputError(
            "the earlier side is later than the other: "
            f"from {since or later} as known {when(known_since or known)} to {later} as known {when(known)}",
            remedy="--since is before --on, and --known-since before --known-on",
        )
    with opened() as store, store.reading() as session:
        registry = Registry(session)
        found = list(
            differences(
                registry.recognitions(since or later, known_since or known), registry.recognitions(later, known)
            )
        )
    if format_ is Format.JSON:
        show_json(found)
        return
    rows = (
        (one.recognition, one.kind, _part(one.milestone, one.acceding, one.scope), one.before, one.after)
        for one in found
    )
    show_table(("Recognition", "What", "Milestone", "Before", "After"), rows)
    show(f"{counted(len(found), 'difference')}, from {since or later} as known {when(known_since or known)} UTC")


@app.command()
def ask(
    recognised: Annotated[str, typer.Argument(metavar="PARTY", help="Whose traders are asked about.")],
    by: Annotated[str, typer.Argument(metavar="PARTY", help="Who may recognise them.")],
    mode: Annotated[Mode | None, typer.Option("--mode", help="Only goods that go this way.")] = None,
    tier: Annotated[str | None, typer.Option("--tier", help="Only traders of this tier, by words of its name.")] = None,
    on: OnOption = None,
    known_on: KnownOnOption = None,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Answer whether one party's traders are recognised by another: recognised, not_recognised or not_known."""
    with opened() as store, store.reading() as session:
        answer = Registry(session).ask(party(recognised), party(by), on or now().date(), known_on, mode=mode, tier=tier)
    if format_ is Format.JSON:
        show_json(answer)
        return
    colour = {
        AnswerKind.RECOGNISED: "bold green",
        AnswerKind.NOT_RECOGNISED: "bold red",
        AnswerKind.NOT_KNOWN: "bold yellow",
    }
    headline = plain(answer.answer.replace("_", " "))
    headline.stylize(colour[answer.answer])
    headline.append(f": {_names(answer.parties)} on {answer.on}, as known {when(answer.known_on)} UTC", style="default")
    show(headline)
    show(plain(answer.reason))
    rows = [
        ("recognition", answer.recognition),
        ("milestone", answer.milestone),
        ("date", answer.milestone_date),
        *([("only by", modes)] if (modes := _modes(answer.scope)) else []),
        *([("only for", answer.scope.tier)] if answer.scope and answer.scope.tier else []),
        ("confirmed", _confirmed(answer)),
        *(("evidence", _evidence([evidence])) for evidence in answer.evidence),
    ]
    show_table(("Basis", ""), rows)


def _identity(codes: list[str]) -> str:
    """The id of the recognition between the parties named."""
    found = normal_form(parties(codes))
    if len(found) < 2:
        raise InputError(
            f"{' '.join(codes)}: a recognition is between two parties or more",
            remedy="name them by their codes, as in `mrawatch registry show CN MO`",
        )
    return recognition_id(found)


def _names(codes: Iterable[str]) -> str:
    return " – ".join(display_name(code) for code in codes)


def _date(recognition: Recognition, milestone: Milestone) -> str | None:
    state = stands_on(recognition, milestone)
    return (state.date or "undated") if state else None


def _confirmed(found: Confirmation | Answer | None) -> str | None:
    """How many sides have announced something themselves, and where it is not all of them, which."""
    if found is None or found.confirmed is None:
        return None
    return f"one: {', '.join(found.confirmed_by)}" if found.confirmed is Confirmed.ONE else found.confirmed


def _part(milestone: Milestone, acceding: Iterable[str], scope: Scope) -> str:
    """A milestone, and whose or which part of the recognition it is."""
    modes, members = _modes(scope), ", ".join(acceding)
    sides = f"{scope.recognised} by {scope.recogniser}" if scope.recogniser and scope.recognised else ""
    limits = ", ".join(part for part in (sides, scope.tier, modes) if part)
    return milestone + (f" for {members}" if members else "") + (f" ({limits})" if limits else "")


def _modes(scope: Scope | None) -> str:
    """The modes of transport that something is limited to; empty where it is not."""
    return ", ".join(scope.modes) if scope else ""


def _evidence(evidence: Iterable[Evidence]) -> str:
    """The strongest evidence's quote and where it stands, and how many more there are."""
    first, *more = [*evidence] or [Evidence()]
    parts = [f"“{' '.join(first.quote.split())}”" if first.quote else "", first.url or "", *first.sources[:1]]
    return "\n".join([*(part for part in parts if part), *([f"and {len(more)} more"] if more else [])])


def _history_note(reason: str, supersedes: int | None, withdraws: bool) -> str:
    if supersedes is None:
        return reason
    return f"{'withdraws' if withdraws else 'replaces'} no. {supersedes}: {reason}"
