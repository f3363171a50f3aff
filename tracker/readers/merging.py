"""The same act told twice, in one passage or in two that overlap, is one proposal."""

from collections.abc import Iterable
from uuid import NAMESPACE_URL

from tracker.extraction.merging import judged
from tracker.extraction.proposal import Proposal


def merged(found: Iterable[Proposal]) -> list[Proposal]:
    """Keep one proposal of each act, in the order of the text: one told for its own sake before one only mentioned."""
    kept: dict[tuple[object, ...], Proposal] = {}
    for proposal in found:
        key = act_of(proposal)
        before = kept.get(key)
        if before is None or (before.fields["background"] and not proposal.fields["background"]):
            kept[key] = proposal
    return sorted(kept.values(), key=lambda one: (one.fields["evidence"].start, one.fields["evidence"].end))


def act_of(proposal: Proposal) -> tuple[object, ...]:
    """What makes an act of a report this one: type, pair, measure and action, a meeting's date, a judgement's content.

    The fields of a proposal may be values or in the form they are stored, so it is made an event to be looked at; of
    which report does not matter.
    """
    event = proposal.event(NAMESPACE_URL, 1)
    about = judged(getattr(event, "judgement", None))
    when = event.occurred.iso if event.TOPIC.startswith("Meeting") else None
    measure, action = (getattr(event, name, None) for name in ("measure", "action"))
    return (event.TOPIC, event.source, event.target, measure, action, when, about)
