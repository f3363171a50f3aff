"""Subjects: what facts are about, each with a stable key that needs no search."""

from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from events import AssessmentReported, PolicyEvent, When, dyad
from projections.unnamed import matter


class Kind(StrEnum):
    """The kinds of subjects; the first part of every key."""

    RELATIONSHIP = "relationship"
    MEETING = "meeting"
    MEASURE = "measure"
    WARNING = "warning"
    DEMAND = "demand"
    ASSESSMENT = "assessment"


class Subject(NamedTuple):
    """A subject: its key, and the pairs of polities whose relationship it belongs to.

    `pair` and `about` are dyads ("CHN-USA"). Only an assessment has `about`: what a holder thinks that one polity does
    to another belongs to the relationship of those two as well. `proposition` is what it judges, whoever holds it:
    `CHN:lethal_aid:RUS`, or `RUS:other:-:a5fd81e5a5e8` where no predicate names it (see `projections.unnamed`).
    """

    key: str
    kind: Kind
    pair: str
    about: str | None = None
    proposition: str | None = None


@lru_cache(maxsize=10_000)
def relationship(one: str, other: str) -> Subject:
    """The relationship of two polities: `relationship:CHN:USA`."""
    first, second = sorted((one, other))
    return Subject(f"{Kind.RELATIONSHIP}:{first}:{second}", Kind.RELATIONSHIP, dyad(one, other))


def meeting(one: str, other: str, when: When) -> Subject:
    """A meeting of two polities by its date: `meeting:CHN:USA:2022-03-18`, or `…:undated`."""
    return _meeting(one, other, when.written or "undated")


@lru_cache(maxsize=10_000)
def _meeting(one: str, other: str, when: str) -> Subject:
    first, second = sorted((one, other))
    return Subject(f"{Kind.MEETING}:{first}:{second}:{when}", Kind.MEETING, dyad(one, other))


@lru_cache(maxsize=10_000)
def measure(sender: str, target: str, kind: str) -> Subject:
    """A measure of a sender against a target: `measure:USA:RUS:export_control`."""
    return Subject(f"{Kind.MEASURE}:{sender}:{target}:{kind}", Kind.MEASURE, dyad(sender, target))


def warning(event: PolicyEvent) -> Subject:
    """A warning or threat of sanctions, by the event that uttered it: `warning:<event id>`."""
    return Subject(f"{Kind.WARNING}:{event.event_id}", Kind.WARNING, relationship(event.source, event.target).pair)


def demand(event: PolicyEvent) -> Subject:
    """A demand, by the event that made it: `demand:<event id>`."""
    return Subject(f"{Kind.DEMAND}:{event.event_id}", Kind.DEMAND, relationship(event.source, event.target).pair)


def assessment(event: AssessmentReported) -> Subject:
    """What a holder judges of a subject: `assessment:USA:CHN:lethal_aid:RUS`, `-` where there is no object.

    A matter without a name has one part more, which stands for its words: `assessment:USA:RUS:other:-:a5fd81e5a5e8`.
    """
    proposition = event.judgement.proposition
    object_, unnamed = proposition.object, matter(proposition, event.event_id)
    judged = f"{event.target}:{proposition.predicate}:{object_ or '-'}{f':{unnamed}' if unnamed else ''}"
    about = dyad(event.target, object_) if object_ and object_ != event.target else None
    key = f"{Kind.ASSESSMENT}:{event.source}:{judged}"
    return Subject(key, Kind.ASSESSMENT, dyad(event.source, event.target), about, judged)
