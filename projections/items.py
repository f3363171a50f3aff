"""What every item of a relationship's state has: the words, the report, the dates, the events."""

from collections.abc import Iterable, Sequence
from operator import attrgetter
from typing import Any, NamedTuple
from uuid import UUID

from events import When
from events.values import Value
from events.vocabulary import Reliability
from projections.acts import Act, Decision, ReportRef
from projections.clocks import Day
from projections.credibility import Credibility, credibility
from projections.trusted import known_id, trusted
from projections.witnesses import witnesses


class Item(Value):
    """Something that is so at the date of the question, and the words that say so.

    `event_id`, `quote` and `report` are those of the event that speaks; `event_ids` are all events that tell of it, in
    the order of the story. `corroboration` is the number of independent witnesses that tell of the very act that speaks
    (`projections.witnesses`), `reliability` how its publisher is graded and `credibility` how credible that makes what
    is told (`projections.credibility`), and `because` says why several events are held to tell of the same. `date` is
    `occurred` as exactly as it is known ("2022-03-18", "2022-03", null); `valid_from` is the day from which it counts.
    """

    event_id: UUID
    event_ids: tuple[UUID, ...]
    quote: str
    report: ReportRef
    corroboration: int
    reliability: Reliability
    credibility: Credibility
    because: tuple[str, ...]
    date: str | None
    occurred: When
    valid_from: Day
    published: Day


class Answer(Value):
    """A later act that answers a warning or a demand, and why it is held to."""

    event_id: UUID
    type: str
    date: str | None
    valid_from: Day
    quote: str
    report: ReportRef
    because: str


class Answered(NamedTuple):
    """An act that answers another, and why it is held to: by a rule, or as an analyst decided."""

    act: Act
    because: str
    decision: Decision | None = None

    def view(self) -> Answer:
        """The same for an answer to a question."""
        act = self.act
        said = {
            "event_id": known_id(act.event_id),
            "type": act.type,
            "date": act.written,
            "valid_from": act.valid_from,
            "quote": act.quote,
            "report": act.teller.ref,
            "because": self.because,
        }
        return trusted(Answer, said)


def decided(decision: Decision) -> Answered:
    """The act that an analyst holds to answer another."""
    return Answered(decision.other, decision.told, decision)


def evidence(
    speaking: Act,
    telling: Sequence[Act],
    because: Iterable[str] = (),
    *,
    occurred: When | None = None,
    confirming: Sequence[Act] | None = None,
) -> dict[str, Any]:
    """The fields of an `Item`: `speaking` gives the words, `telling` are all acts that tell of it, and why they do.

    `confirming` are those of them that tell of the very act that speaks; all, where nothing else is said.
    """
    teller = speaking.teller
    event_id = known_id(speaking.event_id)
    if len(telling) == 1:
        event_ids: tuple[UUID, ...] = (event_id,)
    else:
        ordered = sorted(telling, key=attrgetter("story"))
        event_ids = tuple(map(known_id, dict.fromkeys(act.event_id for act in ordered)))
    same = telling if confirming is None else confirming
    return {
        "event_id": event_id,
        "event_ids": event_ids,
        "quote": speaking.quote,
        "report": teller.ref,
        "corroboration": witnesses(same) if len(same) > 1 else 1,
        "reliability": teller.reliability,
        "credibility": credibility(same),
        "because": tuple(dict.fromkeys(because)),
        "date": speaking.written if occurred is None else occurred.written,
        "occurred": speaking.occurred if occurred is None else occurred,
        "valid_from": speaking.valid_from,
        "published": speaking.published,
    }
