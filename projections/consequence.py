"""How much follows from an event: what a mistake in it would change. The review queue begins with the greatest.

The points are those that an act of its type has in the climate (`projections.climate`), good or bad. A judgement has
none there, but what a holder judges is what an audit is asked for most, so here it counts as much as a measure. What is
only planned or conditional says less than what happened, background less than news, and of what several witnesses tell
each one alone decides less.
"""

from events import AssessmentReported, MeetingHeld
from events.vocabulary import Modality
from projections.acts import Act
from projections.climate import FORMAT_WEIGHTS, WEIGHTS

POINTS = {**{topic: abs(points) for topic, points in WEIGHTS.items()}, AssessmentReported.TOPIC: 6.0}
"""Points of one event by its type."""

MODALITIES = {Modality.HAPPENED: 1.0, Modality.ANNOUNCED: 0.9, Modality.PLANNED: 0.6, Modality.CONDITIONAL: 0.4}
"""What is left of them by modality."""

_MODALITIES = {modality.value: share for modality, share in MODALITIES.items()}

BACKGROUND = 0.4
"""What is left of them for what a report tells as background."""


def consequence(act: Act, corroboration: int) -> float:
    """How much follows from an act that so many independent witnesses tell (at least one), from 0 to 9.5 points."""
    points = POINTS[act.type]
    if act.type == MeetingHeld.TOPIC:
        points = FORMAT_WEIGHTS.get(act.told["format"], points)
    share = _MODALITIES[act.modality] * (BACKGROUND if act.background else 1.0)
    return round(points * share / corroboration, 4)
