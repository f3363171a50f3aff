"""Merging: the same act told twice in a report is one event."""

from collections.abc import Iterable

from events import Evidence, Judgement
from projections.unnamed import matter
from tracker.extraction.drafting import Draft

Found = tuple[Draft, Evidence]


def merged(found: Iterable[Found]) -> list[Found]:
    """Keep one draft of each act: the first that is told for its own sake, else the first that is only mentioned.

    Acts with dates of their own that exclude each other are different ones.
    """
    groups: dict[tuple[object, ...], list[Found]] = {}
    for one in found:
        _take(groups.setdefault(_key(one[0]), []), one)
    kept = [one for group in groups.values() for one in group]
    told = {(draft.source, draft.target) for draft, _ in kept if _is_meeting(draft) and not _only_mentioned(draft)}
    return [one for one in kept if not (_only_mentioned(one[0]) and (one[0].source, one[0].target) in told)]


def _take(group: list[Found], one: Found) -> None:
    """Put a draft among those of the same act, in the place of one that says less of it."""
    for place, (before, _) in enumerate(group):
        if one[0].occurred.compatible(before.occurred):
            if _says_more(one[0], before):
                group[place] = one
            return
    group.append(one)


def _says_more(draft: Draft, before: Draft) -> bool:
    """Whether a draft is told where the other is only mentioned, or has a date where the other has none."""
    if before.background != draft.background:
        return before.background
    return before.background and before.occurred.start is None and draft.occurred.start is not None


def _is_meeting(draft: Draft) -> bool:
    return draft.topic in ("MeetingHeld", "MeetingScheduled", "MeetingCancelled")


def _only_mentioned(draft: Draft) -> bool:
    """ "the first visit in years": says more of a meeting that the report tells anyway."""
    return draft.topic == "MeetingHeld" and draft.background and draft.occurred.start is None


def _key(draft: Draft) -> tuple[object, ...]:
    about = judged(draft.extra.get("judgement"))
    when = draft.occurred.iso if draft.topic.startswith("Meeting") else None
    return (draft.topic, draft.source, draft.target, draft.extra.get("measure"), draft.extra.get("action"), when, about)


def judged(judgement: Judgement | None) -> tuple[object, ...]:
    """What makes two judgements of a report one: stance, predicate and object; of a matter without a name the words."""
    if judgement is None:
        return ()
    proposition = judgement.proposition
    return (judgement.stance, proposition.predicate, proposition.object, matter(proposition, ""))
