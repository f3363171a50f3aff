"""How many witnesses tell of something: publishers, where those that print one text are one."""

from collections.abc import Iterable, Sequence

from projections.acts import Act
from projections.likeness import copies


def witnesses(acts: Iterable[Act]) -> int:
    """The number of independent witnesses among those who tell of acts; the order does not matter.

    Two reports are one witness when they have the same publisher or one is a copy of the other; and so is a third that
    is one witness with either.
    """
    tellers = {act.teller.id for act in acts} if isinstance(acts, Sequence) else None
    if tellers is not None and len(tellers) <= 1:
        return len(tellers)
    return len(independent(acts))


def independent(acts: Iterable[Act]) -> list[list[Act]]:
    """Those who tell of acts, one act for each report, by independent witnesses."""
    groups: list[list[Act]] = []
    for act in {act.teller.id: act for act in acts}.values():
        same = [group for group in groups if any(_one(act, other) for other in group)]
        groups = [group for group in groups if group not in same]
        groups.append([act, *(other for group in same for other in group)])
    return groups


def _one(act: Act, other: Act) -> bool:
    if act.teller.publisher == other.teller.publisher:
        return True
    if act.text is None or other.text is None:
        return False
    return copies(act.text, act.published, other.text, other.published)
