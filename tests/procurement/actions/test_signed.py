"""Every constraint's breach is shown at the field it speaks of."""

import pytest
from django.apps import apps

from procurement.actions.signed import field_of

EXPECTED = {
    "demand_is_needed_after_earliest": "need_by",
    "demand_quantity_is_positive": "quantity",
    "lot_term_ends_after_it_starts": "term_to",
    "bid_validity_ends_after_it_starts": "valid_to",
    "item_code_is_unique": "code",
    "scenario_name_is_unique": "name",
    "participation_is_given_once": "authority",
    "award_rule_has_its_figure": "",
    "buyer_cost_is_the_sum_of_its_parts": "pays_pence",
}


def test_every_constraint_has_a_field_of_its_model_or_none() -> None:
    for model in apps.get_app_config("procurement").get_models():
        names = {field.name for field in model._meta.get_fields()} | {""}
        assert {field_of(constraint) for constraint in model._meta.constraints} <= names


@pytest.mark.parametrize(("name", "field"), EXPECTED.items())
def test_the_field_is_the_one_to_correct(name: str, field: str) -> None:
    (found,) = [
        field_of(constraint)
        for model in apps.get_app_config("procurement").get_models()
        for constraint in model._meta.constraints
        if constraint.name == name
    ]
    assert found == field
