"""`mrawatch …`: the command line, assembled; errors become one line, a remedy and an exit code."""

import platform
import sys
from importlib import import_module
from typing import Any

import typer
from typer.core import TyperGroup

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

COMMANDS = (
    *("extract", "nightly", "registry", "claims", "trade", "policy", "review", "sources"),
    *("export", "publications", "feed", "webhook", "serve", "token"),
    *("verify", "backup", "restore", "db", "schema", "evaluate"),
)
"""The commands, in the order of the help: each a module of `crawler.commands`, with a function or an `app`."""


_CONTEXT = {"help_option_names": ["-h", "--help"]}


class _Commands(TyperGroup):
    """Imports a command when it is asked for: reading one text must not wait for the store and the crawler."""

    def list_commands(self, ctx: Any) -> list[str]:
        return [*COMMANDS, *super().list_commands(ctx)]

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        if cmd_name not in COMMANDS:
            return super().get_command(ctx, cmd_name)
        module = import_module(f"crawler.commands.{cmd_name}")
        if hasattr(module, "app"):
            command: Any = typer.main.get_group(module.app)
        else:
            single = typer.Typer(add_completion=False, pretty_exceptions_enable=False, context_settings=_CONTEXT)
            single.command(cmd_name)(getattr(module, cmd_name))
            command = typer.main.get_command(single)
        command.name = cmd_name
        return command

    def invoke(self, ctx: Any) -> Any:
        try:
            return super().invoke(ctx)
        except typer.BadParameter as error:
            error.message = error.message.removeprefix("Value error, ")  # pydantic's word, handed on by typer
            raise


app = typer.Typer(
    name="mrawatch",
    cls=_Commands,
    epilog=EXIT_CODES,
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings=_CONTEXT,
)


@app.callback(help="Who recognises whose authorized economic operators, since when, on what evidence.")
def _group() -> None:
    """Keeps `version`, the one command that is registered here, from standing for all of mrawatch."""


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
