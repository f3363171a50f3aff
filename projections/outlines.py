"""Acts in outline, of very many: pair by pair, only what it takes to count and weigh them.

All pairs of a store can have millions of acts. They are read in one pass that SQLite sorts by pair, so that no more
than one pair is in memory, and of each act only the columns that telling incidents apart and weighing them need.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import cache
from itertools import groupby
from operator import itemgetter
from typing import Any

from events import AssessmentReported, MeetingCancelled, MeetingHeld, MeetingScheduled, SanctionsEased, SanctionsImposed
from projections import links, rows
from projections.acts import Act, Teller
from projections.assertions import STAGE
from projections.clocks import Clocks
from projections.facts import at_moment
from projections.subjects import Kind

_DETAILED = ", ".join(
    f"'{kind.TOPIC}'"
    for kind in (MeetingHeld, MeetingScheduled, MeetingCancelled, SanctionsImposed, SanctionsEased, AssessmentReported)
)
"""The types of which more must be known than ends and dates."""

_OUTLINES = f"""SELECT iif(e.source < e.target, e.source || '-' || e.target, e.target || '-' || e.source) AS pair,
    e.id, e.event_id, e.valid_from, e.published, e.type, e.source, e.target, e.modality, e.background,
    e.occurred_start, e.occurred_end, iif(e.occurred_start IS NULL, e.quote, NULL),
    iif(e.type IN ({_DETAILED}), e.details, NULL), r.report_id
    FROM events e JOIN reports r ON r.id = e.report WHERE TRUE"""  # noqa: S608  constants


def by_pair(connection: sqlite3.Connection, clocks: Clocks, *, polity: str | None = None) -> Iterator[list[Act]]:
    """The acts that count at a moment, pair by pair, with what analysts decided of them.

    They have what `projections.incidents` and the weights of `projections.climate` look at; to ask them for more is an
    AttributeError.
    """
    condition, moment = at_moment(clocks, of="e")
    if polity is not None:
        condition, moment["polity"] = f"{condition} AND :polity IN (e.source, e.target)", polity
    day = cache(date.fromisoformat)
    found = connection.execute(f"{_OUTLINES}{condition} ORDER BY 1", moment)
    told = ([_outline(row, day) for row in alike] for _, alike in groupby(found, key=itemgetter(0)))
    return _attached(connection, told, clocks)


def by_measure(connection: sqlite3.Connection, clocks: Clocks, *, polity: str | None = None) -> Iterator[list[Act]]:
    """The whole acts on each measure at a moment, measure by measure."""
    condition, moment = at_moment(clocks)
    if polity is not None:
        condition, moment["polity"] = f"{condition} AND :polity IN (substr(s.pair, 1, 3), substr(s.pair, 5))", polity
    where = f"s.kind = '{Kind.MEASURE}' AND f.attribute = '{STAGE}'{condition}"
    return _attached(connection, rows.acts_by_subject(connection, where, moment), clocks)


def _attached(connection: sqlite3.Connection, told: Iterable[list[Act]], clocks: Clocks) -> Iterator[list[Act]]:
    (decided,) = connection.execute("SELECT EXISTS (SELECT 1 FROM links)").fetchone()
    for acts in told:
        if decided:
            links.attach(connection, acts, clocks)
        yield acts


def _outline(row: tuple[Any, ...], day: Callable[[str], date]) -> Act:
    _, number, event_id, since, published, type_, source, target, modality, background, start, end = row[:12]
    teller = Teller((row[14], "", "", published, None))
    act = Act.outline((number, event_id, day(since), day(published)), (type_, source, target), teller)
    act.modality, act.background = modality, background == 1
    act.start, act.end = start and day(start), end and day(end)
    if row[12] is not None:
        act.quote = row[12]
    if row[13] is not None:
        act.details = row[13]
    return act
