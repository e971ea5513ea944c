"""The exception tree: a class's docstring says what happened, its message names the input and the remedy.

MrawatchError
├── ConfigurationError      settings, sources
│   └── SourceError
├── InputError              what a user handed in
├── ReadingError            a page or text that cannot be read
├── AuthoritiesError        a party's code or name
├── StoreError              the database
│   ├── SchemaError
│   ├── NotFoundError
│   └── ConflictError
├── ExportError
└── ModelError              the shipped pipeline
"""


class MrawatchError(Exception):
    """Something that mrawatch can name: the message says which input, and what to do about it.

    `remedy` is kept apart so that a page or a terminal can show it on its own line.
    """

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message} ({self.remedy})" if self.remedy else self.message


class ConfigurationError(MrawatchError):
    """A setting is missing or cannot be used."""


class SourceError(ConfigurationError):
    """A newsroom's declaration is missing, broken or contradicts itself."""


class InputError(MrawatchError):
    """An input that a user named cannot be used."""


class ReadingError(MrawatchError):
    """A page or text cannot be read."""


class AuthoritiesError(MrawatchError):
    """A code or name stands for no known party, or the names' data contradict each other."""


class StoreError(MrawatchError):
    """The database cannot be opened, read or written."""


class SchemaError(StoreError):
    """The database's schema is not the one that this version works with."""


class NotFoundError(StoreError):
    """What was asked for is not in the store."""


class ConflictError(StoreError):
    """What was asked for contradicts what the store holds, such as deciding a review twice."""


class ExportError(MrawatchError):
    """A publication could not be written; the last good one stands."""


class ModelError(MrawatchError):
    """The reading pipeline cannot be loaded or does not match its description."""
