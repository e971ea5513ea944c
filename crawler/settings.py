"""Scrapy's settings, built by a function: polite to newsrooms, quick with the bundled ones."""

import re
from collections.abc import Collection, Iterable
from pathlib import Path
from typing import Any

from crawler.addresses import host_of
from crawler.declarations import Source
from crawler.guards import MAX_BYTES
from crawler.version import PROGRAM, current
from store.errors import ConfigurationError

ROBOT = PROGRAM
"""The name that robots.txt files know this crawler by."""

PAUSE = 1.0
"""The shortest pause between two requests to one newsroom, in seconds; autothrottle lengthens it for slow ones."""

BUNDLED_PAUSE = 0.002
"""The pause between two requests to one bundled newsroom, in seconds. Without any, Scrapy 2.19 sends a burst of
requests at once whatever the limit per host is: a transfer counts only once its task has begun."""


_EMAIL = re.compile(r"[^\s@<>()]+@[^\s@<>()]+\.[^\s@<>().]{2,}")


def check_contact(contact: str | None) -> None:
    """ConfigurationError for a contact that is set and that no newsroom could write to."""
    if contact is None or _EMAIL.fullmatch(contact) or (host_of(contact) and not re.search(r"[\s()]", contact)):
        return
    raise ConfigurationError(
        f"MRAWATCH_CONTACT: {contact!r} is neither an e-mail address nor the address of a page",
        remedy="write it as name@host.org or https://host/page",
    )


def user_agent(contact: str | None) -> str:
    """How the crawler names itself: with its version, and with whom to write to where that is set."""
    return f"{ROBOT}/{current()}" + (f" (+{contact})" if contact else "")


def scrapy_settings(
    sources: Collection[Source], *, contact: str | None, proxy: str | None, log: Path
) -> dict[str, Any]:
    """The settings of one crawl. `proxy` is where the bundled newsrooms are served, `log` Scrapy's own log file.

    Few requests are under way at a time, those that wait for their host included, and few pages wait to be kept: a
    crawl that is asked to stop finishes them first.
    """
    return {
        "BOT_NAME": ROBOT,
        "USER_AGENT": user_agent(contact),
        "ROBOTSTXT_OBEY": True,
        "ROBOTSTXT_USER_AGENT": ROBOT,
        "CONCURRENT_REQUESTS": max(4, 2 * len({source.host for source in sources})),
        "CONCURRENT_REQUESTS_PER_DOMAIN": 1,
        "DOWNLOAD_DELAY": PAUSE,
        "DOWNLOAD_SLOTS": _slots(sources),
        "AUTOTHROTTLE_ENABLED": True,
        "AUTOTHROTTLE_START_DELAY": 2 * PAUSE,
        "AUTOTHROTTLE_MAX_DELAY": 60.0,
        "DOWNLOAD_MAXSIZE": MAX_BYTES,
        "DOWNLOAD_WARNSIZE": 0,
        "DOWNLOAD_TIMEOUT": 45,
        "DNS_TIMEOUT": 20,
        "DOWNLOAD_VERIFY_CERTIFICATES": True,
        "REDIRECT_MAX_TIMES": 5,
        "RETRY_TIMES": 2,
        "COOKIES_ENABLED": False,
        "DOWNLOADER_MIDDLEWARES": {"crawler.middlewares.OwnHosts": 50, "crawler.middlewares.Bundled": 740},
        "BUNDLED_PROXY": proxy,
        "ITEM_PIPELINES": {"crawler.pipelines.KeepPages": 100},
        "CONCURRENT_ITEMS": 8,
        "SCRAPER_SLOT_MAX_ACTIVE_SIZE": 1_000_000,
        "TELNETCONSOLE_ENABLED": False,
        "REMOTE_CONTROL_ENABLED": False,
        "MEMUSAGE_ENABLED": False,
        "LOG_FILE": str(log),
        "LOG_FILE_APPEND": False,
        "LOG_LEVEL": "INFO",
        "LOG_VERSIONS": [],
        "WARN_ON_GENERATOR_RETURN_VALUE": False,
    }


def _slots(sources: Iterable[Source]) -> dict[str, dict[str, float]]:
    """The rhythm of every host that has one of its own: the bundled ones, and those that ask for longer pauses."""
    slots: dict[str, dict[str, float]] = {}
    for source in sources:
        if source.status == "bundled":
            slots[source.host] = {"concurrency": 2, "delay": BUNDLED_PAUSE, "jitter": 0.0}
        elif source.delay is not None:
            longest = max(source.delay, slots.get(source.host, {}).get("delay", 0.0))
            slots[source.host] = {"concurrency": 1, "delay": longest}
    return slots
