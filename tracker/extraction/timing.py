"""Timing: when an act happened or will, from the expression that belongs to it, or else from the report's own date."""

import re
from datetime import timedelta

from spacy.tokens import Token

from events import When
from events.polity import dyad
from events.vocabulary import Modality, Precision
from tracker.extraction.attachment import Attached, attached, only_expression
from tracker.extraction.context import Context
from tracker.extraction.dating import expressions
from tracker.extraction.frame import SPEECH, Frame
from tracker.extraction.headlines import said_span
from tracker.extraction.news import AFTER, is_headline, is_sequel

_MEETINGS = frozenset({"MeetingScheduled", "MeetingHeld"})
_TODAYS = timedelta(days=7)
"""How far back a day may lie that a verb in the present tense of the news has: "meets him on Friday"."""
_DEFINITE = frozenset({"yesterday", "ago", "weekday", "month_day", "month_year", "month", "year", "weekdays"})
_IN_MEETINGS = SPEECH | {"AgreementReached", "CommitmentMade"}
_DECIDED = frozenset({"SanctionsImposed", "SanctionsEased", "RelationsReduced", "RelationsRestored", "ForcesMobilized"})
_LASTING = frozenset({"continue", "remain", "last", "persist", "go"})


def date_of(frame: Frame, modality: Modality, *, background: bool, context: Context) -> When:
    """When the act of a frame happened or will, as far as the sentence says; else by the report's own date.

    What a report tells in its main line happened on its day unless it says otherwise; what it only mentions has no
    date; what is to come has none unless it is named, here or where the report told of the same journey.
    """
    published = context.published
    if frame.on is not None:
        return frame.on
    if frame.performed:  # what is only published now was done before
        published_only = frame.anchor.lemma_ == "publish"
        return When.unknown(latest=published) if published_only else When.day(published)
    future = modality in (Modality.PLANNED, Modality.ANNOUNCED)
    when = _said(frame, future=future, context=context)
    if when is not None:
        return _remembered(when, frame, context)
    if background:
        return _sequel(frame, context) or When.unknown(latest=published)
    if (modality is Modality.PLANNED or frame.topic == "MeetingScheduled") and not _sets_out(frame):
        return _planned(frame, future=future, context=context)
    return _told_of(frame, context) or When.day(published)


def _sets_out(frame: Frame) -> bool:
    """Whether the journey to a meeting has begun: "leaves for Laos"."""
    return frame.anchor.lemma_ in ("leave", "depart", "fly") and frame.anchor.tag_ in ("VBZ", "VBP", "VBD")


def _said(frame: Frame, *, future: bool, context: Context) -> When | None:
    """The date of the expression that belongs to the act, where it can be the act's."""
    owned = attached(frame)
    if owned is None:
        return None
    published = context.published
    when = owned.said.when(published, future=future)
    if when is None:
        return None
    if owned.link == "by":
        return _by(when, future=future, context=context)
    if owned.link == "since":
        return _since(frame, when, context)
    if _is_of_another(frame, owned, when, future=future, context=context):
        return None
    return when if future else when.until(published)


def _is_of_another(frame: Frame, owned: Attached, when: When, *, future: bool, context: Context) -> bool:
    """Whether the tense or type of an act shows that a date beside it is not its own."""
    if frame.topic == "MeetingCancelled" and (owned.link == "for" or owned.owner.pos_ not in ("VERB", "AUX")):
        return True  # when the meeting was to be
    if future:
        return False
    if when.start is not None and when.start > context.published and not _may_come(frame):
        return True
    if _is_perfect(frame.anchor) and _is_definite(owned) and when.start != context.published:
        return True
    return is_headline(frame.anchor) and not _fits_headline(owned, when, context)


def _is_definite(owned: Attached) -> bool:
    """Whether an expression says when something was done, not since when, how often or in which time."""
    unit = owned.said.rule == "unit" and owned.said.groups["which"].lower() in ("last", "previous")
    return unit or owned.said.rule in _DEFINITE


def _is_perfect(verb: Token) -> bool:
    """ "has charged": a tense that no definite time goes with, so one in its sentence is that of something else."""
    helped = {child.lower_ for child in verb.children if child.dep_ in ("aux", "auxpass")}
    return bool(helped & {"has", "have", "’ve", "'ve"}) and "been" not in helped


def _may_come(frame: Frame) -> bool:
    """Whether a later date makes a plan of an act that is told without a tense: "the withdrawal on 31 January"."""
    return frame.topic == "MeetingHeld" or (frame.presupposed and frame.topic in _DECIDED)


def _by(when: When, *, future: bool, context: Context) -> When | None:
    """A deadline: some time from the report on."""
    if not future or when.end is None or when.end < context.published:
        return None
    return When.range(context.published, when.end)


def _since(frame: Frame, when: When, context: Context) -> When | None:
    """What goes on since a day is under way; what was done since then was done on some day of that time."""
    published = context.published
    verb = frame.anchor
    lasting = verb.lemma_ in _LASTING or any(child.lower_ == "been" for child in verb.children)
    if when.start is None or when.start > published:
        return None
    if lasting and not frame.presupposed and verb.pos_ == "VERB":
        return When.day(published)
    return When.range(when.start, published)


def _fits_headline(owned: Attached, when: When, context: Context) -> bool:
    """Whether the present tense of the news goes with an expression: "meets him on Friday", not "yesterday"."""
    if when.start is None or when.precision not in (Precision.DAY, Precision.DAYS):
        return when.start is not None and when.start > context.published
    return when.start >= context.published - _TODAYS and owned.said.rule not in ("yesterday", "ago")


_BEFORE_THAT = re.compile(r"\b((?:an?|one|two|three|four|five|\d{1,2}) (?:day|week|month)s?)\s*$", re.IGNORECASE)


def _sequel(frame: Frame, context: Context) -> When | None:
    """ "recalls its envoy a day after Peru did": the day of the news, or so long before it as the words say."""
    if context.official or not is_sequel(frame.anchor):
        return None
    doc = frame.anchor.doc
    word = next(token for token in reversed(doc[: frame.anchor.i]) if token.lower_ in AFTER)
    earlier = _BEFORE_THAT.search(said_span(doc, 0, len(doc)).doc.text[: word.idx])
    if earlier is None:
        return When.day(context.published)
    (found,) = expressions(f"{earlier[1]} ago")
    return found.when(context.published, future=False)


def _planned(frame: Frame, *, future: bool, context: Context) -> When:
    """A meeting to come has the only date of its sentence, or that of the journey that the report told of."""
    only = only_expression(frame.anchor.doc) if frame.topic in _MEETINGS and future else None
    when = only.when(context.published, future=True) if only is not None else None
    if when is not None and when.end is not None and when.end >= context.published:
        return _remembered(when, frame, context)
    if frame.topic in _MEETINGS:
        before = _met_before(frame, context)
        if before is not None and before.end is not None and before.end >= context.published:
            return before
        return _journey(context, past=False) or When.unknown()
    return When.unknown()


def _remembered(when: When, frame: Frame, context: Context) -> When:
    """The same date, kept for what the report tells further of the same meeting or visit."""
    if frame.topic in _MEETINGS and when.precision in (Precision.DAY, Precision.DAYS):
        if not context.meetings and frame.topic == "MeetingHeld" and context.readout:
            context.occasion = when
        for pair in _pairs(frame):
            context.meetings.setdefault(pair, when)
    return when


def _met_before(frame: Frame, context: Context) -> When | None:
    """The date that the report gave for a meeting or visit of the same two."""
    return next((context.meetings[pair] for pair in _pairs(frame) if pair in context.meetings), None)


def _journey(context: Context, *, past: bool) -> When | None:
    """The days of the journey that the report tells of, if they lie behind it, or if not."""
    days = context.journey
    if days is None or days.start is None or days.end is None:
        return None
    return days if (days.end <= context.published if past else days.end >= context.published) else None


def _told_of(frame: Frame, context: Context) -> When | None:
    """The day of the visit on which they met, or of the meeting in which it was said."""
    if not context.official or frame.anchor.tag_ not in ("VBD", "NN", "NNS"):
        return None
    if frame.topic == "MeetingHeld":
        before = _met_before(frame, context)
        return before if before is not None and before.precision is Precision.DAYS else _journey(context, past=True)
    return context.occasion if frame.anchor.tag_ == "VBD" and frame.topic in _IN_MEETINGS else None


def _pairs(frame: Frame) -> list[str]:
    """The pairs of those who meet."""
    others = frame.targets or frame.sources
    return [dyad(one, other) for one in frame.sources for other in others if one != other]
