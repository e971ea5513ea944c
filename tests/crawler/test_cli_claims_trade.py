"""What authorities claim, who has confirmed what, and trade as series, as a user asks for them on the command line."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from store.db import Store
from store.documents import Documents
from store.domain import (
    DecidedBy,
    Document,
    DocumentHead,
    Evidence,
    Extraction,
    Extractor,
    Flow,
    Milestone,
    Mode,
    PartnerList,
    Scope,
    Span,
    Statement,
    TradeFigure,
)
from store.extractions import Extractions
from store.registry import Registry
from store.settings import Settings

Command = Callable[..., Any]
"""`mrawatch …`, called with its arguments: gives `code`, `out`, `err` and `json`."""

QUOTE = Span(text="q", start=0, end=1)


def keep(id: str, issuer: str | None = "CN", published: str = "2024-01-01", **found: Any) -> None:
    """A document and its reading in the store."""
    document = Document(id=id, text="q", issuer=issuer, published=published, source="s")
    extractor = Extractor(version="1", model="m", model_sha256="0" * 64)
    extraction = Extraction(extractor=extractor, document=DocumentHead.of(document), relevant=True, **found)
    with Store.open(Settings.read().database) as store, store.transaction() as session:
        Documents(session).add(document)
        Extractions(session).add(extraction)


def state(parties: str, milestone: Milestone, date: str, issuer: str | None = None, scope: Scope | None = None) -> None:
    statement = Statement(
        parties=tuple(parties.split()),
        milestone=milestone,
        date=date,
        scope=scope or Scope(),
        evidence=Evidence(quote="as told", issuer=issuer),
        confidence=1.0,
    )
    with Store.open(Settings.read().database) as store, store.transaction() as session:
        key = f"{parties} {milestone} {issuer} {statement.scope.model_dump_json()}"
        Registry(session).append(
            statement, key=key, decided_by=DecidedBy.ANALYST, reason="test", at=datetime(2024, 6, 1, tzinfo=UTC)
        )


def figure(value: float, period: str = "2022", **more: Any) -> TradeFigure:
    given = {"flow": Flow.EXPORT, "between": ("CN", "MO"), "currency": "USD", "confidence": 0.9, "evidence": QUOTE}
    return TradeFigure.model_validate({"value": value, "period": period, **given, **more})


# --- claims ----------------------------------------------------------------------------------------------------------


def test_a_short_claim_names_who_may_be_missing_and_why(mrawatch: Command) -> None:
    short = mrawatch("claims", "--holder", "CN", "--result", "short", "--format", "json").json
    (claim,) = (one for one in short if (one["stated_on"], one["kind"]) == ("2023-05", "economies"))
    assert (claim["value"], claim["registry_value"], claim["short_by"], claim["counted"]) == (
        26,
        25,
        1,
        "the EU as one",
    )
    assert claim["likely"][0] == {"party": "EC", "reason": "in force only from 2025-07-01, its signing is not dated"}


def test_a_list_that_was_read_makes_its_partners_likely(mrawatch: Command) -> None:
    listed = PartnerList(holder="CN", partners=("VN", "NR"), status="signed", confidence=0.9, evidence=QUOTE)
    keep("list", partner_lists=(listed,))
    claims = mrawatch("claims", "--holder", "CN", "--format", "json").json
    (claim,) = (one for one in claims if (one["stated_on"], one["kind"]) == ("2024-05", "economies"))
    assert [one["party"] for one in claim["likely"]][:2] == ["NR", "VN"]
    (own,) = (one for one in claims if one["document_id"] == "list")
    assert (own["result"], own["short_by"], own["missing"]) == ("short", 2, ["VN", "NR"])
    assert own["likely"][1] == {"party": "NR", "reason": "nothing else is known of it"}
    table = mrawatch("claims", "--holder", "CN").out
    assert "short by 2" in " ".join(table.split())


# --- confirmation ----------------------------------------------------------------------------------------------------


def test_show_and_list_tell_who_has_announced_it(mrawatch: Command) -> None:
    state("CN NR", Milestone.SIGNED, "2024-05-01", "NR")
    state("CN NR", Milestone.SIGNED, "2024-05-01", None)
    shown = mrawatch("registry", "show", "CN", "NR", "--format", "json").json
    assert (shown["confirmed"], shown["confirmed_by"]) == ("one", ["NR"])
    assert shown["milestones"][0]["confirmed_by"] == ["NR"]
    assert "one: NR" in mrawatch("registry", "show", "CN", "NR").out
    found = {
        level: {one["id"] for one in mrawatch("registry", "list", "--confirmed", level, "--format", "json").json}
        for level in ("none", "one", "both")
    }
    assert "CN-NR" in found["one"]
    assert not found["one"] & found["both"] | found["one"] & found["none"]
    assert "HK-ZA" in found["both"] | found["one"]  # the opening balance has it from their own sites
    state("CN NR", Milestone.SIGNED, "2024-05-01", "CN")
    assert mrawatch("registry", "show", "CN", "NR", "--format", "json").json["confirmed"] == "both"
    assert mrawatch("registry", "list", "--confirmed", "many").code == 2


# --- trade -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def told(mrawatch: Command) -> Command:
    """Two reporters of one flow, one of whom revises itself, and one figure that nobody vouches for."""
    keep("first", trade_figures=(figure(1.0e9),))
    keep("later", published="2024-03-01", trade_figures=(figure(1.5e9, yoy_percent=4.0), figure(9e8, "2023")))
    keep("mirror", issuer="MO", trade_figures=(figure(1.1e9, flow=Flow.IMPORT, currency="MOP"),))
    keep("press", issuer=None, trade_figures=(figure(3e9, "2021", between=("KR", "CN")),))
    return mrawatch


def test_trade_is_told_as_series(told: Command) -> None:
    asked = ("trade", "--reporter", "CN", "--partner", "MO", "--flow", "export", "--format", "json")
    (series,) = told(*asked).json
    assert (series["reporter"], series["partner"], series["flow"], series["currency"]) == ("CN", "MO", "export", "USD")
    assert [(p["document_id"], p["period"], p["revision"], p["current"]) for p in series["points"]] == [
        ("first", "2022", 0, False),
        ("later", "2022", 1, True),
        ("later", "2023", 0, True),
    ]
    assert [[flag["rule"] for flag in point["flags"]] for point in series["points"]] == [[], ["revision"], []]


def test_mirrors_and_flags_and_unknown_reporters(told: Command) -> None:
    def reporters(*asked: str) -> list[tuple[str | None, str]]:
        return [(one["reporter"], one["flow"]) for one in told("trade", *asked, "--format", "json").json]

    assert reporters("--reporter", "cn", "--mirror") == [("CN", "export"), ("MO", "import")]
    assert reporters("--reporter", "CN") == [("CN", "export")]
    assert reporters("--partner", "KR") == [(None, "export")]
    assert reporters("--flagged") == [("CN", "export")]
    assert reporters("--reporter", "NZ") == []


def test_the_table_keeps_what_was_revised_in_brackets(told: Command) -> None:
    shown = told("trade", "--reporter", "CN")
    assert "(1,000.0)" in shown.out
    assert "revision" in shown.out
    assert "3 figures in 1 series, 1 flagged" in shown.out
    assert told("trade", "--reporter", "XX").code == 1


# --- limits of a question --------------------------------------------------------------------------------------------


def test_a_mode_and_a_tier_can_be_asked_about(mrawatch: Command) -> None:
    scope = Scope(recogniser="CN", recognised="NR", tier="gold", modes=(Mode.SEA,))
    state("CN NR", Milestone.IN_FORCE, "2024-05-01", scope=scope)

    def answer(*asked: str) -> str:
        return str(
            mrawatch("registry", "ask", "NR", "CN", "--on", "2024-06-01", *asked, "--format", "json").json["answer"]
        )

    assert answer() == answer("--mode", "sea") == answer("--tier", "Gold") == "recognised"
    assert answer("--tier", "silver") == "not_recognised"
    assert answer("--mode", "air") == "not_known"
    shown = mrawatch("registry", "ask", "NR", "CN", "--on", "2024-06-01").out
    assert "only by" in shown
    assert "only for" in shown
    assert "NR by CN, gold, sea" in " ".join(mrawatch("registry", "show", "CN", "NR").out.split())


def test_the_opening_balance_knows_road_before_air(mrawatch: Command) -> None:
    def answer(mode: str) -> str:
        asked = ("registry", "ask", "CN", "HK", "--on", "2014-06-30", "--mode", mode, "--format", "json")
        return str(mrawatch(*asked).json["answer"])

    assert (answer("road"), answer("air")) == ("recognised", "not_recognised")
