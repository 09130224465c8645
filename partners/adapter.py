"""Accounts are made by a partnership administrator, not by signing up."""

from allauth.account.adapter import DefaultAccountAdapter


class ClosedSignupAdapter(DefaultAccountAdapter):
    """Refuses self-service sign-up and sends people to their administrator."""

    def is_open_for_signup(self, request) -> bool:
        return False
