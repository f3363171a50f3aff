"""What has become of an event since it was read: corrected, confirmed, moved, retracted."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import NamedTuple, Self, TypeAlias
from uuid import UUID

from events import (
    EventConfirmed,
    EventCorrected,
    EventRetracted,
    Evidence,
    PolicyEvent,
    ReportWithdrawn,
    ReviewKind,
    ReviewUndone,
)
from events.vocabulary import RetractionReason
from projections.corrections import corrected

MANUAL = "manual"
"""The rule of an event that an analyst recorded by hand."""


Hand: TypeAlias = EventConfirmed | EventCorrected | EventRetracted | ReviewUndone
"""What can be done to an event."""


class Past(NamedTuple):
    """A review by a person that was not taken back, and the event as it was before."""

    review: EventConfirmed | EventCorrected | EventRetracted
    event: PolicyEvent


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """An event of a report as it now stands.

    `event` has all corrections in it, and its words where they stand in the current text. `key` is the id that the
    event's first reading gave it: a later reading that proposes the same id proposes this event. It is the event's
    own id, unless the event was retracted and came back (see `tracker.revision`). `reviews` are those that can be taken
    back, the last one first of all.
    """

    event: PolicyEvent
    key: UUID
    reviewed: bool = False
    retracted: RetractionReason | None = None
    hands: tuple[Hand, ...] = ()
    reviews: tuple[Past, ...] = ()

    @classmethod
    def first(cls, event: PolicyEvent) -> Self:
        """An event that was just appended; one recorded by hand counts as reviewed."""
        return cls(event=event, key=event.identify(), reviewed=event.coding.rule == MANUAL)

    @property
    def live(self) -> bool:
        """Whether the event counts."""
        return self.retracted is None

    def moved(self, evidence: Evidence) -> Self:
        """The same event, its words at another place."""
        return replace(self, event=self.event.model_copy(update={"evidence": evidence}))

    def corrected(self, correction: EventCorrected, *, by_machine: bool) -> Self:
        """The event with the fields that the correction names; a correction by a person is a review."""
        event = corrected(self.event, correction.changes)
        return replace(self, event=event, reviewed=self.reviewed or not by_machine)

    def undone(self, event: ReviewUndone) -> Self:
        """The event as it was before its last review. Raises ValueError when that is not the one meant."""
        if not self.reviews or self.reviews[-1].review.originator_version != event.undone:
            raise ValueError(f"{event.event_id} has no review at {event.undone} that could be undone")
        before = self.reviews[:-1]
        manual = self.event.coding.rule == MANUAL
        return replace(
            self,
            event=corrected(self.event, event.changes) if event.changes else self.event,
            reviewed=manual or any(not isinstance(past.review, EventRetracted) for past in before),
            retracted=None if event.review is ReviewKind.RETRACTED else self.retracted,
            hands=(*self.hands, event),
            reviews=before,
        )

    def told(self, withdrawal: ReportWithdrawn | None) -> str:
        """What was done to the event, in one line; and to its report, when that was withdrawn."""
        steps = [step(hand) for hand in self.hands]
        if withdrawal is not None:
            steps.append(f"its report withdrawn{_signed(withdrawal.by)}, because {withdrawal.because}")
        return "; ".join(steps)


def step(hand: Hand) -> str:
    """What was done to an event, by whom and why, in a few words."""
    done = type(hand).__name__.removeprefix("Event").lower()
    if isinstance(hand, EventCorrected):
        done = "corrected in " + ", ".join(change.field for change in hand.changes)
    elif isinstance(hand, ReviewUndone):
        done = f"no longer {hand.review.value}"
    return f"{done}{_signed(hand.by)}, because {hand.because}"


def _signed(by: str | None) -> str:
    return f" by {by}" if by else ""


def by_identity(standings: Iterable[Standing]) -> dict[UUID, Standing]:
    """The standings by every id under which a reading may propose them again.

    That is the key, and for a live event also the id of what it says after corrections: when a better reading arrives
    at what an analyst had corrected, it proposes nothing new, even if an event that no longer counts once said so. Of
    several with one key, the last counts.
    """
    standings = tuple(standings)
    known = {standing.key: standing for standing in standings}
    for standing in (one for one in standings if one.live):
        said = standing.event.identify()
        if said not in known or not known[said].live:
            known[said] = standing
    return known
