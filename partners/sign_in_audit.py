"""What happens to an account, in the audit log of every organisation the person acts for."""

from typing import Any

from allauth.account import signals as account
from allauth.mfa import signals as mfa
from allauth.socialaccount import signals as social
from django.db import transaction
from django.dispatch import Signal

from partners.audit import record
from partners.models import Organisation, User

# Signal: what is recorded. `authenticator` and `sociallogin`, where sent, add what it was about.
ACTS: dict[Signal, str] = {
    account.user_logged_in: "account.signed_in",
    account.password_changed: "account.password_changed",
    account.password_set: "account.password_changed",
    account.password_reset: "account.password_reset",
    mfa.authenticator_added: "account.second_factor_added",
    mfa.authenticator_removed: "account.second_factor_removed",
    mfa.authenticator_reset: "account.recovery_codes_made",
    mfa.authentication_failed: "account.second_factor_failed",
    social.social_account_added: "account.single_sign_on_linked",
}


@transaction.atomic
def record_of_person(action: str, person: User, *, by: User | None, **facts: str) -> None:
    """Record what happened to a person's account, once for each organisation they act for."""
    for organisation in Organisation.objects.filter(memberships__user=person).distinct() or [None]:
        record(action, person, by=by, organisation=organisation, after=facts)


def _note(signal: Signal, user: User | None = None, **sent: Any) -> None:
    login = sent.get("sociallogin")
    person = user or login.user
    facts = {"kind": sent["authenticator"].type} if "authenticator" in sent else {}
    record_of_person(ACTS[signal], person, by=person, **facts)


def listen() -> None:
    """Record the acts from now on; called once at start-up."""
    for signal in ACTS:
        signal.connect(_note)
