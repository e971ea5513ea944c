"""The policy's file: its rules are those of the code, in order; its figures are checked; audits are a stated share."""

from importlib.resources import files

import pytest

from store.domain import Verdict
from store.errors import ConfigurationError
from store.reconcile.rulebook import parse, rulebook
from store.reconcile.rules import RULES

TEXT = files("store.reconcile").joinpath("policy.toml").read_text("utf-8")


def test_file_and_code_have_the_same_rules_in_the_same_order() -> None:
    assert [rule.id for rule in rulebook().rules] == list(RULES)
    assert RULES["new"] is list(RULES.values())[-1]


def test_what_a_second_source_helps_is_queued_without_it() -> None:
    helped = [rule for rule in rulebook().rules if rule.second_source]
    assert {rule.verdict for rule in helped} == {Verdict.QUEUE}
    assert "lone_source" in {rule.id for rule in helped}


@pytest.mark.parametrize(
    ("there", "instead", "named"),
    [
        ("share = 0.1", "share = 1.1", "audit.share"),
        ("enough = 2", "enough = 1", "sources"),
        ("enough = 2", "", "sources.enough"),
        ("many = 3", "many = 2", "parties.many"),
        ('"state_agency"]', '"agency"]', "tiers.announce"),
        ('verdict = "ignore"', 'verdict = "perhaps"', "verdict"),
        ('id = "stop"', 'id = "agrees"', "agrees"),
        ("[audit]", "[audits]", "audit"),
        ("[audit]", "[audit", "TOML"),
    ],
)
def test_a_file_that_does_not_hold_together_is_named(there: str, instead: str, named: str) -> None:
    assert there in TEXT
    with pytest.raises(ConfigurationError) as told:
        parse(TEXT.replace(there, instead, 1))
    assert "policy.toml" in str(told.value)
    assert named in str(told.value)


@pytest.mark.parametrize("share", [0, 0.1, 1])
def test_about_the_stated_share_is_audited_and_always_the_same(share: float) -> None:
    book = parse(TEXT.replace("share = 0.1", f"share = {share}"))
    keys = [f"read:{number}" for number in range(5000)]
    audited = [key for key in keys if book.audits(key)]
    assert len(audited) / len(keys) == pytest.approx(share, abs=0.02)
    assert audited == [key for key in keys if book.audits(key)]
