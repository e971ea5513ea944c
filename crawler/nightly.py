"""The night: crawl → extract → reconcile → publish → send. Stages hand over through the store and can be resumed."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice

from crawler.crawl import check, crawl
from crawler.declarations import Source
from crawler.delivering import Delivered, deliver
from crawler.extracting import BATCH, Reader, read
from crawler.locking import alone
from crawler.progress import Stage, silent
from crawler.report import CrawlReport, SourceReport
from store import deciding
from store.clusters import Clusters, place_all
from store.db import Store
from store.documents import Documents
from store.domain import OFFICIAL, Frozen, Review, Verdict
from store.errors import MrawatchError, StoreError
from store.exports import publish
from store.exports.versions import tidy
from store.extractions import Extractions
from store.feeds.atom import write as write_feed
from store.known import Known
from store.nights import Nights
from store.opening import load_baseline
from store.reconcile.policy import turn
from store.reviews import Reviews
from store.settings import Settings

FEED = "changes.atom"
"""The Atom feed's file, beside the publications."""

OTHER = "other"
"""Where documents are counted that no newsroom brought."""

Tally = defaultdict[str, Counter[str]]
"""What was counted, per source."""


class Failure(Frozen):
    """A document that could not be read or reconciled, and why. It is tried again the next night."""

    what: str
    reason: str


class Counts(Frozen):
    """What was read from one newsroom's new texts, and what became of it.

    `applied` and `corroborating` changes are in the ledger, `queued` ones wait for an analyst.
    """

    documents: int = 0
    events: int = 0
    figures: int = 0
    applied: int = 0
    corroborating: int = 0
    queued: int = 0


class NightReport(Frozen):
    """One night in numbers.

    `baseline` counts the changes of the opening balance that were not in the ledger, `read` what was read per source,
    `unread` the documents that could not be, `open_reviews` all that wait, `publication` the new one's name,
    `webhooks` what was sent to them.
    """

    night: int
    started_at: datetime
    seconds: float
    baseline: int
    crawl: CrawlReport
    read: dict[str, Counts]
    unread: tuple[Failure, ...] = ()
    open_reviews: int = 0
    publication: str | None = None
    webhooks: Delivered = Delivered()

    @property
    def total(self) -> Counts:
        """The counts of all sources together."""
        return Counts(**{name: sum(getattr(c, name) for c in self.read.values()) for name in Counts.model_fields})

    @property
    def changed(self) -> bool:
        """Whether anything is in the store or published now that was not before."""
        return bool(self.baseline or self.crawl.new or self.total != Counts() or self.publication)


def run(
    sources: tuple[Source, ...],
    settings: Settings,
    load: Callable[[], Reader],
    clock: Callable[[], datetime],
    stage: Stage = silent,
) -> NightReport:
    """One whole night over these newsrooms. Run again without news, it changes nothing.

    `load` makes the reader, after the crawl. A failing newsroom, page, document or webhook is counted and listed, never
    the end of the night; a store that cannot be written or a publication that cannot be made is. Before anything is
    begun: what `crawler.crawl.check` raises, and ConflictError where another night is under way in the same home.
    """
    check(sources, settings)
    with alone(settings.home), Store.open(settings.database) as store:
        began = clock()
        with store.transaction() as session:
            night = Nights(session).start(began)
            baseline = load_baseline(session, began)
            own = {source.id: source.party for source in sources if source.party and source.tier in OFFICIAL}
            Documents(session).declare_issuers(own)
        crawled = fetch(sources, settings, stage)
        tally: Tally = defaultdict(Counter)
        unread = [*extract(store, load, tally, stage), *reconcile(store, clock(), tally, stage)]
        tidy(settings.publications)
        with store.reading() as session:
            publication = publish(session, settings.publications, clock())
            open_reviews = Reviews(session).count()
            write_feed(session, settings.publications / FEED)
        report = NightReport(
            night=night,
            started_at=began,
            seconds=(clock() - began).total_seconds(),
            baseline=baseline,
            crawl=crawled,
            read={source: Counts(**counts) for source, counts in sorted(tally.items())},
            unread=tuple(unread),
            open_reviews=open_reviews,
            publication=publication,
            webhooks=deliver(store, clock, stage, loopback=settings.webhook_loopback),
        )
        with store.transaction() as session:
            Nights(session).finish(night, report.model_dump(mode="json"), at=clock())
    return report


def fetch(sources: tuple[Source, ...], settings: Settings, stage: Stage = silent) -> CrawlReport:
    """Fetch what the newsrooms announce into the store."""
    reports: dict[str, SourceReport] = {}
    with stage("crawl", "pages") as update:

        def progress(report: SourceReport) -> None:
            reports[report.source] = report
            update(sum(r.done for r in reports.values()), sum(r.seen for r in reports.values()))

        return crawl(sources, settings, progress)


def extract(store: Store, load: Callable[[], Reader], tally: Tally, stage: Stage = silent) -> list[Failure]:
    """Read every document that this reader has not read, and keep the extractions; those that failed."""
    reader = load()
    key = reader.extractor.key
    failed: dict[str, Failure] = {}

    def damaged(id: str, error: StoreError) -> None:
        failed[id] = Failure(what=id, reason=str(error))

    done = 0
    with store.reading() as session:
        total = Documents(session).count_unread(key)
    with stage("extract", "documents") as update:
        while True:
            update(done, total)
            with store.reading() as session:
                batch = list(islice((d for d in Documents(session).unread(key, damaged) if d.id not in failed), BATCH))
            if not batch:
                return list(failed.values())
            readings = list(read(reader, batch))
            with store.transaction() as session:
                for document, reading in readings:
                    if isinstance(reading, MrawatchError):
                        reason = reading.message.removeprefix(f"{document.id}: ")
                        failed[document.id] = Failure(what=document.url or document.id, reason=reason)
                        continue
                    Extractions(session).add(reading)
                    counts = tally[document.source or OTHER]
                    counts["documents"] += 1
                    counts["events"] += len(reading.events)
                    counts["figures"] += len(reading.trade_figures)
            done += len(batch)


def reconcile(store: Store, at: datetime, tally: Tally, stage: Stage = silent) -> list[Failure]:
    """Hold every new extraction against the registry: apply, corroborate or queue; those that failed.

    First all are placed among texts that are nearly the same. Then documents have their turn by tier, date and id, so
    that the order in which they came decides nothing. Then policy is asked anew about what waits. A document's changes
    and the mark that it is done are one transaction, in which it is held against what the ledger has then, whoever
    wrote it: a night that breaks off repeats nothing, and one beside an analyst overlooks nothing.
    """
    failed: dict[str, Failure] = {}
    names: dict[str, str] = {}
    turns, known = [], Known()
    with _by_itself("the texts of earlier versions", names, failed), store.transaction() as session:
        place_all(session)
    with store.reading() as session:
        waiting = Extractions(session).waiting()
        for id in waiting:
            with _by_itself(id, names, failed):
                document = Documents(session).get(id)
                names[id] = document.url or id
                turns.append(turn(document))
    for *_, id in sorted(turns):
        with _by_itself(id, names, failed), store.transaction() as session:
            Clusters(session).place(Documents(session).get(id))
    with stage("reconcile", "documents") as update:
        for done, (*_, id) in enumerate(sorted(turns), 1 + len(waiting) - len(turns)):
            with _by_itself(id, names, failed):
                with store.transaction() as session:
                    document, extraction = Documents(session).get(id), Extractions(session).get(id)
                    assert extraction is not None
                    applied = deciding.reconcile(session, document, extraction, known.now(session), at)
                counts = applied.model_dump(include={"applied", "corroborating", "queued"})
                tally[document.source or OTHER].update(counts)
            update(done, len(waiting))

    def trouble(review: Review, error: StoreError) -> None:
        id = review.proposal.document_id
        failed.setdefault(id, Failure(what=names.get(id, id), reason=str(error)))

    with store.transaction() as session:
        for review in deciding.settle(session, at, trouble):
            document = Documents(session).get(review.proposal.document_id)
            how = review.proposal.verdict
            tally[document.source or OTHER]["applied" if how is Verdict.APPLY else "corroborating"] += 1
    return list(failed.values())


@contextmanager
def _by_itself(id: str, names: dict[str, str], failed: dict[str, Failure]) -> Iterator[None]:
    """One document's trouble is its own: it is noted, and the document stays unreconciled."""
    try:
        yield
    except Exception as error:
        failed[id] = Failure(what=names.get(id, id), reason=str(error))
