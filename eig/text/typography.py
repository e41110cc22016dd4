"""Typography on display: no-break spaces, quotation marks, apostrophes and ellipses as each language prints them.

What editors typed stays as it is in the database, in the back office and for machines; only what is read on a page is
set. Doing it twice changes nothing.
"""

import re
from functools import lru_cache, partial

NARROW, WIDE = "\u202f", "\u00a0"
# Stand for what is not to be touched, while the rest is set. No text holds them: Unicode keeps them for such uses.
INLINE, BLOCK, WORD = "\ufdd0", "\ufdd1", "\ufdd2"

# Bounded, and begun where a word begins: a word of a million letters is read once.
MAIL = r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63})+"
ADDRESS = rf"(?:https?://|www\.)[^\s<>\"«»]*[^\s<>\"«».,;:!?)\]…]|{MAIL}"
IN_TEXT = re.compile(ADDRESS)
IN_HTML = re.compile(
    rf"<(code|pre)\b[^>]*>.*?</\1>|</?(?:a|em|strong|s|sup|b|i|span)\b[^>]*>|<[^>]*>|&#?\w+;|{ADDRESS}", re.DOTALL
)
INLINE_TAG = re.compile(r"</?(?:a|em|strong|s|sup|b|i|span)\b")
PLACES = re.compile(f"[{INLINE}{BLOCK}{WORD}]")

# Quotations within quotations; nobody follows more.
DEEPEST_QUOTES = 4
GAP = f"[ {WIDE}{NARROW}]"
# A sign ends a clause when nothing but the end, a space or a closing sign comes after it.
AFTER = rf"(?=[\s{INLINE}{BLOCK}»”\")\].…]|$)"
BEFORE = rf"(?<=[\w{WORD}»”\")\]%€°…])"
UNITS = "k€|M€|Md€|km|cm|mm|m|kg|g|h|min|s|ko|Mo|Go|To|°C|millions?|milliards?|euros?"


def _pairs(opening, closing, text):
    """Straight double quotes two by two within a block, the innermost first."""
    if '"' not in text:
        return text
    pair = re.compile(rf'(?<![\w"])"(?=[^\s"])([^"{BLOCK}]*)(?<=[^\s"])"(?![\w"])')
    for _depth in range(DEEPEST_QUOTES):
        text, found = pair.subn(rf"{opening}\1{closing}", text)
        if not found:
            break
    return text


def _rules(*rules):
    return [(re.compile(pattern), replacement) for pattern, replacement in rules]


FRENCH = (
    *_rules(
        (r"(?<!\.)\.{3}(?!\.)", "…"),
        (rf"(?<=[^\W\d_]|[{INLINE}{WORD}])'(?=[\w{INLINE}{WORD}«\"])", "’"),
    ),
    partial(_pairs, f"«{WIDE}", f"{WIDE}»"),
    *_rules(
        (f"«{GAP}*", f"«{WIDE}"),
        (f"(?<!{GAP}){GAP}*»", f"{WIDE}»"),
        (rf"(?<=[^\s{BLOCK}]){GAP}+(?={INLINE}*[;!?])", NARROW),
        (rf"{BEFORE}({INLINE}*)(?=[;!?]+{AFTER})", rf"\1{NARROW}"),
        (rf"(?<=[^\s{BLOCK}]){GAP}+(?={INLINE}*:{AFTER})", WIDE),
        (rf"{BEFORE}({INLINE}*)(?=:{AFTER})", rf"\1{WIDE}"),
        (rf"\b([nN]°){GAP}*(?=\d)", rf"\1{WIDE}"),
        (rf"(?<=\d){GAP}*(?=[%€])", WIDE),
        (rf"(?<=\d){GAP}(?=(?:{UNITS})\b)", WIDE),
        (rf"(?<=\d{WIDE}h){GAP}(?=\d)", WIDE),
        (rf"(?<=\d){GAP}(?=\d{{3}}(?!\d))", WIDE),
    ),
)
ENGLISH = (
    *_rules((r"(?<!\.)\.{3}(?!\.)", "…"), (r"(?<=[^\W\d_])'(?=\w)", "’"), (r"(?<!\w)'(?=\d\ds\b)", "’")),
    partial(_pairs, "“", "”"),
    *_rules(
        (rf"(?<![\w'])'(?=[^\s'])([^'{BLOCK}]*)(?<=[^\s'])'(?![\w'])", r"‘\1’"),
        (r"(?<=[^\W\d_])'(?!')", "’"),
    ),
)
LANGUAGES = {"fr": FRENCH, "en": ENGLISH}


# What is shown again and again is set once: texts are few, and the text itself is the key, so nothing goes stale.
@lru_cache(maxsize=4096)
def typeset(text, language):
    """A plain text as the language prints it; addresses in it, and other languages, stay as they are."""
    return _set(text, language, IN_TEXT)


@lru_cache(maxsize=256)
def typeset_html(html, language):
    """Safe HTML with its words as the language prints them; tags, code and addresses stay as they are."""
    return _set(html.replace("&nbsp;", WIDE) if language in LANGUAGES else html, language, IN_HTML)


def _set(text, language, kept):
    text = text[:]  # what was marked safe is a plain text again: it equals one that is not, and is kept under it
    rules = LANGUAGES.get(language)
    if not rules or not text or PLACES.search(text):
        return text
    aside = []

    def put_aside(match):
        aside.append(match[0])
        if kept is IN_TEXT or not match[0].startswith("<"):
            return WORD
        if INLINE_TAG.match(match[0]):
            return INLINE
        return WORD if match[0].startswith("<code") else BLOCK

    words = kept.sub(put_aside, text)
    for rule in rules:
        words = rule(words) if callable(rule) else rule[0].sub(rule[1], words)
    back = iter(aside)
    return PLACES.sub(lambda _place: next(back), words)
