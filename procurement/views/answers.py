"""What form pages and questions share: they act, and show every refusal as an error of their form."""

from collections.abc import Callable
from typing import Any, NamedTuple

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from partners.refusals import Refused

Act = Callable[[dict[str, Any]], str]


class Page(NamedTuple):
    """What is around a form: `back` is where it leads when done or given up, `crumbs` the pages above it."""

    title: str
    button: str
    back: str
    crumbs: list[tuple[str, str]]
    intro: str = ""
    template: str = "procurement/form.html"


def add_refusal(form: forms.BaseForm, refusal: Refused) -> None:
    """Show every fault of a refusal at its field, or above the form."""
    message = refusal.tell()
    faults = refusal.details.get("errors") or [{"path": refusal.field, "message": message}]
    for fault in faults:
        form.add_error(fault["path"] if fault["path"] in form.fields else None, fault["message"])


def answer_form(
    request: HttpRequest, form: forms.BaseForm, page: Page, act: Act, **context: Any
) -> HttpResponse:
    """Show the form; when it was sent and is valid, act, say what was done and go back.

    act: takes the cleaned data, returns the sentence that says what was done, perhaps with another address to go to
    after a line feed. Its refusal becomes an error of the form.
    """
    status = 200
    if request.method == "POST":
        if form.is_valid():
            try:
                done = act(dict(form.cleaned_data))
            except Refused as refusal:
                add_refusal(form, refusal)
                status = refusal.status
            else:
                words, _, address = done.partition("\n")
                messages.success(request, words)
                return redirect(address or page.back)
        else:
            status = 422
    return render(
        request, page.template, {"form": form, "page": page, "crumbs": page.crumbs, **context}, status=status
    )


def ask_first(
    request: HttpRequest,
    act: Callable[[], str],
    *,
    question: str,
    action_text: str,
    back: str,
    crumbs: list[tuple[str, str]],
    **context: Any,
) -> HttpResponse:
    """Ask, then act; a refusal is shown above the question.

    act: returns the sentence that says what was done, perhaps with another address after a line feed.
    context: `text` or `consequences`, and `warning`, as confirm.html takes them.
    """
    form = forms.Form(request.POST or None)
    status = 200
    if request.method == "POST":
        try:
            words, _, address = act().partition("\n")
        except Refused as refusal:
            form = forms.Form({})
            form.add_error(None, refusal.tell())
            status = refusal.status
        else:
            messages.success(request, words)
            return redirect(address or back)
    page = {
        "question": question,
        "action_text": action_text,
        "cancel_url": back,
        "crumbs": crumbs,
        "form": form,
    }
    return render(request, "confirm.html", {**page, **context}, status=status)
