"""How people sign in: accounts are made by an administrator, guesses are counted, second factors are kept encrypted."""

import hashlib
import logging
import time
from base64 import urlsafe_b64encode
from typing import Any

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, MultiFernet
from django.conf import settings
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.http import HttpRequest

from partners.models import User
from partners.sign_in_audit import record_of_person

logger = logging.getLogger(__name__)

LOCKED_OUT_SECONDS = 5 * 60
TOO_MANY = (
    "There were too many failed attempts. Wait five minutes and try again, or choose a new password by way of "
    "“Forgot your password?”."
)


class AccountAdapter(DefaultAccountAdapter):
    """No self-service sign-up; failed attempts are counted per account and per address before a password is looked at."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "too_many_login_attempts": TOO_MANY,
        "passwords_are_off": "Sign in with your organisation’s account.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        if not settings.PASSWORD_SIGN_IN:
            raise self.validation_error("passwords_are_off")
        try:
            super().pre_authenticate(request, **credentials)
        except ValidationError:
            _note_lock_out(credentials.get("email", ""))
            raise

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Whoever has only just signed in is not asked for the password once more."""
        signed_in = get_authentication_records(self.request, self.request.user)
        recent = signed_in and time.time() - signed_in[-1]["at"] < app_settings.REAUTHENTICATION_TIMEOUT
        return not recent and super().is_reauthentication_required(app=app, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Keeps the secrets of authenticator apps and recovery codes encrypted: a copy of the database does not open them."""

    def encrypt(self, text: str) -> str:
        return _cipher().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _cipher().decrypt(encrypted_text.encode()).decode()


def _cipher() -> MultiFernet:
    """Encrypts with SECRET_KEY, and still reads what one of SECRET_KEY_FALLBACKS encrypted."""
    keys = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    derived = (hashlib.sha256(b"second factor" + key.encode()).digest() for key in keys)
    return MultiFernet([Fernet(urlsafe_b64encode(key)) for key in derived])


def _note_lock_out(login: str) -> None:
    """One audit entry for each time an account is locked; nobody outside learns whether there is one."""
    key = "partners.locked_out:" + hashlib.sha256(login.lower().encode()).hexdigest()
    if not cache.add(key, True, LOCKED_OUT_SECONDS):
        return
    logger.warning("Sign-ins are refused for five minutes after too many failed attempts")
    user = User.objects.filter(email__iexact=login).first()
    if user is not None:
        record_of_person("account.locked_out", user, by=None)
