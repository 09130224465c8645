"""Figures as people write and read them."""

import datetime as dt

import pytest
from django import forms

from procurement.forms.figures import PercentField, PoundsField, UnitPriceField
from procurement.forms.months import MonthField
from procurement.results import BuyerRow, SavingRow
from procurement.templatetags.procurement import pounds_short, signed
from procurement.views.bars import bars_of, fairness_of
from procurement.views.words import gap_words, share_of


@pytest.mark.parametrize(
    ("field", "written", "stored"),
    [
        (PoundsField(), "£1,250.50", 125_050),
        (PoundsField(), "0", 0),
        (UnitPriceField(), "0.4275", 4275),
        (UnitPriceField(), "841.75", 8_417_500),
        (PercentField(), "3.5%", 35),
        (PercentField(), "100", 1000),
    ],
)
def test_a_figure_is_read_and_shown_again(field, written, stored):
    assert field.clean(written) == stored
    assert field.clean(field.prepare_value(stored)) == stored


@pytest.mark.parametrize(
    ("field", "written"),
    [
        (PoundsField(), "12.345"),
        (PoundsField(), "-1"),
        (PoundsField(), "twelve"),
        (UnitPriceField(), "1.00001"),
        (PercentField(), "101"),
        (PercentField(), "3.55"),
    ],
)
def test_a_figure_that_cannot_be_kept_exactly_is_refused(field, written):
    with pytest.raises(forms.ValidationError):
        field.clean(written)


@pytest.mark.parametrize("written", ["2027-04", "2027-04-19", "04/2027", "April 2027", "apr 2027"])
def test_a_month_is_read_as_people_write_it(written):
    assert MonthField().clean(written) == dt.date(2027, 4, 1)


@pytest.mark.parametrize("written", ["2027", "13/2027", "Aprl 2027", "04/27", "1999-12"])
def test_what_is_no_month_is_refused(written):
    with pytest.raises(forms.ValidationError):
        MonthField().clean(written)


@pytest.mark.parametrize(
    ("cost", "bound", "words"),
    [
        (1000, 997, "No plan can be more than 0.3% cheaper."),
        (100_000, 99_999, "No plan can be more than 0.01% cheaper."),
        (1000, 1000, "No plan can be cheaper: this is proven."),
        (1000, None, "How much cheaper a plan could be is not known."),
    ],
)
def test_the_bound_in_words_is_never_too_rosy(cost, bound, words):
    assert gap_words(cost, bound) == words


def buyer(name, pays, alone=None, baseline=None):
    saving = baseline and SavingRow(baseline, pays, baseline - pays, 0, 0, 0)
    return BuyerRow(name, name, pays, 0, 0, 0, 0, 0, 0, 0, pays, alone, saving)


def test_who_pays_more_together_is_said_and_whether_the_others_make_up_for_it():
    rows = [buyer("A", 900, alone=1000), buyer("B", 560, alone=500)]
    assert fairness_of(rows, prices=False) == (
        "B pays £0.60 more together than with its own best plan alone. "
        "The others save £1.00, which is enough to make up for it."
    )
    assert "enough" not in fairness_of([buyer("A", 990, alone=1000), rows[1]], prices=False)
    assert (
        fairness_of(rows[:1], prices=False) == "Nobody pays more together than with its own best plan alone."
    )
    assert fairness_of(rows, prices=True) == ""


def test_bars_show_those_who_save_most_first():
    rows = [buyer("A", 90, alone=100), buyer("B", 50, alone=200), buyer("C", 1)]
    bars = bars_of(rows, prices=False)
    assert [(bar.name, bar.alone_width, bar.together_width) for bar in bars] == [
        ("B", 100, 25),
        ("A", 50, 45),
    ]


def test_short_amounts_and_signs():
    assert pounds_short(12_345_678) == "£123,457"
    assert pounds_short(12_345_650) == "£123,457"
    assert pounds_short(99_999) == "£999.99"
    assert signed(5) == "+£0.05"
    assert signed(-5) == "-£0.05"
    assert share_of(5, 0) == 0
    assert share_of(7, 5) == 100
