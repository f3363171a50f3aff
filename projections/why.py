"""Why something is so at a moment: its event, its words, its report, and what it replaced, back to the first."""

import sqlite3
from collections.abc import Iterator, Sequence
from itertools import groupby
from uuid import UUID

from pydantic import AwareDatetime

from events.values import Value
from projections.acts import ReportRef
from projections.climate import Climate
from projections.clocks import Clocks, Day
from projections.history import Change, standing
from projections.knowledge import ChangeKind
from projections.relationship import RelationshipState, relationship
from projections.viewsfile import reading

CLIMATE = "climate"

_SECTIONS = {
    "meetings": ("status",),
    "measures": ("stage", "effective", "expiry"),
    "warnings": ("status",),
    "demands": ("status",),
    "assessments": ("stance", "likelihood", "confidence"),
}
_BY_TIME = "no report says so: it follows from the date of the question"


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
    current = dict(_current(state))
    because = dict(_because(state))
    by_subject = sorted(changes, key=lambda change: (change.subject, change.attribute))
    return tuple(
        _explained(subject, name, list(chain), current, because.get(subject, ()))
        for (subject, name), chain in groupby(by_subject, key=lambda change: (change.subject, change.attribute))
        if _names(attribute, subject, name)
    )


def explainable(connection: sqlite3.Connection, pair: tuple[str, str], clocks: Clocks) -> list[str]:
    """The kinds of subjects, the attributes and the subjects of which something is known between two polities."""
    with reading(connection):
        changes = standing(connection, tuple(sorted(pair)), clocks)  # type: ignore[arg-type]  # two stay two
    kinds = {f"{change.subject.split(':', maxsplit=1)[0]}s" for change in changes}
    return sorted({CLIMATE} | kinds | {change.attribute for change in changes} | {change.subject for change in changes})


def _names(asked: str, subject: str, attribute: str) -> bool:
    kind = subject.split(":", maxsplit=1)[0]
    return asked in {attribute, kind, f"{kind}s", f"{subject}.{attribute}"} or (
        ":" in asked and subject.startswith(asked)
    )


def _explained(
    subject: str,
    attribute: str,
    chain: Sequence[Change],
    current: dict[tuple[str, str], str | None],
    because: tuple[str, ...],
) -> Explanation:
    newest = chain[-1].after
    value = current.get((subject, attribute), newest)
    return Explanation(
        subject=subject,
        content=chain[-1].content,
        attribute=attribute,
        value=value,
        note=_BY_TIME if value != newest else None,
        because=because,
        steps=tuple(_step(change) for change in reversed(chain)),
    )


def _current(state: RelationshipState) -> Iterator[tuple[tuple[str, str], str | None]]:
    for section, attributes in _SECTIONS.items():
        for item in getattr(state, section):
            for attribute in attributes:
                yield (item.subject, attribute), getattr(item, attribute)


def _because(state: RelationshipState) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Why events belong to a subject: the reasons of its item, and of the acts in its history."""
    for section in _SECTIONS:
        for item in getattr(state, section):
            told = (item, *getattr(item, "history", ()))
            yield item.subject, tuple(dict.fromkeys(reason for one in told for reason in one.because))


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
