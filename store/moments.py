"""A point in time as people write it in ISO 8601; without a zone it is UTC."""

from datetime import UTC, date, datetime, time


def iso_moment(words: str) -> datetime:
    """A time in ISO 8601, in its own zone; ValueError for other words. A bare day means its end."""
    try:
        found = datetime.combine(date.fromisoformat(words), time.max)
    except ValueError:
        found = datetime.fromisoformat(words)
    return found if found.tzinfo else found.replace(tzinfo=UTC)
