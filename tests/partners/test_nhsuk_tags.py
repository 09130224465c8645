"""The tags draw what the kit draws, escape what people typed and tie labels, hints and errors together."""

from datetime import UTC, date, datetime

import pytest
from django import forms
from django.core.paginator import Paginator
from django.template import Context, Template
from django.test import RequestFactory
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy

from partners.components import component

STYLE_OR_SCRIPT = ("style=", "<script")


def render(source, **context):
    return Template("{% load nhsuk %}" + source).render(Context(context))


class BookingForm(forms.Form):
    purpose = forms.CharField(max_length=20, help_text="Others see this.")
    notes = forms.CharField(widget=forms.Textarea, required=False)
    day = forms.DateField()
    starts_at = forms.DateTimeField()
    people = forms.IntegerField(min_value=1)
    hours = forms.DecimalField(required=False)
    email = forms.EmailField(widget=forms.EmailInput(attrs={"autocomplete": "email"}))
    room = forms.ChoiceField(
        choices=[("", "---------"), ("a", "Room A"), ("North", [("b", "Room <B>")])], required=False
    )
    layout = forms.ChoiceField(
        choices=[("rows", "Rows"), ("ring", "Ring")], widget=forms.RadioSelect, help_text="How chairs stand."
    )
    extras = forms.MultipleChoiceField(
        choices=[("tea", "Tea"), ("screen", "Screen")], widget=forms.CheckboxSelectMultiple, required=False
    )
    agree = forms.BooleanField(label="I have read the rules")
    sheet = forms.FileField(required=False)
    secret = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))
    token = forms.CharField(widget=forms.HiddenInput)


def draw(name, data=None, tag="{% field bound %}", **form_options):
    return render(tag, bound=BookingForm(data, **form_options)[name])


def test_a_button_has_its_text_and_variant():
    html = render('{% nhsuk "button" text="Save" variant="secondary" %}')
    assert "nhsuk-button--secondary" in html
    assert "Save" in html
    assert render('{% nhsuk "button" text="Save" %}').count("nhsuk-button--secondary") == 0


def test_what_people_typed_is_escaped_and_only_marked_text_is_not():
    typed = '<b onclick="x">Ann & Bo</b>'
    assert "&lt;b onclick" in render('{% nhsuk "button" text=text %}', text=typed)
    assert "<b onclick" not in render('{% nhsuk "tag" text=text %}', text=typed)
    assert "<em>sure</em>" in render('{% nhsuk "tag" text=text %}', text=mark_safe("<em>sure</em>"))
    assert 'value="&lt;b onclick=' in render('{% nhsuk "input" name="n" label="N" value=text %}', text=typed)


def test_nested_parameters_are_reached_by_two_underscores():
    html = render('{% nhsuk "input" name="n" label__text="Name" label__size="l" formGroup__classes="wide" %}')
    assert "nhsuk-label--l" in html
    assert "nhsuk-form-group wide" in html
    assert "Name" in html


def test_a_translated_text_is_a_text():
    assert "Sunday" in render('{% nhsuk "input" name="n" label=label %}', label=gettext_lazy("Sunday"))


def test_an_unknown_component_is_named():
    with pytest.raises(ValueError, match="no component called 'buton'"):
        component("buton", {})


@pytest.mark.parametrize(
    "name", ["tables", "do-dont-list", "error-summary", "date-input", "details", "summary-list"]
)
def test_components_with_longer_or_odd_names_are_found(name):
    assert component(name, {"rows": [], "items": [], "text": "x", "name": "n"}).startswith("<")


@pytest.mark.parametrize("name", [name for name in BookingForm.base_fields if name != "token"])
def test_every_field_has_a_label_an_error_and_no_inline_style_or_script(name):
    html = draw(name, {})
    bound = BookingForm({})[name]
    if bound.errors:
        assert f'id="{bound.auto_id}-error"' in html
        assert f'aria-describedby="{bound.auto_id}-' in html
    assert f'id="{bound.auto_id}"' in html
    assert str(bound.label) in html
    assert not any(mark in html for mark in STYLE_OR_SCRIPT)


def test_hint_and_error_are_both_tied_to_the_input():
    html = draw("purpose", {"purpose": ""})
    assert 'aria-describedby="id_purpose-hint id_purpose-error"' in html
    assert "Others see this." in html
    assert "Enter purpose." in html
    assert 'maxlength="20"' in html
    assert "required>" not in html and " required" not in html.split("<input")[1]


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("starts_at", "Enter starts at."),
        ("layout", "Choose layout."),
        ("agree", "Tick “I have read the rules” to go on."),
    ],
)
def test_what_is_missing_is_named_in_both_places(name, message):
    assert message in draw(name, {})
    assert message in render("{% error_summary form %}", form=BookingForm({}))


def test_other_errors_keep_their_own_words():
    html = draw("people", {"people": "0"})
    assert "greater than or equal to 1" in html


def test_optional_fields_say_so_unless_told_not_to():
    assert "Notes (optional)" in draw("notes")
    assert "(optional)" not in draw("notes", tag="{% field bound mark_optional=False %}")
    assert "(optional)" not in draw("purpose")


def test_dates_and_times_use_the_browsers_own_pickers():
    initial = {"day": date(2026, 11, 3), "starts_at": datetime(2026, 7, 1, 8, 30, tzinfo=UTC)}
    day = draw("day", initial=initial)
    assert 'type="date"' in day and 'value="2026-11-03"' in day
    starts_at = draw("starts_at", initial=initial)
    assert 'type="datetime-local"' in starts_at and 'value="2026-07-01T09:30"' in starts_at


def test_a_wrong_date_comes_back_as_it_was_typed():
    assert 'value="2026-02-30"' in draw("day", {"day": "2026-02-30"})


def test_numbers_bring_up_the_number_keys_without_a_spinner():
    assert 'inputmode="numeric"' in draw("people") and 'type="text"' in draw("people")
    assert 'inputmode="decimal"' in draw("hours")


def test_autocomplete_is_passed_on():
    assert 'autocomplete="email"' in draw("email")
    assert 'autocomplete="new-password"' in draw("secret")


def test_a_password_is_never_sent_back():
    assert "hunter2" not in draw("secret", {"secret": "hunter2"})


def test_a_select_marks_the_choice_and_names_the_group():
    html = draw("room", {"room": "b"})
    assert 'value="b" selected' in html
    assert "North: Room &lt;B&gt;" in html
    assert ">None</option>" in html
    assert ">All</option>" in draw("room", tag="{% field bound mark_optional=False %}")
    assert html.count("selected") == 1


def test_radios_stand_in_a_fieldset_and_the_first_has_the_id_the_error_links_to():
    html = draw("layout", {"layout": "ring"})
    assert "<fieldset" in html and "<legend" in html
    assert 'id="id_layout" name="layout" type="radio" value="rows"' in html
    assert 'value="ring" checked' in html
    assert "How chairs stand." in html


def test_checkboxes_keep_what_was_ticked():
    html = draw("extras", {"extras": ["screen"]})
    assert 'value="screen" checked' in html
    assert 'value="tea" checked' not in html
    assert "checked" in draw("agree", {"agree": "on"})
    assert "checked" not in draw("agree", {})


def test_a_hidden_field_is_only_an_input():
    assert (
        draw("token", initial={"token": "x"}) == '<input type="hidden" name="token" value="x" id="id_token">'
    )


def test_further_parameters_are_joined_with_the_fields_own():
    html = draw("purpose", tag='{% field bound label__size="m" width=20 suffix="people" %}')
    assert "nhsuk-label--m" in html and "Purpose" in html
    assert "nhsuk-input--width-20" in html
    assert "people" in html


def test_a_widget_without_a_component_is_named():
    class Odd(forms.Form):
        when = forms.SplitDateTimeField()

    with pytest.raises(TypeError, match="SplitDateTimeWidget"):
        render("{% field bound %}", bound=Odd()["when"])


def test_the_error_summary_links_to_each_field_and_is_empty_without_errors():
    form = BookingForm({"purpose": "x" * 30})
    form.add_error(None, "The room is closed.")
    html = render("{% error_summary form %}", form=form)
    assert "There is a problem" in html
    assert 'href="#id_purpose"' in html and 'href="#id_layout"' in html
    assert "The room is closed." in html
    assert render("{% error_summary form %}", form=BookingForm()) == ""


def test_the_error_summary_takes_formsets_too():
    formset = forms.formset_factory(BookingForm)(
        {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "form-0-purpose": "x" * 30}
    )
    assert 'href="#id_form-0-purpose"' in render("{% error_summary formset %}", formset=formset)


def test_a_status_is_said_in_words_and_coloured():
    assert render('{% status_tag "out_of_date" %}') == (
        '<strong class="nhsuk-tag nhsuk-tag--red">Out of date</strong>'
    )
    assert "nhsuk-tag--green" in render('{% status_tag "published" %}')
    assert "nhsuk-tag--white" in render('{% status_tag "never heard of" %}')
    assert ">In &lt;use&gt;<" in render('{% status_tag "held" label %}', label="In <use>")


def test_pagination_keeps_the_filters_and_is_empty_for_one_page():
    request = RequestFactory().get("/list", {"kind": "room", "page": "2"})
    pages = Paginator(range(50), 10)
    html = render("{% pagination page %}", page=pages.page(2), request=request)
    assert 'href="?kind=room&amp;page=3"' in html
    assert 'aria-current="page"' in html
    assert 'rel="prev"' in html and 'rel="next"' in html
    assert render("{% pagination page %}", page=Paginator([1], 10).page(1), request=request) == ""


def test_filters_leave_the_unknown_empty():
    assert (
        render("{{ a|pounds }}|{{ b|pounds }}|{{ none|minutes }}", a=123456, b=None, none=None)
        == "£1,234.56||"
    )
    start = datetime(2026, 7, 1, 8, 0, tzinfo=UTC)
    assert render('{{ t|local_time:"clock" }} {{ t|local_time:"day" }}', t=start) == "09:00 Wed 1 Jul 2026"
    assert render("{% period a b %}", a=start, b=start.replace(hour=9)) == "Wed 1 Jul 2026, 09:00 to 10:00"
    assert render("{{ 90|minutes }}") == "1 hour 30 minutes"
