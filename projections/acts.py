"""An event as the views hold it: one version, with its report and its times."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any, Self, TypeAlias
from uuid import UUID

from events import POLICY_EVENTS, Evidence, PolicyEvent, When
from events.values import Value
from events.vocabulary import Modality, Precision, Relation, Reliability
from projections.assertions import valid_from
from projections.likeness import Text
from projections.trusted import NOT_DETAILS, details_of, known_id, trusted

_EXCLUDED: set[str] = set(NOT_DETAILS)
_PRECISIONS = {one.value: one for one in Precision}
_MODALITIES = {one.value: one for one in Modality}

Story: TypeAlias = tuple[date, date, str]
"""A place in the story: valid time, publication, id of the event."""


UNGRADED = Reliability.F
"""How reliable a publisher is that nobody has graded: it cannot be judged."""


class ReportRef(Value):
    """The report that tells something, as far as an answer needs to name it."""

    id: UUID
    publisher: str
    title: str
    published: date
    url: str | None = None


class Teller:
    """The report that tells something: its id and publisher, and on demand all of it; most are only counted.

    `reliability` is how its publisher is graded at the moment of the question (see `projections.grading.attach`).
    """

    __slots__ = ("_made", "_row", "id", "publisher", "reliability")

    def __init__(self, row: tuple[str, str, str, str, str | None], made: ReportRef | None = None) -> None:
        """Take id, publisher, title, day of publication, address."""
        self.id, self.publisher = row[0], row[1]
        self._row = row
        self._made = made
        self.reliability = UNGRADED

    @classmethod
    def of(cls, report: ReportRef) -> "Teller":
        """The teller that a report is."""
        return cls((str(report.id), report.publisher, report.title, report.published.isoformat(), report.url), report)

    @property
    def published(self) -> date:
        """The day of publication."""
        return self.ref.published

    @property
    def ref(self) -> ReportRef:
        """How an answer names it."""
        if self._made is None:
            report_id, publisher, title, published, url = self._row
            values = {
                "id": known_id(report_id),
                "publisher": publisher,
                "title": title,
                "published": date.fromisoformat(published),
                "url": url,
            }
            self._made = trusted(ReportRef, values)
        return self._made


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """What an analyst decided about an act and another one that counts at the same moment.

    `joined` says whether the two belong together or apart; `relation` is what they are to each other when they do, and
    `first` whether this act is the first of the two. `recorded` is in microseconds since 1970.
    """

    link_id: str
    joined: bool
    relation: Relation | None
    first: bool
    other: "Act"
    recorded: int
    because: str
    by: str

    @property
    def told(self) -> str:
        """The decision as the reason of a match."""
        return f"{self.by} linked them, because {self.because}"


RESTORED = "restored"
"""The `change` of a version that a review was taken back from: the event is again what it was before."""


@dataclass(slots=True, eq=False)
class Act:
    """One version of an event, with its report and its times.

    Instants are microseconds since 1970 in UTC. `story` is where it comes in the story, which does not depend on the
    order of the log; `text` is that of its report, as far as it is known here. `event` is the whole event, built from
    the columns when first asked for: most of the acts of a busy pair are only counted. `decisions` are what analysts
    decided about it and other acts (see `projections.links`). Not frozen for the sake of these two.
    """

    number: int
    event_id: str
    version: int
    change: str
    position: int
    recorded: int
    first_recorded: int
    superseded: int | None
    superseded_by: int | None
    valid_from: date
    published: date
    type: str
    source: str
    target: str
    third_parties: str
    modality: str
    background: bool
    start: date | None
    end: date | None
    precision: str
    quote: str
    quote_start: int
    quote_end: int
    details: str
    teller: Teller
    story: Story
    text: Text | None = None
    _event: PolicyEvent | None = field(default=None, repr=False)
    _told: Mapping[str, Any] | None = field(default=None, repr=False)
    decisions: tuple[Decision, ...] = field(default=(), repr=False)

    @classmethod
    def outline(cls, place: tuple[int, str, date, date], ends: tuple[str, str, str], teller: Teller) -> Self:
        """An act of which only a part was read: number, id, valid time and publication; type, source and target.

        To ask it for what it was not given is an AttributeError.
        """
        act = cls.__new__(cls)
        act.number, act.event_id, act.valid_from, act.published = place
        act.type, act.source, act.target = ends
        act.teller = teller
        act.story = (act.valid_from, act.published, act.event_id)
        act._event = act._told = None  # noqa: SLF001  its own
        act.decisions = ()
        return act

    @property
    def event(self) -> PolicyEvent:
        """The event with all its fields."""
        if self._event is None:
            self._event = trusted(POLICY_EVENTS[self.type], self._fields())
        return self._event

    @property
    def told(self) -> Mapping[str, Any]:
        """The fields of its type, coding and attribution: what needs no more of the event spares the rest of it."""
        if self._told is None:
            self._told = details_of(self.type, self.details)
        return self._told

    def _fields(self) -> dict[str, Any]:
        evidence = {"quote": self.quote, "start": self.quote_start, "end": self.quote_end}
        return {
            "originator_id": known_id(self.teller.id),
            "originator_version": self.version,
            "event_id": known_id(self.event_id),
            "source": self.source,
            "target": self.target,
            "third_parties": tuple(self.third_parties.split()),
            "occurred": self.occurred,
            "modality": _MODALITIES[self.modality],
            "background": self.background,
            "evidence": trusted(Evidence, evidence),
            **self.told,
        }

    @property
    def report(self) -> ReportRef:
        """The report that tells it."""
        return self.teller.ref

    @property
    def occurred(self) -> When:
        """When it happened or will, as the report says."""
        return _dated(self.start, self.end, self.precision)[0]

    @property
    def written(self) -> str | None:
        """The same as an answer writes it: `2022-03-18`, `2022-03`, None."""
        return _dated(self.start, self.end, self.precision)[1]

    @property
    def span(self) -> tuple[date, date] | None:
        """The first and last day on which it can have happened or will; None when that is not known.

        What has happened did so by the day of its report.
        """
        if self.start is None or self.end is None:
            return None
        over = self.modality == Modality.HAPPENED and self.start <= self.published < self.end
        return self.start, self.published if over else self.end


@lru_cache(maxsize=20_000)
def _dated(start: date | None, end: date | None, precision: str) -> tuple[When, str | None]:
    """The date that some columns hold: many acts of a story have the same."""
    when = trusted(When, {"start": start, "end": end, "precision": _PRECISIONS[precision]})
    return when, when.written


def act_of(
    event: PolicyEvent,
    report: ReportRef | Teller,
    *,
    number: int = 0,
    position: int = 0,
    recorded: int = 0,
    change: str = "recorded",
    first_recorded: int | None = None,
) -> Act:
    """The act that an event of a report is, from its position and recorded time on."""
    teller = report if isinstance(report, Teller) else Teller.of(report)
    published, event_id = teller.published, str(event.event_id)
    since = valid_from(event, published)
    return Act(
        number=number,
        event_id=event_id,
        version=event.originator_version,
        change=change,
        position=position,
        recorded=recorded,
        first_recorded=recorded if first_recorded is None else first_recorded,
        superseded=None,
        superseded_by=None,
        valid_from=since,
        published=published,
        type=event.TOPIC,
        source=event.source,
        target=event.target,
        third_parties=" ".join(event.third_parties),
        modality=event.modality.value,
        background=event.background,
        start=event.occurred.start,
        end=event.occurred.end,
        precision=event.occurred.precision.value,
        quote=event.evidence.quote,
        quote_start=event.evidence.start,
        quote_end=event.evidence.end,
        details=details(event),
        teller=teller,
        story=(since, published, event_id),
        _event=event,
    )


def details(event: PolicyEvent) -> str:
    """What the columns of the events table do not hold, as JSON: coding, attribution, and the fields of the type."""
    written = event.__pydantic_serializer__.to_json(event, exclude=_EXCLUDED, exclude_defaults=True)
    return written.decode()
