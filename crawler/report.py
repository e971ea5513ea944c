"""What a crawl did, newsroom by newsroom: counted while it runs, frozen when it is handed on."""

import time
from dataclasses import dataclass, field
from enum import StrEnum

from crawler.declarations import Source
from store.domain import Frozen


class IndexStatus(StrEnum):
    """How a newsroom's index was: never reached in this crawl, read, read and found without announcements, not read."""

    WAITING = "waiting"
    READ = "read"
    SILENT = "silent"
    FAILED = "failed"


class Outcome(StrEnum):
    """What became of one listed page.

    new: a document that was not there. same: fetched, and its text is known. not_modified: the server said so (304).
    held: known and not asked for, since its index says that it did not change. failed: counted and listed.
    """

    NEW = "new"
    SAME = "same"
    NOT_MODIFIED = "not_modified"
    HELD = "held"
    FAILED = "failed"


class PageFailure(Frozen):
    """A page that could not be had or read, and why."""

    url: str
    reason: str


class SourceReport(Frozen):
    """One newsroom's share of a crawl. `seen` counts the announcements that its index listed.

    `reason` says why the index failed or was silent. `seconds` runs from the first request to the last answer.
    """

    source: str
    name: str
    index: IndexStatus
    reason: str = ""
    seen: int = 0
    new: int = 0
    same: int = 0
    not_modified: int = 0
    held: int = 0
    failures: tuple[PageFailure, ...] = ()
    seconds: float = 0.0

    @property
    def failed(self) -> int:
        """How many pages failed."""
        return len(self.failures)

    @property
    def unchanged(self) -> int:
        """How many listed pages brought nothing new."""
        return self.same + self.not_modified + self.held

    @property
    def done(self) -> int:
        """How many listed pages are dealt with, one way or another."""
        return self.new + self.unchanged + self.failed

    @property
    def is_trouble(self) -> bool:
        """Whether the newsroom's index failed or was silent."""
        return self.index in (IndexStatus.FAILED, IndexStatus.SILENT)


class CrawlReport(Frozen):
    """A whole crawl, its newsrooms in the order in which they were named.

    `interrupted` says that it was stopped before its end; what was fetched by then is kept.
    """

    sources: tuple[SourceReport, ...]
    seconds: float
    interrupted: bool = False

    @property
    def new(self) -> int:
        """How many documents were new."""
        return sum(source.new for source in self.sources)

    @property
    def unchanged(self) -> int:
        """How many listed pages brought nothing new."""
        return sum(source.unchanged for source in self.sources)

    @property
    def failed(self) -> int:
        """How many pages failed."""
        return sum(source.failed for source in self.sources)

    @property
    def seen(self) -> int:
        """How many announcements were listed."""
        return sum(source.seen for source in self.sources)

    @property
    def troubled(self) -> tuple[SourceReport, ...]:
        """The newsrooms whose index failed or was silent."""
        return tuple(source for source in self.sources if source.is_trouble)


@dataclass
class Tally:
    """One newsroom's counts while the crawl runs."""

    source: Source
    index: IndexStatus = IndexStatus.WAITING
    reason: str = ""
    seen: int = 0
    counts: dict[Outcome, int] = field(default_factory=dict)
    failures: list[PageFailure] = field(default_factory=list)
    started: float | None = None
    ended: float = 0.0

    def touch(self) -> None:
        """Notes that something was asked or answered just now."""
        self.ended = time.monotonic()
        if self.started is None:
            self.started = self.ended

    def count(self, outcome: Outcome) -> None:
        """Counts a page that did not fail."""
        self.counts[outcome] = self.counts.get(outcome, 0) + 1
        self.touch()

    def fail(self, url: str, reason: str) -> None:
        """Counts and lists a page that failed."""
        self.failures.append(PageFailure(url=url, reason=reason))
        self.touch()

    def trouble(self, status: IndexStatus, reason: str) -> None:
        """Notes that the index failed or was silent."""
        self.index, self.reason = status, reason
        self.touch()

    def report(self) -> SourceReport:
        """The counts as they stand."""
        return SourceReport(
            source=self.source.id,
            name=self.source.name,
            index=self.index,
            reason=self.reason,
            seen=self.seen,
            new=self.counts.get(Outcome.NEW, 0),
            same=self.counts.get(Outcome.SAME, 0),
            not_modified=self.counts.get(Outcome.NOT_MODIFIED, 0),
            held=self.counts.get(Outcome.HELD, 0),
            failures=tuple(self.failures),
            seconds=0.0 if self.started is None else round(self.ended - self.started, 3),
        )
