"""Journeys: what an official release about a journey says once of its dates holds for all meetings on it."""

import re
from datetime import date

from events import When
from tracker.extraction.dating import expressions
from tracker.extraction.sentences import sentences

_TRAVEL = re.compile(
    r"\b(?:travel|travels|traveled|travelled|traveling|trip|visits?|visited|visiting)\b", re.IGNORECASE
)
_COMING = re.compile(r"\b(?:will|traveling to|travels to|is visiting|to travel)\b", re.IGNORECASE)
_FIRST = 3000
"""In how many characters of a release its journey is told, at the latest."""


def journey(text: str, published: date) -> When | None:
    """The days of the one journey that a release tells of; None where it tells of none, or of several."""
    found: dict[When, None] = {}
    for sentence in sentences(text[:_FIRST]):
        if not _TRAVEL.search(sentence.text):
            continue
        future = _COMING.search(sentence.text) is not None
        for said in expressions(sentence.text):
            when = said.when(published, future=future) if said.rule == "stretch" else None
            if when is not None:
                found[when] = None
    return next(iter(found)) if len(found) == 1 else None
