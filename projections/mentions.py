"""What single events say of meetings, and a meeting as the mentions that are of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date

from events import MeetingCancelled, MeetingHeld, MeetingScheduled, Participant, When
from projections.acts import Act, Decision
from projections.assertions import meeting_date, meeting_status

MeetingEvent = MeetingScheduled | MeetingHeld | MeetingCancelled

UNDATED = date.max.toordinal()
"""The width of no date at all."""

PLANNED = frozenset({"scheduled", "proposed"})
CALLED_OFF = frozenset({"cancelled", "postponed"})
HELD = "held"


@dataclass(slots=True, eq=False)
class Mention:
    """What one event says of one meeting. `when` is the date of the meeting, narrowed to the days that are possible.

    `width` is how many days lie between the first and the last of them; `because` says why it was joined to others, and
    `decision` who joined it, where it was no rule.
    """

    act: Act
    status: str
    when: When
    event: MeetingEvent
    participants: tuple[Participant, ...]
    width: int
    because: str | None = None
    decision: Decision | None = None


@dataclass(slots=True, eq=False)
class Meeting:
    """One meeting and its mentions, with the days on which all dated mentions can place it.

    `planned_since` is the day of the first word that it was planned, where there is one.
    """

    mentions: list[Mention] = field(default_factory=list)
    first: date | None = None
    last: date | None = None
    planned_since: date | None = None

    def can_be_on(self, when: When) -> bool:
        """Whether both have a date, and share a day."""
        if self.first is None or self.last is None or when.start is None or when.end is None:
            return False
        return self.first <= when.end and when.start <= self.last

    def add(self, mention: Mention) -> None:
        """Take a mention in; narrow the days, unless an analyst put together what has no day in common."""
        self.mentions.append(mention)
        if mention.status in PLANNED:
            self.planned_since = min(mention.act.valid_from, self.planned_since or mention.act.valid_from)
        if mention.when.start and mention.when.end and (self.first is None or self.can_be_on(mention.when)):
            self.first = max(mention.when.start, self.first or mention.when.start)
            self.last = min(mention.when.end, self.last or mention.when.end)


def mentions_of(acts: Iterable[Act]) -> Iterator[Mention]:
    """What acts say of meetings; a postponement speaks of two: the one that will not be, and the new one."""
    for act in acts:
        event = act.event
        if not isinstance(event, MeetingEvent):
            continue
        status = meeting_status(event)
        when = meeting_date(event)
        yield _mention(act, event, status, when.until(act.published) if status == HELD else when)
        if isinstance(event, MeetingCancelled) and event.postponed_to:
            yield _mention(act, event, "scheduled", event.postponed_to)


def meant(mention: Mention, other: Mention) -> bool:
    """Whether a link with another mention means this one: of a postponement the new meeting, or the one called off."""
    event = mention.event
    if not isinstance(event, MeetingCancelled) or event.postponed_to is None:
        return True
    dated = other.when.start is not None and event.postponed_to.compatible(other.when)
    return (mention.status in PLANNED) == (other.status == HELD or dated)


def _mention(act: Act, event: MeetingEvent, status: str, when: When) -> Mention:
    width = (when.end - when.start).days if when.start and when.end else UNDATED
    return Mention(act, status, when, event, event.participants, width)
