"""Annotated reports → rows of a log, as an extractor that makes no mistake would have written them."""

import json
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

from events import (
    POLICY_EVENTS,
    DomainEvent,
    Evidence,
    PolicyEvent,
    Reading,
    ReportRegistered,
    When,
    digest,
    identify,
    identify_report,
)
from projections.logrow import LogRow

SHARED = Path(__file__).resolve().parents[2] / "shared"
SEEDS = SHARED / "gold" / "seeds.jsonl"


def log_rows(*files: Path, backwards: bool = False, limit: int | None = None) -> Iterator[LogRow]:
    """The rows of a log of annotated files, one report after another, a second apart."""
    lines = [line for file in files for line in file.read_text(encoding="utf-8").splitlines()]
    reports = [json.loads(line) for line in (reversed(lines) if backwards else lines)]
    position = 0
    for report in reports[:limit]:
        for told in _stream(report):
            position += 1
            recorded = datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=position)
            yield LogRow(position, recorded, told.originator_id, told.originator_version, told)


def _stream(report: dict[str, Any]) -> Iterator[DomainEvent]:
    report_id = identify_report(url=report["url"], text=report["text"])
    yield ReportRegistered(
        originator_id=report_id,
        originator_version=1,
        url=report["url"],
        publisher=report["publisher"],
        publisher_polity=report["publisher_polity"],
        title=report["title"],
        published=date.fromisoformat(report["published"]),
        text_sha256=digest(report["text"]),
        text_length=len(report["text"]),
        reading=Reading(extractor="manual", version="1"),
    )
    seen: set[UUID] = set()
    for row in report["events"]:
        if row["quote"] not in report["text"]:  # a few quotes stand in the title only
            continue
        event = _event(row, report_id, 2 + len(seen), report["text"])
        if event.event_id not in seen:
            seen.add(event.event_id)
            yield event


def _event(row: dict[str, Any], report_id: Any, version: int, text: str) -> PolicyEvent:
    kind = POLICY_EVENTS[row["type"]]
    fields: dict[str, Any] = {
        "source": row["source"],
        "target": row["target"],
        "third_parties": row["third_parties"],
        "occurred": When.parse(row["date"]),
        "modality": row["modality"],
        "background": row["background"],
        "evidence": Evidence.find(row["quote"], text),
        "coding": {"rule": "manual"},
        **{name: row[name] for name in ("measure", "action") if row[name] and name in kind.model_fields},
    }
    if row["assessment"]:
        judgement = dict(row["assessment"])
        proposition = {name: judgement.pop(name) for name in ("predicate", "object")}
        fields["judgement"] = {"proposition": proposition, **judgement}
    event = kind.model_validate(
        {**fields, "originator_id": report_id, "originator_version": version, "event_id": report_id}
    )
    return event.model_copy(update={"event_id": identify(report_id, kind.TOPIC, event.model_dump(mode="json"))})
