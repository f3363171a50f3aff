"""Gold: annotated reports read with the rules, scored by the shared scorer, and held against their floors.

The floors are in `floors.toml`, by the digest of the gold file: another state of it has none until they are set.
"""

import hashlib
import json
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import relations
from events import PolicyEvent
from tracker.extraction.rules import RuleExtractor
from tracker.incoming import IncomingReport

SHARED = Path(__file__).resolve().parents[2] / "shared"
NAMES = ("seeds", "bullets", "releases", "train")
RELATIONS = "plv_train"
_FLOORS = Path(__file__).with_name("floors.toml")
_CEILINGS = frozenset({"false_alarms"})
"""Figures that are the better the lower they are."""


def reports(rows: Iterable[Mapping[str, Any]]) -> Iterator[IncomingReport]:
    """Yield the reports of annotated or plain rows."""
    for row in rows:
        yield IncomingReport(
            label=row["id"],
            id=row["id"],
            publisher=row["publisher"],
            publisher_polity=row.get("publisher_polity"),
            published=date.fromisoformat(row["published"][:10]),
            title=row.get("title") or "",
            text=row["text"],
        )


def read_rows(path: Path) -> list[dict[str, Any]]:
    """The rows of a JSONL file."""
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def score(gold: Path, folder: Path) -> dict[str, Any]:
    """Read a gold file with the rules and score it; figures by name, "event.f1" and so on.

    Raises ValueError for a quote that does not stand in its report.
    """
    proposed = folder / gold.name
    with proposed.open("w", encoding="utf-8") as file:
        for report, proposals in RuleExtractor().extract(reports(read_rows(gold))):
            events = [proposal.event(report.report_id, 2) for proposal in proposals]
            if not all(event.evidence.stands_in(report.text) for event in events):
                raise ValueError(f"{report.label}: a quote does not stand in the text")
            file.write(json.dumps({"id": report.id, "events": [_row(event) for event in events]}) + "\n")
    command = [sys.executable, str(SHARED / "tools" / "score.py"), str(gold), str(proposed)]
    return dict(_flat(json.loads(subprocess.run(command, check=True, capture_output=True, text=True).stdout)))


def score_relations(gold: Path) -> dict[str, Any]:
    """Score the sentences with given actors."""
    return relations.figures(read_rows(gold))


def _row(event: PolicyEvent) -> dict[str, Any]:
    return {
        "type": event.TOPIC,
        "source": event.source,
        "target": event.target,
        "date": event.occurred.iso,
        "modality": event.modality.value,
        "background": event.background,
    }


def _flat(result: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in result.items():
        if isinstance(value, dict):
            yield from ((f"{name}.{part}", figure) for part, figure in value.items())
        else:
            yield name, value


def floors(gold: Path) -> dict[str, float] | None:
    """The floors of a gold file in its present state; None where none were set for it."""
    pinned = tomllib.loads(_FLOORS.read_text(encoding="utf-8"))
    digest = hashlib.sha256(gold.read_bytes()).hexdigest()
    return next((one["floors"] for one in pinned["gold"] if one["sha256"] == digest), None)


def shortfalls(figures: Mapping[str, Any], pinned: Mapping[str, float]) -> list[str]:
    """Say of each figure that is on the wrong side of its floor by how much."""
    return [
        f"{name} is {figures[name]}, {'more' if name in _CEILINGS else 'less'} than {floor}"
        for name, floor in pinned.items()
        if figures.get(name) is None or (figures[name] > floor if name in _CEILINGS else figures[name] < floor)
    ]
