"""What is known now, kept up with the ledger: of what others have decided since, only that is read again."""

from collections.abc import Mapping

from sqlmodel import Session

from store.domain import Recognition
from store.errors import NotFoundError
from store.registry import Registry


class Known:
    """The recognitions by id, and the place in the ledger up to which they are read."""

    def __init__(self) -> None:
        self._found: dict[str, Recognition] = {}
        self._upto = 0

    def now(self, session: Session) -> Mapping[str, Recognition]:
        """The recognitions as the ledger has them in this transaction; cheap where nothing has moved.

        To be asked in the transaction that decides by them, before it writes: what is written there, and rolled back
        perhaps, is read the next time.
        """
        registry = Registry(session)
        head, _ = registry.head()
        if not self._upto:
            self._found = {found.id: found for found in registry.recognitions()}
        elif head != self._upto:
            for id in registry.touched(self._upto):
                try:
                    self._found[id] = registry.recognition(id)
                except NotFoundError:  # every change of it is taken back
                    self._found.pop(id, None)
        self._upto = head
        return self._found
