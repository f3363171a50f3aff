"""What a store holds, in numbers."""

import sqlite3

from pydantic import AwareDatetime

from events.values import Value
from projections.clocks import Day, from_micros
from projections.viewsfile import reading


class Statistics(Value):
    """What counts now: how much of it, and between which times.

    `texts` are different texts: `reports` less `texts` print what another printed to the letter. `revised` are
    reports whose publisher changed the words, `reread` those of which one text was read again, `silent` those without
    events. `events` are counted by type and `languages` by ISO 639-1 code, `unknown` where it is not sure;
    `extractors` by name and version. `position` is that of the log.
    """

    reports: int
    texts: int
    characters: int
    publishers: int
    revised: int
    reread: int
    withdrawn: int
    silent: int
    relationships: int
    position: int
    first_published: Day | None
    last_published: Day | None
    first_recorded: AwareDatetime | None
    last_recorded: AwareDatetime | None
    events: dict[str, int]
    languages: dict[str, int]
    extractors: dict[str, int]


_REPORTS = """SELECT count(*), count(DISTINCT text_sha256), coalesce(sum(text_length), 0), count(DISTINCT publisher),
    min(published), max(published), min(first_recorded) FROM reports WHERE superseded IS NULL"""
_REVISED = """SELECT count(*) FROM (SELECT report_id FROM reports GROUP BY 1 HAVING count(DISTINCT text_sha256) > 1)"""
_REREAD = """SELECT count(DISTINCT report_id) FROM
    (SELECT report_id FROM reports GROUP BY report_id, text_sha256
    HAVING count(DISTINCT extractor || ' ' || extractor_version) > 1)"""
_WITHDRAWN = """SELECT count(DISTINCT report_id) FROM reports WHERE report_id NOT IN
    (SELECT report_id FROM reports WHERE superseded IS NULL)"""
_TELLING = """SELECT count(DISTINCT r.report_id) FROM events e JOIN reports r ON r.id = e.report
    WHERE e.superseded IS NULL"""
_PAIRS = """SELECT count(*) FROM (SELECT DISTINCT min(source, target), max(source, target) FROM events
    WHERE superseded IS NULL)"""
_LAST = """SELECT max(recorded) FROM (SELECT max(recorded) AS recorded FROM reports
    UNION ALL SELECT max(recorded) FROM reviews UNION ALL SELECT max(recorded) FROM events)"""
_TYPES = "SELECT type, count(*) FROM events WHERE superseded IS NULL GROUP BY 1 ORDER BY 2 DESC, 1"
_LANGUAGES = """SELECT coalesce(language, 'unknown'), count(*) FROM reports WHERE superseded IS NULL
    GROUP BY 1 ORDER BY 2 DESC, 1"""
_EXTRACTORS = """SELECT extractor || ' ' || extractor_version, count(*) FROM reports WHERE superseded IS NULL
    GROUP BY 1 ORDER BY 2 DESC, 1"""


def statistics(connection: sqlite3.Connection) -> Statistics:
    """Count what a store holds."""

    def number(query: str) -> int:
        (found,) = connection.execute(query).fetchone()
        return int(found)

    with reading(connection):
        row = connection.execute(_REPORTS).fetchone()
        (last,) = connection.execute(_LAST).fetchone()
        return Statistics(
            reports=row[0],
            texts=row[1],
            characters=row[2],
            publishers=row[3],
            revised=number(_REVISED),
            reread=number(_REREAD),
            withdrawn=number(_WITHDRAWN),
            silent=row[0] - number(_TELLING),
            relationships=number(_PAIRS),
            position=number("SELECT position FROM progress"),
            first_published=row[4],
            last_published=row[5],
            first_recorded=None if row[6] is None else from_micros(row[6]),
            last_recorded=None if last is None else from_micros(last),
            events=dict(connection.execute(_TYPES).fetchall()),
            languages=dict(connection.execute(_LANGUAGES).fetchall()),
            extractors=dict(connection.execute(_EXTRACTORS).fetchall()),
        )
