"""What the store has heard of partners that the registry does not hold: lists, open reviews, mentions in readings."""

from sqlmodel import Session

from store.baseline.statements import statements
from store.documents import Documents
from store.domain import Claim
from store.extractions import Extractions
from store.reconcile.claims import claims
from store.reconcile.likely import Hint, hints_of_lists, hints_of_reading, hints_of_reviews
from store.reviews import Reviews


def heard(session: Session) -> tuple[tuple[Claim, ...], tuple[Hint, ...]]:
    """Every claim, those that ship with mrawatch first, then in the order of reading; and who may be missing."""
    documents = Documents(session)
    stated, hints = [*statements()], [*hints_of_reviews(Reviews(session).list())]
    for extraction in Extractions(session).latest():
        document = documents.get(extraction.document.id)
        stated += claims(extraction, document)
        hints += hints_of_reading(extraction, document)
    return tuple(stated), (*hints, *hints_of_lists(stated))
