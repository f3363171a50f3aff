"""Extraction against annotated reports, by the definitions of the shared scorer; skipped where they are not there.

The floors are what the rules reached when they were set. They are raised, never lowered quietly.
"""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tracker.extraction.rules import RuleExtractor
from tracker.incoming import IncomingReport

SHARED = Path(__file__).resolve().parents[3] / "shared"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="needs the annotated reports in ../shared")


def score(name: str, folder: Path) -> dict[str, Any]:
    """Read a gold file with the rules and score it with the shared scorer."""
    gold, proposed = SHARED / "gold" / f"{name}.jsonl", folder / f"{name}.jsonl"
    rows = [json.loads(line) for line in gold.read_text(encoding="utf-8").splitlines()]
    reports = [
        IncomingReport(
            label=row["id"],
            id=row["id"],
            publisher=row["publisher"],
            publisher_polity=row["publisher_polity"],
            published=date.fromisoformat(row["published"][:10]),
            title=row["title"],
            text=row["text"],
        )
        for row in rows
    ]
    with proposed.open("w", encoding="utf-8") as file:
        for report, proposals in RuleExtractor().extract(reports):
            events = [proposal.event(report.report_id, 2) for proposal in proposals]
            assert all(event.evidence.stands_in(report.text) for event in events)
            file.write(json.dumps({"id": report.id, "events": [_row(event) for event in events]}) + "\n")
    command = [sys.executable, str(SHARED / "tools" / "score.py"), str(gold), str(proposed)]
    result: dict[str, Any] = json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)
    return result


def _row(event: Any) -> dict[str, Any]:
    return {
        "type": event.TOPIC,
        "source": event.source,
        "target": event.target,
        "date": event.occurred.iso,
        "modality": event.modality.value,
        "background": event.background,
    }


@pytest.mark.parametrize(
    ("name", "event", "pair", "precision", "dated"),
    [
        ("seeds", 0.87, 0.99, 0.99, 0.87),
        ("bullets", 0.61, 0.70, 0.92, 0.92),
        ("releases", 0.60, 0.78, 0.72, 0.83),
        ("train", 0.66, 0.76, 0.85, 0.89),
    ],
)
def test_extraction_does_not_fall_below_its_floor(
    name: str, event: float, pair: float, precision: float, dated: float, tmp_path: Path
) -> None:
    result = score(name, tmp_path)
    assert result["event"]["f1"] >= event
    assert result["pair"]["f1"] >= pair
    assert result["event"]["precision"] >= precision
    assert result["date"] >= dated
