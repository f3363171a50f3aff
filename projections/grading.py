"""How reliable publishers are held to be at a moment, and which of them a question believes.

Nobody's grade changes what is recorded. A question may leave out the publishers below some grade: it is then answered
as if only the reports of the others had ever been added.
"""

import sqlite3
from collections.abc import Iterable, Mapping

from pydantic import AwareDatetime

from events import publisher_key
from events.values import Value
from events.vocabulary import Reliability
from projections.acts import UNGRADED, Act
from projections.clocks import Clocks, from_micros, to_micros
from projections.viewsfile import reading

_AT = "superseded IS NULL"
_KNOWN = "recorded <= :at AND ifnull(superseded > :at, TRUE)"


class Grade(Value):
    """One grade that a publisher was given."""

    reliability: Reliability
    recorded: AwareDatetime
    because: str
    by: str


class Publisher(Value):
    """A publisher, how it is graded at a moment, and all grades until then, the first one first.

    `reports` counts its reports that count; one that was graded before any report of it came has none.
    """

    publisher: str
    reliability: Reliability
    reports: int
    grades: tuple[Grade, ...]


def reliabilities(connection: sqlite3.Connection, recorded_by: AwareDatetime | None = None) -> dict[str, Reliability]:
    """The grades that stood at an instant, by the key of the publisher; who has none is left out."""
    at = to_micros(recorded_by) if recorded_by else None
    query = f"SELECT key, reliability FROM gradings WHERE {_KNOWN if at else _AT}"  # noqa: S608  constants
    return {key: Reliability(grade) for key, grade in connection.execute(query, {"at": at})}


def reliability(graded: Mapping[str, Reliability], publisher: str) -> Reliability:
    """The grade of a publisher by its name; F when it has none."""
    return graded.get(publisher_key(publisher), UNGRADED) if graded else UNGRADED


def attach(connection: sqlite3.Connection, acts: Iterable[Act], clocks: Clocks | None = None) -> None:
    """Give acts how reliable the publishers of their reports were held to be at a moment; now without one."""
    graded = reliabilities(connection, clocks.recorded_by if clocks else None)
    if graded:
        known: dict[str, Reliability] = {}
        for act in acts:
            name = act.teller.publisher
            if name not in known:
                known[name] = reliability(graded, name)
            act.teller.reliability = known[name]


def believing(connection: sqlite3.Connection, clocks: Clocks) -> Clocks:
    """The same moment, with the publishers that were known then to have its least grade or a better one.

    F, the last one, leaves nobody out.
    """
    least = clocks.min_reliability
    if least is None or clocks.publishers is not None:
        return clocks
    graded = reliabilities(connection, clocks.recorded_by)
    names = connection.execute("SELECT DISTINCT publisher FROM reports")
    believed = frozenset(name for (name,) in names if reliability(graded, name) <= least)
    return clocks.model_copy(update={"publishers": believed})


def publishers(connection: sqlite3.Connection, recorded_by: AwareDatetime | None = None) -> list[Publisher]:
    """All publishers that have reports or grades, as known at an instant, by name."""
    at = to_micros(recorded_by) if recorded_by else None
    known = _KNOWN if at else _AT
    with reading(connection):
        query = f"SELECT publisher, count(*) FROM reports WHERE {known} GROUP BY publisher"  # noqa: S608  constants
        counts = dict(connection.execute(query, {"at": at}).fetchall())
        graded = connection.execute(
            "SELECT key, publisher, reliability, recorded, because, by FROM gradings "
            "WHERE :at IS NULL OR recorded <= :at ORDER BY position",
            {"at": at},
        ).fetchall()
    names: dict[str, str] = {}
    reports: dict[str, int] = {}
    for name, number in sorted(counts.items()):
        names.setdefault(publisher_key(name), name)
        reports[publisher_key(name)] = reports.get(publisher_key(name), 0) + number
    grades: dict[str, list[Grade]] = {}
    for key, name, grade, recorded, because, by in graded:
        names.setdefault(key, name)
        given = Grade(reliability=grade, recorded=from_micros(recorded), because=because, by=by)
        grades.setdefault(key, []).append(given)
    return [
        Publisher(
            publisher=name,
            reliability=grades[key][-1].reliability if key in grades else UNGRADED,
            reports=reports.get(key, 0),
            grades=tuple(grades.get(key, ())),
        )
        for key, name in sorted(names.items())
    ]
