"""The checksum of the registry's state, which whoever holds all changes can compute from them alone."""

import json
from collections.abc import Iterable

from store.domain import Recognition, sha256


def state_checksum(recognitions: Iterable[Recognition]) -> str:
    """The hex SHA-256 of all recognitions, as `store.reconcile.state.project` reads them from all changes of a ledger.

    Of no day and no time of knowledge: every milestone counts, starts that are still to come included, so that the
    same changes give the same checksum on any day. What is hashed is a JSON array of the recognitions in the order of
    their ids, in UTF-8, keys sorted, no blanks.
    """
    values = [found.model_dump(mode="json") for found in sorted(recognitions, key=lambda found: found.id)]
    return sha256(json.dumps(values, sort_keys=True, separators=(",", ":"), ensure_ascii=False))
