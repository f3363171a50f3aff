"""The versions of a report, in the order in which they were recorded."""

import sqlite3
from collections.abc import Iterator
from itertools import pairwise
from uuid import UUID

from pydantic import AwareDatetime

from events import dyad
from events.values import Value
from projections.acts import ReportRef
from projections.clocks import Clocks, from_micros


class Edition(Value):
    """One version of a report: when it was seen (where that is known) and recorded, and its text by its hash."""

    report: ReportRef
    seen: AwareDatetime | None
    recorded: AwareDatetime
    text_sha256: str

    def known(self, clocks: Clocks | None) -> bool:
        """Whether it was recorded, and the report published, by a moment; always without one."""
        if clocks is None:
            return True
        if not clocks.believes(self.report.publisher):
            return False
        published = clocks.published_by is None or self.report.published <= clocks.published_by
        return published and (clocks.recorded_by is None or self.recorded <= clocks.recorded_by)


def editions(connection: sqlite3.Connection, report_id: UUID) -> list[Edition]:
    """All versions of a report; none when it was never registered."""
    query = (
        "SELECT publisher, title, published, url, seen, recorded, text_sha256 FROM reports "
        "WHERE report_id = ? ORDER BY id"
    )
    return [
        Edition(
            report=ReportRef(id=report_id, publisher=publisher, title=title, published=published, url=url),
            seen=seen,
            recorded=from_micros(recorded),
            text_sha256=text,
        )
        for publisher, title, published, url, seen, recorded, text in connection.execute(query, (str(report_id),))
    ]


def edited(
    connection: sqlite3.Connection, report_id: UUID, clocks: Clocks | None = None
) -> Iterator[tuple[Edition, Edition]]:
    """The steps in which the text of a report had changed by a moment: the version before, and the one after."""
    known = [edition for edition in editions(connection, report_id) if edition.known(clocks)]
    yield from ((old, new) for old, new in pairwise(known) if old.text_sha256 != new.text_sha256)


def revised_about(connection: sqlite3.Connection, pair: tuple[str, str] | None) -> list[UUID]:
    """The reports of which there are several texts and that tell, or told, something about a pair; all without one."""
    if pair is None:
        every = "SELECT report_id FROM reports GROUP BY report_id HAVING count(DISTINCT text_sha256) > 1 ORDER BY 1"
        return [UUID(row[0]) for row in connection.execute(every)]
    query = (
        "SELECT DISTINCT r.report_id FROM subjects s JOIN facts f ON f.subject = s.id JOIN events e ON e.id = f.event "
        "JOIN reports r ON r.id = e.report WHERE (s.pair = :pair OR s.about = :pair) "
        "AND (SELECT count(DISTINCT text_sha256) FROM reports v WHERE v.report_id = r.report_id) > 1 "
        "ORDER BY r.report_id"
    )
    return [UUID(row[0]) for row in connection.execute(query, {"pair": dyad(*pair)})]
