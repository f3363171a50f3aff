"""A row of the log as the projections receive it."""

from datetime import datetime
from typing import NamedTuple
from uuid import UUID

from events import DomainEvent


class LogRow(NamedTuple):
    """One event of one report's stream, with its place in the log.

    `position` grows along the log and is never given twice; `recorded` (aware, UTC) is when the log took the event in
    and never runs backwards along positions; `version` is the event's place in its report's stream, from 1.
    """

    position: int
    recorded: datetime
    report_id: UUID
    version: int
    event: DomainEvent
