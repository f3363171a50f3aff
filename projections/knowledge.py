"""What we held and hold: the versions of events, and what ended them."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal, NamedTuple

from projections.acts import RESTORED, Act
from projections.assertions import ACT
from projections.clocks import Clocks, to_micros
from projections.facts import Fact
from projections.subjects import Kind

ChangeKind = Literal["asserted", "retracted", "corrected", "revised", "linked", "unlinked", "undone"]

_KINDS: dict[str, ChangeKind] = {"corrected": "corrected", "revised": "revised", RESTORED: "undone"}


class Reason(NamedTuple):
    """Why something was ended or put right, and by whom; None where it was not said."""

    because: str | None
    by: str | None


@dataclass(slots=True, eq=False)
class Version:
    """One version of an event and its values by subject and attribute.

    `before` and `after` are the versions that it replaced and that replaced it; `recorded` is in microseconds since
    1970.
    """

    act: Act
    kind: ChangeKind
    recorded: int
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    before: "Version | None" = None
    after: "Version | None" = None

    def value(self, subject: str, attribute: str) -> str | None:
        """Its value of an attribute; for a meeting under whatever date it placed it."""
        if (subject, attribute) in self.values or not subject.startswith(Kind.MEETING):
            return self.values.get((subject, attribute))
        return next((value for key, value in self.values.items() if key[0].startswith(Kind.MEETING)), None)


def versions(ever: Sequence[Fact]) -> dict[int, Version]:
    """The versions of events by their rows. A revision that changed nothing of what an event says is no version."""
    of_event: dict[str, dict[int, Version]] = defaultdict(dict)
    for fact in ever:
        act = fact.act
        if fact.attribute != ACT:
            kind = _KINDS.get(act.change, "asserted")
            version = of_event[act.event_id].setdefault(act.number, Version(act, kind, act.recorded))
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
                version.kind, version.recorded, version.before = last.kind, last.recorded, last.before
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


def reasons(connection: sqlite3.Connection, ever: Iterable[Fact]) -> dict[int, Reason]:
    """The reasons of what made or ended the versions of events, by position in the log."""
    positions = {position for fact in ever for position in (fact.act.position, fact.act.superseded_by) if position}
    query = (
        "SELECT position, coalesce(because, reason), by FROM reviews WHERE position IN (SELECT value FROM json_each(?))"
    )
    rows = connection.execute(query, (json.dumps(sorted(positions)),))
    return {position: Reason(because, by) for position, because, by in rows}
