"""A finished split: all of it for the lead, their own row for others, the certificate in words for both."""

import pytest

from optimizer.batches.solution import CoreCertificate
from procurement.actions.awards import award_scenario
from procurement.results import split_of, splits_of
from procurement.results.split import certificate_words
from tests.procurement.solving import split_now

pytestmark = pytest.mark.django_db
NAMES = {"RYE": "Rye", "RRU": "London"}


def core(in_core: bool, group: tuple[str, ...] = (), excess: int = 0, proven: bool = True) -> CoreCertificate:
    return CoreCertificate(in_core=in_core, worst_coalition=group, excess_pence=excess, proven=proven)


@pytest.mark.parametrize(
    ("certificate", "words"),
    [
        (core(True), "No group of these authorities would pay less by leaving: proven."),
        (
            core(True).model_copy(update={"excess_at_most_pence": 250}),
            "none could save more than £2.50 by it: proven.",
        ),
        (core(True, proven=False), "would pay less by leaving: not proven in the time given."),
        (core(False, ("RYE", "RRU"), 12345), "Rye and London together would pay £123.45 less on their own."),
        (core(False, ("RRU",), 100), "London would pay £1.00 less on its own."),
    ],
)
def test_the_certificate_is_one_plain_sentence(certificate, words) -> None:
    assert words in certificate_words(certificate, NAMES)


def test_the_lead_sees_all_and_others_their_own_row(solved) -> None:
    assert split_of(solved.scenario, solved.rye_buyer) is None
    split_now(solved.scenario, "nucleolus", solved.rye_buyer)
    whole = split_of(solved.scenario, solved.rye_buyer)
    assert sum(share.pays_pence for share in whole.shares) == whole.cost_pence
    assert {share.authority_code for share in whole.shares} == {"RYE", "RRU", "BEDS"}
    own = split_of(solved.scenario, solved.rru_buyer)
    assert [share.authority_code for share in own.shares] == ["RRU"]
    assert own.certificate == whole.certificate and not own.sees_all


def test_the_chosen_rule_holds_once_awarded(solved) -> None:
    for rule in ("proportional", "batch-price"):
        split_now(solved.scenario, rule, solved.rye_buyer)
    assert [split.rule for split in splits_of(solved.scenario, solved.rye_buyer)] == [
        "batch-price",
        "proportional",
    ]
    assert split_of(solved.scenario, solved.rye_buyer).rule == "batch-price"
    award_scenario(scenario=solved.scenario, by=solved.rye_buyer, split_rule="proportional")
    assert split_of(solved.scenario, solved.rye_buyer).rule == "proportional"
