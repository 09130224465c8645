"""Erasing what the system knows of a person, while what was done stays recorded under their number."""

from collections.abc import Iterable

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.utils import timezone

from partners.actions.leaving import end_sessions
from partners.audit import record
from partners.models import AuditEntry, Organisation, User
from partners.permissions import require
from partners.queries import former_members
from partners.refusals import Refused
from partners.sealing import ERASED

BATCH = 1000


@transaction.atomic
def erase_person(*, person: User, organisation: Organisation | None, by: User | None) -> None:
    """Replace name and e-mail address by a number, forget how the person signed in, and clean the audit log of them.

    Texts of bookings and requests they made go with the next `manage.py apply_retention`.

    Parameters:
        organisation: whose administrator asks; None for the command line of the machine.

    Raises:
        Refused: `not_allowed`, `not_a_member` (404), `still_a_member`, `already_erased`.
    """
    if organisation is not None and by is not None:
        _check_may_erase(person, organisation, by)
    person = User.objects.select_for_update().get(pk=person.pk)
    if person.is_service or person.erased_at is not None:
        raise Refused("already_erased", "There is nothing to erase: this is no person's account any more.")
    if person.memberships.exists():
        raise Refused(
            "still_a_member",
            f"{person} still acts for {person.memberships.first().organisation}. "
            "Remove them from every organisation first.",
        )
    for model in (EmailAddress, Authenticator, SocialAccount):
        model.objects.filter(user=person).delete()
    person.name, person.email = f"Erased person {person.pk}", f"erased-{person.pk}@erased.invalid"
    person.is_active, person.last_login, person.erased_at = False, None, timezone.now()
    person.left_at = person.left_at or person.erased_at
    person.set_unusable_password()
    person.save()
    end_sessions(person)
    record("account.erased", person, by=by, organisation=organisation)
    clean_audit_of("partners.user", [person.pk], by=by, organisation=organisation)


@transaction.atomic
def clean_audit_of(
    object_type: str, keys: Iterable[int], *, by: User | None, organisation: Organisation | None
) -> int:
    """Erase the personal part of all audit entries about these rows, and record which entries; returns how many.

    Parameters:
        object_type: as entries name it, such as "assets.booking".
    """
    entries = AuditEntry.objects.filter(object_type=object_type, object_id__in=[str(key) for key in keys])
    # Locked, so that none is sealed with a personal part that is just going.
    numbers = list(
        entries.exclude(personal={}).order_by("pk").select_for_update().values_list("pk", flat=True)
    )
    for start in range(0, len(numbers), BATCH):
        batch = numbers[start : start + BATCH]
        AuditEntry.objects.filter(pk__in=batch).update(personal={}, salt="")
        AuditEntry.objects.create(
            user=by,
            organisation=organisation,
            action=ERASED,
            object_type=object_type,
            object_id="",
            object_label="Personal parts of audit entries",
            after={"entries": batch},
        )
    return len(numbers)


def _check_may_erase(person: User, organisation: Organisation, by: User) -> None:
    require(
        by,
        "partners.manage_members",
        organisation,
        f"Only a partnership administrator of {organisation} may erase people who left it.",
    )
    if (
        not former_members(organisation).filter(pk=person.pk).exists()
        and not person.memberships.filter(organisation=organisation).exists()
    ):
        raise Refused("not_a_member", f"This person never belonged to {organisation}.", status=404)
