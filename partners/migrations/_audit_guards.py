
"""The audit log is append-only in the database itself, on SQLite and on PostgreSQL.

Two changes of a row are let through: filling its seal, once, and erasing its personal part with the salt.

SQLite drops the triggers of a table that a migration rebuilds: a migration that alters partners_auditentry runs
`remove` before and `install` after. tests/partners/test_audit_guards.py fails if that was forgotten.
"""

FIXED = ["id", "at", "user_id", "organisation_id", "action", "object_type", "object_id", "object_label", "before", "after"]
MESSAGE = "the audit log is append-only"


def _allowed(same: str, empty: str) -> str:
    """The condition under which an update is let through; `same` compares two values that may be null."""

    def kept(columns: list[str]) -> str:
        return " AND ".join(f'NEW."{column}" {same} OLD."{column}"' for column in columns)

    return f"""{kept(FIXED)} AND (
        (OLD.position IS NULL AND NEW.position IS NOT NULL AND {kept(["personal"])})
        OR ({kept(["position", "seal", "personal_digest"])} AND NEW.personal = {empty} AND NEW.salt = ''))"""


SQLITE = {
    "partners_audit_update": f"""CREATE TRIGGER partners_audit_update BEFORE UPDATE ON partners_auditentry
    WHEN NOT ({_allowed("IS", "'{}'")}) BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
    "partners_audit_delete": f"""CREATE TRIGGER partners_audit_delete BEFORE DELETE ON partners_auditentry
    BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END""",
}
REFUSE = f"RAISE EXCEPTION '{MESSAGE}' USING ERRCODE = 'integrity_constraint_violation';"
POSTGRESQL_FUNCTIONS = {
    "partners_audit_check": f"""
    BEGIN
        IF NOT ({_allowed("IS NOT DISTINCT FROM", "'{}'::jsonb")}) THEN {REFUSE} END IF;
        RETURN NEW;
    END""",
    "partners_audit_refuse": f"BEGIN {REFUSE} END",
}
POSTGRESQL = {
    "partners_audit_update": "BEFORE UPDATE ON partners_auditentry FOR EACH ROW EXECUTE FUNCTION partners_audit_check()",
    "partners_audit_delete": "BEFORE DELETE ON partners_auditentry FOR EACH ROW EXECUTE FUNCTION partners_audit_refuse()",
    "partners_audit_truncate": "BEFORE TRUNCATE ON partners_auditentry FOR EACH STATEMENT EXECUTE FUNCTION partners_audit_refuse()",
}


def install(apps, schema_editor) -> None:
    """Create the guards of the database in use."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE.values():
            schema_editor.execute(statement, params=None)
        return
    for name, body in POSTGRESQL_FUNCTIONS.items():
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body};\n$guard$", params=None
        )
    for name, rest in POSTGRESQL.items():
        schema_editor.execute(f"CREATE TRIGGER {name} {rest}", params=None)


def remove(apps, schema_editor) -> None:
    """Drop the guards, for a migration that alters the table."""
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE:
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)
        return
    for name in POSTGRESQL:
        schema_editor.execute(f"DROP TRIGGER {name} ON partners_auditentry", params=None)
    for name in POSTGRESQL_FUNCTIONS:
        schema_editor.execute(f"DROP FUNCTION {name}()", params=None)
