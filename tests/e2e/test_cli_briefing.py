"""`tracker state A B` as one reads it every day: one screen, and the rest of it on demand."""

import csv
import os
import subprocess
from pathlib import Path

import pytest
from command import EXAMPLES, ROOT, TRACKER, tracker

ASKED = ("state", "usa", "china", "--as-of", "2024-12-01")
TABLE = ("--format", "table")


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("briefing") / "t.db"
    assert tracker("add", EXAMPLES, store=path).code == 0
    return path


@pytest.mark.parametrize("columns", [80, 120])
def test_the_briefing_fits_one_screen_and_has_what_matters(store: Path, columns: int) -> None:
    lines = tracker(*ASKED, *TABLE, store=store, columns=columns).out.splitlines()
    assert max(map(len, lines)) <= columns
    assert len(lines) <= 60
    assert lines[0] == "China (CHN) – United States (USA)  as of 2024-12-01"
    assert lines[1].startswith("  Climate     -")
    assert lines[2].startswith("  Past year   ▁") or lines[2].startswith("  Past year   █")
    headings = [line.split("  ")[0] for line in lines if line and not line.startswith(" ")]
    assert headings[1:] == [heading for heading in HEADINGS if heading in headings]
    assert {"Last meeting", "In force", "Newest events"} <= set(headings)
    assert "imposed sanctions on two" in " ".join(lines)
    assert lines[-1].startswith("  Unreviewed  ")


HEADINGS = [
    "Next meeting",
    "Last meeting",
    "In force",
    "Standing warnings and demands",
    "Assessments, what changed last first",
    "Ties",
    "Newest events",
    "Acts so far",
]


def test_all_of_it_has_every_item_with_its_whole_proof(store: Path) -> None:
    whole = tracker(*ASKED, "--format", "json", store=store).json
    shown = " ".join(tracker(*ASKED, "--all", *TABLE, store=store).out.split())
    for section in ("meetings", "measures", "warnings", "demands", "assessments", "ties"):
        for item in whole[section]:
            assert item["event_id"][:8] in shown, section
            assert item["quote"].split()[0] in shown
    assert "Not shown" not in shown


def test_a_review_shows_where_its_event_does(store: Path) -> None:
    measure = tracker(*ASKED, "--format", "json", store=store).json["measures"][0]
    assert "✓ confirmed" not in tracker(*ASKED, *TABLE, store=store).out
    tracker("confirm", measure["event_ids"][0], "--because", "so", "--by", "Ann", store=store)
    assert "✓ confirmed" in tracker(*ASKED, *TABLE, store=store).out


def test_the_course_of_the_climate_is_in_every_form(store: Path) -> None:
    past = tracker(*ASKED, "--format", "json", store=store).json["climate"]["past"]
    assert (len(past), past[-1]["day"]) == (53, "2024-12-01")
    rows = csv.DictReader(tracker(*ASKED, "--format", "csv", store=store).out.splitlines())
    course = {row["date"]: float(row["value"]) for row in rows if (row["section"], row["what"]) == ("climate", "value")}
    assert course == {reached["day"]: reached["value"] for reached in past}


def test_nothing_but_text_leaves_when_it_is_no_terminal_that_reads(store: Path) -> None:
    environment = os.environ | {"TRACKER_STORE": str(store), "COLUMNS": "80", "TERM": "xterm-256color"}
    done = subprocess.run([TRACKER, *ASKED, *TABLE], cwd=ROOT, env=environment, capture_output=True, check=True)
    assert b"\x1b" not in done.stdout
