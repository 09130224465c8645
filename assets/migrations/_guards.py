# ruff: noqa: S608 (statements are joined from constants of this file)
"""The last line of the calendar, in the database itself: written once for SQLite and once for PostgreSQL.

Holds are derived from bookings by triggers, so that no program can forget one; overlap of holds is refused
by triggers on SQLite and by an exclusion constraint on PostgreSQL. The same triggers refuse a booking in a
blocked period, one that no agreement (or ownership) allows, seconds, and a part that is divided again.

SQLite drops the triggers of a table that a migration rebuilds, and refuses to rebuild a table that another
table's trigger names: a migration that alters assets_asset, assets_booking, assets_blocking, assets_agreement
or assets_hold runs `remove` before and `install` after. tests/assets/test_guards.py fails if that was forgotten.
"""

RELATED = """
    SELECT id FROM assets_asset
    WHERE id = {asset} OR part_of_id = {asset}
       OR id = (SELECT part_of_id FROM assets_asset WHERE id = {asset})
"""
ACTIVE = "('held', 'confirmed')"
CALENDAR_COLUMNS = "asset_id, starts_at, ends_at, status, agreement_id, organisation_id, overrides_blocking"
NO_SECONDS = "'____-__-__ __:__:00'"

SQLITE_BUSY_UNTIL = "strftime('%Y-%m-%d %H:%M:%S', {ends}, '+' || {minutes} || ' minutes')"

SQLITE_BOOKING_CHECKS = f"""
    SELECT RAISE(ABORT, 'not_a_whole_minute')
    WHERE NEW.starts_at NOT LIKE {NO_SECONDS} OR NEW.ends_at NOT LIKE {NO_SECONDS};
    SELECT RAISE(ABORT, 'no_agreement') WHERE NOT EXISTS (
        SELECT 1 FROM assets_asset a LEFT JOIN assets_agreement g ON g.id = NEW.agreement_id
        WHERE a.id = NEW.asset_id AND (
            (NEW.agreement_id IS NULL AND a.owner_id = NEW.organisation_id)
            OR (g.owner_id = a.owner_id AND g.user_id = NEW.organisation_id)));
    SELECT RAISE(ABORT, 'blocked') WHERE NOT NEW.overrides_blocking AND EXISTS (
        SELECT 1 FROM assets_blocking b WHERE b.asset_id IN ({RELATED.format(asset="NEW.asset_id")})
        AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at);
"""
SQLITE_HOLDS = f"""
    INSERT INTO assets_hold (booking_id, asset_id, starts_at, busy_until)
    SELECT NEW.id, unit.id, NEW.starts_at,
           {SQLITE_BUSY_UNTIL.format(ends="NEW.ends_at", minutes="booked.turnaround_minutes")}
    FROM assets_asset booked JOIN assets_asset unit ON unit.id = booked.id OR unit.part_of_id = booked.id
    WHERE booked.id = NEW.asset_id AND NEW.status IN {ACTIVE};
"""
SQLITE_PART_HOLDS = f"""
    INSERT INTO assets_hold (booking_id, asset_id, starts_at, busy_until)
    SELECT b.id, NEW.id, b.starts_at,
           {SQLITE_BUSY_UNTIL.format(ends="b.ends_at", minutes="whole.turnaround_minutes")}
    FROM assets_booking b JOIN assets_asset whole ON whole.id = b.asset_id
    WHERE b.asset_id = NEW.part_of_id AND b.status IN {ACTIVE};
"""
SQLITE_PARTS_CHECK = """
    SELECT RAISE(ABORT, 'part_divided_again') WHERE NEW.part_of_id IS NOT NULL AND EXISTS (
        SELECT 1 FROM assets_asset a
        WHERE a.part_of_id = NEW.id OR (a.id = NEW.part_of_id AND a.part_of_id IS NOT NULL));
"""


def sqlite_blocking_check(event: str) -> str:
    """A trigger that refuses a blocking over a booking that stands."""
    return f"""CREATE TRIGGER assets_blocking_{event.split()[0].lower()} BEFORE {event} ON assets_blocking BEGIN
    SELECT RAISE(ABORT, 'bookings_stand') WHERE EXISTS (
        SELECT 1 FROM assets_booking b WHERE b.asset_id IN ({RELATED.format(asset="NEW.asset_id")})
        AND b.status IN {ACTIVE} AND NOT b.overrides_blocking
        AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at);
    END"""


def sqlite_overlap_check(event: str) -> str:
    """A trigger that refuses a hold that overlaps another on the same asset."""
    return f"""CREATE TRIGGER assets_hold_{event.lower()} BEFORE {event} ON assets_hold BEGIN
    SELECT RAISE(ABORT, 'asset_not_free') WHERE EXISTS (
        SELECT 1 FROM assets_hold h WHERE h.asset_id = NEW.asset_id AND h.id IS NOT NEW.id
        AND h.starts_at < NEW.busy_until AND NEW.starts_at < h.busy_until);
    END"""


SQLITE_CHANGED = " OR ".join(
    f"OLD.{column} IS NOT NEW.{column}" for column in CALENDAR_COLUMNS.split(", ")
)

SQLITE = [
    sqlite_overlap_check("INSERT"),
    sqlite_overlap_check("UPDATE"),
    f"""CREATE TRIGGER assets_booking_insert BEFORE INSERT ON assets_booking WHEN NEW.status IN {ACTIVE} BEGIN
    {SQLITE_BOOKING_CHECKS} END""",
    f"""CREATE TRIGGER assets_booking_update BEFORE UPDATE OF {CALENDAR_COLUMNS} ON assets_booking
    WHEN NEW.status IN {ACTIVE} AND ({SQLITE_CHANGED}) BEGIN {SQLITE_BOOKING_CHECKS} END""",
    f"CREATE TRIGGER assets_booking_inserted AFTER INSERT ON assets_booking BEGIN {SQLITE_HOLDS} END",
    f"""CREATE TRIGGER assets_booking_updated AFTER UPDATE OF {CALENDAR_COLUMNS} ON assets_booking
    WHEN {SQLITE_CHANGED} BEGIN
    DELETE FROM assets_hold WHERE booking_id = NEW.id; {SQLITE_HOLDS} END""",
    sqlite_blocking_check("INSERT"),
    sqlite_blocking_check("UPDATE OF asset_id, starts_at, ends_at"),
    f"CREATE TRIGGER assets_asset_insert BEFORE INSERT ON assets_asset BEGIN {SQLITE_PARTS_CHECK} END",
    f"""CREATE TRIGGER assets_asset_update BEFORE UPDATE OF part_of_id ON assets_asset BEGIN
    {SQLITE_PARTS_CHECK} END""",
    f"CREATE TRIGGER assets_asset_inserted AFTER INSERT ON assets_asset BEGIN {SQLITE_PART_HOLDS} END",
    f"""CREATE TRIGGER assets_asset_reparted AFTER UPDATE OF part_of_id ON assets_asset
    WHEN OLD.part_of_id IS NOT NEW.part_of_id BEGIN
    DELETE FROM assets_hold WHERE asset_id = NEW.id
        AND booking_id IN (SELECT id FROM assets_booking WHERE asset_id = OLD.part_of_id);
    {SQLITE_PART_HOLDS} END""",
    f"""CREATE TRIGGER assets_asset_turned AFTER UPDATE OF turnaround_minutes ON assets_asset
    WHEN OLD.turnaround_minutes <> NEW.turnaround_minutes BEGIN
    UPDATE assets_hold SET busy_until = (
        SELECT {SQLITE_BUSY_UNTIL.format(ends="b.ends_at", minutes="NEW.turnaround_minutes")}
        FROM assets_booking b WHERE b.id = assets_hold.booking_id)
    WHERE booking_id IN (SELECT id FROM assets_booking WHERE asset_id = NEW.id
                         AND ends_at > strftime('%Y-%m-%d %H:%M:%S', 'now')); END""",
]
SQLITE_TRIGGERS = [statement.split()[2] for statement in SQLITE]

POSTGRESQL_FUNCTIONS = {
    "assets_booking_checks": f"""
    BEGIN
        IF NEW.status NOT IN {ACTIVE} THEN RETURN NEW; END IF;
        PERFORM 1 FROM assets_asset WHERE id IN ({RELATED.format(asset="NEW.asset_id")})
            ORDER BY id FOR NO KEY UPDATE;
        IF date_trunc('minute', NEW.starts_at) <> NEW.starts_at
           OR date_trunc('minute', NEW.ends_at) <> NEW.ends_at THEN
            RAISE EXCEPTION 'not_a_whole_minute' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT EXISTS (
            SELECT 1 FROM assets_asset a LEFT JOIN assets_agreement g ON g.id = NEW.agreement_id
            WHERE a.id = NEW.asset_id AND (
                (NEW.agreement_id IS NULL AND a.owner_id = NEW.organisation_id)
                OR (g.owner_id = a.owner_id AND g.user_id = NEW.organisation_id))) THEN
            RAISE EXCEPTION 'no_agreement' USING ERRCODE = 'check_violation';
        END IF;
        IF NOT NEW.overrides_blocking AND EXISTS (
            SELECT 1 FROM assets_blocking b WHERE b.asset_id IN ({RELATED.format(asset="NEW.asset_id")})
            AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at) THEN
            RAISE EXCEPTION 'blocked' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END""",
    "assets_booking_holds": f"""
    BEGIN
        IF TG_OP = 'UPDATE' THEN DELETE FROM assets_hold WHERE booking_id = NEW.id; END IF;
        INSERT INTO assets_hold (booking_id, asset_id, starts_at, busy_until)
        SELECT NEW.id, unit.id, NEW.starts_at, NEW.ends_at + make_interval(mins => booked.turnaround_minutes)
        FROM assets_asset booked JOIN assets_asset unit ON unit.id = booked.id OR unit.part_of_id = booked.id
        WHERE booked.id = NEW.asset_id AND NEW.status IN {ACTIVE};
        RETURN NULL;
    END""",
    "assets_blocking_checks": f"""
    BEGIN
        PERFORM 1 FROM assets_asset WHERE id IN ({RELATED.format(asset="NEW.asset_id")})
            ORDER BY id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT 1 FROM assets_booking b WHERE b.asset_id IN ({RELATED.format(asset="NEW.asset_id")})
            AND b.status IN {ACTIVE} AND NOT b.overrides_blocking
            AND b.starts_at < NEW.ends_at AND NEW.starts_at < b.ends_at) THEN
            RAISE EXCEPTION 'bookings_stand' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END""",
    "assets_asset_checks": """
    BEGIN
        IF NEW.part_of_id IS NULL THEN RETURN NEW; END IF;
        PERFORM 1 FROM assets_asset WHERE id = NEW.part_of_id FOR NO KEY UPDATE;
        IF EXISTS (
            SELECT 1 FROM assets_asset a
            WHERE a.part_of_id = NEW.id OR (a.id = NEW.part_of_id AND a.part_of_id IS NOT NULL)) THEN
            RAISE EXCEPTION 'part_divided_again' USING ERRCODE = 'check_violation';
        END IF;
        RETURN NEW;
    END""",
    "assets_asset_part_holds": f"""
    BEGIN
        IF TG_OP = 'UPDATE' THEN
            DELETE FROM assets_hold WHERE asset_id = NEW.id
                AND booking_id IN (SELECT id FROM assets_booking WHERE asset_id = OLD.part_of_id);
        END IF;
        INSERT INTO assets_hold (booking_id, asset_id, starts_at, busy_until)
        SELECT b.id, NEW.id, b.starts_at, b.ends_at + make_interval(mins => whole.turnaround_minutes)
        FROM assets_booking b JOIN assets_asset whole ON whole.id = b.asset_id
        WHERE b.asset_id = NEW.part_of_id AND b.status IN {ACTIVE};
        RETURN NULL;
    END""",
    "assets_asset_turnaround": """
    BEGIN
        UPDATE assets_hold h SET busy_until = b.ends_at + make_interval(mins => NEW.turnaround_minutes)
        FROM assets_booking b WHERE b.id = h.booking_id AND b.asset_id = NEW.id AND b.ends_at > now();
        RETURN NULL;
    END""",
}
POSTGRESQL_CHANGED = " OR ".join(
    f"OLD.{column} IS DISTINCT FROM NEW.{column}" for column in CALENDAR_COLUMNS.split(", ")
)
# name: (table, when, function)
POSTGRESQL_TRIGGERS = {
    "assets_booking_insert": ("assets_booking", "BEFORE INSERT", "", "assets_booking_checks"),
    "assets_booking_update": (
        "assets_booking", "BEFORE UPDATE", f"WHEN ({POSTGRESQL_CHANGED})", "assets_booking_checks",
    ),
    "assets_booking_inserted": ("assets_booking", "AFTER INSERT", "", "assets_booking_holds"),
    "assets_booking_updated": (
        "assets_booking", "AFTER UPDATE", f"WHEN ({POSTGRESQL_CHANGED})", "assets_booking_holds",
    ),
    "assets_blocking_write": (
        "assets_blocking", "BEFORE INSERT OR UPDATE OF asset_id, starts_at, ends_at", "", "assets_blocking_checks",
    ),
    "assets_asset_write": (
        "assets_asset", "BEFORE INSERT OR UPDATE OF part_of_id", "", "assets_asset_checks",
    ),
    "assets_asset_inserted": ("assets_asset", "AFTER INSERT", "", "assets_asset_part_holds"),
    "assets_asset_reparted": (
        "assets_asset", "AFTER UPDATE OF part_of_id",
        "WHEN (OLD.part_of_id IS DISTINCT FROM NEW.part_of_id)", "assets_asset_part_holds",
    ),
    "assets_asset_turned": (
        "assets_asset", "AFTER UPDATE OF turnaround_minutes",
        "WHEN (OLD.turnaround_minutes <> NEW.turnaround_minutes)", "assets_asset_turnaround",
    ),
}  # fmt: skip
EXCLUSION = """ALTER TABLE assets_hold ADD CONSTRAINT hold_no_overlap
    EXCLUDE USING gist (asset_id WITH =, tstzrange(starts_at, busy_until, '[)') WITH &&)"""


def install(apps, schema_editor) -> None:
    """Create the guards of the database in use."""
    if schema_editor.connection.vendor == "sqlite":
        for statement in SQLITE:
            schema_editor.execute(statement, params=None)
        return
    schema_editor.execute("CREATE EXTENSION IF NOT EXISTS btree_gist", params=None)
    schema_editor.execute(EXCLUSION, params=None)
    for name, body in POSTGRESQL_FUNCTIONS.items():
        schema_editor.execute(
            f"CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $guard${body};\n$guard$", params=None
        )
    for name, (table, when, only, function) in POSTGRESQL_TRIGGERS.items():
        schema_editor.execute(
            f"CREATE TRIGGER {name} {when} ON {table} FOR EACH ROW {only} EXECUTE FUNCTION {function}()",
            params=None,
        )


def remove(apps, schema_editor) -> None:
    """Drop the guards, for a migration that alters their tables."""
    if schema_editor.connection.vendor == "sqlite":
        for name in SQLITE_TRIGGERS:
            schema_editor.execute(f"DROP TRIGGER {name}", params=None)
        return
    for name, (table, *_) in POSTGRESQL_TRIGGERS.items():
        schema_editor.execute(f"DROP TRIGGER {name} ON {table}", params=None)
    for name in POSTGRESQL_FUNCTIONS:
        schema_editor.execute(f"DROP FUNCTION {name}()", params=None)
    schema_editor.execute("ALTER TABLE assets_hold DROP CONSTRAINT hold_no_overlap", params=None)
