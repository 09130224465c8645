"""Who acts for an organisation."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from partners.actions.erasing import erase_person
from partners.actions.members import add_member, change_roles, remove_member, reset_second_factor
from partners.forms import MemberForm, RolesForm, add_refusal
from partners.models import Organisation, User
from partners.queries import enrolled_ids, former_members, members_of
from partners.refusals import Refused
from partners.views.scope import crumbs_of, own_organisation

MANAGE = "partners.manage_members"


@require_GET
def members(request: HttpRequest, pk: int) -> HttpResponse:
    """The people of an organisation with their roles."""
    organisation = own_organisation(request, pk, "partners.view_organisation_pages")
    people: dict[User, list[str]] = {}
    for membership in members_of(organisation):
        people.setdefault(membership.user, []).append(membership.get_role_display())
    may_manage = request.user.has_perm(MANAGE, organisation)
    context = {
        "organisation": organisation,
        "people": people.items(),
        "may_manage": may_manage,
        "enrolled": enrolled_ids(people) if may_manage else (),
        "former": former_members(organisation) if may_manage else (),
        "crumbs": crumbs_of(organisation),
    }
    return render(request, "partners/members.html", context)


@require_http_methods(["GET", "POST"])
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Let a person act for the organisation."""
    organisation = own_organisation(request, pk, MANAGE)
    form = MemberForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        url = request.build_absolute_uri(reverse("account_reset_password"))
        try:
            user = add_member(
                organisation=organisation, by=request.user, choose_password_url=url, **form.cleaned_data
            )
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"{user} can now act for {organisation}.")
            return redirect("partners:members", pk)
    context = {"organisation": organisation, "form": form, "crumbs": _crumbs(organisation)}
    return render(request, "partners/member_add.html", context)


@require_http_methods(["GET", "POST"])
def roles(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """Change what a person may do for the organisation."""
    organisation = own_organisation(request, pk, MANAGE)
    member = _member(organisation, user_pk)
    held = list(members_of(organisation).filter(user=member).values_list("role", flat=True))
    form = RolesForm(request.POST or None, initial={"roles": held})
    if request.method == "POST" and form.is_valid():
        try:
            change_roles(organisation=organisation, member=member, by=request.user, **form.cleaned_data)
        except Refused as refusal:
            add_refusal(form, refusal)
        else:
            messages.success(request, f"The roles of {member} were changed.")
            return redirect("partners:members", pk)
    context = {"organisation": organisation, "member": member, "form": form, "crumbs": _crumbs(organisation)}
    return render(request, "partners/member_roles.html", context)


@require_http_methods(["GET", "POST"])
def remove(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """Ask, then take a person out of the organisation."""
    organisation = own_organisation(request, pk, MANAGE)
    member = _member(organisation, user_pk)
    if request.method == "POST":
        remove_member(organisation=organisation, member=member, by=request.user)
        messages.success(request, f"{member} no longer acts for {organisation}.")
        return redirect("home") if member == request.user else redirect("partners:members", pk)
    context = {
        "question": f"Do you want to remove {member} from {organisation}?",
        "consequences": [
            "They are signed out, and can no longer see or do anything for this organisation.",
            "API tokens they made for this organisation stop working. Make new ones where programs need them.",
            "If they act for no other organisation, their account is closed.",
            "What they did stays recorded, and bookings they made stand.",
        ],
        "action_text": "Remove this person",
        "warning": True,
        "cancel_url": reverse("partners:members", args=[pk]),
        "crumbs": _crumbs(organisation),
    }
    return render(request, "confirm.html", context)


@require_http_methods(["GET", "POST"])
def reset_factor(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """Ask, then forget a person's second factor."""
    organisation = own_organisation(request, pk, MANAGE)
    member = _member(organisation, user_pk)
    if request.method == "POST":
        reset_second_factor(organisation=organisation, member=member, by=request.user)
        messages.success(request, f"{member} can set up a new second factor.")
        return redirect("partners:members", pk)
    context = {
        "question": f"Do you want to reset the second factor of {member}?",
        "consequences": [
            "Make sure first that it is really they who ask: call them on a number you know.",
            "They are signed out, and sign in with their password alone until they set up a new second factor.",
        ],
        "action_text": "Reset the second factor",
        "warning": True,
        "cancel_url": reverse("partners:members", args=[pk]),
        "crumbs": _crumbs(organisation),
    }
    return render(request, "confirm.html", context)


@require_http_methods(["GET", "POST"])
def erase(request: HttpRequest, pk: int, user_pk: int) -> HttpResponse:
    """Ask, then erase what is known of somebody who left."""
    organisation = own_organisation(request, pk, MANAGE)
    person = get_object_or_404(former_members(organisation), pk=user_pk)
    if request.method == "POST":
        erase_person(person=person, organisation=organisation, by=request.user)
        messages.success(request, "Name, e-mail address and ways of signing in were erased.")
        return redirect("partners:members", pk)
    context = {
        "question": f"Do you want to erase {person}?",
        "consequences": [
            "Their name, e-mail address and ways of signing in are erased, here and in the audit log.",
            "What they did stays recorded, under a number instead of a name.",
            "Texts of bookings and requests they made are erased once these are over.",
            "It cannot be undone.",
        ],
        "action_text": "Erase this person",
        "warning": True,
        "cancel_url": reverse("partners:members", args=[pk]),
        "crumbs": _crumbs(organisation),
    }
    return render(request, "confirm.html", context)


def _member(organisation: Organisation, user_pk: int) -> User:
    people = members_of(organisation).values_list("user", flat=True)
    return get_object_or_404(User, pk=user_pk, pk__in=people)


def _crumbs(organisation: Organisation) -> list[tuple[str, str]]:
    return crumbs_of(organisation, ("People", reverse("partners:members", args=[organisation.pk])))
