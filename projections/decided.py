"""The decisions about which events belong together, as the audit of a relationship shows them."""

import json
import sqlite3
from collections.abc import Iterator, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias
from uuid import UUID

from pydantic import AwareDatetime

from events import dyad
from events.values import Value
from events.vocabulary import Relation
from projections.acts import Act
from projections.assertions import assertions
from projections.clocks import Clocks, from_micros, to_micros
from projections.facts import Fact
from projections.heirs import forebears, heir
from projections.knowledge import Reason
from projections.links import LINKED
from projections.story import Told

Kind: TypeAlias = Literal["linked", "unlinked", "undone"]

DECISION = "link"
"""The attribute of a change that a decision about two events makes."""

_EVER = (
    "SELECT l.kind, l.relation, l.first, l.second, l.recorded, l.because, l.by, v.recorded, v.because, v.by, "
    "l.superseded FROM links l LEFT JOIN reviews v ON v.position = l.superseded_by "
    "WHERE l.pair IN (SELECT value FROM json_each(?)) ORDER BY l.link_id"
)
_OF_EVENT = (
    "SELECT link_id, kind, relation, iif(first = :event, second, first), recorded, because, by FROM links "
    "WHERE :event IN (first, second) AND recorded <= :at AND ifnull(superseded > :at, TRUE) ORDER BY position"
)
_COUNTS = "SELECT 1 FROM events WHERE event_id = :event AND recorded <= :at AND ifnull(superseded > :at, TRUE)"
_WHY = "SELECT coalesce(because, reason), by FROM reviews WHERE position = ?"
_FIND = "SELECT link_id, report_id FROM links l JOIN reports r ON r.id = l.report WHERE link_id BETWEEN ? AND ? LIMIT 2"
_IS = {"same": "one with", "answer": "answered by", None: "apart from"}


class LinkView(Value):
    """What an analyst decided about an event and an `other`: linked, as `relation` says, or unlinked.

    It `holds` as long as the other event counts, or one in whose place a later reading put another: then `through` that
    one. `about` is the event that it was decided about, where this one stands in its place.
    """

    link_id: UUID
    kind: str
    relation: Relation | None
    other: UUID
    recorded: AwareDatetime
    because: str
    by: str
    holds: bool = True
    through: UUID | None = None
    about: UUID | None = None


class Decided(NamedTuple):
    """One decision, or its end, as a change: what of, when (in microseconds since 1970), why and by whom."""

    told: Told
    kind: Kind
    recorded: int
    reason: Reason


def decided(connection: sqlite3.Connection, ever: Sequence[Fact], clocks: Clocks | None) -> list[Decided]:
    """All decisions about facts that ever counted at a moment, made or undone by then."""
    newest = {fact.act.event_id: fact.act for fact in sorted(ever, key=lambda fact: fact.act.number)}
    pairs = json.dumps(sorted({dyad(act.source, act.target) for act in newest.values()}))
    limit = to_micros(clocks.recorded_by) if clocks and clocks.recorded_by else None
    rows = [row for row in connection.execute(_EVER, (pairs,)) if row[2] in newest and row[3] in newest]
    found = [one for row in rows for one in _of_row(row, newest)]
    found += [one for row in rows for one in _vanished(connection, row, newest, limit)]
    return [one for one in found if limit is None or one.recorded <= limit]


def _of_row(row: tuple[Any, ...], newest: dict[str, Act]) -> Iterator[Decided]:
    kind, relation, first, second, recorded, because, by, undone, why_undone, undone_by, _ = row
    value = f"{_IS[relation]} {second[:8]}"
    told = Told(_subject(newest[first]), DECISION, None, value, newest[first])
    yield Decided(told, "linked" if kind == LINKED else "unlinked", recorded, Reason(because, by))
    if undone is not None:
        yield Decided(told._replace(before=value, after=None), "undone", undone, Reason(why_undone, undone_by))


def _vanished(
    connection: sqlite3.Connection, row: tuple[Any, ...], newest: dict[str, Act], limit: int | None
) -> Iterator[Decided]:
    """The end of a decision that nobody took back: one of its events counts no more, and has no heir."""
    _, relation, first, second, made, *_, superseded = row
    if superseded is not None and (limit is None or superseded <= limit):
        return
    lost = [
        act for act in (newest[first], newest[second]) if act.superseded and not heir(connection, act.event_id, limit)
    ]
    if not lost:
        return
    whys = [(act, *(connection.execute(_WHY, (act.superseded_by,)).fetchone() or (None, None))) for act in lost]
    because = "; ".join(
        f"event {act.event_id[:8]} no longer counts" + (f": {why}" if why else "") for act, why, _ in whys
    )
    by = {name for _, _, name in whys}
    told = Told(_subject(newest[first]), DECISION, f"{_IS[relation]} {second[:8]}", None, newest[first])
    ended = max(min(act.superseded or 0 for act in lost), made)
    yield Decided(told, "undone", ended, Reason(because, by.pop() if len(by) == 1 else None))


def other_event(value: str | None) -> str:
    """The other event that a value of such a change names, by how its id begins."""
    return (value or "").rpartition(" ")[2]


def _subject(act: Act) -> str:
    """What the act is about beside the relationship: the warning, demand, measure or meeting that it tells of."""
    asserted = assertions(act.event)
    return asserted[min(1, len(asserted) - 1)].subject.key


def links_of(connection: sqlite3.Connection, event_id: UUID, at: int) -> tuple[LinkView, ...]:
    """The decisions about an event that stood at an instant, in microseconds since 1970; as they were made."""
    own = str(event_id)
    return tuple(
        LinkView(
            link_id=link_id,
            kind=kind,
            relation=relation,
            other=other,
            recorded=from_micros(recorded),
            because=because,
            by=by,
            about=None if about == own else UUID(about),
            **_standing(connection, other, at),
        )
        for about in (own, *forebears(connection, own))
        for link_id, kind, relation, other, recorded, because, by in connection.execute(
            _OF_EVENT, {"event": about, "at": at}
        ).fetchall()
    )


def _standing(connection: sqlite3.Connection, other: str, at: int) -> dict[str, Any]:
    """Whether a decision about another event holds at an instant, and through which event in its place."""
    if connection.execute(_COUNTS, {"event": other, "at": at}).fetchone():
        return {"holds": True}
    found = heir(connection, other, at)
    if found is None or not connection.execute(_COUNTS, {"event": found.event_id, "at": at}).fetchone():
        return {"holds": False}
    return {"holds": True, "through": UUID(found.event_id)}


def find_link(connection: sqlite3.Connection, beginning: str) -> tuple[UUID, UUID] | None:
    """The one decision whose id begins with some hexadecimal digits, and the report in whose stream it stands."""
    digits = beginning.replace("-", "")
    first, last = UUID(digits.ljust(32, "0")), UUID(digits.ljust(32, "f"))
    rows = connection.execute(_FIND, (str(first), str(last))).fetchall()
    return (UUID(rows[0][0]), UUID(rows[0][1])) if len(rows) == 1 else None
