"""Tell a database that cannot be reached from a fault of ours."""

import psycopg


def database_is_gone(error: BaseException | None) -> bool:
    """Whether the connection failed or was ended: PostgreSQL gives no code then, or one of classes 08 and 57P."""
    cause = error.__cause__ if error else None
    if not isinstance(cause, psycopg.OperationalError | psycopg.InterfaceError):
        return False
    return (cause.sqlstate or "08").startswith(("08", "57P"))
