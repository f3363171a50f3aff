"""A sketch of a text, by which a copy of it is known: MinHash over its words, three at a time.

A. Broder, "On the resemblance and containment of documents" (1997); one byte of each of 128 hashes, after P. Li and
A. König, "b-bit minwise hashing" (2010). What two sketches say of their texts is in `projections.likeness`.
"""

import re
from base64 import b64encode
from typing import Any

_WORDS_TOGETHER = 3
_FEWEST_WORDS = 12
"""Shorter texts are alike by chance; they have no sketch."""

_HASHES = 128
_SEED = 1

FORM = "1:"
"""How a sketch begins. Sketches are stored for ever: another way to make them has another form, and is not compared."""

_WORD = re.compile(r"\w+")


def sketch(text: str) -> str | None:
    """The sketch of a text: its form, and 128 bytes in base64. None for a text of fewer than 12 words.

    Case, punctuation and line breaks do not matter.
    """
    words = _WORD.findall(text.casefold())
    if len(words) < _FEWEST_WORDS:
        return None
    from rensa import RMinHash  # type: ignore[import-untyped]  # noqa: PLC0415  only where a report is read

    library: Any = RMinHash  # it has no types
    hashes = library(num_perm=_HASHES, seed=_SEED)
    hashes.update([" ".join(words[at : at + _WORDS_TOGETHER]) for at in range(len(words) - _WORDS_TOGETHER + 1)])
    return FORM + b64encode(bytes(value & 0xFF for value in hashes.digest())).decode()
