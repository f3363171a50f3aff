"""What people and readers made of events: confirmed, corrected, or disputed between two readers."""

import json
import sqlite3
import sys
from collections.abc import Iterable
from typing import Literal, TypeAlias
from uuid import UUID

from projections.clocks import Clocks, to_micros

Mark: TypeAlias = Literal["confirmed", "corrected", "disputed"]

_REVIEWS = """
SELECT e.event_id, v.kind, v.reason FROM reviews v JOIN events e ON e.id = v.event JOIN reports r ON r.id = v.report
WHERE e.event_id IN (SELECT value FROM json_each(:ids)) AND v.recorded <= :instant
AND v.kind IN ('confirmed', 'corrected', 'undone') AND v.by IS NOT r.extractor || ' ' || r.extractor_version
ORDER BY v.position
"""
_READINGS = """
SELECT r.report_id, v.kind, v.details FROM reviews v JOIN reports r ON r.id = v.report
WHERE r.report_id IN (SELECT t.report_id FROM events e JOIN reports t ON t.id = e.report
    WHERE e.event_id IN (SELECT value FROM json_each(:ids)))
AND v.kind IN ('archived', 'revised') AND v.event IS NULL AND v.recorded <= :instant ORDER BY v.position
"""


def marks(connection: sqlite3.Connection, event_ids: Iterable[UUID], clocks: Clocks | None = None) -> dict[UUID, Mark]:
    """The marks of some events at a moment on the recorded clock; an event that nobody reviewed has none.

    A person's last review that was not undone counts. Where there is none, an event is disputed when two readers read
    its report and made different things of it.
    """
    instant = to_micros(clocks.recorded_by) if clocks and clocks.recorded_by else sys.maxsize
    given = {"ids": json.dumps(sorted(set(map(str, event_ids)))), "instant": instant}
    reviewed: dict[str, list[Mark]] = {}
    for event_id, kind, reason in connection.execute(_REVIEWS, given):
        held = reviewed.setdefault(event_id, [])
        if kind != "undone":
            held.append(kind)
        elif reason != "retracted":  # the end of a retraction ends no confirmation
            del held[-1:]
    disputed: dict[str, list[str]] = {}
    for report_id, kind, details in connection.execute(_READINGS, given):
        said = json.loads(details) if kind == "archived" and details else {}
        disputed[report_id] = said.get("disputed", [])
    found: dict[UUID, Mark] = {UUID(event_id): "disputed" for of in disputed.values() for event_id in of}
    found |= {UUID(event_id): held[-1] for event_id, held in reviewed.items() if held}
    return {event_id: found[event_id] for event_id in event_ids if event_id in found}
