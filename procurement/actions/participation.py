"""Who takes part, and how firmly."""

from django.db import transaction

from partners.models import Partnership, User
from partners.permissions import require
from partners.refusals import Refused
from procurement.actions.signed import change, check_open, locked, require_lead, store
from procurement.models import ContractingAuthority, JointProcurement, Participation
from procurement.queries.procurements import open_procurements

State = Participation.State


@transaction.atomic
def invite_authority(
    *, procurement: JointProcurement, authority: ContractingAuthority, by: User
) -> Participation:
    """The lead adds an authority, indicative until it commits itself. Raises Refused `not_a_partner`, `invalid`."""
    require_lead(procurement, by)
    procurement = locked(procurement)
    check_open(procurement)
    shared = (
        Partnership.objects.filter(organisations=procurement.lead_id)
        .filter(organisations=authority.organisation_id)
        .exists()
    )
    if not shared and authority.organisation_id != procurement.lead_id:
        raise Refused(
            "not_a_partner",
            f"{authority} shares no partnership with {procurement.lead}, so it cannot be invited.",
            "authority",
        )
    return _add(procurement, authority, by)


@transaction.atomic
def join_procurement(
    *, procurement: JointProcurement, authority: ContractingAuthority, by: User
) -> Participation:
    """An authority joins a partner's procurement that still gathers needs. Raises Refused `not_open`."""
    require(
        by,
        "procurement.take_part",
        Participation(procurement=procurement, authority=authority),
        f"Your roles at {authority} do not let you join a procurement in its name.",
    )
    procurement = locked(procurement)
    if not open_procurements(by).filter(pk=procurement.pk).exists():
        raise Refused("not_open", f"{procurement} is not open for {authority} to join.")
    return _add(procurement, authority, by)


@transaction.atomic
def commit_participation(*, participation: Participation, by: User) -> Participation:
    """The authority commits to buy what the award allocates to it."""
    return _move(participation, State.COMMITTED, "participation.committed", by)


@transaction.atomic
def withdraw_participation(*, participation: Participation, by: User) -> Participation:
    """The authority leaves; its needs stay on record but are planned no more."""
    return _move(participation, State.WITHDRAWN, "participation.withdrawn", by)


def _add(procurement: JointProcurement, authority: ContractingAuthority, by: User) -> Participation:
    participation = Participation(procurement=procurement, authority=authority)
    store(participation, action="participation.created", by=by, organisation=authority.organisation)
    return participation


def require_decision(participation: Participation, by: User) -> None:
    """Refuse anybody but a procurement lead of the authority that takes part."""
    require(
        by,
        "procurement.take_part",
        participation,
        f"Only a procurement lead of {participation.authority} may decide this.",
    )


def _move(participation: Participation, state: str, action: str, by: User) -> Participation:
    require_decision(participation, by)
    check_open(locked(participation.procurement))
    participation.refresh_from_db()
    change(
        participation,
        {"state": state},
        allowed=["state"],
        action=action,
        by=by,
        organisation=participation.authority.organisation,
    )
    return participation
