"""Meetings of a pair: proposed, scheduled, held, postponed, cancelled, or unconfirmed once their date has passed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, TypeVar

from events import Participant, When
from events.vocabulary import MeetingFormat, OfficeLevel
from projections import links, subjects
from projections.acts import Act, Story
from projections.clocks import days_after
from projections.items import Item, evidence
from projections.matching import PLAN_DAYS, WIDE_DAYS, likeness, same_meeting
from projections.mentions import CALLED_OFF, HELD, PLANNED, Meeting, Mention, meant, mentions_of, postponed_to
from projections.participants import same_person
from projections.trusted import trusted

OVERDUE_DAYS = 365
"""After so many days without news, a plan without a date is unconfirmed."""

UNCONFIRMED = "unconfirmed"

_LEVELS = tuple(OfficeLevel)

T = TypeVar("T")


class MeetingItem(Item):
    """A meeting as it stands; `occurred` and `date` are the meeting's.

    `status` is proposed, scheduled, held, cancelled, postponed, or unconfirmed: its date has passed, and no report says
    that it was held.
    """

    subject: str
    status: str
    format: MeetingFormat | None
    level: OfficeLevel | None
    participants: tuple[Participant, ...]
    venue: str | None
    planned_for: When | None
    postponed_to: When | None


def meetings(acts: Iterable[Act], as_of: date) -> tuple[MeetingItem, ...]:
    """The meetings that acts tell of, as they stand at a date, by their dates; those without one come last."""
    items = [_item(meeting, as_of) for meeting in match(mentions_of(acts))]
    return tuple(sorted(items, key=lambda item: (item.occurred.start or date.max, item.valid_from, item.event_ids)))


def match(mentions: Iterable[Mention]) -> list[Meeting]:
    """Group mentions into meetings: dated ones from the most exact to the loosest, then those without a date.

    Of several meetings that a mention can be of, it is of the one most like it, then of the earliest. What an analyst
    linked goes together, where the most exact of it goes.
    """
    found = _Found()
    for first, *rest in _units(list(mentions)):
        near = list(found.near(first))
        if rest:
            near = [meeting for meeting in near if not any(_apart(meeting, one) for one in rest)]
        reasons = [(meeting, because) for meeting in near if (because := same_meeting(meeting, first))]
        if reasons:
            meeting, first.because = min(reasons, key=lambda pair: _rank(pair[0], first))
            meeting.add(first)
        else:
            meeting = found.add(first)
        for mention in rest:
            mention.decision = links.decision_on(mention.act, [told.act for told in meeting.mentions])
            mention.because = mention.decision.told if mention.decision else None
            meeting.add(mention)
    for meeting in found.all:
        if len(meeting.mentions) > 1:
            meeting.mentions.sort(key=lambda mention: mention.act.story)
    return found.all


def _units(mentions: Sequence[Mention]) -> list[list[Mention]]:
    """Mentions one by one, or as an analyst linked them; in the order in which they are placed, within and without."""
    if not any(mention.act.decisions for mention in mentions):
        return [[mention] for mention in sorted(mentions, key=_exactness)]
    linked = links.together(mentions, lambda mention: mention.act, _both_meant)
    taken = {id(mention) for unit in linked for mention in unit}
    units = [*linked, *([mention] for mention in mentions if id(mention) not in taken)]
    return sorted((sorted(unit, key=_exactness) for unit in units), key=lambda unit: _exactness(unit[0]))


def _exactness(mention: Mention) -> tuple[int, Story, str]:
    return mention.width, mention.act.story, mention.status


def _both_meant(one: Mention, other: Mention) -> bool:
    return meant(one, other) and meant(other, one)


def _apart(meeting: Meeting, mention: Mention) -> bool:
    return links.apart([mention.act], [told.act for told in meeting.mentions])


def status(mentions: Sequence[Mention]) -> str:
    """What mentions, in the order of the story, make of a meeting: once held it is held, else the last word counts."""
    return HELD if any(mention.status == HELD for mention in mentions) else mentions[-1].status


def telling(mentions: Sequence[Mention]) -> list[Mention]:
    """The mentions that give a meeting its status, in the order of the story; the last is the one that speaks.

    It is the newest of the most exact, once the meeting was held; else the newest.
    """
    current = status(mentions)
    found = [mention for mention in mentions if mention.status == current]
    if current == HELD and len(found) > 1:
        spoken = min(reversed(found), key=lambda mention: mention.width)
        found.remove(spoken)
        found.append(spoken)
    return found


def key(meeting: Meeting) -> str:
    """The subject of a meeting: its pair and its date as its speaking mention has it."""
    spoken = telling(meeting.mentions)[-1]
    return _key(spoken, _date(meeting, spoken))


def _key(spoken: Mention, when: When) -> str:
    return subjects.meeting(spoken.act.source, spoken.act.target, when).key


class _Found:
    """The meetings found so far, by the days on which they can lie, or by the months where those are many."""

    def __init__(self) -> None:
        self.all: list[Meeting] = []
        self._days: dict[int, list[Meeting]] = defaultdict(list)
        self._months: dict[int, list[Meeting]] = defaultdict(list)
        self._undated: list[Meeting] = []

    def add(self, mention: Mention) -> Meeting:
        meeting = Meeting()
        meeting.add(mention)
        self.all.append(meeting)
        if mention.when.start and mention.when.end:
            loose = mention.width > WIDE_DAYS
            places = (_months if loose else _days)(mention.when.start, mention.when.end)
            for place in places:
                (self._months if loose else self._days)[place].append(meeting)
        else:
            self._undated.append(meeting)
        return meeting

    def near(self, mention: Mention) -> Iterable[Meeting]:
        """The meetings that a mention can be of as far as the dates go."""
        if mention.when.start and mention.when.end:
            return self._within(mention.when.start, mention.when.end)
        if mention.status in CALLED_OFF:
            return (meeting for meeting in self.all if meeting.planned_since)
        if mention.status == HELD:
            return (meeting for meeting in self._undated if meeting.mentions[0].act.quote == mention.act.quote)
        if not mention.participants:
            return ()
        published = mention.act.valid_from
        return (*self._within(published, days_after(published, PLAN_DAYS)), *self._undated)

    def _within(self, start: date, end: date) -> Iterator[Meeting]:
        if start == end and not self._months:
            return iter(self._days.get(start.toordinal(), ()))
        seen: dict[Meeting, None] = {}
        for found, places in ((self._days, _days(start, end)), (self._months, _months(start, end))):
            for place in places if len(places) < len(found) else [place for place in found if place in places]:
                if place in found:
                    seen.update(dict.fromkeys(found[place]))
        return iter(seen)


def _days(start: date, end: date) -> range:
    return range(start.toordinal(), end.toordinal() + 1)


def _months(start: date, end: date) -> range:
    return range(start.year * 12 + start.month, end.year * 12 + end.month + 1)


def _rank(meeting: Meeting, mention: Mention) -> tuple[int, date, Story]:
    story = min(told.act.story for told in meeting.mentions)
    return -likeness(meeting, mention), meeting.last or date.max, story


def _item(meeting: Meeting, as_of: date) -> MeetingItem:
    mentions = meeting.mentions
    current = telling(mentions)
    spoken = current[-1]
    when = _date(meeting, spoken)
    planned = [mention.when for mention in mentions if mention.status in PLANNED and mention.when.start]
    moved = [day for mention in current if (day := postponed_to(mention.act))] if spoken.status == "postponed" else []
    because = [mention.because for mention in mentions if mention.because]
    said = {
        **evidence(
            spoken.act,
            [mention.act for mention in mentions],
            because,
            occurred=when,
            confirming=[mention.act for mention in current],
        ),
        "subject": _key(spoken, when),
        "status": UNCONFIRMED if _overdue(spoken, when, as_of) else spoken.status,
        **_said(spoken, mentions),
        "planned_for": planned[-1] if planned else None,
        "postponed_to": moved[-1] if moved else None,
    }
    return trusted(MeetingItem, said)


def _said(spoken: Mention, mentions: Sequence[Mention]) -> dict[str, Any]:
    """What the speaking mention says of a meeting; what it leaves out, as the first other one that says it."""
    told = [spoken.told]
    if len(mentions) > 1:
        told += [mention.told for mention in mentions if mention is not spoken]
    levels = [one["level"] for one in told if one["level"]]
    return {
        "format": _first([one["format"] for one in told]),
        "level": min(levels, key=_LEVELS.index) if levels else None,
        "participants": _everybody(mentions),
        "venue": _first([one["venue"] for one in told]),
    }


def _date(meeting: Meeting, spoken: Mention) -> When:
    """The date of a meeting: as the speaking mention has it; where it has none, as another has it."""
    if spoken.when.start:
        return spoken.when
    dated = [mention.when for mention in meeting.mentions if mention.when.start]
    return dated[-1] if dated and spoken.status != HELD else spoken.when


def _overdue(spoken: Mention, when: When, as_of: date) -> bool:
    if spoken.status not in PLANNED:
        return False
    if when.end is not None:
        return when.end < as_of
    return (as_of - spoken.act.valid_from).days > OVERDUE_DAYS


def _first(values: Iterable[T | None]) -> T | None:
    return next((value for value in values if value is not None), None)


def _everybody(mentions: Iterable[Mention]) -> tuple[Participant, ...]:
    """All who take part, each once, by the longest name that is given."""
    people: list[Participant] = []
    named = [person for mention in mentions for person in mention.participants]
    if len(named) < 2:
        return tuple(named)
    for person in sorted(named, key=lambda person: (-len(person.name), _identity(person))):
        if not any(same_person(person.name, known.name) for known in people):
            people.append(person)
    return tuple(sorted(people, key=_identity))


def _identity(person: Participant) -> tuple[str, str, str]:
    return person.polity or "", person.name, person.office or ""
