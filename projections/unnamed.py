"""Matters without a name: what an assessment judges where no predicate says it is told apart by its words.

A holder can judge many things of one polity that are all `other`. Two of its statements are about one matter only when
they say it in the same words; of different words nobody knows, so they are never taken for one.
"""

from functools import lru_cache
from uuid import UUID

from events import Proposition, digest
from events.vocabulary import Predicate

DIGITS = 12
"""Hexadecimal digits that stand for words: of 10,000 matters two have the same once in five million times."""

_PLAIN = str.maketrans("‘’“”", "''\"\"")
_AROUND = " .,;:'\""
_OPENING = "that"


def matter(proposition: Proposition, event_id: UUID | str) -> str | None:
    """What tells a matter without a name from all others, as a part of its subject's key; None for one with a name.

    It stands for the words of the content, or is the id of the event that judges, where the content is not given.
    """
    if proposition.predicate is not Predicate.OTHER:
        return None
    return _mark(proposition.content or "") or str(event_id)


@lru_cache(maxsize=10_000)
def _mark(content: str) -> str | None:
    words = plain(content)
    return digest(words)[:DIGITS] if words else None


def plain(content: str) -> str:
    """The words of a content without what does not tell two apart: case, spaces, kinds of quotes, "that" before them.

    `That Moscow would  face “severe” costs.` → `moscow would face "severe" costs`
    """
    words = content.translate(_PLAIN).casefold().split()
    return " ".join(words[1:] if words[:1] == [_OPENING] else words).strip(_AROUND)
