"""Rows of the views file ↔ acts and reports."""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from events import PolicyEvent
from projections.acts import Act, Teller, details
from projections.assertions import valid_from
from projections.likeness import Text

ACT_COLUMNS = (
    "id, event_id, version, change, position, recorded, first_recorded, superseded, superseded_by, valid_from, "
    "published, type, source, target, third_parties, modality, background, occurred_start, occurred_end, precision, "
    "quote, quote_start, quote_end, details, report"
)
"""The columns of the events table in the order in which `event_row` writes and `acts` reads them."""

INSERT_EVENT = f"INSERT INTO events ({ACT_COLUMNS}) VALUES ({', '.join('?' * (ACT_COLUMNS.count(',') + 1))})"  # noqa: S608  constants

_READ = (
    f"{', '.join(f'e.{column}' for column in ACT_COLUMNS.split(', ')[:-1])}, r.report_id, r.publisher, r.title, "
    "r.published, r.url, r.text_sha256, r.text_length, r.sketch"
)
_SELECT = f"SELECT {_READ} FROM events e JOIN reports r ON r.id = e.report "  # noqa: S608  constants
_SPEAKING = (
    "SELECT e.id, e.event_id, e.valid_from, e.published, e.type, e.source, e.target, e.occurred_start, e.occurred_end, "
    "e.precision, e.quote, e.details, r.report_id, r.publisher, r.title, r.published, r.url "
    "FROM events e JOIN reports r ON r.id = e.report WHERE e.id IN (SELECT value FROM json_each(?))"
)


def event_row(
    event: PolicyEvent,
    number: int,
    report: tuple[int, date],
    *,
    position: int,
    recorded: int,
    change: str = "recorded",
    first_recorded: int | None = None,
) -> tuple[Any, ...]:
    """The row of the events table for a version of an event; `report` is the row and the day of its report's version.

    Nothing of an `Act` is made for it: most of a rebuild is this.
    """
    occurred, evidence = event.occurred, event.evidence
    row, published = report
    return (
        number,
        str(event.event_id),
        event.originator_version,
        change,
        position,
        recorded,
        recorded if first_recorded is None else first_recorded,
        None,
        None,
        _iso(valid_from(event, published)),
        _iso(published),
        event.TOPIC,
        event.source,
        event.target,
        " ".join(event.third_parties),
        str(event.modality),
        int(event.background),
        occurred.start and _iso(occurred.start),
        occurred.end and _iso(occurred.end),
        str(occurred.precision),
        evidence.quote,
        evidence.start,
        evidence.end,
        details(event),
        row,
    )


_iso = lru_cache(maxsize=20_000)(date.isoformat)
"""A day as the views write it; a few thousand days are on many rows."""


def times_of(row: tuple[Any, ...]) -> tuple[int, int, int, str, str]:
    """Number, position, recorded time, valid time and publication of a row of the events table."""
    return row[0], row[4], row[5], row[9], row[10]


def acts(connection: sqlite3.Connection, where: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Act]:
    """The acts that a condition selects, in its order; in it, `e` is the events table and `r` the reports."""
    day = cache(date.fromisoformat)  # a few thousand days are on many rows
    return [_act(row, day) for row in connection.execute(_SELECT + where, parameters).fetchall()]


def speaking(connection: sqlite3.Connection, numbers: Iterable[int]) -> dict[int, Act]:
    """Of some versions of events, by their rows, what it takes to show their words: outlines (`Act.outline`)."""
    day = cache(date.fromisoformat)
    found: dict[int, Act] = {}
    for row in connection.execute(_SPEAKING, (json.dumps(sorted(numbers)),)).fetchall():
        number, event_id, since, published, type_, source, target, start, end, precision, quote, details = row[:12]
        teller = Teller(row[12:])
        act = Act.outline((number, event_id, day(since), day(published)), (type_, source, target), teller)
        act.start, act.end, act.precision = start and day(start), end and day(end), precision
        act.quote, act.details = quote, details
        found[number] = act
    return found


def acts_by_subject(connection: sqlite3.Connection, where: str, parameters: Mapping[str, Any]) -> Iterator[list[Act]]:
    """The acts that assert facts which a condition on subjects `s` and facts `f` selects, one subject after the other.

    Only those of one subject are in memory. The condition must leave one fact of each act on a subject.
    """
    day = cache(date.fromisoformat)
    query = (
        f"SELECT {_READ}, s.id FROM subjects s CROSS JOIN facts f ON f.subject = s.id JOIN events e ON e.id = f.event "  # noqa: S608  constants
        f"JOIN reports r ON r.id = e.report WHERE {where} ORDER BY s.id"
    )
    for _, alike in groupby(connection.execute(query, parameters), key=itemgetter(-1)):
        yield [_act(row[:-1], day) for row in alike]


_text = tuple.__new__
"""A Text from its columns, without a step through Python."""


def _act(row: tuple[Any, ...], day: Callable[[str], date]) -> Act:
    valid_from, published, start, end = day(row[9]), day(row[10]), row[17], row[18]
    fields: tuple[Any, ...] = (
        *row[:9],
        valid_from,
        published,
        *row[11:16],
        row[16] == 1,
        start and day(start),
        end and day(end),
        *row[19:24],
        Teller(row[24:29]),
        (valid_from, published, row[1]),
        _text(Text, row[29:]),
    )
    return Act(*fields)
