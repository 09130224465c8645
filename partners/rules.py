"""Found by django-rules at start-up: registers the permissions."""

from partners import permissions  # noqa: F401
