"""Whether a mention is of a meeting, and why. All rules are on this page; none looks at the order of the log.

Two mentions are of one meeting when their dates can be the same and what is known of participants, level and format
does not contradict. A loose date, or none, needs more: somebody who takes part in both. What an analyst separated is
never one.
"""

from datetime import timedelta

from events.vocabulary import MeetingFormat, OfficeLevel
from projections import links
from projections.mentions import CALLED_OFF, HELD, Meeting, Mention
from projections.participants import contradict, share

WIDE_DAYS = 31
"""A mention dated more loosely than this joins another only when somebody takes part in both."""

PLAN_DAYS = 180
"""How long after its report a plan without a date can be the meeting that then took place."""

_LEADERS = frozenset({OfficeLevel.HEAD_OF_STATE, OfficeLevel.HEAD_OF_GOVERNMENT})
_REMOTE = frozenset({MeetingFormat.CALL, MeetingFormat.VIRTUAL})
_PRESENT = frozenset({MeetingFormat.IN_PERSON, MeetingFormat.VISIT})


def same_meeting(meeting: Meeting, mention: Mention) -> str | None:
    """Why a mention is of a meeting; None when it is not, or when nothing shows that it is."""
    dated = meeting.first is not None and mention.when.start is not None
    if dated and not meeting.can_be_on(mention.when):
        return None
    if mention.status in CALLED_OFF and not dated and _called_off(meeting, mention) is None:
        return None
    if links.apart([mention.act], [known.act for known in meeting.mentions]):
        return None
    if any(_told_twice(known, mention) or _contradict(known, mention) for known in meeting.mentions):
        return None
    together = any(share(known.participants, mention.participants) for known in meeting.mentions)
    if dated:
        return _same_dated(meeting, mention, together=together)
    if mention.status in CALLED_OFF:
        return _called_off(meeting, mention)
    if mention.status == HELD:
        return _same_words(meeting, mention)
    return _same_plan(meeting, mention, together=together)


def likeness(meeting: Meeting, mention: Mention) -> int:
    """How much a mention has in common with a meeting, to choose among several that it can be of."""
    return max(
        4 * share(known.participants, mention.participants)
        + 2 * (known.told["level"] is not None and known.told["level"] == mention.told["level"])
        + (known.told["format"] is not None and known.told["format"] == mention.told["format"])
        for known in meeting.mentions
    )


def _same_dated(meeting: Meeting, mention: Mention, *, together: bool) -> str | None:
    if together:
        return "the dates agree, and the same people take part"
    if max(mention.width, min(known.width for known in meeting.mentions)) > WIDE_DAYS:
        return None
    return "the dates agree, and nothing known contradicts"


def _called_off(meeting: Meeting, mention: Mention) -> str | None:
    """A cancellation that does not name the date is of a meeting that was planned and still to come."""
    decided = mention.act.valid_from
    if meeting.planned_since is None or meeting.planned_since > decided:
        return None
    if meeting.last is not None and meeting.last < decided:
        return None
    return "it was planned and still to come when this was called off"


def _same_plan(meeting: Meeting, mention: Mention, *, together: bool) -> str | None:
    """A plan without a date is of a meeting of the same people soon after its report."""
    day = meeting.last or meeting.mentions[0].act.valid_from
    soon = timedelta(0) <= day - mention.act.valid_from <= timedelta(days=PLAN_DAYS)
    return "the same people were to meet, and no other date was given" if together and soon else None


def _same_words(meeting: Meeting, mention: Mention) -> str | None:
    """A meeting without a date is that of another report only by the same words."""
    same = any(known.act.quote == mention.act.quote for known in meeting.mentions)
    return "another report has the same words" if same else None


def _told_twice(known: Mention, mention: Mention) -> bool:
    """Whether one report tells both in the same way: its own repetitions were merged when it was read."""
    if known.act is mention.act:
        return True
    return known.act.teller.id == mention.act.teller.id and known.act.type == mention.act.type


def _contradict(known: Mention, mention: Mention) -> bool:
    if known.participants and mention.participants:
        return contradict(known.participants, mention.participants)
    if _levels_differ(known.told["level"], mention.told["level"]):
        return True
    same_day = known.width == mention.width == 0
    return not same_day and _formats_differ(known.told["format"], mention.told["format"])


def _levels_differ(one: OfficeLevel | None, other: OfficeLevel | None) -> bool:
    if one is None or other is None or one == other:
        return False
    return not {one, other} <= _LEADERS


def _formats_differ(one: MeetingFormat | None, other: MeetingFormat | None) -> bool:
    return (one in _REMOTE and other in _PRESENT) or (one in _PRESENT and other in _REMOTE)
