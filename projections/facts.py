"""The table of facts: rows in, and what is in force at three clocks out."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple

from events import PolicyEvent, dyad
from projections import grading, links, rows
from projections.acts import Act
from projections.assertions import assertions
from projections.clocks import Clocks, to_micros
from projections.subjects import Kind, Subject

INSERT = (
    "INSERT INTO facts (subject, attribute, valid_from, position, event, published, recorded, value) "
    "VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)
SUPERSEDE = (
    "UPDATE facts SET superseded = ? "
    "WHERE subject = ? AND attribute = ? AND valid_from = ? AND position = ? AND event = ?"
)
_SUBJECTS = "SELECT s.id, s.key, s.kind FROM subjects s WHERE "
_FACTS = "SELECT f.subject, f.attribute, f.value, f.event FROM subjects s CROSS JOIN facts f ON f.subject = s.id WHERE "
_OF_PAIR = "s.id IN (SELECT id FROM subjects WHERE pair = :pair UNION SELECT id FROM subjects WHERE about = :pair)"
_OF_KIND = "s.kind = :kind"
_OF_PROPOSITIONS = "s.proposition IN (SELECT value FROM json_each(:propositions))"
_BELIEVED = (
    " AND EXISTS (SELECT 1 FROM events told JOIN reports teller ON teller.id = told.report "
    "WHERE told.id = {told} AND teller.publisher IN (SELECT value FROM json_each(:believed)))"
)
_KINDS = {kind.value: kind for kind in Kind}
_BY_NUMBER = "WHERE e.id IN (SELECT value FROM json_each(?))"


class Fact(NamedTuple):
    """What one event says of one attribute of one subject; its times are the act's."""

    subject: str
    kind: Kind
    attribute: str
    value: str
    act: Act


def fact_rows(
    event: PolicyEvent, times: tuple[int, int, int, str, str], number_of: Callable[[Subject], int]
) -> list[tuple[Any, ...]]:
    """The rows, for `INSERT`, of the facts that an event asserts.

    `times` are those of its row in the events table (`rows.times_of`), `number_of` gives the row of a subject.
    """
    number, position, recorded, valid_from, published = times
    return [
        (number_of(subject), attribute, valid_from, position, number, published, recorded, value)
        for subject, attribute, value in assertions(event)
    ]


def in_force(connection: sqlite3.Connection, pair: tuple[str, str], clocks: Clocks) -> list[Fact]:
    """All facts about the relationship of two polities at a moment, in the order of the story.

    That is: valid by `as_of`, told by `published_by`, and recorded but not yet superseded at `recorded_by`.
    """
    return _at_moment(connection, _OF_PAIR, {"pair": dyad(*pair)}, clocks)


def in_force_of_kind(
    connection: sqlite3.Connection, kind: Kind, clocks: Clocks, *, polity: str | None = None
) -> list[Fact]:
    """All facts about subjects of a kind at a moment, across pairs, or of the pairs that a polity belongs to."""
    if polity is None:
        return _at_moment(connection, _OF_KIND, {"kind": kind.value}, clocks)
    of_polity = f"{_OF_KIND} AND :polity IN (substr(s.pair, 1, 3), substr(s.pair, 5))"
    return _at_moment(connection, of_polity, {"kind": kind.value, "polity": polity}, clocks)


def of_propositions(connection: sqlite3.Connection, propositions: Iterable[str], clocks: Clocks) -> list[Fact]:
    """All facts about what some propositions say, at a moment, whoever judges them."""
    return _at_moment(connection, _OF_PROPOSITIONS, {"propositions": json.dumps(sorted(propositions))}, clocks)


def acts_by_number(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Act]:
    """Versions of events by their rows."""
    given = json.dumps(sorted(numbers))
    return {act.number: act for act in rows.acts(connection, _BY_NUMBER, (given,))}


def at_moment(clocks: Clocks, *, of: str = "f") -> tuple[str, dict[str, Any]]:
    """The condition, and its parameters, that facts count at a moment; `of` names their table, `e` that of events."""
    condition = f" AND {of}.valid_from <= :as_of"
    moment: dict[str, Any] = {"as_of": clocks.as_of.isoformat()}
    if clocks.published_by is not None:
        condition += f" AND {of}.published <= :published_by"
        moment["published_by"] = clocks.published_by.isoformat()
    if clocks.believed is not None:
        condition += _BELIEVED.format(told=f"{of}.id" if of == "e" else f"{of}.event")
        moment["believed"] = json.dumps(sorted(clocks.believed))
    if clocks.recorded_by is None:
        return f"{condition} AND {of}.superseded IS NULL", moment
    condition += f" AND {of}.recorded <= :recorded_by AND ifnull({of}.superseded > :recorded_by, TRUE)"
    return condition, {**moment, "recorded_by": to_micros(clocks.recorded_by)}


def ever_asserted(connection: sqlite3.Connection, pair: tuple[str, str]) -> list[Fact]:
    """All facts about the relationship of two polities that ever counted, in the order of the story."""
    return _read(connection, _OF_PAIR, {"pair": dyad(*pair)})


def by_subject(found: Sequence[Fact], kind: Kind) -> dict[str, list[Act]]:
    """The acts that assert facts of a kind, each once, by subject, in the order of the keys."""
    acts: dict[str, dict[int, Act]] = defaultdict(dict)
    for fact in found:
        if fact.kind is kind:
            acts[fact.subject][fact.act.number] = fact.act
    return {key: list(acts[key].values()) for key in sorted(acts)}


def acts_of(found: Sequence[Fact], kind: Kind) -> list[Act]:
    """The acts that assert facts of a kind, each once, in the order of the facts."""
    return list({fact.act.number: fact.act for fact in found if fact.kind is kind}.values())


def _at_moment(connection: sqlite3.Connection, subjects: str, parameters: dict[str, Any], clocks: Clocks) -> list[Fact]:
    """The facts about some subjects that count at a moment, with decisions and grades."""
    condition, moment = at_moment(clocks)
    found = _read(connection, subjects, {**parameters, **moment}, condition)
    acts = {fact.act.number: fact.act for fact in found}.values()
    links.attach(connection, acts, clocks)
    grading.attach(connection, acts, clocks)
    return found


def _read(connection: sqlite3.Connection, subjects: str, parameters: dict[str, Any], condition: str = "") -> list[Fact]:
    """The facts that meet a condition about the subjects that meet one; a subject's name is read once for all."""
    named = {row: (key, _KINDS[kind]) for row, key, kind in connection.execute(_SUBJECTS + subjects, parameters)}
    found = connection.execute(_FACTS + subjects + condition, parameters).fetchall()
    acts = acts_by_number(connection, {row[3] for row in found})
    facts = [Fact(*named[row], attribute, value, acts[number]) for row, attribute, value, number in found]
    facts.sort(key=attrgetter("act.story"))
    return facts
