"""The raw text of an answer → the objects in it, also where it is fenced, talked around, broken or cut off."""

import json
from collections.abc import Iterator
from dataclasses import dataclass

MOST_EVENTS = 200
"""So many events of one passage are looked at; whoever answers with more is repeating himself."""

_DEEPEST = 60


@dataclass(frozen=True)
class Parsed:
    """The objects that an answer proposes as events; `problem` says what is wrong with its form, if anything."""

    proposed: tuple[object, ...] = ()
    problem: str | None = None
    cut: bool = False


def parse(raw: str) -> Parsed:
    """Read an answer. Of one that breaks off in its list of events, those that are complete are kept."""
    single = None
    for place in _openings(raw):
        found = _decode(raw, place)
        if isinstance(found, dict) and isinstance(found.get("events"), list):
            return _limited(found["events"])
        if single is None and isinstance(found, dict) and "type" in found and "quote" in found:
            single = found
    begun = _salvaged(raw)
    if begun is not None:
        return Parsed(begun[:MOST_EVENTS], "the answer breaks off before its end", cut=True)
    if single is not None:
        return Parsed((single,))
    return Parsed(problem='the answer is no JSON object {"events": [...]}')


def _openings(raw: str) -> Iterator[int]:
    """Where an object may begin: at the first few braces, of which talk around the answer has few."""
    place, seen = raw.find("{"), 0
    while place >= 0 and seen < _DEEPEST:
        yield place
        place, seen = raw.find("{", place + 1), seen + 1


def _decode(raw: str, place: int) -> object:
    try:
        return json.JSONDecoder().raw_decode(raw, place)[0]
    except (ValueError, RecursionError):
        return None


def _limited(events: list[object]) -> Parsed:
    if len(events) > MOST_EVENTS:
        return Parsed(tuple(events[:MOST_EVENTS]), f"the answer has {len(events)} events for one passage")
    return Parsed(tuple(events))


def _salvaged(raw: str) -> tuple[object, ...] | None:
    """The complete objects of a list of events that breaks off; None where no such list begins."""
    start = raw.find('"events"')
    place = raw.find("[", start) if start >= 0 else -1
    if place < 0:
        return None
    found: list[object] = []
    while True:
        place = raw.find("{", place + 1)
        one = _decode(raw, place) if place >= 0 else None
        if one is None:
            return tuple(found)
        found.append(one)
        _, place = json.JSONDecoder().raw_decode(raw, place)
        place -= 1
