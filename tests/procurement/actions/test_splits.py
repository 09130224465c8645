"""Sharing a plan's cost: queued by the lead alone, awarded only when it belongs to the very plan."""

import pytest
from django.db.models import Sum

from partners.models import AuditEntry
from partners.refusals import Refused
from procurement.actions.awards import award_scenario
from procurement.actions.splits import split_cost
from procurement.models import Award, CostSplit
from tests.procurement.solving import solve_now, split_now

pytestmark = pytest.mark.django_db


def test_the_lead_has_the_cost_of_the_plan_shared(solved) -> None:
    run = split_cost(scenario=solved.scenario, rule="shapley", by=solved.rye_buyer)
    assert (run.task, run.split_rule, run.split_of, run.seconds_limit) == (
        "split", "shapley", solved.scenario.run, 60,
    )  # fmt: skip
    assert run.problem_sha256 == solved.scenario.run.problem_sha256
    assert AuditEntry.objects.get(action="scenario.splitting").after["rule"] == "shapley"
    solved.scenario.refresh_from_db()
    assert solved.scenario.state == "solved"


def test_only_the_lead_may_and_only_once_at_a_time(solved) -> None:
    with pytest.raises(Refused) as refusal:
        split_cost(scenario=solved.scenario, rule="shapley", by=solved.rru_buyer)
    assert refusal.value.code == "not_allowed"
    split_cost(scenario=solved.scenario, rule="shapley", by=solved.rye_buyer)
    with pytest.raises(Refused) as refusal:
        split_cost(scenario=solved.scenario, rule="nucleolus", by=solved.rye_buyer)
    assert refusal.value.code == "already_sharing"


def test_without_a_plan_there_is_nothing_to_share(joint) -> None:
    with pytest.raises(Refused) as refusal:
        split_cost(scenario=joint.scenario, rule="shapley", by=joint.rye_buyer)
    assert refusal.value.code == "not_solved"


def test_an_award_keeps_every_finished_split_and_the_one_chosen(solved) -> None:
    for rule in ("shapley", "proportional"):
        split_now(solved.scenario, rule, solved.rye_buyer)
    award = award_scenario(scenario=solved.scenario, by=solved.rye_buyer, split_rule="shapley")
    splits = CostSplit.objects.filter(award=award)
    assert {split.rule: split.chosen for split in splits} == {
        "batch-price": False,
        "proportional": False,
        "shapley": True,
    }
    for split in splits:
        assert split.shares.aggregate(sum=Sum("pays_pence"))["sum"] == award.cost_pence


def test_a_split_of_an_earlier_plan_is_not_awarded(solved) -> None:
    split_now(solved.scenario, "shapley", solved.rye_buyer)
    solve_now(solved.scenario, solved.rye_buyer)
    with pytest.raises(Refused) as refusal:
        award_scenario(scenario=solved.scenario, by=solved.rye_buyer, split_rule="shapley")
    assert refusal.value.code == "no_split" and not Award.objects.exists()
    award = award_scenario(scenario=solved.scenario, by=solved.rye_buyer)
    assert [(split.rule, split.chosen) for split in award.splits.all()] == [("batch-price", True)]
