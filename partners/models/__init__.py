from partners.models.audit import AuditEntry, AuditHead
from partners.models.organisations import Membership, Organisation, Partnership
from partners.models.tokens import ApiToken, Scope
from partners.models.users import User

__all__ = [
    "ApiToken",
    "AuditEntry",
    "AuditHead",
    "Membership",
    "Organisation",
    "Partnership",
    "Scope",
    "User",
]
