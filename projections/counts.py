"""How often each act was done, in incidents."""

from collections import defaultdict
from collections.abc import Iterable

from events import MeetingScheduled
from events.values import Value
from projections.acts import Act
from projections.incidents import Incident

_REAL = frozenset({"happened", "announced"})


class Count(Value):
    """Acts of one type in one direction; undirected types have the pair in alphabetical order.

    `incidents` happened or were decided, `mentions` are the events that tell of them, and `planned` are incidents that
    are only planned or conditional.
    """

    type: str
    source: str
    target: str
    incidents: int
    mentions: int
    planned: int


def counts(incidents: Iterable[Incident]) -> tuple[Count, ...]:
    """Counts by type and direction, in their alphabetical order."""
    found: dict[tuple[str, str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for incident in incidents:
        act = incident.acts[0]
        so_far = found[act.type, act.source, act.target]
        if is_real(act) or any(is_real(told) for told in incident.acts[1:]):
            so_far[0] += 1
            so_far[1] += len(incident.acts)
        else:
            so_far[2] += 1
    return tuple(
        Count(type=ends[0], source=ends[1], target=ends[2], incidents=real, mentions=mentions, planned=planned)
        for ends, (real, mentions, planned) in sorted(found.items())
    )


def is_real(act: Act) -> bool:
    """Whether an act was done or decided; the planning of a meeting is itself an act."""
    return act.modality in _REAL or act.type == MeetingScheduled.TOPIC
