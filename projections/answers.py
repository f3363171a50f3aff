"""Later acts that answer a warning or a demand. Who answers must be evident from ends, dates and third parties.

An act answers only when its date is known to lie after what it answers (on the same day, where the rule says so) and
within a horizon; when both name third parties, they must have one in common. What an analyst linked answers, and what
he separated does not, whatever these rules say.
"""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator
from datetime import date
from operator import itemgetter

from projections.acts import Act
from projections.incidents import Incident
from projections.links import apart


class Acts:
    """Dated incidents of a pair that were done or decided, by type and direction, in the order of their days.

    They are made of incidents in the order of the story.
    """

    def __init__(self, incidents: Collection[Incident]) -> None:
        self._acts: dict[tuple[str, str, str], list[Act]] = defaultdict(list)
        self._days: dict[tuple[str, str, str], list[date]] = defaultdict(list)
        dated = [(told.first, told.acts[0]) for told in incidents if told.first and told.acts[0].modality in _DONE]
        dated.sort(key=itemgetter(0))  # of one day they stay in the order of the story
        for first, act in dated:
            ends = (act.type, act.source, act.target)
            self._acts[ends].append(act)
            self._days[ends].append(first)
        self._told = {told.telling.event_id: told.acts for told in incidents if len(told.acts) > 1}

    def apart(self, told: Incident, act: Act) -> bool:
        """Whether an analyst separated an act, by any of its witnesses, from what it would answer."""
        return apart(told.acts, self._told.get(act.event_id, (act,)))

    def any_of(self, kind: str, source: str, target: str) -> bool:
        """Whether there is an act of a type and direction; of most there is none, and then nothing need be reckoned."""
        return (kind, source, target) in self._days

    def within(
        self, kind: str, source: str, target: str, *, first: date, last: date, newest_first: bool = False
    ) -> Iterator[Act]:
        """The acts of a type and direction that began within some days, the earliest first or the newest."""
        days = self._days.get((kind, source, target))
        if not days:
            return iter(())
        places = range(bisect_left(days, first), bisect_right(days, last))
        return map(self._acts[kind, source, target].__getitem__, reversed(places) if newest_first else places)


_DONE = frozenset({"happened", "announced"})


def same_matter(one: Act, other: Act) -> bool:
    """Whether third parties allow two acts to be about one thing: somebody in common, or one of them names nobody."""
    first, second = one.third_parties, other.third_parties
    return not first or not second or not set(first.split()).isdisjoint(second.split())
