"""What two events must have in common to tell of one act, besides their dates.

What meets this may still be of two acts: of meetings with other people, or of judgements on matters without a name in
other words, which only an analyst can hold to be one (see `projections.incidents`).
"""

from collections.abc import Hashable, Mapping
from typing import Any

from events import AssessmentReported, Judgement, PolicyEvent, SanctionsEased, SanctionsImposed

_MEASURES = frozenset({SanctionsImposed.TOPIC, SanctionsEased.TOPIC})


def likeness(event: PolicyEvent) -> Hashable:
    """What two events must have in common to tell of one act, besides their dates."""
    return alike((event.TOPIC, event.source, event.target), vars(event))


def alike(ends: tuple[str, str, str], fields: Mapping[str, Any]) -> Hashable:
    """The same from the type, source and target of an event, and the fields of its type."""
    if ends[0] in _MEASURES:
        return (*ends, fields["measure"], fields["action"])
    if ends[0] == AssessmentReported.TOPIC:
        judgement: Judgement = fields["judgement"]
        return (*ends, judgement.proposition.predicate, judgement.proposition.object, judgement.stance)
    return ends
