"""Found by django-rules at start-up: registers the permissions."""

from optimizer.runs import permissions  # noqa: F401
