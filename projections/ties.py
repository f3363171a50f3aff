"""What holds two polities together or apart: the last step in their ties, the last agreement, the last use of force."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from projections.acts import Act
from projections.assertions import ACT
from projections.facts import Fact
from projections.incidents import Incident, incidents
from projections.items import Item, evidence
from projections.subjects import Kind


class TieItem(Item):
    """An attribute of the relationship itself, as the last act on it left it; `previous` is the value before.

    `attribute` is `ties` (cut or restored, by whom), `agreement` (what was signed) or `force` (who used it on whom);
    `incidents` is how many acts there have been on it.
    """

    subject: str
    attribute: str
    value: str
    previous: str | None
    incidents: int


def ties(found: Sequence[Fact]) -> tuple[TieItem, ...]:
    """The attributes of a relationship, in the order of their names, from its facts in force."""
    return tuple(
        TieItem(
            **evidence(told[-1].telling, told[-1].acts, told[-1].because),
            subject=subject,
            attribute=attribute,
            value=values[-1],
            previous=values[-2] if len(values) > 1 else None,
            incidents=len(told),
        )
        for (subject, attribute), told, values in steps(found)
    )


def steps(found: Sequence[Fact]) -> Iterator[tuple[tuple[str, str], list[Incident], list[str]]]:
    """By subject and attribute, the incidents that moved it in the order of the story, and its value after each."""
    values: dict[tuple[str, str], dict[int, str]] = defaultdict(dict)
    acts: dict[int, Act] = {}
    for fact in found:
        if fact.kind is Kind.RELATIONSHIP and fact.attribute != ACT:
            values[fact.subject, fact.attribute][fact.act.number] = fact.value
            acts[fact.act.number] = fact.act
    for key, of in sorted(values.items()):
        told = incidents(acts[number] for number in of)
        yield key, told, [of[incident.telling.number] for incident in told]
