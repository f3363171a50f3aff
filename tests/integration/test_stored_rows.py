"""Rows as programs of their time stored them, kept for ever: each must be read, and say what it said.

A file is what `tracker dump` printed when its form of events was current, named after the month. Files are added when
the form of an event changes, and never changed or removed.
"""

import json
from hashlib import sha256
from pathlib import Path
from typing import Any, ClassVar

import pytest
from built import PreparedExtractor, ticking
from eventsourcing.persistence import StoredEvent

from events import EVENTS, DomainEvent, WarningIssued
from events.base import Upcaster
from tracker.application import Tracker
from tracker.chain import Link
from tracker.errors import StoreTooNew
from tracker.moving import Dump
from tracker.storage import CanonicalJSON, EventMapper

FILES = sorted((Path(__file__).parents[1] / "rows").glob("*.jsonl"))
NEWEST = FILES[-1]
MAPPER = EventMapper(CanonicalJSON())
AS_THEY_WERE = {
    "2026-11.jsonl": "d51bb94cda0f25039b79ae0885017ddf10d13c7960b968af38b9f64a820faeae",
    "2026-11b.jsonl": "15785bb93380da8b9220e57748534b61e1d4ce3b0df3c5ea8d549ff190d8f0a4",
    "2026-11c.jsonl": "0bc163b821e4a3297fc270b4f76c612e6711b8f4d10f938b5b9fbe7e13734fbc",
    "2026-11d.jsonl": "8faac9f8b80c5fc3cebb0bcfb84fe7c08821897738bf6423e504488a6be67049",
    "2026-11e.jsonl": "965747646001072f347ad0f9468a13660601b23fbd5e6d299a4136ca1aecec0b",
    "2026-11f.jsonl": "6d0b8268a0b8ded6a25d0847a4541a2c1e20642820b4356b5e00a54b2aaedbe5",
}


def rows(file: Path) -> list[StoredEvent]:
    return [StoredEvent(one[1], one[2], one[3], one[4]) for one in Dump(file).read() if isinstance(one, Link)]


def read(row: StoredEvent) -> DomainEvent:
    event = MAPPER.to_domain_event(row)
    assert isinstance(event, DomainEvent)
    return event


def test_the_files_are_as_they_were() -> None:
    assert {file.name: sha256(file.read_bytes()).hexdigest() for file in FILES} == AS_THEY_WERE


def test_the_newest_file_has_every_kind_of_event() -> None:
    assert {row.topic for row in rows(NEWEST)} == set(EVENTS)


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_row_is_read_and_still_says_all_that_it_said(file: Path) -> None:
    for row in rows(file):
        event, said = read(row), json.loads(row.state)
        if said.pop("class_version", 1) == event.class_version:
            assert MAPPER.to_stored_event(event).state == row.state
        assert (event.TOPIC, event.originator_id, event.originator_version) == (
            row.topic,
            row.originator_id,
            row.originator_version,
        )


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_log_of_such_rows_is_sound_and_its_views_are_made(file: Path, tmp_path: Path) -> None:
    with Tracker(tmp_path / "t.db", clock=ticking(), extractor=PreparedExtractor({})) as tracker:
        moved = tracker.load(file)
        assert tracker.verify().sound
        assert tracker.rebuild().position == moved.position
        assert len(tracker.events()) > 20


def test_a_real_row_of_an_older_class_version_goes_through_its_upcaster(monkeypatch: pytest.MonkeyPatch) -> None:
    def once(state: dict[str, Any]) -> dict[str, Any]:
        return {**state, "condition": f"once: {state.get('condition')}"}

    class Warned(WarningIssued):
        class_version: ClassVar[int] = 2
        UPCASTERS: ClassVar[tuple[Upcaster, ...]] = (once,)

    old = next(row for row in rows(NEWEST) if row.topic == "WarningIssued")
    monkeypatch.setattr("tracker.storage.EVENTS", {**EVENTS, "WarningIssued": Warned})
    event = read(old)
    assert isinstance(event, Warned)
    assert event.condition == f"once: {json.loads(old.state).get('condition')}"
    new = MAPPER.to_stored_event(event)
    assert json.loads(new.state)["class_version"] == 2
    monkeypatch.setattr("tracker.storage.EVENTS", EVENTS)
    with pytest.raises(StoreTooNew, match="class version 2; this program reads up to 1: install a newer one"):
        MAPPER.to_domain_event(new)
