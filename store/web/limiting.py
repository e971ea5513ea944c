"""Rate limits: how many requests of one caller are answered, counted in this process."""

import math
import time

from limits import RateLimitItem, parse_many
from limits.storage import MemoryStorage
from limits.strategies import FixedWindowRateLimiter

from store.errors import ConfigurationError
from store.web.problems import ProblemError


class RateLimit:
    """Limits such as `120/minute`, or several as `10/second;1000/hour`: each counts the requests of one caller."""

    def __init__(self, rate: str) -> None:
        """ConfigurationError where the limits cannot be read."""
        try:
            self._items = parse_many(rate)
        except ValueError as error:
            raise ConfigurationError(
                f"MRAWATCH_RATE_LIMIT: {rate!r} is no rate", remedy="write it as 120/minute, or 10/second;1000/hour"
            ) from error
        self._limiter = FixedWindowRateLimiter(MemoryStorage())

    def count(self, caller: str) -> None:
        """Count a request; once a limit is reached, ProblemError 429, which says when to ask again."""
        for item in self._items:
            if not self._limiter.hit(item, caller):
                raise self._reached(item, caller)

    def check(self, caller: str) -> None:
        """As `count`, without counting: ProblemError where the next request would be one too many."""
        for item in self._items:
            if not self._limiter.test(item, caller):
                raise self._reached(item, caller)

    def _reached(self, item: RateLimitItem, caller: str) -> ProblemError:
        seconds = max(1, math.ceil(self._limiter.get_window_stats(item, caller).reset_time - time.time()))
        return ProblemError(
            429,
            f"more than {item} were sent",
            remedy=f"ask again in {seconds} seconds",
            headers={"Retry-After": str(seconds)},
        )
