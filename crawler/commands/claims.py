"""`mrawatch claims`: what authorities say of their networks, held against the registry."""

from typing import Annotated

import typer

from crawler.commands.opening import opened
from crawler.commands.options import Format, FormatOption, party
from crawler.printing import show, show_json, show_table
from store.domain import Claim, ClaimResult
from store.hearsay import heard
from store.reconcile.claims import compare
from store.registry import Registry

_SHOWN = 6
"""How many partners a row of the table names; JSON has all, with the reasons."""


def claims(
    holder: Annotated[str | None, typer.Option("--holder", metavar="CODE", help="Only this party's.")] = None,
    result: Annotated[ClaimResult | None, typer.Option("--result", help="Only those with this result.")] = None,
    format_: FormatOption = Format.TABLE,
) -> None:
    """Compare stated counts and partner lists with what the registry holds for the day of the statement.

    Met, short (by how many, with the partners that are missing, or of a number those who may be), contradictory (with
    those who may be too many), or not comparable: without a holder or a date, or counted by a narrower basis than the
    registry records. Nothing is changed by them.
    """
    code = party(holder) if holder else None
    with opened() as store, store.reading() as session:
        known = Registry(session).recognitions()
        stated, hints = heard(session)
    compared = [compare(claim, known, hints) for claim in stated if code is None or claim.holder == code]
    found = [claim for claim in compared if result is None or claim.result is result]
    if format_ is Format.JSON:
        show_json(found)
        return
    show_table(
        ("Holder", "On", "States", "Registry", "Result", "Who", "Document"),
        (
            (
                claim.holder,
                claim.stated_on,
                _states(claim),
                claim.registry_value,
                f"short by {claim.short_by}" if claim.short_by else claim.result,
                ", ".join(_who(claim)[:_SHOWN]) + (" …" if len(_who(claim)) > _SHOWN else ""),
                claim.document_id,
            )
            for claim in found
        ),
        numbers=("Registry",),
    )
    met = sum(claim.result is ClaimResult.MET for claim in compared)
    held = sum(claim.result is not ClaimResult.NOT_COMPARABLE for claim in compared)
    show(f"{met} of {held} that can be compared are met; {len(compared) - held} cannot")


def _who(claim: Claim) -> list[str]:
    """The partners that a list has beside the registry, or that may explain why a number differs from it."""
    return [*claim.missing] or [one.party for one in claim.likely or claim.surplus]


def _states(claim: Claim) -> str:
    number = f"{claim.value:g} {claim.kind}" if claim.value is not None else f"{len(claim.partners)} {claim.kind}"
    return f"{number} ({claim.basis})" if claim.basis else number
