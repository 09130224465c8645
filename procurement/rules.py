"""Found by django-rules at start-up: registers the permissions."""

from procurement import permissions  # noqa: F401
