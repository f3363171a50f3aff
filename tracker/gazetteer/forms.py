"""Surface forms: how a name is cut into tokens, and in which spellings it is met.

`cut` agrees with spaCy's English tokenizer on every form of the data (a test proves it), so that a form built here is
found among the tokens of a parsed report without importing spaCy.
"""

import re
import unicodedata
from collections.abc import Iterator

_ABBREVIATIONS = frozenset(
    {"Dr.", "Gen.", "Gov.", "Jr.", "Mr.", "Mrs.", "Ms.", "Mt.", "Rep.", "Rev.", "Sen.", "Sr.", "St."}
)
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+|[^\W\d_]\.[^\W\d_]")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}$")
_INFIX = re.compile(r"((?<=[^\W\d_])[-–—~/](?=[^\W\d_])|(?<=\d)\+(?=\d))")
_AFTER_HYPHEN = re.compile(r"(?<=[^\W\d_]-)[a-z]")
_ARTICLE = re.compile(r"\b(?:al|el)(?=-)")
_POSSESSIVE = re.compile(r"(.+)(['’][sS])")
_LETTERS_WITHOUT_DECOMPOSITION = str.maketrans(
    dict.fromkeys("’‘ʻʼ`", "'")
    | {"‑": "-", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "đ": "d", "Đ": "D", "ß": "ss", "æ": "ae", "Æ": "Ae"}
    | {"ə": "a", "Ə": "A", "ð": "d", "þ": "th"}
)


def fold(token: str) -> str:
    """Return the token in plain letters: no diacritics, straight apostrophes. Case is kept, it carries meaning."""
    if token.isascii():
        return token
    plain = unicodedata.normalize("NFD", token.translate(_LETTERS_WITHOUT_DECOMPOSITION))
    return "".join(char for char in plain if not unicodedata.combining(char))


def cut(form: str) -> tuple[str, ...]:
    """Cut a form into tokens as spaCy's English tokenizer does ("Xi's" → "Xi", "'s")."""
    tokens: list[str] = []
    for chunk in form.split():
        if chunk.isalpha():
            tokens.append(chunk)
        else:
            tokens.extend(_cut_chunk(chunk))
    return tuple(tokens)


def _cut_chunk(chunk: str) -> Iterator[str]:
    if chunk.endswith((",", ";", ":", "'", "’")) and len(chunk) > 1:
        yield from _cut_chunk(chunk[:-1])
        yield chunk[-1]
    elif possessive := _POSSESSIVE.fullmatch(chunk):
        yield from _cut_chunk(possessive[1])
        yield possessive[2]
    elif chunk.endswith(".") and chunk not in _ABBREVIATIONS and not _INITIALS.fullmatch(chunk) and len(chunk) > 1:
        yield from _cut_chunk(chunk[:-1])
        yield "."
    else:
        yield from _INFIX.split(chunk)


def spellings(form: str) -> Iterator[str]:
    """Yield the form, and the form without its last full stop when it is an initialism ("U.S" ends many a clause)."""
    yield form
    if _DOTTED.search(form):
        yield form[:-1]


def person_spellings(name: str) -> Iterator[str]:
    """Yield the name, and what newspapers write instead: "Jong-un", "Jong-Un", "Jong Un"; "al-Sharaa", "Al-Sharaa"."""
    yield name
    if "-" not in name:
        return
    capitalised = _AFTER_HYPHEN.sub(lambda match: match[0].upper(), name)
    if capitalised != name:
        yield capitalised
        yield capitalised.replace("-", " ")
    if _ARTICLE.search(name):
        yield _ARTICLE.sub(lambda match: match[0].capitalize(), name)
