"""Words in a tsvector with their places and weights, found through a GIN index and ranked by how near they stand."""

from django.db import connection

WEIGHTS = "ABD"  # of a name, a lead, a text
RANKS = "{0.1, 0.2, 0.4, 1.0}"  # of D, C, B, A
MOST_PLACES = 16_383  # that a tsvector tells apart
MOST_PLACES_OF_A_WORD = 255
# What a tsvector holds is a megabyte; the end of a longer text is not found.
MOST_BYTES, BYTES_OF_A_WORD, BYTES_OF_A_PLACE = 1_000_000, 4, 2


def create(cursor):
    cursor.execute("CREATE TABLE search_words (entry_id bigint PRIMARY KEY, vector tsvector NOT NULL)")
    cursor.execute("CREATE INDEX search_words_vector ON search_words USING gin (vector)")


def drop(cursor):
    cursor.execute("DROP TABLE search_words")


def store(entries):
    """Keep the words of entries: `{number: the forms of each word of each part, in order}`."""
    with connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO search_words (entry_id, vector) VALUES (%s, %s::tsvector) "
            "ON CONFLICT (entry_id) DO UPDATE SET vector = EXCLUDED.vector",
            [(number, _vector(parts)) for number, parts in entries.items()],
        )


def forget(numbers):
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM search_words WHERE entry_id = ANY(%s)", [list(numbers)])


def match(expression, language, most):
    """`(number, kind, whether the name says it all, rank)` of the language's entries that match, the best first."""
    query = _query(expression)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, kind, vector @@ %(name)s::tsquery, ts_rank_cd(%(ranks)s, vector, %(query)s::tsquery, 1) "
            "FROM search_words JOIN search_entry ON id = entry_id "
            "WHERE language = %(language)s AND vector @@ %(query)s::tsquery ORDER BY 3 DESC, 4 DESC, 1 LIMIT %(most)s",
            {"language": language, "query": query, "name": _query(expression, "A"), "ranks": RANKS, "most": most},
        )
        return cursor.fetchall()


def _vector(parts):
    places, place, size = {}, 0, 0
    for words, weight in zip(parts, WEIGHTS, strict=True):
        for forms in words:
            place = min(place + 1, MOST_PLACES)
            for form in forms:
                size += BYTES_OF_A_PLACE + (len(form.encode()) + BYTES_OF_A_WORD if form not in places else 0)
                if size > MOST_BYTES:
                    break
                of_form = places.setdefault(form, [])
                if len(of_form) < MOST_PLACES_OF_A_WORD:
                    of_form.append(f"{place}{weight}")
    return " ".join(f"'{form}':{','.join(of_form)}" for form, of_form in places.items())


def _query(expression, weight=""):
    words = [
        "(" + " | ".join(_lexeme(form, expression.star(form) + weight) for form in sorted(forms)) + ")"
        for forms in expression.words
    ]
    return (" | " if expression.loosely else " & ").join(words)


def _lexeme(form, label):
    return f"'{form}':{label}" if label else f"'{form}'"
