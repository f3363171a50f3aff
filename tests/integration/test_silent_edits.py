"""Releases that their publishers changed without a word, each version with the time at which it was seen."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from built import ticking

from tracker.application import Tracker
from tracker.incoming import IncomingReport
from tracker.outcome import Outcome
from tracker.reading import read_reports

RELEASES = Path(__file__).parents[3] / "shared" / "corpus" / "revised_releases.jsonl"
VISAS = "/promoting-accountability-for-human-rights-abuses-"

pytestmark = pytest.mark.skipif(not RELEASES.exists(), reason=f"{RELEASES} is not here")


def versions() -> Iterator[dict[str, Any]]:
    for line in RELEASES.read_text().splitlines():
        row = json.loads(line)
        yield from ({**row, **version} for version in row.pop("versions"))


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Outcome]]:
    folder = tmp_path_factory.mktemp("edits")
    rows = folder / "versions.jsonl"
    rows.write_text("".join(json.dumps(row) + "\n" for row in versions()))
    reports = list(read_reports([rows], today=date(2026, 1, 1)))
    assert all(isinstance(report, IncomingReport) for report in reports)
    with Tracker(folder / "t.db", clock=ticking()) as tracker:
        outcomes = list(tracker.add(report for report in reports if isinstance(report, IncomingReport)))
        assert {outcome.status for outcome in tracker.add(r for r in reports if isinstance(r, IncomingReport))} == {
            "known"
        }
    return folder / "t.db", outcomes


@pytest.fixture
def tracker(store: tuple[Path, list[Outcome]]) -> Iterator[Tracker]:
    with Tracker(store[0], clock=ticking()) as opened:
        yield opened


def test_every_version_goes_through_and_nothing_that_stays_is_lost(store: tuple[Path, list[Outcome]]) -> None:
    _, outcomes = store
    assert [outcome.status for outcome in outcomes].count("recorded") == 17
    assert [outcome.status for outcome in outcomes].count("revised") == 18
    assert all(outcome.refused == () for outcome in outcomes)


def test_what_survives_stands_in_the_newest_text_under_its_first_id(
    store: tuple[Path, list[Outcome]], tracker: Tracker
) -> None:
    first = {event.event_id for outcome in store[1] if outcome.status == "recorded" for event in outcome.events}
    texts = {row["url"]: row["text"] for row in versions()}
    living = tracker.events()
    assert {event.event_id for event in living} <= first | {e.event_id for o in store[1] for e in o.events}
    for event in living:
        assert event.quote in texts[str(event.report.url)]


def test_the_audit_shows_both_wordings_of_the_release_on_visa_restrictions_and_their_times(tracker: Tracker) -> None:
    edits = [edit for edit in tracker.edits("USA", "RUS") if VISAS in str(edit.report.url)]
    told = [(f"{one.seen_before:%H:%M:%S}", f"{one.seen:%H:%M:%S}", one.before, one.after) for one in edits]
    assert [one[:2] for one in told] == [("19:49:20", "21:05:45"), ("21:05:45", "21:34:24")]
    for (*_, before, after), number in zip(told, ("six", "25"), strict=True):
        assert f"Imposition of visa restrictions on {number}" in before
        assert f"Action to impose visa restrictions on {number}" in after


def test_every_change_of_a_text_is_in_its_diff(tracker: Tracker) -> None:
    for row in (json.loads(line) for line in RELEASES.read_text().splitlines()):
        pairs = list(zip(row["versions"], row["versions"][1:], strict=False))
        changed = [new for old, new in pairs if old["text"] != new["text"]]
        report_id = next(r for r in _ids(tracker) if tracker.show(r).model_dump()["url"] == _url(row))
        assert len(tracker.text_changes(report_id)) == len(changed)


def _ids(tracker: Tracker) -> list[str]:
    with tracker._asked() as connection:
        return [row[0] for row in connection.execute("SELECT DISTINCT report_id FROM reports")]


def _url(row: dict[str, Any]) -> str:
    return str(row["url"])
