"""The crawl as a stage of the night: Scrapy in a child process, a report of every newsroom at its end."""

import multiprocessing
import signal
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from crawler.declarations import Source
from crawler.interrupts import undisturbed
from crawler.newsrooms.server import Hosts, serve
from crawler.report import CrawlReport, IndexStatus, SourceReport
from crawler.settings import check_contact
from store.db import Store
from store.errors import ConfigurationError, MrawatchError, SourceError
from store.settings import Settings

PATIENCE = 20.0
"""How long a child that was asked to stop may take to finish what it is fetching, in seconds."""


def crawl(
    sources: Sequence[Source],
    settings: Settings,
    on_progress: Callable[[SourceReport], None] | None = None,
    *,
    hosts: Hosts | None = None,
) -> CrawlReport:
    """Reads newsrooms into the store and reports on each.

    Bundled newsrooms are served on loopback while the crawl lasts (`hosts`: other sites in their place). Progress is
    told in this process, a newsroom's counts at a time. Raises what `check` raises, and StoreError where the store
    cannot be used. On KeyboardInterrupt the child finishes what it is fetching, then the interrupt goes on; everything
    fetched is kept. A child whose parent is killed ends in the same way.
    """
    check(sources, settings)
    Store.open(settings.database).close()
    started = time.monotonic()
    with ExitStack() as stack:
        bundled = any(source.status == "bundled" for source in sources)
        proxy = stack.enter_context(serve(hosts)) if bundled else None
        reports = {source.id: _waiting(source) for source in sources}
        interrupted = _run(tuple(sources), settings, proxy, reports, on_progress) if sources else False
    return CrawlReport(
        sources=tuple(reports.values()), seconds=round(time.monotonic() - started, 3), interrupted=interrupted
    )


def check(sources: Sequence[Source], settings: Settings) -> None:
    """Whether these newsrooms may be crawled, before anything is.

    SourceError for one that is named twice, ConfigurationError for a contact that nobody can write to, and for none
    where a real newsroom is to be read.
    """
    check_contact(settings.contact)
    names = [source.id for source in sources]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise SourceError(f"{twice}: the newsroom is named twice", remedy="name it once")
    real = [source.id for source in sources if source.status != "bundled"]
    if real and settings.contact is None:
        raise ConfigurationError(
            f"{real[0]}: a real newsroom is read only by a crawler that says whom to write to",
            remedy="set MRAWATCH_CONTACT to an e-mail address or a page of yours",
        )


def _waiting(source: Source) -> SourceReport:
    return SourceReport(source=source.id, name=source.name, index=IndexStatus.WAITING)


def _run(
    sources: tuple[Source, ...],
    settings: Settings,
    proxy: str | None,
    reports: dict[str, SourceReport],
    on_progress: Callable[[SourceReport], None] | None,
) -> bool:
    """Runs the child and collects its reports; whether it was stopped before its end."""
    context = multiprocessing.get_context("spawn")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=_in_child, args=(sources, settings, proxy, sender), name="crawl", daemon=True)
    with undisturbed(signal.SIGINT):  # which from a keyboard reaches the child too, even while it is still loading
        child.start()
    sender.close()
    try:
        return _listen(receiver, child, reports, on_progress)
    except BaseException:
        _stop(child, receiver)
        raise
    finally:
        child.join(PATIENCE)
        child.close() if child.exitcode is not None else child.kill()
        receiver.close()


def _in_child(sources: tuple[Source, ...], settings: Settings, proxy: str | None, sender: Connection) -> None:
    # only the child pays for loading Scrapy
    from crawler.child import run

    run(sources, settings, proxy, sender)


def _listen(
    receiver: Connection,
    child: SpawnProcess,
    reports: dict[str, SourceReport],
    on_progress: Callable[[SourceReport], None] | None,
) -> bool:
    while True:
        try:
            message = receiver.recv()
        except EOFError:
            child.join(PATIENCE)
            raise MrawatchError(
                f"the crawl's process ended early (exit code {child.exitcode})",
                remedy="see crawl.log in MRAWATCH_HOME; what was fetched is kept, run it again",
            ) from None
        match message:
            case SourceReport():
                reports[message.source] = message
                if on_progress is not None:
                    on_progress(message)
            case bool():
                return message
            case Exception():
                raise message


def _stop(child: SpawnProcess, receiver: Connection) -> None:
    """Asks the child to finish what it is fetching; kills it where it does not. A second interrupt changes nothing."""
    with undisturbed():
        child.terminate()
        deadline = time.monotonic() + PATIENCE
        while child.is_alive() and time.monotonic() < deadline:
            _drain(receiver)
        if child.is_alive():
            child.kill()
            child.join()


def _drain(receiver: Connection) -> None:
    """Takes what the child still reports, so that it is not kept waiting by a full pipe."""
    try:
        if receiver.poll(0.05):
            receiver.recv()
    except EOFError:
        time.sleep(0.05)
