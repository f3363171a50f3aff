"""What a user watches, and when he last looked: a small SQLite file beside the store.

It is no fact about the world, so it is no part of the log. The list of what is watched is the store's; each person has
looks of his own, at everything or at a part of it.
"""

from datetime import date, datetime

from pydantic import AwareDatetime

from events import dyad
from events.values import Value
from projections.clocks import Clocks, Day, from_micros, to_micros
from projections.news import Scope
from tracker.sidefile import SideFile

EVERYTHING, WATCHED = "everything", "watched"
"""What one can have looked at, besides a relationship or a polity."""

_TABLES = """
CREATE TABLE looks (
    name TEXT NOT NULL, part TEXT NOT NULL, known INTEGER NOT NULL, day TEXT NOT NULL, PRIMARY KEY (name, part)
) STRICT, WITHOUT ROWID;
CREATE TABLE watched (polities TEXT PRIMARY KEY, added TEXT NOT NULL) STRICT, WITHOUT ROWID;
"""


class Look(Value):
    """A look at a part of the store: what the log knew by then, and on which day it was."""

    part: str
    known: AwareDatetime
    day: Day

    @property
    def clocks(self) -> Clocks:
        """The moment of the look."""
        return Clocks(as_of=self.day, recorded_by=self.known)


class Watched(Value):
    """A polity, or a pair of them, that is watched since a time."""

    polities: tuple[str, ...]
    added: AwareDatetime


class Notebook(SideFile):
    """The file, made when it is not there. Any method may raise a StoreError."""

    MARK, VERSION, WHAT, TABLES = 0x54726B4E, 1, "notes", _TABLES  # "TrkN"

    def last_look(self, name: str, part: str) -> Look | None:
        """The last look of a person at a part, or at everything, whichever was later; None when there was none."""
        with self.explained():
            rows = self.connection.execute(
                "SELECT part, known, day FROM looks WHERE name = ? AND part IN (?, ?) ORDER BY known DESC, day DESC",
                (name, part, EVERYTHING),
            ).fetchall()
        return (
            Look(part=rows[0][0], known=from_micros(rows[0][1]), day=date.fromisoformat(rows[0][2])) if rows else None
        )

    def looked(self, name: str, look: Look) -> None:
        """Remember a look; one that is older than what is remembered already changes nothing."""
        with self.writing() as connection:
            connection.execute(
                "INSERT INTO looks (name, part, known, day) VALUES (?, ?, ?, ?) ON CONFLICT (name, part) DO UPDATE "
                "SET known = max(known, excluded.known), day = max(day, excluded.day)",
                (name, look.part, to_micros(look.known), look.day.isoformat()),
            )

    def watch(self, polities: tuple[str, ...], *, now: datetime) -> bool:
        """Watch a polity or a pair of polities; whether it is new."""
        with self.writing() as connection:
            done = connection.execute(
                "INSERT INTO watched (polities, added) VALUES (?, ?) ON CONFLICT DO NOTHING",
                (_key(polities), now.isoformat()),
            )
            return done.rowcount > 0

    def unwatch(self, polities: tuple[str, ...]) -> bool:
        """Watch it no longer; whether it was watched."""
        with self.writing() as connection:
            return connection.execute("DELETE FROM watched WHERE polities = ?", (_key(polities),)).rowcount > 0

    def watched(self) -> list[Watched]:
        """All that is watched, in the order in which it was added."""
        with self.explained():
            rows = self.connection.execute("SELECT polities, added FROM watched ORDER BY added, polities").fetchall()
        return [Watched(polities=tuple(key.split("-")), added=datetime.fromisoformat(added)) for key, added in rows]

    def scope(self) -> Scope:
        """The relationships that are watched."""
        found = [one.polities for one in self.watched()]
        return Scope(
            polities=tuple(one[0] for one in found if len(one) == 1),
            pairs=tuple((one[0], one[1]) for one in found if len(one) == 2),
        )


def _key(polities: tuple[str, ...]) -> str:
    return dyad(polities[0], polities[1]) if len(polities) == 2 else polities[0]
