"""Rows of the views file ↔ acts and reports."""

import sqlite3
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from projections.acts import Act, Teller
from projections.likeness import Text

ACT_COLUMNS = (
    "id, event_id, version, change, position, recorded, first_recorded, superseded, superseded_by, valid_from, "
    "published, type, source, target, third_parties, modality, background, occurred_start, occurred_end, precision, "
    "quote, quote_start, quote_end, details, report"
)
"""The columns of the events table in the order in which `event_row` writes and `acts` reads them."""

INSERT_EVENT = f"INSERT INTO events ({ACT_COLUMNS}) VALUES ({', '.join('?' * (ACT_COLUMNS.count(',') + 1))})"  # noqa: S608  constants

_SELECT = (
    f"SELECT {', '.join(f'e.{column}' for column in ACT_COLUMNS.split(', ')[:-1])}, "  # noqa: S608  constants
    "r.report_id, r.publisher, r.title, r.published, r.url, "
    "r.text_sha256, r.text_length, r.sketch FROM events e JOIN reports r ON r.id = e.report "
)


def event_row(act: Act, report: int) -> tuple[Any, ...]:
    """The row of the events table for an act; `report` is the row of its report's version."""
    return (
        act.number,
        act.event_id,
        act.version,
        act.change,
        act.position,
        act.recorded,
        act.first_recorded,
        act.superseded,
        act.superseded_by,
        act.valid_from.isoformat(),
        act.published.isoformat(),
        act.type,
        act.source,
        act.target,
        act.third_parties,
        act.modality,
        int(act.background),
        act.start and act.start.isoformat(),
        act.end and act.end.isoformat(),
        act.precision,
        act.quote,
        act.quote_start,
        act.quote_end,
        act.details,
        report,
    )


def acts(connection: sqlite3.Connection, where: str, parameters: Sequence[Any] | Mapping[str, Any] = ()) -> list[Act]:
    """The acts that a condition selects, in its order; in it, `e` is the events table and `r` the reports."""
    day = cache(date.fromisoformat)  # a few thousand days are on many rows
    return [_act(row, day) for row in connection.execute(_SELECT + where, parameters).fetchall()]


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
        Text(*row[29:]),
    )
    return Act(*fields)
