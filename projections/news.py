"""What is new since a moment, across relationships: what became of events, and what is otherwise therefore.

Two things can be new: what the log has learnt since an instant, and what has become so by the passing of days.
"""

import json
import re
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any, ClassVar, Literal, NamedTuple, TypeAlias

from pydantic import AwareDatetime, Field

from events import dyad
from events.values import Value
from projections import demands, meetings, rows, warnings
from projections.acts import Act
from projections.climate import Climate
from projections.clocks import Clocks, days_after, from_micros, to_micros
from projections.comparison import Explained, compare
from projections.consequence import consequence
from projections.listing import EventView, event_view
from projections.viewsfile import reading

Kind: TypeAlias = Literal["new", "restored", "corrected", "undone", "revised", "retracted", "withdrawn"]
"""What became of an event: it is new, counts again, says something else (as somebody or a reading put it right, or took
back what somebody had), or counts no more."""

_TOUCHED = (
    "WHERE e.event_id IN (SELECT event_id FROM events WHERE recorded > :since OR superseded > :since) ORDER BY e.id"
)
_LINKED = "SELECT DISTINCT pair FROM links WHERE recorded > :since OR superseded > :since"
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_HORIZONS = {warnings.DORMANT_DAYS, demands.DORMANT_DAYS, meetings.OVERDUE_DAYS}
_AGING = frozenset({"WarningIssued", "SanctionsThreatened", "DemandMade", "MeetingScheduled", "MeetingCancelled"})
"""Types of acts that become dormant, or as plans unconfirmed, so long after what was said last; what the others say can
change only on days that they name."""


class Scope(Value):
    """Which relationships are meant: some pairs, and all of some polities."""

    polities: tuple[str, ...] = ()
    pairs: tuple[tuple[str, str], ...] = ()

    def has(self, pair: str) -> bool:
        """Whether a pair, written `CHN-USA`, is meant."""
        one, _, other = pair.partition("-")
        return bool({one, other} & set(self.polities)) or pair in {dyad(*two) for two in self.pairs}


class Happening(Value):
    """What became of an event since a moment; `event` is as it stands now, or as it last stood.

    `changes` has the fields that now say something else, before and after; `because` and `by` are those of a review.
    """

    kind: Kind
    event: EventView
    changes: dict[str, tuple[Any, Any]] = Field(default_factory=dict)
    because: str | None = None
    by: str | None = None


class PairNews(Value):
    """What is new of one relationship: what became of its events, and what is otherwise, each with its cause.

    `moved` is the sum of what follows from these events (`projections.consequence`); `climate` is before and after.
    """

    pair: tuple[str, str]
    moved: float
    climate: tuple[float, float] | None
    happenings: tuple[Happening, ...]
    differences: tuple[Explained, ...]

    SECTIONS: ClassVar = ("happenings", "differences")


class News(Value):
    """What is new, the relationship that moved most first; `more` are further ones with new events.

    `known` is the recorded time of the last thing that the log knew when this was asked: the moment from which to ask
    next.
    """

    before: Clocks
    after: Clocks
    known: AwareDatetime | None
    relationships: tuple[PairNews, ...]
    more: int

    SECTIONS: ClassVar = ("relationships",)


def news(
    connection: sqlite3.Connection,
    before: Clocks,
    after: Clocks,
    *,
    scope: Scope | None = None,
    limit: int | None = None,
) -> News:
    """What is new of all relationships, or of those meant, from a moment (with its recorded time) to a later day.

    With a limit, only the relationships that moved most. What merely fades, such as the climate, is not new.
    """
    if before.recorded_by is None:
        raise ValueError("what is new is asked from a recorded time on")
    with reading(connection):
        told = _happenings(connection, before.recorded_by)
        pairs = {*told, *_linked(connection, before.recorded_by), *_aging(connection, before.as_of, after.as_of)}
        wanted = sorted(pair for pair in pairs if scope is None or scope.has(pair))
        ranked = sorted(wanted, key=lambda pair: (-_moved(told.get(pair, ())), pair))
        found: list[PairNews] = []
        rest = iter(ranked)
        for pair in rest:
            one = _of_pair(connection, pair, told.get(pair, ()), before, after)
            if one is not None:
                found.append(one)
            if limit is not None and len(found) == limit:
                break
        known = _known(connection)
    return News(
        before=before,
        after=after,
        known=known,
        relationships=tuple(found),
        more=sum(1 for pair in rest if pair in told),
    )


class _Told(NamedTuple):
    """What became of an event, and how much follows from it."""

    happening: Happening
    points: float


def _of_pair(
    connection: sqlite3.Connection, pair: str, told: Sequence[_Told], before: Clocks, after: Clocks
) -> PairNews | None:
    """What is new of a relationship; None when nothing is."""
    one, _, other = pair.partition("-")
    found = compare(connection, (one, other), before, after).differences
    climates = [(each.before, each.after) for each in found if each.section == "climate"]
    otherwise = tuple(each for each in found if each.attributes and each.section not in {"climate", "counts"})
    if not told and not otherwise:
        return None
    return PairNews(
        pair=(one, other),
        moved=_moved(told),
        climate=next(((_value(was), _value(now)) for was, now in climates), None),
        happenings=tuple(each.happening for each in told),
        differences=otherwise,
    )


def _value(climate: object) -> float:
    return climate.value if isinstance(climate, Climate) else 0.0


def _moved(told: Iterable[_Told]) -> float:
    return round(sum(each.points for each in told), 2)


def _happenings(connection: sqlite3.Connection, since: AwareDatetime) -> dict[str, list[_Told]]:
    """What became of events since an instant, by relationship, in the order of the story."""
    instant = to_micros(since)
    versions: dict[str, list[Act]] = defaultdict(list)
    for act in rows.acts(connection, _TOUCHED, {"since": instant}):
        versions[act.event_id].append(act)
    positions = sorted(
        {place for of in versions.values() for place in (of[-1].position, of[-1].superseded_by) if place}
    )
    reviews = {
        position: (kind, because, by)
        for position, kind, because, by in connection.execute(
            "SELECT position, kind, coalesce(because, reason), by FROM reviews "
            "WHERE position IN (SELECT value FROM json_each(?))",
            (json.dumps(positions),),
        )
    }
    found: dict[str, list[_Told]] = defaultdict(list)
    for of in sorted(versions.values(), key=lambda each: each[-1].story):
        was = next((act for act in of if act.recorded <= instant and (act.superseded or instant + 1) > instant), None)
        happening = _happening(was, of[-1], reviews, known=of[-1].first_recorded <= instant)
        if happening is not None:
            told = _Told(happening, consequence(of[-1], 1))
            for pair in {dyad(act.source, act.target) for act in (was, of[-1]) if act is not None}:
                found[pair].append(told)
    return found


def _happening(
    was: Act | None, last: Act, reviews: dict[int, tuple[str, str | None, str | None]], *, known: bool
) -> Happening | None:
    """What became of an event that stood so, or did not count, by its last version; None for nothing.

    `known` says whether it had been recorded before, and had been taken back.
    """
    if last.superseded is not None:
        if was is None:  # it came and went
            return None
        kind, because, by = reviews.get(last.superseded_by or 0, ("retracted", None, None))
        return _said("withdrawn" if kind == "withdrawn" else "retracted", last, because=because, by=by)
    kind, because, by = reviews.get(last.position, ("revised", None, None))
    if was is None:
        back = known and kind == "undone"
        return _said("restored", last, because=because, by=by) if back else _said("new", last)
    changes = _changes(event_view(was), event_view(last))
    if not changes:
        return None
    named: Kind = "corrected" if kind == "corrected" else "undone" if kind == "undone" else "revised"
    return _said(named, last, changes=changes, because=because, by=by)


def _said(kind: Kind, act: Act, **said: Any) -> Happening:
    return Happening(kind=kind, event=event_view(act), **said)


_SAYING = ("type", "source", "target", "third_parties", "date", "modality", "background", "valid_from")


def _changes(was: EventView, now: EventView) -> dict[str, tuple[Any, Any]]:
    """What an event says otherwise; where its words stand, or how they were read, is not part of it."""
    found = {name: (getattr(was, name), getattr(now, name)) for name in _SAYING}
    found |= {name: (was.details.get(name), now.details.get(name)) for name in (*was.details, *now.details)}
    return {name: (_plain(one), _plain(other)) for name, (one, other) in found.items() if one != other}


def _plain(value: Any) -> Any:
    return str(value) if isinstance(value, date) else list(value) if isinstance(value, tuple) else value


def _linked(connection: sqlite3.Connection, since: AwareDatetime) -> Iterator[str]:
    """The relationships of events that somebody linked or separated since an instant, or no longer does."""
    return (row[0] for row in connection.execute(_LINKED, {"since": to_micros(since)}))


def _aging(connection: sqlite3.Connection, first: date, last: date) -> Iterator[str]:
    """The relationships in which the mere passing of days may have changed something: more than in which it did."""
    if first >= last:
        return
    days = {str(first + timedelta(days=number)) for number in range((last - first).days + 1)}
    earliest = days_after(first, -1)
    span = [earliest + timedelta(days=number) for number in range((last - earliest).days + 1)]
    long_ago = {str(days_after(day, -horizon)) for day in span for horizon in _HORIZONS}
    seen = set[str]()
    query = (
        "SELECT type, source, target, valid_from, published, occurred_start, occurred_end, details FROM events "
        "WHERE superseded IS NULL"
    )
    for kind, source, target, valid_from, published, start, end, details in connection.execute(query):
        pair = dyad(source, target)
        named = {valid_from, published, start, end}
        if pair in seen or not (
            named & days or (kind in _AGING and named & long_ago) or not days.isdisjoint(_DAY.findall(details))
        ):
            continue
        seen.add(pair)
        yield pair


def _known(connection: sqlite3.Connection) -> AwareDatetime | None:
    """The recorded time of the last thing that these views have taken in."""
    newest = [
        connection.execute(f"SELECT recorded FROM {table} ORDER BY {key} DESC LIMIT 1").fetchone()  # noqa: S608  constants
        for table, key in (("reports", "id"), ("events", "id"), ("reviews", "position"), ("links", "position"))
    ]
    recorded = [row[0] for row in newest if row]
    return from_micros(max(recorded)) if recorded else None
