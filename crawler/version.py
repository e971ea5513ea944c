"""Which mrawatch this is."""

from importlib.metadata import PackageNotFoundError, version

PROGRAM = "mrawatch"


def current() -> str:
    """The version that is installed; `0` where mrawatch runs from its sources without being installed."""
    try:
        return version(PROGRAM)
    except PackageNotFoundError:
        return "0"
