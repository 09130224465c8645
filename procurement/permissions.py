"""Who may do what in joint procurements.

Permissions and their objects:
    procurement.create_procurement, edit_catalogue, edit_budget, view_catalogue   Organisation
    procurement.view_procurement, edit_procurement, award                         JointProcurement
    procurement.take_part, edit_demand                                            Participation

The lead's procurement leads edit everything of the procurement; a participant's edit their own demand.
"""

import rules

from partners.models import Membership, User
from partners.permissions import acts_as, organisation_ids_of, roles_in
from procurement.models import JointProcurement, Participation

Role = Membership.Role
BUYING_ROLES = (Role.PROCUREMENT_LEAD, Role.PARTNERSHIP_ADMINISTRATOR)
MONEY_ROLES = (*BUYING_ROLES, Role.FINANCE)


@rules.predicate
def leads_it(user: User, procurement: JointProcurement) -> bool:
    """The user buys for the procurement's lead."""
    return bool(roles_in(user, procurement.lead_id) & set(BUYING_ROLES))


@rules.predicate
def belongs_to_a_party(user: User, procurement: JointProcurement) -> bool:
    """The user is a member of the lead or of a participant (withdrawn ones keep their view of the past)."""
    own = organisation_ids_of(user)
    if procurement.lead_id in own:
        return True
    return any(
        participation.authority.organisation_id in own
        for participation in procurement.participations.select_related("authority")
    )


@rules.predicate
def buys_for_the_participant(user: User, participation: Participation) -> bool:
    """The user buys for the participating organisation itself."""
    return bool(roles_in(user, participation.authority.organisation_id) & set(BUYING_ROLES))


@rules.predicate
def leads_its_procurement(user: User, participation: Participation) -> bool:
    """The user buys for the lead of the procurement taken part in."""
    return leads_it(user, participation.procurement)


def sees_all(user: User, procurement: JointProcurement) -> bool:
    """Whether the user sees every buyer's figures: members of the lead do, others only their own."""
    return user.is_superuser or procurement.lead_id in organisation_ids_of(user)


rules.add_perm("procurement.create_procurement", acts_as(*BUYING_ROLES))
rules.add_perm("procurement.edit_catalogue", acts_as(*BUYING_ROLES))
rules.add_perm("procurement.view_catalogue", acts_as(*Role.values))
rules.add_perm("procurement.edit_budget", acts_as(*MONEY_ROLES))
rules.add_perm("procurement.view_procurement", belongs_to_a_party)
rules.add_perm("procurement.edit_procurement", leads_it)
rules.add_perm("procurement.award", leads_it)
rules.add_perm("procurement.take_part", buys_for_the_participant)
rules.add_perm("procurement.edit_demand", buys_for_the_participant | leads_its_procurement)
