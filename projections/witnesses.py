"""How many witnesses tell of something: publishers, where those that print one text are one."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

from projections.acts import Act
from projections.clocks import days_after
from projections.likeness import WITHIN_DAYS, copies


def witnesses(acts: Iterable[Act]) -> int:
    """The number of independent witnesses among those who tell of acts; the order does not matter.

    Two reports are one witness when they have the same publisher or one is a copy of the other; and so is a third that
    is one witness with either.
    """
    tellers = {act.teller.id for act in acts} if isinstance(acts, Sequence) else None
    if tellers is not None and len(tellers) <= 1:
        return len(tellers)
    return len(independent(acts))


def independent(acts: Iterable[Act]) -> list[list[Act]]:
    """Those who tell of acts, one act for each report, by independent witnesses."""
    told = list({act.teller.id: act for act in acts}.values())
    groups = _Groups(len(told))
    first: dict[tuple[str, str], int] = {}
    for place, act in enumerate(told):
        groups.join(place, first.setdefault(("publisher", act.teller.publisher), place))
        if act.text is not None:
            groups.join(place, first.setdefault(("text", act.text.sha256), place))
    for one, other in _near(told):
        if groups.lead(one) != groups.lead(other) and _copied(told[one], told[other]):
            groups.join(one, other)
    found: dict[int, list[Act]] = defaultdict(list)
    for place, act in enumerate(told):
        found[groups.lead(place)].append(act)
    return list(found.values())


class _Groups:
    """Things that belong together, by their places: each knows another one of its group, the one that leads itself."""

    def __init__(self, size: int) -> None:
        self._known = list(range(size))

    def lead(self, place: int) -> int:
        """The one that leads the group of a thing."""
        known = self._known
        while known[place] != place:
            known[place] = place = known[known[place]]
        return place

    def join(self, one: int, other: int) -> None:
        """Make the groups of two things one."""
        self._known[self.lead(one)] = self.lead(other)


def _near(told: Sequence[Act]) -> Iterator[tuple[int, int]]:
    """The reports, two by two, that came out so near each other that one can be a copy of the other."""
    sketched = [place for place, act in enumerate(told) if act.text is not None and act.text.sketch]
    sketched.sort(key=lambda place: told[place].published)
    for at, one in enumerate(sketched):
        last = days_after(told[one].published, WITHIN_DAYS)
        for after in range(at + 1, len(sketched)):
            other = sketched[after]
            if told[other].published > last:
                break
            yield one, other


def _copied(one: Act, other: Act) -> bool:
    if one.text is None or other.text is None:
        return False
    return copies(one.text, one.published, other.text, other.published)
