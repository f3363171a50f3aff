"""Assessments as they stand at a moment, each beside the holders who judge otherwise."""

import sqlite3
from collections.abc import Sequence

from projections import facts
from projections.assessments import AssessmentItem, assessment, opponents
from projections.clocks import Clocks
from projections.facts import Fact, by_subject
from projections.subjects import Kind


def judgements(connection: sqlite3.Connection, found: Sequence[Fact], clocks: Clocks) -> tuple[AssessmentItem, ...]:
    """What facts in force judge, by subject; only the words that are shown are read."""
    judged = by_subject(found, Kind.ASSESSMENT)
    against = opponents(facts.stances(connection, found, clocks), judged)
    acts = facts.acts_by_number(connection, {number for numbers in against.values() for number in numbers})
    return tuple(
        assessment(key, of_key, [acts[number] for number in against.get(key, ())]) for key, of_key in judged.items()
    )
