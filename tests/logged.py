"""Acts and rows of a log for tests of the projections, each made in one line."""

from datetime import UTC, date, datetime, timedelta
from itertools import count
from typing import Any
from uuid import UUID

from events import (
    POLICY_EVENTS,
    DomainEvent,
    EventRetracted,
    EventsLinked,
    EventsUnlinked,
    Evidence,
    PolicyEvent,
    Reading,
    ReportRegistered,
    ReportRevised,
    When,
    digest,
    identify,
    identify_link,
    identify_report,
)
from projections.acts import Act, ReportRef, act_of
from projections.links import relation_of
from projections.logrow import LogRow

START = datetime(2025, 1, 1, tzinfo=UTC)

_numbers = count(1)


def ref(name: str = "a", *, published: str = "2022-03-17", publisher: str = "Daily Ledger") -> ReportRef:
    """A report by its name."""
    url = f"https://example.org/{name}"
    report_id = identify_report(url=url, text=name)
    return ReportRef(id=report_id, publisher=publisher, title=name, published=date.fromisoformat(published), url=url)


def event(
    topic: str, *, report: UUID, version: int = 2, on: str | None = None, quote: str = "", **fields: Any
) -> PolicyEvent:
    """An event by the USA toward China, or by China and the USA together, that happened on a day, month or year."""
    directed = POLICY_EVENTS[topic].DIRECTED
    words = quote or f"{topic} {on} {sorted(fields.items())} in {report}"
    given: dict[str, Any] = {
        "source": "USA" if directed else "CHN",
        "target": "CHN" if directed else "USA",
        "modality": "planned" if topic == "MeetingScheduled" else "happened",
        "coding": {"rule": "test"},
        "occurred": When.parse(on),
        "evidence": Evidence(quote=words, start=0, end=len(words)),
        **fields,
    }
    built = POLICY_EVENTS[topic].model_validate(
        {**given, "originator_id": report, "originator_version": version, "event_id": report}
    )
    return built.model_copy(update={"event_id": identify(report, topic, built.model_dump(mode="json"))})


def act(
    topic: str, on: str | None = None, *, published: str = "2022-03-17", by: str | None = None, **fields: Any
) -> Act:
    """An act as a report of its own tells it, or as a named one does."""
    number = next(_numbers)
    name = by or f"report-{number}"
    report = ref(name, published=published, publisher=name)
    return act_of(event(topic, report=report.id, on=on, **fields), report, number=number, position=number)


def judged(stance: str, predicate: str = "lethal_aid", **fields: Any) -> dict[str, Any]:
    """The judgement of an assessment about aid to Russia."""
    return {"judgement": {"proposition": {"predicate": predicate, "object": "RUS"}, "stance": stance, **fields}}


class Ledger:
    """A log in the making: one second and one position for each row."""

    def __init__(self) -> None:
        self.rows: list[LogRow] = []
        self._versions: dict[UUID, int] = {}

    def report(self, name: str, *, published: str = "2022-03-17", publisher: str | None = None, **fields: Any) -> UUID:
        """Register a report, or revise one that is registered."""
        told = ref(name, published=published, publisher=publisher or name)
        kind: type[ReportRegistered | ReportRevised] = ReportRevised if told.id in self._versions else ReportRegistered
        given = {
            "url": told.url,
            "publisher": told.publisher,
            "title": name,
            "published": told.published,
            "text_sha256": digest(name),
            "text_length": 100,
            "reading": Reading(extractor="test", version="1"),
            **({"reason": "text"} if kind is ReportRevised else {}),
            **fields,
        }
        self.append(kind, told.id, **given)
        return told.id

    def tell(self, report: UUID, topic: str, on: str | None = None, **fields: Any) -> PolicyEvent:
        """Append an event of a report."""
        told = event(topic, report=report, on=on, version=self._versions[report] + 1, **fields)
        self._append(told)
        return told

    def append(self, kind: type[DomainEvent], report: UUID, **fields: Any) -> None:
        """Append any other event to a report's stream."""
        version = self._versions.get(report, 0) + 1
        self._append(kind.model_validate({"originator_id": report, "originator_version": version, **fields}))

    def decide(self, one: PolicyEvent, other: PolicyEvent, *, linked: bool = True, undone: bool = False) -> UUID:
        """Append what an analyst decided of two events, and that it was taken back."""
        found = relation_of(one, other)
        assert found is not None
        relation, first, second = found
        report = min(one, other, key=lambda event: event.event_id).originator_id
        link_id = identify_link(report, self._versions[report] + 1)
        said: dict[str, Any] = {"link_id": link_id, "first": first.event_id, "second": second.event_id}
        said |= {"pair": tuple(sorted((one.source, one.target))), "because": "they say so", "by": "Ann"}
        if linked:
            self.append(EventsLinked, report, **said, relation=relation)
        else:
            self.append(EventsUnlinked, report, **said)
        if undone:
            self.append(EventRetracted, report, event_id=link_id, reason="rejected", because="a slip", by="Ann")
        return link_id

    def _append(self, told: DomainEvent) -> None:
        self._versions[told.originator_id] = told.originator_version
        position = len(self.rows) + 1
        recorded = START + timedelta(seconds=position)
        self.rows.append(LogRow(position, recorded, told.originator_id, told.originator_version, told))


def reordered(rows: list[LogRow], order: list[UUID]) -> list[LogRow]:
    """The same rows as if their reports had been appended in another order; within a report nothing changes."""
    moved = [row for report in order for row in rows if row.report_id == report]
    return [
        row._replace(position=position, recorded=START + timedelta(seconds=position))
        for position, row in enumerate(moved, start=1)
    ]
