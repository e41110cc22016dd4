"""Words in a table of FTS5, a column a part, ranked by BM25."""

from django.db import connection

MATCH = """
    SELECT id, kind, id IN (SELECT rowid FROM search_words WHERE search_words MATCH %s), -bm25(search_words, %s, %s, %s)
    FROM search_words JOIN search_entry ON id = search_words.rowid
    WHERE language = %s AND search_words MATCH %s ORDER BY 3 DESC, 4 DESC, 1 LIMIT %s
"""
WEIGHTS = (10.0, 4.0, 1.0)  # of a word in a name, a lead, a text


def create(cursor):
    cursor.execute("CREATE VIRTUAL TABLE search_words USING fts5(name, lead, body, tokenize='unicode61')")


def drop(cursor):
    cursor.execute("DROP TABLE search_words")


def store(entries):
    """Keep the words of entries: `{number: the forms of each word of each part, in order}`."""
    forget(entries)
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words (rowid, name, lead, body) VALUES (%s, %s, %s, %s)",
            [
                (number, *(" ".join(form for forms in words for form in sorted(forms)) for words in parts))
                for number, parts in entries.items()
            ],
        )


def forget(numbers):
    with connection.cursor() as cursor:
        cursor.executemany("DELETE FROM search_words WHERE rowid = %s", [(number,) for number in numbers])


def match(expression, language, most):
    """`(number, kind, whether the name says it all, rank)` of the language's entries that match, the best first."""
    query = _query(expression)
    with connection.cursor() as cursor:
        cursor.execute(MATCH, [f"{{name}} : ({query})", *WEIGHTS, language, query, most])
        return [(number, kind, bool(named), rank) for number, kind, named, rank in cursor.fetchall()]


def _query(expression):
    star = expression.star
    words = ["(" + " OR ".join(f'"{form}"{star(form)}' for form in sorted(forms)) + ")" for forms in expression.words]
    return (" OR " if expression.loosely else " AND ").join(words)
