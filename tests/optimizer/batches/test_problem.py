"""Impossible values die at birth: each fault names its place, what is wrong and what would be right."""

import json
import pickle
import subprocess
import sys

import pytest

from optimizer.batches import faults
from optimizer.batches.problem import MAX_DEMAND, Problem, parse_problem
from optimizer.documents import DOCUMENT_BYTES_MAX, InvalidDocument, refuse_long_lists
from tests.optimizer.batches.drawn import authority, document, item, line, lot, offer, problem


def faults_in(**changes) -> list[str]:
    with pytest.raises(InvalidDocument) as raised:
        problem(**changes)
    return [str(fault) for fault in raised.value.faults]


def test_a_document_is_read_with_its_defaults():
    read = problem()
    assert read.authorities[0].vat_recoverable is True
    assert read.items[0].vat_permille == 200
    assert read.offers[0].multiple == 1


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"demand": [line("d", quantity=1, wants="boots")]}, "$.demand[0].item: no item has the id 'boots'"),
        (
            {"demand": [line("d", quantity=1, buyer="B")]},
            "$.demand[0].authority: no authority has the id 'B'",
        ),
        (
            {"demand": [line("d", quantity=1, earliest=1)]},
            "$.demand[0].need_by: demand 'd' is wanted from month 1",
        ),
        (
            {"demand": [line("d", quantity=1, need_by=2)]},
            "$.demand[0].need_by: demand 'd' is needed by month 2",
        ),
        (
            {"demand": [line("d", quantity=0)]},
            "$.demand[0].quantity: input should be greater than or equal to 1",
        ),
        (
            {"items": [item("helmet"), item("helmet")]},
            "$.items[1].id: the id 'helmet' is taken by $.items[0]",
        ),
        ({"lots": [lot("l", "s", from_month=3, to_month=3)]}, "$.lots[0].to_month: lot 'l' ends in month 3"),
        ({"lots": [lot("l", "s", entitled=["B"])]}, "$.lots[0].entitled: no authority has the id 'B'"),
        ({"offers": [offer("o", "l", [(5, 200)])]}, "$.offers[0].tiers[0].from_quantity: the first tier"),
        (
            {"offers": [offer("o", "l", [(1, 2), (1, 1)])]},
            "$.offers[0].tiers[1].from_quantity: tier starts at 1",
        ),
        ({"offers": [offer("o", "l", [])]}, "$.offers[0].tiers: tuple should have at least 1 item"),
        ({"rules": [{"kind": "max_share", "permille": 1001}]}, "$.rules[0].permille: input should be less"),
        ({"surprise": 1}, "$.surprise: extra inputs are not permitted"),
        ({"months": 1.5}, "$.months: input should be a valid integer"),
        (
            {"items": [item("helmet") | {"reference_price_e4": 10**15}]},
            "$.items[0].reference_price_e4: input",
        ),
        (
            {"lots": [lot("l", "s", entitled=[0] * 9)]},
            "$.lots[0].entitled[0]: input should be a valid string",
        ),
    ],
)
def test_a_fault_is_named_by_its_place(changes, fault):
    assert faults_in(**changes)[0].startswith(fault)


def test_more_ways_to_serve_the_demand_than_can_be_looked_at_are_refused(monkeypatch):
    monkeypatch.setattr(faults, "MAX_WAYS", 3)
    (fault,) = faults_in(
        months=2, lots=[lot("l", "s", to_month=2)], demand=[line(f"d{n}", quantity=1) for n in range(2)]
    )
    assert fault.startswith("$: there are 4 ways") and fault.endswith(
        "fewer items, offers or months at a time"
    )


def test_a_list_beyond_its_limit_is_refused_before_it_is_read():
    data = document() | {"demand": [0] * (MAX_DEMAND + 1)}
    with pytest.raises(InvalidDocument) as raised:
        refuse_long_lists(data, Problem)
    (fault,) = raised.value.faults
    assert str(fault) == "$.demand: has 100,001 entries; give at most 100,000"
    refuse_long_lists(document(), Problem)


def test_a_document_beyond_its_size_is_refused():
    with pytest.raises(InvalidDocument) as raised:
        parse_problem(" " * (DOCUMENT_BYTES_MAX + 1))
    assert "has 20,971,521 bytes" in str(raised.value)


def test_a_year_that_does_not_run_to_the_next_is_corrected():
    budgets = [{"year": "2026/28", "kind": "revenue", "pence": 1}]
    (fault,) = faults_in(authorities=[authority("A", budgets=budgets)])
    assert fault.endswith("write 2026/27")


def test_every_fault_between_parts_is_told_at_once():
    assert len(faults_in(demand=[line("d", quantity=1, buyer="B", wants="boots")])) == 2


def test_the_financial_year_starts_in_april():
    read = problem(first_month="2027-03")
    assert [read.year_of(month) for month in (0, 1, 12, 13)] == ["2026/27", "2027/28", "2027/28", "2028/29"]


def test_the_hash_does_not_depend_on_spelled_out_defaults():
    spelled = document(suppliers=[{"id": "s", "sme": False, "order_cost_pence": 0, "delivery_pence": {}}])
    assert parse_problem(json.dumps(spelled)).sha256 == problem().sha256
    assert problem(months=3).sha256 != problem().sha256


def test_a_copy_for_another_process_has_the_fields_alone():
    drawn = problem()
    assert drawn.demanded and "demanded" in vars(drawn)
    copied = pickle.loads(pickle.dumps(drawn))
    assert copied == drawn
    assert set(vars(copied)) == set(Problem.model_fields)
    assert copied.demanded == drawn.demanded


def test_reading_and_judging_load_no_solver():
    code = "import sys, optimizer.batches.check; print({'highspy','ortools','numpy','pandas'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "set()"
