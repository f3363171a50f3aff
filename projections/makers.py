"""Which of some acts made an attribute what it is: what changed it, and nothing that only says the same again."""

import sqlite3
from collections.abc import Collection, Sequence
from functools import cached_property

from projections.clocks import Clocks
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
