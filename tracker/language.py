"""In which language a text is written, where that is certain: offline, by the naive Bayes model of py3langid.

Names say nothing of the language that they stand in, so words that begin with a capital are left out before it is
asked. The rules read English. What is surely another language is recorded without events; whatever
may be English is read.
"""

import re
from functools import cache
from typing import Any

ENGLISH = "en"

_NOT_ENGLISH = 0.001
"""How probable English may be at most in another language; without their names, of 21,746 short English bullets the
least English one comes to 0.07, and sentences of other languages to less than 0.0005."""

_FEWEST = 4
"""How many words beside names are needed."""

_LIKELY = 0.5
"""How probable a language must be to be named."""

_MIXED = 5
"""How many letters of another script make a text a mixed one, of which nothing is sure."""

_ENGLISH_WORDS = frozenset(
    "of and to in on for with by from at that as was were is are has have had will after its their it his not an "
    "be".split()
)
_SURELY = 3
"""How many of these beside "the" make a text English without a further look, which takes a tenth of a parse."""

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")

_WINDOW = 2_000
"""How many characters are looked at, at the beginning, in the middle and at the end."""


def recognised(text: str) -> str | None:
    """The language of a text (ISO 639-1), or None where that is not sure.

    A text is of another language than English only when its beginning, middle and end all are, surely. Numbers and
    names alone tell nothing.
    """
    first = _language(text[:_WINDOW])
    if first in {None, ENGLISH} or len(text) <= _WINDOW:
        return first
    middle = (len(text) - _WINDOW) // 2
    others = {_language(text[middle : middle + _WINDOW]), _language(text[-_WINDOW:])}
    return first if others == {first} else None


def foreign(language: str | None) -> bool:
    """Whether a language is one that the rules do not read."""
    return language not in {None, ENGLISH}


def _language(text: str) -> str | None:
    words = [word for word in _WORD.findall(text) if not word[0].isupper()]
    if "the" in words and len(_ENGLISH_WORDS.intersection(words)) >= _SURELY:
        return ENGLISH
    letters = [letter for word in words for letter in word if letter.isalpha()]
    latin = sum(map(_is_latin, letters))
    if any(letter.isascii() and letter.isalpha() for letter in text) and (
        len(words) < _FEWEST or _MIXED < latin < len(letters) - _MIXED
    ):
        return None
    ranked = _identifier().rank(" ".join(words))
    best, probability = ranked[0]
    if probability < _LIKELY:
        return None
    return best if best == ENGLISH or dict(ranked)[ENGLISH] <= _NOT_ENGLISH else None


def _is_latin(letter: str) -> bool:
    return ord(letter) < 0x250 or 0x1E00 <= ord(letter) <= 0x1EFF


@cache
def _identifier() -> Any:
    # Loaded when the first text comes: numpy and the model take a second.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # type: ignore[import-untyped]  # noqa: PLC0415

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    # The field of a report has the two letters of ISO 639-1; without the many small neighbours of large languages
    # (Wu beside Chinese, Nigerian Pidgin beside English) those are told more surely.
    identifier.set_languages([label for label in identifier.labels if len(label) == 2])
    return identifier
