"""Merging: the same act told twice in a report is one event."""

from collections.abc import Iterable

from events import Evidence
from tracker.extraction.drafting import Draft

Found = tuple[Draft, Evidence]


def merged(found: Iterable[Found]) -> list[Found]:
    """Keep one draft of each act: the first that is told for its own sake, else the first that is only mentioned."""
    kept: dict[tuple[object, ...], Found] = {}
    for draft, evidence in found:
        key = _key(draft)
        before = kept.get(key)
        if before is None or (before[0].background and not draft.background):
            kept[key] = (draft, evidence)
    told = {
        (draft.source, draft.target) for draft, _ in kept.values() if _is_meeting(draft) and not _only_mentioned(draft)
    }
    return [one for one in kept.values() if not (_only_mentioned(one[0]) and (one[0].source, one[0].target) in told)]


def _is_meeting(draft: Draft) -> bool:
    return draft.topic in ("MeetingHeld", "MeetingScheduled", "MeetingCancelled")


def _only_mentioned(draft: Draft) -> bool:
    """ "the first visit in years": says more of a meeting that the report tells anyway."""
    return draft.topic == "MeetingHeld" and draft.background and draft.occurred.start is None


def _key(draft: Draft) -> tuple[object, ...]:
    judgement = draft.extra.get("judgement")
    proposition = judgement.proposition if judgement is not None else None
    about = (
        (judgement.stance, proposition.predicate, proposition.object)
        if judgement is not None and proposition is not None
        else ()
    )
    when = draft.occurred.iso if draft.topic.startswith("Meeting") else None
    return (draft.topic, draft.source, draft.target, draft.extra.get("measure"), draft.extra.get("action"), when, about)
