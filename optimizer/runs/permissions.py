"""Who may order, stop and see runs. The object of each permission is the ordering organisation."""

import rules

from partners.models import Membership
from partners.permissions import acts_as

Role = Membership.Role

ORDERING_ROLES = (Role.STATION_MANAGER, Role.PROCUREMENT_LEAD, Role.PARTNERSHIP_ADMINISTRATOR)
VIEWING_ROLES = (*ORDERING_ROLES, Role.FINANCE)

rules.add_perm("runs.order_run", acts_as(*ORDERING_ROLES))
rules.add_perm("runs.stop_run", acts_as(*ORDERING_ROLES))
rules.add_perm("runs.view_run", acts_as(*VIEWING_ROLES))
