"""An analyst at the queue: one event after the other, each decision recorded at once, and taken back by another one."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Literal, NamedTuple, TypeAlias

from tracker.analyst import Analyst, Reviewed
from tracker.errors import Refused
from tracker.reviewing import Reviewing, Sheet

Kind: TypeAlias = Literal["confirmed", "corrected", "retracted", "linked", "skipped"]


class Step(NamedTuple):
    """What was done at a place of the queue; of a review what its undoing must name, of a skipped event nothing."""

    at: int
    kind: Kind
    done: Reviewed | None


class Desk:
    """A queue of events by their ids, taken one by one; whoever else works on the store meanwhile is respected.

    `notes` gathers what a person should be told: what was passed over, because it was reviewed or counts no more. Every
    method that decides something raises what `Analyst` raises, and leaves everything as it was when it does.
    """

    def __init__(self, reviewing: Reviewing, analyst: Analyst, queue: Sequence[str]) -> None:
        self._reviewing = reviewing
        self._analyst = analyst
        self._queue = list(queue)
        self._at = 0
        self._trail: list[Step] = []
        self.notes: list[str] = []
        self.sheet: Sheet | None = None
        self.look()

    @property
    def place(self) -> tuple[int, int]:
        """Which event of the queue is shown, from 1, and how many there are."""
        return min(self._at + 1, len(self._queue)), len(self._queue)

    @property
    def done(self) -> Mapping[Kind, int]:
        """How many events were treated in which way, what was undone left out."""
        return Counter(step.kind for step in self._trail)

    @property
    def last(self) -> Step | None:
        """What would be undone next."""
        return self._trail[-1] if self._trail else None

    def look(self) -> Sheet | None:
        """The event to be reviewed, as it stands now; those that need no review any more are passed over."""
        self.sheet = None
        while self._at < len(self._queue):
            sheet = self._reviewing.sheet(self._queue[self._at])
            if sheet.counts and not sheet.reviewed:
                self.sheet = sheet
                break
            self.notes.append(f"Passed over {sheet.event.type} {self._queue[self._at][:8]}: {_why(sheet)}.")
            self._at += 1
        return self.sheet

    def confirm(self, because: str) -> Reviewed:
        """Hold that the report states the event as it stands."""
        sheet = self._shown()
        return self._next(
            "confirmed", self._analyst.confirm(str(sheet.event.event_id), because=because, seen=sheet.hands)
        )

    def correct(self, changes: Mapping[str, Any], because: str) -> Reviewed:
        """Change named fields of the event."""
        sheet = self._shown()
        event_id = str(sheet.event.event_id)
        return self._next("corrected", self._analyst.correct(event_id, changes, because=because, seen=sheet.hands))

    def retract(self, because: str) -> Reviewed:
        """Hold that the report does not state the event."""
        sheet = self._shown()
        event_id = str(sheet.event.event_id)
        return self._next("retracted", self._analyst.retract(event_id, because=because, seen=sheet.hands))

    def link(self, neighbour: int, because: str) -> Reviewed:
        """Hold that the event and one of its neighbours tell of one act; the event still waits for its review."""
        sheet = self._shown()
        other = sheet.neighbours[neighbour].event_id
        done = self._analyst.link(str(sheet.event.event_id), str(other), because=because)
        self._trail.append(Step(self._at, "linked", done))
        self.look()
        return done

    def skip(self) -> None:
        """Leave the event for another time; nothing is recorded."""
        self._shown()
        self._trail.append(Step(self._at, "skipped", None))
        self._at += 1
        self.look()

    def undo(self, because: str) -> Step:
        """Take back what was done last, by one more event in the log, and show that event again. Raises Refused."""
        if not self._trail:
            raise Refused("nothing was done here yet; `tracker undo EVENT` takes back what was done before")
        step = self._trail[-1]
        if step.done is not None:
            taken = step.done.link_id or step.done.event_id
            place = None if step.done.link_id else step.done.place
            self._analyst.undo(str(taken), because=because, place=place)
        self._trail.pop()
        self._at = step.at
        self.look()
        return step

    def _shown(self) -> Sheet:
        if self.sheet is None:
            raise Refused("no event is left to review")
        return self.sheet

    def _next(self, kind: Kind, done: Reviewed) -> Reviewed:
        self._trail.append(Step(self._at, kind, done))
        self._at += 1
        self.look()
        return done


Act: TypeAlias = Callable[[str], object]
"""What is done to the event that is shown, for a reason."""


def _why(sheet: Sheet) -> str:
    """What was done to an event by whoever was faster."""
    for one in reversed(sheet.event.history):
        if one.kind in {"confirmed", "corrected", "retracted", "withdrawn"}:
            return f"{one.kind}{f' by {one.by}' if one.by else ''}, because {one.because}"
    return "it no longer counts"
