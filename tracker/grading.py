"""What it takes to grade a publisher: `decide(graded, command) -> events`, pure.

Publishers have streams of their own beside those of reports, so grades contend with nothing and no report changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from events import DomainEvent, PublisherGraded, identify_publisher, publisher_key
from events.values import Value
from events.vocabulary import Reliability
from tracker.errors import Refused, UnknownPublisher

_NEAR = 3
_LIKE = 60
"""Of 100, by rapidfuzz's ratio: how like a name must be to be offered."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GradePublisher:
    """The command: hold a publisher to be so reliable, with a reason and a name."""

    publisher: str
    reliability: Reliability
    because: str
    by: str


class Graded(Value):
    """A publisher and the grade it now has; `before` is the one that it had. `kind` is known when nothing is new."""

    kind: str
    publisher: str
    reliability: Reliability
    before: Reliability
    because: str
    by: str


def decide(graded: Sequence[PublisherGraded], command: GradePublisher) -> tuple[DomainEvent, ...]:
    """What follows from a grade, given those before it; nothing when the last one says the same for the same reason.

    Raises Refused without a reason or a name.
    """
    for name, said in (("--because", command.because), ("--by", command.by)):
        if not said.strip():
            raise Refused(f"{name} is empty: a grade has a reason and a name")
    last = graded[-1] if graded else None
    if last and (last.reliability, last.because, last.by) == (command.reliability, command.because, command.by):
        return ()
    event = PublisherGraded(
        originator_id=identify_publisher(command.publisher),
        originator_version=len(graded) + 1,
        publisher=command.publisher,
        reliability=command.reliability,
        because=command.because,
        by=command.by,
    )
    return (event,)


def known_publisher(given: str, names: Sequence[str]) -> str:
    """The name, among those of reports, that is meant. Raises UnknownPublisher, with the nearest ones."""
    key = publisher_key(given)
    found = next((name for name in names if publisher_key(name) == key), None)
    if found is not None:
        return found
    from rapidfuzz import fuzz, process  # noqa: PLC0415  only a wrong name needs it

    near = process.extract(key, names, scorer=fuzz.WRatio, processor=publisher_key, limit=_NEAR, score_cutoff=_LIKE)
    hint = f"did you mean {' or '.join(repr(name) for name, *_ in near)}? " if near else ""
    raise UnknownPublisher(f"no report in the store is by {given!r}: {hint}`tracker publisher list` has all publishers")
