"""`mrawatch extract`: what texts say, one extraction record each."""

from enum import StrEnum
from typing import Annotated

import typer

from crawler.commands.options import partial_date
from crawler.languages import bcp47
from crawler.printing import note, show, show_error, show_json_line
from crawler.settings import check_contact
from nlp import artefact, languages
from store.errors import MrawatchError
from store.settings import Settings


class RecordFormat(StrEnum):
    """How a record is shown: for a reader, or as one JSON line."""

    PRETTY = "pretty"
    JSONL = "jsonl"


def _language(code: str) -> str:
    try:
        return bcp47(code)
    except ValueError as error:
        raise typer.BadParameter(str(error)) from None


def extract(
    inputs: Annotated[
        list[str],
        typer.Argument(
            metavar="INPUT…", help="A .txt, .html, .json or .jsonl file, a folder, a URL, or - for standard input."
        ),
    ],
    format_: Annotated[
        RecordFormat, typer.Option("--format", help="Coloured text and a table, or one record a line.")
    ] = RecordFormat.PRETTY,
    published: Annotated[
        str | None,
        typer.Option(
            "--published",
            parser=partial_date,
            metavar="DATE",
            help="The texts' own date (YYYY-MM-DD, YYYY-MM, YYYY), instead of what they say of themselves.",
        ),
    ] = None,
    language: Annotated[
        str | None,
        typer.Option(
            "--language", parser=_language, metavar="CODE", help="The texts' language, instead of identifying it."
        ),
    ] = None,
) -> None:
    """Read texts and print what they say about mutual recognition: events, parties, dates, figures, counts.

    Records come in the order of the inputs. A bad input is reported and the others are read; the exit code is then 1.
    So it is where a text's language is none that is read; its record says so too.
    """
    artefact.prepare()
    if language is None:
        languages.prepare()
    # Imported here: the reading pipeline takes a second to load, which most other commands do not need.
    from crawler.commands.inputs import Inputs
    from crawler.commands.pretty import pretty
    from crawler.extracting import read
    from nlp.pipeline import load

    refused: list[MrawatchError] = []

    def refuse(error: MrawatchError) -> None:
        refused.append(error)
        show_error(error)

    contact = Settings.read().contact
    check_contact(contact)
    is_foreign = False
    for document, extraction in read(load(), Inputs(refuse, published, language, contact).documents(inputs)):
        if isinstance(extraction, MrawatchError):
            refuse(extraction)
            continue
        if format_ is RecordFormat.JSONL:
            show_json_line(extraction)
        else:
            show(pretty(document, extraction))
        if not extraction.language_supported:
            is_foreign = True
            note(f"{document.id}: the language {document.language} is not one that mrawatch was made for")
    if refused or is_foreign:
        raise typer.Exit(1)
