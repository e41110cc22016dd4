"""The database notes by itself, inside each transaction, that content changed: whoever writes, and however."""

from eig.caching.content import content_tables

# Statements are put together of names of our own and of models.
# ruff: noqa: S608
TABLE = "caching_change"
PREFIX = "content_changed"
NOTE = "caching_note_change"

# One number, drawn anew: a transaction that is undone and the next one never leave the same.
SQLITE_NOTE = f"DELETE FROM {TABLE}; INSERT INTO {TABLE} (id, token) VALUES (1, abs(random() % 4611686018427387904));"

# Each transaction adds rows of its own, so that none waits for another; the sum of those that are committed is the
# version. Now and then what no one else holds is put together into one row, which leaves the sum as it is.
POSTGRESQL_NOTE = f"""
CREATE OR REPLACE FUNCTION {NOTE}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    noted bigint;
BEGIN
    IF TG_OP = 'UPDATE' AND to_jsonb(OLD) - coalesce(TG_ARGV, '{{}}') = to_jsonb(NEW) - coalesce(TG_ARGV, '{{}}') THEN
        RETURN NULL;
    END IF;
    INSERT INTO {TABLE} (token) VALUES ((random() * 4611686018427387904)::bigint) RETURNING id INTO noted;
    IF noted % 50 = 0 THEN
        WITH settled AS (SELECT id FROM {TABLE} ORDER BY id FOR UPDATE SKIP LOCKED),
             gone AS (DELETE FROM {TABLE} WHERE id IN (SELECT id FROM settled) RETURNING token)
        INSERT INTO {TABLE} (token) SELECT sum(token) FROM gone HAVING count(*) > 0;
    END IF;
    RETURN NULL;
END $$
"""


def install(connection):
    """Have every table of content watched, as it is now; from here on there is a version."""
    remove(connection)
    make = _on_postgresql if connection.vendor == "postgresql" else _on_sqlite
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(POSTGRESQL_NOTE)
        for table, apart in sorted(content_tables().items()):
            for statement in make(connection, table, apart):
                cursor.execute(statement)
        cursor.execute(f"INSERT INTO {TABLE} (token) VALUES (1)")


def remove(connection):
    """Watch nothing: there is no version, and nothing is kept, until `install()`."""
    with connection.cursor() as cursor:
        for table, name in watched(cursor, connection.vendor):
            on = f" ON {connection.ops.quote_name(table)}" if connection.vendor == "postgresql" else ""
            cursor.execute(f"DROP TRIGGER IF EXISTS {name}{on}")
        cursor.execute(f"DELETE FROM {TABLE}")


def are_set(connection):
    """Whether all that is content is watched, and has a version."""
    with connection.cursor() as cursor:
        tables = {table for table, _name in watched(cursor, connection.vendor)}
        cursor.execute(f"SELECT count(*) FROM {TABLE}")
        return tables == set(content_tables()) and cursor.fetchone()[0] > 0


def watched(cursor, vendor):
    """`(table, trigger)` of all that is watched."""
    if vendor == "postgresql":
        cursor.execute(
            "SELECT c.relname, t.tgname FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid "
            "WHERE c.relnamespace = current_schema()::regnamespace AND t.tgname LIKE %s",
            [f"{PREFIX}%"],
        )
    else:
        cursor.execute(
            "SELECT tbl_name, name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s", [f"{PREFIX}%"]
        )
    return cursor.fetchall()


def _on_postgresql(connection, table, apart):
    on, names = connection.ops.quote_name(table), ", ".join(f"'{column}'" for column in apart)
    return [
        # Comparing rows inside the function, the trigger hangs on no column: migrations change them freely.
        f"CREATE TRIGGER {PREFIX} AFTER INSERT OR UPDATE OR DELETE ON {on} "
        f"FOR EACH ROW EXECUTE FUNCTION {NOTE}({names})",
        f"CREATE TRIGGER {PREFIX}_whole AFTER TRUNCATE ON {on} FOR EACH STATEMENT EXECUTE FUNCTION {NOTE}()",
    ]


def _on_sqlite(connection, table, apart):
    on = connection.ops.quote_name(table)
    with connection.cursor() as cursor:
        cursor.execute(f"PRAGMA table_info({on})")
        columns = [name for _number, name, *_facts in cursor.fetchall()]
    names = [connection.ops.quote_name(column) for column in columns if column not in apart]
    differs = " OR ".join(f"OLD.{name} IS NOT NEW.{name}" for name in names)
    name = f"{PREFIX}_{table}"
    return [
        f"CREATE TRIGGER {name}_insert AFTER INSERT ON {on} BEGIN {SQLITE_NOTE} END",
        f"CREATE TRIGGER {name}_delete AFTER DELETE ON {on} BEGIN {SQLITE_NOTE} END",
        f"CREATE TRIGGER {name}_update AFTER UPDATE ON {on} WHEN {differs} BEGIN {SQLITE_NOTE} END",
    ]
