"""What single events say of meetings, and a meeting as the mentions that are of it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from events import MeetingCancelled, MeetingHeld, MeetingScheduled, Participant, When
from projections.acts import Act, Decision
from projections.assertions import meeting_date, meeting_status

_TYPES = frozenset({MeetingScheduled.TOPIC, MeetingHeld.TOPIC, MeetingCancelled.TOPIC})

UNDATED = date.max.toordinal()
"""The width of no date at all."""

PLANNED = frozenset({"scheduled", "proposed"})
CALLED_OFF = frozenset({"cancelled", "postponed"})
HELD = "held"


@dataclass(slots=True, eq=False)
class Mention:
    """What one event says of one meeting. `when` is the date of the meeting, narrowed to the days that are possible.

    `told` are the fields that meetings have (`Act.told`), and `participants` one of them. `width` is how many days lie
    between the first and the last day; `because` says why it was joined to others, and `decision` who joined it, where
    it was no rule.
    """

    act: Act
    status: str
    when: When
    told: Mapping[str, Any]
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
        if act.type not in _TYPES:
            continue
        told = act.told
        status = meeting_status(act.type, act.modality, told)
        when = meeting_date(act.type, act.occurred, told)
        yield _mention(act, status, when.until(act.published) if status == HELD else when)
        if moved := postponed_to(act):
            yield _mention(act, "scheduled", moved)


def postponed_to(act: Act) -> When | None:
    """The date to which an act puts a meeting off, where it does."""
    moved: When | None = act.told["postponed_to"] if act.type == MeetingCancelled.TOPIC else None
    return moved


def meant(mention: Mention, other: Mention) -> bool:
    """Whether a link with another mention means this one: of a postponement the new meeting, or the one called off."""
    moved = postponed_to(mention.act)
    if moved is None:
        return True
    dated = other.when.start is not None and moved.compatible(other.when)
    return (mention.status in PLANNED) == (other.status == HELD or dated)


def _mention(act: Act, status: str, when: When) -> Mention:
    width = (when.end - when.start).days if when.start and when.end else UNDATED
    return Mention(act, status, when, act.told, act.told["participants"], width)
