"""Assessments as they stand at a moment, each beside the holders who judge otherwise."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Iterable, Sequence

from projections import facts, rows
from projections.assessments import STRENGTH, AssessmentItem, Stated, assessment, opponents, proposition
from projections.clocks import Clocks
from projections.facts import Fact, by_subject
from projections.subjects import Kind

# Of each subject only the newest day is read, by one seek: `+` keeps SQLite from going through all days up to it.
_STATED = """SELECT s.key, f.value, f.event, f.published
    FROM subjects s CROSS JOIN facts f ON f.subject = s.id AND f.attribute = 'stance' AND f.valid_from = (
        SELECT newest.valid_from FROM facts newest WHERE newest.subject = s.id AND newest.attribute = 'stance' {newest}
        ORDER BY newest.valid_from DESC LIMIT 1)
    WHERE s.proposition IN (SELECT value FROM json_each(:propositions)) {counting}"""
_STRENGTH = {stance.value: place for place, stance in enumerate(STRENGTH)}


def judgements(connection: sqlite3.Connection, found: Sequence[Fact], clocks: Clocks) -> tuple[AssessmentItem, ...]:
    """What facts in force judge, by subject; only the words that are shown are read."""
    judged = by_subject(found, Kind.ASSESSMENT)
    against = opponents(_speaking(connection, judged, clocks), judged)
    acts = rows.speaking(connection, {number for numbers in against.values() for number in numbers})
    return tuple(
        assessment(key, of_key, [acts[number] for number in against.get(key, ())]) for key, of_key in judged.items()
    )


def _speaking(connection: sqlite3.Connection, judged: Iterable[str], clocks: Clocks) -> list[Stated]:
    """What each holder says at a moment of what some subjects judge: the newest statement of each.

    Of those of one day and one publication date the one that commits most, then the one with the greatest id.
    """
    propositions = sorted({proposition(key) for key in judged})
    if not propositions:
        return []
    condition, moment = facts.at_moment(clocks)
    query = _STATED.format(
        newest=facts.at_moment(clocks, of="newest")[0], counting=condition.replace("f.valid_from", "+f.valid_from")
    )
    newest: dict[str, tuple[str, int]] = {}
    saying: dict[str, list[Stated]] = defaultdict(list)
    for subject, stance, number, published in connection.execute(
        query, {"propositions": json.dumps(propositions), **moment}
    ):
        place = (published, _STRENGTH[stance])
        known = newest.get(subject)
        if known is None or place > known:
            newest[subject], saying[subject] = place, [Stated(subject, stance, number)]
        elif place == known:
            saying[subject].append(Stated(subject, stance, number))
    ids = _ids(connection, [one.number for alike in saying.values() if len(alike) > 1 for one in alike])
    return [max(alike, key=lambda one: ids.get(one.number, "")) for alike in saying.values()]


def _ids(connection: sqlite3.Connection, numbers: Sequence[int]) -> dict[int, str]:
    query = "SELECT id, event_id FROM events WHERE id IN (SELECT value FROM json_each(?))"
    return dict(connection.execute(query, (json.dumps(numbers),)).fetchall()) if numbers else {}
