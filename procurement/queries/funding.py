"""Budgets a user may see."""

from django.db.models import QuerySet

from partners.models import User
from partners.permissions import organisation_ids_of
from procurement.models import Budget


def visible_budgets(user: User) -> QuerySet[Budget]:
    """Budgets of the user's own organisations."""
    return Budget.objects.filter(authority__organisation__in=organisation_ids_of(user)).select_related(
        "authority__organisation"
    )
