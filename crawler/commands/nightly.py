"""`mrawatch nightly`: the newsrooms read, the registry brought up to date, the publication renewed."""

import difflib
from collections.abc import Sequence
from typing import Annotated, Literal

import typer

from crawler.commands.options import Format, FormatOption, now
from crawler.declarations import Source, load_sources
from crawler.interrupts import terminable
from crawler.nightly import Counts, NightReport, run
from crawler.printing import note, show, show_json, show_long, show_table, stage, when
from crawler.report import IndexStatus, SourceReport
from store.errors import SourceError
from store.settings import Settings

TROUBLED = 3
"""The exit code of a night that finished although a newsroom failed or was silent, or a document was not read."""

SHOWN = 20
"""How many failed pages and documents the summary lists; the JSON form lists all."""

Newsrooms = Literal["bundled", "real"]


def nightly(
    source: Annotated[
        list[str] | None,
        typer.Option("--source", metavar="ID", help="Only this newsroom; may be given several times."),
    ] = None,
    newsrooms: Annotated[
        Newsrooms | None,
        typer.Option(
            "--newsrooms", help="The replicas that ship with mrawatch, or the real ones. Default: the setting."
        ),
    ] = None,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Crawl newsrooms, read what is new, reconcile it with the registry, publish.

    Stages hand over through the store: a night that broke off is taken up again by the next. Run again without news,
    it changes nothing and says so.
    """
    # Imported here: the reading pipeline takes seconds to load, which few commands need.
    from nlp.pipeline import load

    settings = Settings.read()
    chosen = choose(load_sources(), source or [], newsrooms or settings.newsrooms)
    with terminable():
        try:
            report = run(chosen, settings, load, now, stage)
        except KeyboardInterrupt:
            note("interrupted; the next night goes on where this one stood")
            raise
    if format_ is Format.JSON:
        show_json(report)
    else:
        show_report(report)
    if report.crawl.troubled or report.unread:
        raise typer.Exit(TROUBLED)


def choose(declared: Sequence[Source], ids: Sequence[str], newsrooms: Newsrooms) -> tuple[Source, ...]:
    """The newsrooms that are named, or all bundled or all real ones; an unknown id raises SourceError."""
    by_id = {source.id: source for source in declared}
    for id_ in ids:
        if id_ not in by_id:
            close = difflib.get_close_matches(id_, by_id, n=3)
            hint = f"did you mean {', '.join(close)}?" if close else "see `mrawatch sources list`"
            raise SourceError(f"no newsroom is declared as {id_!r}", remedy=hint)
    if ids:
        return tuple(by_id[id_] for id_ in dict.fromkeys(ids))
    return tuple(source for source in declared if (source.status == "bundled") == (newsrooms == "bundled"))


def show_report(report: NightReport) -> None:
    """The closing summary: a line a newsroom, the total, what failed, what changed."""
    pages = {source.source: source for source in report.crawl.sources}
    rows = [
        (name, *_crawled(pages.get(name)), *_read(report.read.get(name, Counts())))
        for name in dict.fromkeys((*pages, *report.read))
    ]
    crawl = report.crawl
    total = ("total", crawl.seen, crawl.new, crawl.failed, *_read(report.total))
    columns = ("Newsroom", "Pages", "New", "Failed", "Events", "Applied", "Backed", "Queued", "Figures")
    show_table(columns, [*rows, total], numbers=columns[1:])
    _show_trouble(report)
    _show_outcome(report)


def _show_trouble(report: NightReport) -> None:
    for source in report.crawl.troubled:
        show_long(f"{source.source}: index {source.index}: {source.reason or 'nothing was listed'}")
    if any(source.index is IndexStatus.FAILED for source in report.crawl.troubled):
        show_long("remedy: check the address with `mrawatch sources list` and the network, or try later")
    failures = [(failure.url, failure.reason) for source in report.crawl.sources for failure in source.failures]
    failures += [(failure.what, failure.reason) for failure in report.unread]
    if failures:
        show(f"could not be used ({len(failures)}):")
        for what, why in failures[:SHOWN]:
            show_long(f"  {what}: {why}")
        if len(failures) > SHOWN:
            show(f"  … and {len(failures) - SHOWN} more: see --format json")


def _show_outcome(report: NightReport) -> None:
    if report.baseline:
        show(f"opening balance: {report.baseline} changes")
    if report.changed:
        show(f"publication {report.publication}" if report.publication else "publication unchanged")
    else:
        show("Nothing new: the registry and its publication stand as they were.")
    if report.webhooks.told:
        show_long(report.webhooks.told)
    if report.open_reviews:
        show(f"{report.open_reviews} reviews are open: mrawatch review list")
    show(f"night {report.night} of {when(report.started_at)} UTC took {report.seconds:.1f} s")


def _crawled(source: SourceReport | None) -> tuple[int, int, int]:
    return (source.seen, source.new, source.failed) if source else (0, 0, 0)


def _read(counts: Counts) -> tuple[int, int, int, int, int]:
    return counts.events, counts.applied, counts.corroborating, counts.queued, counts.figures
