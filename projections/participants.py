"""Who takes part in a meeting: whether two lists of names can be the same people."""

from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache

from events import Participant


def same_person(one: str, other: str) -> bool:
    """Whether two names can be one person's: one holds all words of the other, or the last words are the same.

    "Biden" is "Joe Biden", "Xi" is "Xi Jinping", "President Biden" is "Joe Biden"; "Li Qiang" is not "Li Keqiang".
    """
    first, second = _words(one), _words(other)
    if not first or not second:
        return False
    return set(first) <= set(second) or set(second) <= set(first) or first[-1] == second[-1]


def share(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    """Whether somebody is in both lists."""
    return any(same_person(first.name, second.name) for first in one for second in other)


def contradict(one: Sequence[Participant], other: Sequence[Participant]) -> bool:
    """Whether two lists name different people for one side; where a list is silent, nothing contradicts."""
    if not one or not other:
        return False
    sides, others = _sides(one), _sides(other)
    known = [side for side in sides.keys() & others.keys() if side]
    if any(not share(sides[side], others[side]) for side in known):
        return True
    return not known and (None in sides or None in others) and not share(one, other)


def _sides(participants: Sequence[Participant]) -> dict[str | None, list[Participant]]:
    sides: dict[str | None, list[Participant]] = defaultdict(list)
    for participant in participants:
        sides[participant.polity].append(participant)
    return sides


@lru_cache(maxsize=10_000)
def _words(name: str) -> tuple[str, ...]:
    return tuple(word.strip(".,'’").casefold() for word in name.replace("-", " ").split())
