"""What we held and hold: the versions of events, and what ended them."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from events import FieldChange
from projections.acts import RESTORED, Act
from projections.assertions import ACT
from projections.clocks import Clocks, to_micros
from projections.facts import Fact
from projections.subjects import Kind

ChangeKind = Literal["asserted", "retracted", "corrected", "revised", "linked", "unlinked", "undone"]

_OF_THE_TELLING = frozenset({"attribution", "coding"})
"""Fields of an event that say who told of the act and how that was read, and nothing of the act."""

_KINDS: dict[str, ChangeKind] = {"corrected": "corrected", "revised": "revised", RESTORED: "undone"}


class Reason(NamedTuple):
    """Why something was ended or put right, by whom, and which fields; None where it was not said."""

    because: str | None
    by: str | None
    changes: tuple[FieldChange, ...] = ()


@dataclass(slots=True, eq=False)
class Version:
    """One version of an event and its values by subject and attribute.

    `before` and `after` are the versions that it replaced and that replaced it; `position` is where the log has what
    made it, and `recorded` when, in microseconds since 1970.
    """

    act: Act
    kind: ChangeKind
    position: int
    recorded: int
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    before: "Version | None" = None
    after: "Version | None" = None

    def value(self, subject: str, attribute: str) -> str | None:
        """Its value of an attribute; for a meeting under whatever date it placed it."""
        if (subject, attribute) in self.values or not subject.startswith(Kind.MEETING):
            return self.values.get((subject, attribute))
        return next((value for key, value in self.values.items() if key[0].startswith(Kind.MEETING)), None)

    def tells_of(self, subject: str) -> bool:
        """Whether anything that it says is about a subject."""
        return any(key[0] == subject for key in self.values)

    def first_to_say_so(self) -> "Version":
        """The first of the versions up to this one that tell of the same act, but for who is said to have said so."""
        version = self
        while version.before is not None and _told_alike(version.before.act, self.act):
            version = version.before
        return version


def versions(ever: Sequence[Fact]) -> dict[int, Version]:
    """The versions of events by their rows. A revision that changed nothing of what an event says is no version."""
    of_event: dict[str, dict[int, Version]] = defaultdict(dict)
    for fact in ever:
        act = fact.act
        if fact.attribute != ACT:
            kind = _KINDS.get(act.change, "asserted")
            version = of_event[act.event_id].setdefault(act.number, Version(act, kind, act.position, act.recorded))
            version.values[fact.subject, fact.attribute] = fact.value
    found: dict[int, Version] = {}
    for chain in of_event.values():
        for version in _linked(chain):
            found[version.act.number] = version
    return found


def at_clocks(ever: Sequence[Fact], clocks: Clocks | None) -> list[Fact]:
    """The facts that had ever counted at a moment, as they stood then: what ended later had not ended yet."""
    if clocks is None:
        return list(ever)
    instant = None if clocks.recorded_by is None else to_micros(clocks.recorded_by)
    then: dict[int, Act] = {}
    for act in {fact.act.number: fact.act for fact in ever}.values():
        hidden = clocks.published_by is not None and act.published > clocks.published_by
        hidden = hidden or not clocks.believes(act.teller.publisher)
        if act.valid_from > clocks.as_of or hidden or (instant is not None and act.recorded > instant):
            continue
        later = instant is not None and act.superseded is not None and act.superseded > instant
        then[act.number] = replace(act, superseded=None, superseded_by=None) if later else act
    return [fact._replace(act=then[fact.act.number]) for fact in ever if fact.act.number in then]


def _linked(chain: dict[int, Version]) -> Iterable[Version]:
    kept: list[Version] = []
    for number in sorted(chain):
        version = chain[number]
        last = kept[-1] if kept else None
        if last and last.act.superseded_by == version.act.position:
            if _says_the_same(last, version):
                kept.pop()
                version.kind, version.position, version.recorded = last.kind, last.position, last.recorded
                version.before = last.before
            else:
                version.before = last
        if version.before:
            version.before.after = version
        kept.append(version)
    return kept


def _says_the_same(one: Version, other: Version) -> bool:
    return (
        other.kind == "revised"
        and one.values == other.values
        and one.act.valid_from == other.act.valid_from
        and one.act.published == other.act.published
    )


def _told_alike(one: Act, other: Act) -> bool:
    return _of_act(one) == _of_act(other)


def _of_act(act: Act) -> tuple[object, ...]:
    details = {name: value for name, value in act.told.items() if name not in _OF_THE_TELLING}
    return act.type, act.source, act.target, act.valid_from, act.start, act.end, act.precision, act.modality, details


def reasons(connection: sqlite3.Connection, ever: Iterable[Fact]) -> dict[int, Reason]:
    """The reasons of what made or ended the versions of events, by position in the log."""
    positions = {position for fact in ever for position in (fact.act.position, fact.act.superseded_by) if position}
    query = (
        "SELECT position, coalesce(because, reason), by, details FROM reviews "
        "WHERE position IN (SELECT value FROM json_each(?))"
    )
    rows = connection.execute(query, (json.dumps(sorted(positions)),))
    return {position: Reason(because, by, _changes(details)) for position, because, by, details in rows}


def _changes(details: str | None) -> tuple[FieldChange, ...]:
    changes = json.loads(details).get("changes", {}) if details else {}
    return tuple(FieldChange(field=name, **change) for name, change in changes.items())
