"""Which of some acts made something what it is: what changed it, and nothing that only says the same again."""

import sqlite3
from collections import defaultdict
from collections.abc import Collection, Sequence
from functools import cached_property

from projections.acts import Act
from projections.climate import at_day, weight
from projections.clocks import Clocks, to_micros
from projections.history import Change, standing


class Makers:
    """The acts that made the values of a relationship at a moment; looked up when they are first asked for."""

    def __init__(self, connection: sqlite3.Connection, pair: tuple[str, str], clocks: Clocks) -> None:
        self._connection, self._pair, self._clocks = connection, pair, clocks

    def of(self, subject: str, attribute: str, value: str | None, among: Collection[str]) -> Sequence[str] | None:
        """The ids of the events, of some, that tell a value: the one that made it so, then those that repeat it.

        None where what is told last is another value: then no report says so, but it follows from the date.
        """
        if not among:
            return None
        told = [change for change in self._told.get((subject, attribute), ()) if str(change.event_id) in among]
        if not told or told[-1].after != value:
            return None
        other = next((place for place in range(len(told), 0, -1) if told[place - 1].after != value), 0)
        return [str(change.event_id) for change in told[other:]]

    @cached_property
    def _told(self) -> dict[tuple[str, str], list[Change]]:
        found: dict[tuple[str, str], list[Change]] = {}
        for change in standing(self._connection, self._pair, self._clocks):
            found.setdefault((change.subject, change.attribute), []).append(change)
        return found


def counted(act: Act, clocks: Clocks) -> bool:
    """Whether a version of an event counts at a moment."""
    late = clocks.published_by is not None and act.published > clocks.published_by
    if late or act.valid_from > clocks.as_of or not clocks.believes(act.teller.publisher):
        return False
    if clocks.recorded_by is None:
        return act.superseded is None
    instant = to_micros(clocks.recorded_by)
    return act.recorded <= instant and (act.superseded is None or act.superseded > instant)


def heaviest(moved: Sequence[Act], before: Clocks, after: Clocks) -> Act:
    """Of acts that count at one moment only, the one that moves the climate most.

    One that was put right moves it by what that changed, not by all that it weighs.
    """
    day = max(before.as_of, after.as_of)
    moves: dict[str, float] = defaultdict(float)
    for act in moved:
        points = at_day([(act.valid_from, weight(act))], day)
        moves[act.event_id] += points if counted(act, after) else -points
    return max(moved, key=lambda act: (abs(moves[act.event_id]), act.number))
