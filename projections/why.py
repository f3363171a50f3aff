"""Why something is so at a moment: its event, its words, its report, and what it replaced, back to the first."""

import sqlite3
from collections import defaultdict
from collections.abc import Iterator, Sequence
from uuid import UUID

from pydantic import AwareDatetime

from events.values import Value
from projections.acts import ReportRef
from projections.climate import Climate
from projections.clocks import Clocks, Day
from projections.difference import Thing
from projections.history import Change, standing
from projections.knowledge import ChangeKind
from projections.meetings import MeetingItem
from projections.passing import by_time
from projections.relationship import RelationshipState, relationship
from projections.viewsfile import reading

CLIMATE = "climate"

_SECTIONS = ("meetings", "measures", "warnings", "demands", "assessments")
_DATES = frozenset({"effective", "expiry"})
_BY_TIME = "no report says so: it follows from the date of the question"
_BY_OTHERS = "the time in force that it was of has ended, or a later act left it open"


class Step(Value):
    """One fact in a chain: what it said, what it replaced, and the words for it.

    Of the climate, the points that an act has left at the moment of the question.
    """

    kind: ChangeKind
    value: str | None
    replaced: str | None
    date: str | None
    valid_from: Day
    published: Day
    recorded: AwareDatetime | None
    event_id: UUID
    type: str
    quote: str
    report: ReportRef
    because: str | None
    by: str | None


class Explanation(Value):
    """Why an attribute of a subject has its value: the facts behind it, the newest first.

    `note` says where the value is not that of the newest fact: an end date has passed, a plan has no report yet.
    `because` says why events were held to belong together. `content` are the words of what an assessment judges.
    """

    SECTIONS = ("steps",)

    subject: str
    content: str | None
    attribute: str
    value: str | None
    note: str | None
    because: tuple[str, ...]
    steps: tuple[Step, ...]


def why(
    connection: sqlite3.Connection, pair: tuple[str, str], attribute: str, clocks: Clocks
) -> tuple[Explanation, ...]:
    """Explain what an attribute names, at a moment; nothing when nothing is known of it.

    It names a subject (`measure:USA:RUS:tariff`, or how its key begins: `measure`), an attribute (`stance`), both
    (`assessment:USA:CHN:lethal_aid:RUS.stance`), or the `climate`. Raises ValueError as `relationship` does.
    """
    with reading(connection):
        state = relationship(connection, pair, **dict(clocks))
        if attribute == CLIMATE:
            return _of_climate(state.climate) if state.counts else ()
        changes = standing(connection, state.pair, clocks)
    numbered = dict(_numbered(state))
    chains: dict[tuple[str, str, int], list[Change]] = defaultdict(list)
    items: dict[int, Thing | None] = {}
    for change in changes:
        if _names(attribute, change.subject, change.attribute):
            found = numbered.get((change.subject, change.event_id)) or numbered.get((change.subject, None))
            number = found[0] if found else -1
            items[number] = found[1] if found else None
            chains[change.subject, change.attribute, number].append(change)
    return tuple(_explained(chain, items[number]) for (_, _, number), chain in sorted(chains.items()))


def explainable(connection: sqlite3.Connection, pair: tuple[str, str], clocks: Clocks) -> list[str]:
    """The kinds of subjects, the attributes and the subjects of which something is known between two polities."""
    with reading(connection):
        state = relationship(connection, pair, **dict(clocks))
        changes = standing(connection, state.pair, clocks)
    climate = {CLIMATE} if state.counts else set[str]()
    kinds = {f"{change.subject.split(':', maxsplit=1)[0]}s" for change in changes}
    return sorted(climate | kinds | {change.attribute for change in changes} | {change.subject for change in changes})


def _names(asked: str, subject: str, attribute: str) -> bool:
    kind = subject.split(":", maxsplit=1)[0]
    return asked in {attribute, kind, f"{kind}s", f"{subject}.{attribute}"} or (
        ":" in asked and subject.startswith(asked)
    )


def _numbered(state: RelationshipState) -> Iterator[tuple[tuple[str, UUID | None], tuple[int, Thing]]]:
    """The items of a state by their subjects; meetings by their events as well: two of one day have one subject."""
    for number, item in enumerate(item for section in _SECTIONS for item in getattr(state, section)):
        yield (item.subject, None), (number, item)
        if isinstance(item, MeetingItem):
            yield from (((item.subject, event_id), (number, item)) for event_id in item.event_ids)


def _explained(chain: Sequence[Change], item: Thing | None) -> Explanation:
    """Explain the value of an attribute by the changes of it, the oldest first; `item` is what they made."""
    subject, name, newest = chain[-1].subject, chain[-1].attribute, chain[-1].after
    value = getattr(item, name, newest)
    note = _BY_OTHERS if name in _DATES else by_time(item) or _BY_TIME
    return Explanation(
        subject=subject,
        content=chain[-1].content,
        attribute=name,
        value=value,
        note=note if value != newest else None,
        because=_because(item),
        steps=tuple(_step(change) for change in reversed(chain)),
    )


def _because(item: Thing | None) -> tuple[str, ...]:
    """Why events are held to belong to an item: its reasons, and those of the acts in its history."""
    told = (item, *getattr(item, "history", ()))
    return tuple(dict.fromkeys(reason for one in told for reason in getattr(one, "because", ())))


def _step(change: Change) -> Step:
    return Step(
        kind=change.kind,
        value=change.after,
        replaced=change.before,
        **{name: getattr(change, name) for name in Step.model_fields if name in Change.model_fields and name != "kind"},
    )


def _of_climate(climate: Climate) -> tuple[Explanation]:
    steps = tuple(
        Step(
            kind="asserted",
            value=f"{mover.points:+.2f}",
            replaced=None,
            date=mover.date,
            valid_from=mover.valid_from,
            published=mover.report.published,
            recorded=None,
            event_id=mover.event_ids[0],
            type=mover.type,
            quote=mover.quote,
            report=mover.report,
            because=None,
            by=None,
        )
        for mover in climate.movers
    )
    note = f"the sum of all acts, each worth half after {climate.half_life_days} days; these move it most"
    return (
        Explanation(
            subject=CLIMATE,
            content=None,
            attribute="value",
            value=f"{climate.value:+.2f}",
            note=note,
            because=(),
            steps=steps,
        ),
    )
