from partners.models.audit import AuditEntry
from partners.models.organisations import Membership, Organisation, Partnership
from partners.models.tokens import ApiToken, Scope
from partners.models.users import User

__all__ = ["ApiToken", "AuditEntry", "Membership", "Organisation", "Partnership", "Scope", "User"]
