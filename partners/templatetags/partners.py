"""Filters of the organisation pages."""

from django import template

from partners.models import ApiToken

register = template.Library()


@register.filter
def roles_of_token(token: ApiToken) -> str:
    """The roles a token's service account holds, in words."""
    return ", ".join(membership.get_role_display() for membership in token.account.memberships.all())
