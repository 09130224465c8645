"""Found by django-rules at start-up: registers the permissions."""

from assets import permissions  # noqa: F401
