"""Scores of a reader, held against the shared scorer where it is there."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from built import TEXT, PreparedExtractor, criticism, thanks, warning

from tracker.errors import BadRow
from tracker.extraction.rules import RuleExtractor
from tracker.intake import extract_each
from tracker.proof import screen
from tracker.readers.scoring import Coded, read_gold, score

SHARED = Path(__file__).resolve().parents[3] / "shared"


def gold(file: Path, *events: dict[str, Any]) -> Path:
    row = {"id": "one", "text": TEXT, "published": "2022-03-18", "events": list(events)}
    quiet = {"id": "two", "text": "Nothing.", "published": "2022-03-18", "events": []}
    file.write_text(f"{json.dumps(row)}\n\n{json.dumps(quiet)}\n")
    return file


def event(type_: str, source: str, target: str, **fields: Any) -> dict[str, Any]:
    return {"type": type_, "source": source, "target": target, "date": None, "modality": "happened"} | fields


def test_a_reader_is_scored_by_events_roots_pairs_and_reports(tmp_path: Path) -> None:
    coded = [
        event("WarningIssued", "CHN", "USA", date="2022-03"),
        event("AccusationMade", "USA", "CHN"),
        event("SupportExpressed", "RUS", "CHN", background=True),
    ]
    reader = PreparedExtractor({TEXT: [warning(), criticism(), thanks()], "Nothing.": []})
    found = score(reader, read_gold([gold(tmp_path / "gold.jsonl", *coded)]))
    assert (found.reports, found.coded, found.found) == (2, 3, 3)
    assert (found.event.precision, found.event.recall) == (0.5, 0.5)
    assert (found.root.f1, found.pair.f1) == (1.0, 1.0)
    assert (found.report, found.false_alarms, found.date, found.modality) == (0.75, 0.0, 0.5, 1.0)
    assert [(one.type, one.coded, one.found, one.right) for one in found.types] == [
        ("CriticismVoiced", 0, 1, 0),
        ("AccusationMade", 1, 0, 0),
        ("WarningIssued", 1, 1, 1),
    ]


def test_a_report_that_cannot_be_read_counts_as_without_events(tmp_path: Path) -> None:
    found = score(
        PreparedExtractor({"Nothing.": []}), read_gold([gold(tmp_path / "g", event("RefusalMade", "A", "B"))])
    )
    assert (found.event.recall, len(found.unread)) == (0.0, 1)


@pytest.mark.parametrize("line", ["{", "[]", '{"text": "a"}', '{"text": "a", "published": "2022", "events": []}'])
def test_a_row_that_is_no_coded_report_is_named(tmp_path: Path, line: str) -> None:
    (tmp_path / "gold.jsonl").write_text(f"\n{line}\n")
    with pytest.raises(BadRow, match=r"gold\.jsonl:2: no coded report"):
        read_gold([tmp_path / "gold.jsonl"])


@pytest.mark.skipif(not SHARED.exists(), reason="needs the annotated reports in ../shared")
def test_the_figures_are_those_of_the_shared_scorer(tmp_path: Path) -> None:
    file, proposed = SHARED / "gold" / "bullets.jsonl", tmp_path / "proposed.jsonl"
    rows, rules = read_gold([file]), RuleExtractor()
    ours = score(rules, rows)
    with proposed.open("w") as out:
        for report, proposals in extract_each(rules, [report for report, _ in rows]):
            events = [vars(Coded.of(one)) for one in screen(report, list(proposals)).events]  # type: ignore[arg-type]
            out.write(json.dumps({"id": report.id, "events": events}) + "\n")
    command = [sys.executable, str(SHARED / "tools" / "score.py"), str(file), str(proposed)]
    theirs = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    for name in ("event", "root", "pair"):
        assert getattr(ours, name).model_dump() == theirs[name]
    assert {name: getattr(ours, name) for name in ("report", "false_alarms", "date", "modality")} == {
        name: theirs[name] for name in ("report", "false_alarms", "date", "modality")
    }
