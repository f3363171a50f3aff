"""Rows of the views file ↔ acts and reports."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from projections.acts import Act, ReportRef
from projections.likeness import Text

ACT_COLUMNS = (
    "id, event_id, version, change, position, recorded, first_recorded, superseded, superseded_by, valid_from, "
    "published, type, source, target, third_parties, modality, background, occurred_start, occurred_end, precision, "
    "quote, quote_start, quote_end, details, report"
)
"""The columns of the events table in the order in which `event_row` writes and `acts` reads them."""

INSERT_EVENT = f"INSERT INTO events ({ACT_COLUMNS}) VALUES ({', '.join('?' * (ACT_COLUMNS.count(',') + 1))})"  # noqa: S608  constants

_SELECT = f"SELECT {', '.join(f'e.{column}' for column in ACT_COLUMNS.split(', '))} FROM events e "  # noqa: S608  constants

_REPORTS = (
    "SELECT id, report_id, publisher, title, published, url, text_sha256, text_length, sketch FROM reports "
    "WHERE id IN (SELECT value FROM json_each(?))"
)

OF_REPORT = "JOIN reports r ON r.id = e.report "
"""Begins a condition on the report that tells an event."""


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
    """The acts that a condition selects, in its order; in it, `e` is the events table."""
    found = connection.execute(_SELECT + where, parameters).fetchall()
    numbers = json.dumps(list({row[-1] for row in found}))
    reports = {
        row[0]: (report_ref(row[1:6]), Text(sha256=row[6], length=row[7], sketch=row[8]))
        for row in connection.execute(_REPORTS, (numbers,))
    }
    return [_act(row, *reports[row[-1]]) for row in found]


def report_ref(row: tuple[Any, ...]) -> ReportRef:
    """A reference from (report id, publisher, title, published, url)."""
    return ReportRef.model_validate(
        {"id": row[0], "publisher": row[1], "title": row[2], "published": row[3], "url": row[4]}
    )


def _act(row: tuple[Any, ...], report: ReportRef, text: Text) -> Act:
    valid_from, published = date.fromisoformat(row[9]), date.fromisoformat(row[10])
    fields: tuple[Any, ...] = (
        *row[:9],
        valid_from,
        published,
        *row[11:16],
        bool(row[16]),
        row[17] and date.fromisoformat(row[17]),
        row[18] and date.fromisoformat(row[18]),
        *row[19:24],
        report,
        (valid_from, published, row[1]),
        text,
    )
    return Act(*fields)
