"""A page with everything that pages are made of, so that the pieces are tested before the pages are."""

import json

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template import engines
from django.urls import include, path

PAGE = """
{% extends "base.html" %}{% load nhsuk static %}
{% block title %}Specimen{% endblock %}
{% block breadcrumbs %}{% include "parts/breadcrumbs.html" %}{% endblock %}
{% block content %}
<div class="bp-head"><h1 class="nhsuk-heading-l">Specimen</h1>{% nhsuk "button" text="Start" href="#x" %}</div>
{% include "parts/filter.html" with form=filter %}
{% include "parts/timeline.html" with url="/schedule.json" date="2026-11-03" %}
<table class="bp-table bp-table--stacked"><caption>Bookings</caption>
<thead><tr><th scope="col">Asset</th><th scope="col">State</th><th scope="col" class="bp-number">Cost</th></tr></thead>
<tbody><tr><th scope="row" data-label="Asset"><a href="#x">Ampthill community fire station, training room one</a></th>
<td data-label="State">{% status_tag "held" %}</td><td class="bp-number" data-label="Cost">{{ 123456|pounds }}</td></tr></tbody>
<tfoot><tr><th scope="row">Total</th><td></td><td class="bp-number" data-label="Cost">{{ 123456|pounds }}</td></tr></tfoot>
</table>
<div class="bp-scroll" role="region" aria-label="Week" tabindex="0"><table class="bp-table"><caption>Week</caption>
<thead><tr>{% for day in days %}<th scope="col">{{ day }}</th>{% endfor %}</tr></thead>
<tbody><tr>{% for day in days %}<td>09:00 to 17:00 training</td>{% endfor %}</tr></tbody></table></div>
<p>{% for status in statuses %}{% status_tag status %} {% endfor %}</p>
<dl class="bp-figures"><div class="bp-figure"><dt class="bp-figure__name">Saved</dt><dd class="bp-figure__value">£1,200</dd></div></dl>
<progress class="bp-progress" max="100" value="42" aria-label="Planning"></progress>
{% include "parts/empty_state.html" with text="No rounds yet." action_text="Start a round" action_url="#x" %}
<form method="post" novalidate>{% csrf_token %}<div class="bp-fields">{% for bound in form %}{% field bound %}{% endfor %}</div>
<div class="bp-actions">{% nhsuk "button" text="Save" preventDoubleClick=True %}{% nhsuk "button" text="Delete" variant="warning" %}<a href="#x">Cancel</a></div></form>
{% nhsuk "details" summaryText="More" text="Less" %}
{% pagination page %}
<button type="button" class="nhsuk-button nhsuk-button--secondary" data-print>Print</button>
{% endblock %}
{% block scripts %}<script type="module" src="{% static 'timeline.js' %}"></script>{% endblock %}
"""

CHOICES = [
    ("", "---------"),
    ("a", "A room with a name so long that it must be cut or wrapped on a phone"),
    ("b", "B"),
]


class FilterForm(forms.Form):
    kind = forms.ChoiceField(choices=CHOICES, required=False)
    day = forms.DateField(required=False)


class EverythingForm(forms.Form):
    purpose = forms.CharField(help_text="Others see this.")
    notes = forms.CharField(widget=forms.Textarea, required=False)
    day = forms.DateField()
    starts_at = forms.DateTimeField()
    people = forms.IntegerField(min_value=1)
    room = forms.ChoiceField(choices=CHOICES)
    layout = forms.ChoiceField(choices=CHOICES, widget=forms.RadioSelect)
    extras = forms.MultipleChoiceField(
        choices=CHOICES[1:], widget=forms.CheckboxSelectMultiple, required=False
    )
    agree = forms.BooleanField(label="I have read the rules")
    sheet = forms.FileField()
    secret = forms.CharField(widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}))


@login_not_required
def page(request: HttpRequest) -> HttpResponse:
    form = EverythingForm(request.POST, request.FILES) if request.method == "POST" else EverythingForm()
    context = {
        "form": form,
        "filter": FilterForm(),
        "crumbs": [("Home", "/specimen/"), ("Rounds", "#x")],
        "days": ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        "statuses": ["published", "running", "feasible", "draft", "moved", "declined", "withdrawn", "odd"],
        "page": Paginator(range(200), 10).page(3),
        "navigation": [{"text": f"Place number {n}", "href": "#x", "current": n == 1} for n in range(1, 10)],
    }
    return HttpResponse(engines["django"].from_string(PAGE).render(context, request))


@login_not_required
def schedule(request: HttpRequest) -> HttpResponse:
    event = {
        "id": "1",
        "resources": ["r1"],
        "start": "2026-11-03T09:00",
        "end": "2026-11-03T11:00",
        "title": "Training",
        "label": "Training room one, Tue 3 Nov 2026, 09:00 to 11:00: Training",
        "kind": "booking",
        "url": "/specimen/?opened=1",
    }
    busy = [
        {**event, "id": kind, "resources": ["r2"], "kind": kind, "url": ""} for kind in ("draft", "blocking")
    ]
    return JsonResponse(
        {
            "resources": [{"id": "r1", "title": "Training room one"}, {"id": "r2", "title": "Drone <2>"}],
            "events": [event, *busy],
            "asked": json.dumps(request.GET),
        }
    )


urlpatterns = [
    path("specimen/", page),
    path("schedule.json", schedule),
    path("", include("config.urls")),
]
