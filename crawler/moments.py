"""Points in time as indexes write them; without a zone they are UTC."""

from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from store.moments import iso_moment


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
