"""What holders judged over time: every statement of an assessment in its order, beside those of other holders."""

import sqlite3
from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from events.values import Value
from events.vocabulary import Predicate, Stance
from projections import facts
from projections.acts import Act
from projections.assessments import AFFIRMING, Previous, content_of, in_order, proposition, spoken
from projections.clocks import Clocks, Day, days_after
from projections.facts import by_subject
from projections.subjects import Kind
from projections.viewsfile import reading

SCALE = (Stance.ASSERTS, Stance.SUSPECTS, Stance.NO_EVIDENCE, Stance.DOUBTS, Stance.DENIES)
"""Stances from holding a proposition true to holding it false."""


class Course(Value):
    """What one holder said of one proposition, statement by statement; the last one by a day is the judgement then."""

    subject: str
    holder: str
    statements: tuple[Previous, ...]

    def stance(self, day: date) -> Stance | None:
        """The stance at the end of a day; None before the first statement."""
        return next((one.stance for one in reversed(self.statements) if one.valid_from <= day), None)


class Matter(Value):
    """One proposition, and the courses of all holders who judge it.

    `disputed` are the stretches of days on which two of them held the opposite; without an end they still do.
    """

    proposition: str
    target: str
    predicate: Predicate
    object: str | None
    content: str | None
    courses: tuple[Course, ...]
    disputed: tuple[tuple[Day, Day | None], ...]


def matters(connection: sqlite3.Connection, pair: tuple[str, str], clocks: Clocks) -> list[Matter]:
    """What is judged between two polities, as known at a moment, with all holders; by proposition."""
    with reading(connection):
        own = by_subject(facts.in_force(connection, pair, clocks), Kind.ASSESSMENT)
        others = by_subject(facts.of_propositions(connection, set(map(proposition, own)), clocks), Kind.ASSESSMENT)
    judged: dict[str, dict[str, Sequence[Act]]] = defaultdict(dict)
    for key, acts in (own | others).items():
        judged[proposition(key)][key] = acts
    return [_matter(about, of) for about, of in sorted(judged.items())]


def _matter(about: str, of: dict[str, Sequence[Act]]) -> Matter:
    target, predicate, object_ = about.split(":")[:3]
    courses = tuple(
        Course(subject=key, holder=key.split(":")[1], statements=tuple(map(spoken, in_order(acts))))
        for key, acts in sorted(of.items())
    )
    newest = max((act for acts in of.values() for act in acts), key=lambda act: act.story)
    return Matter(
        proposition=about,
        target=target,
        predicate=Predicate(predicate),
        object=None if object_ == "-" else object_,
        content=content_of(newest),
        courses=courses,
        disputed=_disputed(courses),
    )


def _disputed(courses: Sequence[Course]) -> tuple[tuple[Day, Day | None], ...]:
    days = sorted({one.valid_from for course in courses for one in course.statements})
    found: list[tuple[date, date | None]] = []
    open_since: date | None = None
    for day in days:
        sides = {stance in AFFIRMING for course in courses if (stance := course.stance(day))}
        if len(sides) > 1:
            open_since = open_since or day
        elif open_since:
            found.append((open_since, days_after(day, -1)))
            open_since = None
    return (*found, (open_since, None)) if open_since else tuple(found)
