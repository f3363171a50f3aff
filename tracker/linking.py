"""What an analyst decides of which events belong together: two are linked, or separated, above the rules of matching.

`decide(state, command) -> events` is pure. A decision stands in the stream of the report that tells the event with the
smaller id, so that all decisions about two events are in one order, and two analysts cannot overtake each other.
"""

from dataclasses import dataclass, field
from typing import TypeAlias
from uuid import UUID

from events import DomainEvent, EventRetracted, EventsLinked, EventsUnlinked, identify_link
from events.vocabulary import RetractionReason
from projections.links import relation_of
from tracker.errors import InputError, Refused, UnknownEvent, UnknownReport
from tracker.report import Report, numbered
from tracker.review import Review, check_words, live


@dataclass(frozen=True, slots=True, kw_only=True)
class Link(Review):
    """Two events belong together; `elsewhere` is the state of the report that tells `other_id`.

    `turned` says that the analyst named the other event first, which counts where either could answer the other.
    """

    event_id: UUID
    other_id: UUID
    turned: bool = False
    elsewhere: Report | None = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unlink(Link):
    """Two events do not belong together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Undo(Review):
    """A decision about two events no longer counts: the rules of matching decide again."""

    link_id: UUID


Command: TypeAlias = Link | Unlink | Undo


def decide(state: Report | None, command: Command) -> tuple[DomainEvent, ...]:
    """What follows from a decision of an analyst.

    Raises UnknownEvent for what does not exist, InputError for an event with itself, and Refused for events that no
    longer count or can have nothing to do with each other, and for what was decided already.
    """
    if state is None:
        raise UnknownReport("the log has no such report: add it first with `tracker add`")
    check_words(state, command)
    if isinstance(command, Undo):
        return _undone(state, command)
    if command.event_id == command.other_id:
        raise InputError(f"event {command.event_id} is one event: name another to go with it")
    if command.elsewhere is None:
        raise UnknownEvent(f"no report tells the event {command.other_id}")
    one = live(state, command.event_id).event
    other = live(command.elsewhere, command.other_id).event
    found = relation_of(other, one) if command.turned else relation_of(one, other)
    if found is None:
        raise Refused(
            f"a {one.TOPIC} by {one.source} toward {one.target} and a {other.TOPIC} by {other.source} toward "
            f"{other.target} are neither told of one act nor act and answer: correct them first if they should be"
        )
    relation, first, second = found
    said = {
        "originator_id": state.id,
        "originator_version": state.version + 1,
        "link_id": identify_link(state.id, state.version + 1),
        "first": first.event_id,
        "second": second.event_id,
        "pair": tuple(sorted((one.source, one.target))),
        "because": command.because,
        "by": command.by,
    }
    known = state.links.get(frozenset((one.event_id, other.event_id)))
    if isinstance(command, Unlink):
        _check_new(known, EventsUnlinked)
        return (EventsUnlinked.model_validate(said),)
    _check_new(known, EventsLinked)
    return (EventsLinked.model_validate({**said, "relation": relation}),)


def _check_new(known: EventsLinked | EventsUnlinked | None, kind: type[EventsLinked | EventsUnlinked]) -> None:
    if isinstance(known, kind):
        done = kind.TOPIC.removeprefix("Events").lower()
        raise Refused(f"these events were {done} already by {known.by}, because {known.because}")


def _undone(state: Report, command: Undo) -> tuple[DomainEvent, ...]:
    if all(one.link_id != command.link_id for one in state.links.values()):
        raise Refused(f"decision {command.link_id} no longer counts: it was undone, or another one took its place")
    retracted = EventRetracted(
        originator_id=state.id,
        originator_version=1,
        event_id=command.link_id,
        reason=RetractionReason.REJECTED,
        because=command.because,
        by=command.by,
    )
    return numbered([retracted], after=state.version)
