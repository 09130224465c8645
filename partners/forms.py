"""Forms of the organisation pages."""

from datetime import datetime, time, timedelta

from django import forms
from django.utils import timezone

from partners.actions.tokens import LIFETIME
from partners.inputs import DateField
from partners.models import Membership, Organisation, Scope, User
from partners.permissions import roles_in
from partners.refusals import Refused

ROLE_HINTS = {
    "viewer": "sees assets, schedules and procurements",
    "booker": "books assets and makes requests",
    "station_manager": "looks after assets and agreements, plans and publishes rounds",
    "procurement_lead": "runs joint procurements",
    "finance": "sees costs, budgets and what was done",
    "partnership_administrator": "decides who belongs here and makes API tokens",
}
LEAST_ROLE = Membership.Role.VIEWER
ROLE_CHOICES = [(value, f"{label}: {ROLE_HINTS[value]}") for value, label in Membership.Role.choices]


def add_refusal(form: forms.Form, refusal: Refused) -> None:
    """Show a refusal at its field, or above the form if it has none there."""
    form.add_error(refusal.field if refusal.field in form.fields else None, refusal.tell())


class RolesForm(forms.Form):
    """What a person may do in an organisation."""

    roles = forms.MultipleChoiceField(
        choices=ROLE_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one role."},
        # Give no more than is asked for: the least role is ticked, everything else is a choice.
        initial=[LEAST_ROLE],
    )


class MemberForm(RolesForm):
    """A person who is to act for an organisation."""

    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        error_messages={
            "required": "Enter the person's e-mail address.",
            "invalid": "Enter an e-mail address in the correct format, like name@example.org.",
        },
        widget=forms.EmailInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label="Full name",
        max_length=120,
        error_messages={"required": "Enter the person's full name."},
        help_text="If the person already has an account, they keep the name they have.",
    )
    field_order = ["email", "name", "roles"]


class TokenForm(forms.Form):
    """An API token. The roles offered are those its maker holds in the organisation."""

    name = forms.CharField(
        max_length=80,
        help_text="What will use it, such as: control room system.",
        error_messages={"required": "Enter a name, such as the program that will use the token."},
    )
    scopes = forms.MultipleChoiceField(
        label="What the program may do",
        choices=Scope.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one thing the token may be used for."},
        initial=[Scope.ASSETS_READ],
    )
    roles = forms.MultipleChoiceField(
        label="Roles it acts in",
        widget=forms.CheckboxSelectMultiple,
        help_text="You can give only roles that you hold yourself.",
        error_messages={"required": "Choose at least one role."},
        initial=[LEAST_ROLE],
    )
    expires_on = DateField(
        label="Last day of use",
        help_text="At most one year from today.",
        widget=forms.DateInput(attrs={"autocomplete": "off"}),
        initial=lambda: timezone.localdate() + LIFETIME,
        error_messages={
            "required": "Enter the last day on which the token may be used.",
            "invalid": "Enter a real date, such as 31 March 2027.",
        },
    )

    def __init__(self, *args, organisation: Organisation, by: User, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        held = roles_in(by, organisation.pk) | {LEAST_ROLE}
        self.fields["roles"].choices = [choice for choice in ROLE_CHOICES if choice[0] in held]

    def expires_at(self) -> datetime:
        """The instant at which the chosen last day is over."""
        midnight = datetime.combine(self.cleaned_data["expires_on"] + timedelta(days=1), time.min)
        return timezone.make_aware(midnight)


def words_of(action: str) -> str:
    """The name of an audited act as a person reads it: "Member roles changed" for member.roles_changed."""
    return action.replace(".", " ").replace("_", " ").capitalize()


class AuditFilter(forms.Form):
    """What to show of the audit log."""

    user = forms.ModelChoiceField(label="Who", queryset=User.objects.none(), required=False)
    action = forms.ChoiceField(label="What", required=False)
    since = DateField(label="From", required=False)
    until = DateField(label="Up to and including", required=False)

    def __init__(self, *args, organisation: Organisation, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        entries = organisation.audit_entries.order_by()
        self.fields["user"].queryset = User.objects.filter(
            pk__in=entries.values_list("user", flat=True).distinct()
        ).order_by("name")
        actions = entries.values_list("action", flat=True).distinct().order_by("action")
        self.fields["action"].choices = [
            ("", "Everything"),
            *((action, words_of(action)) for action in actions),
        ]
