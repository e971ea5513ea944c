"""`mrawatch …`: the command line, assembled; errors become one line, a remedy and an exit code."""

import platform
import sys

import typer

from crawler.commands import db, evaluate, export, extract, nightly, registry, review, schema, sources
from crawler.printing import prepare_streams, show, show_error
from crawler.version import current
from store.domain import SCHEMA
from store.errors import ConfigurationError, MrawatchError

EXIT_CODES = """Exit codes:

0  done

1  an input or the store could not be used

2  wrong usage

3  the night is finished, but a newsroom failed or was silent, or a document was not read

130  interrupted"""

app = typer.Typer(
    name="mrawatch",
    help="Who recognises whose authorized economic operators, since when, on what evidence.",
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("extract")(extract.extract)
app.command("nightly")(nightly.nightly)
app.add_typer(registry.app, name="registry")
app.add_typer(review.app, name="review")
app.add_typer(sources.app, name="sources")
app.command("export")(export.export)
app.add_typer(db.app, name="db")
app.command("schema")(schema.schema)
app.command("evaluate")(evaluate.evaluate)


@app.command()
def version() -> None:
    """Show the version, the Python it runs on, and the extraction record's version."""
    show(f"mrawatch {current()} (Python {platform.python_version()}, {SCHEMA})")


def main(arguments: list[str] | None = None) -> None:
    """Run a command and end the process with its exit code; what can be named is never shown as a traceback."""
    prepare_streams()
    try:
        app(arguments, prog_name="mrawatch")
    except MrawatchError as error:
        show_error(error)
        sys.exit(1)
    except OSError as error:  # a folder or disk that refuses, met outside the parts that name it themselves
        what = f"{error.filename}: {error.strerror}" if error.filename else str(error)
        show_error(ConfigurationError(what, remedy="check that it may be read and written and that its disk has room"))
        sys.exit(1)
