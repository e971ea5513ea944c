"""Points in time as people and indexes write them; without a zone they are UTC."""

from datetime import UTC, date, datetime, time
from email.utils import parsedate_to_datetime


def iso_moment(words: str) -> datetime:
    """A time in ISO 8601, in its own zone; ValueError for other words. A bare day means its end."""
    try:
        found = datetime.combine(date.fromisoformat(words), time.max)
    except ValueError:
        found = datetime.fromisoformat(words)
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def stated_moment(words: str | None) -> datetime | None:
    """A time that an index states, in ISO 8601 or as e-mail writes it (RFC 5322); None where it states none."""
    if not (words := (words or "").strip()):
        return None
    try:
        return iso_moment(words)
    except ValueError:
        try:
            found = parsedate_to_datetime(words)
        except (ValueError, TypeError, OverflowError):
            return None
        return found if found.tzinfo else found.replace(tzinfo=UTC)
