"""Every answer in every form: a document, lines, rows for a spreadsheet, a table for a memo."""

import csv
import json
from pathlib import Path
from typing import Any

import pytest
from command import EXAMPLES, tracker
from typer.testing import CliRunner

from cli.main import app

FORMULA = "=HYPERLINK(1)"
ANSWERS: list[tuple[str, ...]] = [
    ("state",),
    ("state", "usa"),
    ("state", "usa", "china", "--as-of", "2024-12-01"),
    ("audit", "usa", "china"),
    ("events", "usa"),
    ("timeline", "usa", "china"),
    ("diff", "usa", "china", "--from", "2023-01-01", "--to", "2024-12-01"),
    ("why", "usa", "china", "climate", "--as-of", "2024-12-01"),
    ("why", "usa", "china", "meetings", "--as-of", "2024-12-01"),
    ("measures",),
    ("meetings",),
    ("assessments",),
    ("reports",),
    ("reports", "--by", "month"),
    ("stats",),
    ("feed", "list"),
    ("lexicon", "Xi"),
    ("disagreements",),
    ("verify",),
    ("seal",),
    ("add", str(EXAMPLES)),
    ("extract", str(EXAMPLES)),
    ("reread", "--dry-run"),
    ("rebuild",),
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("formats") / "t.db"
    assert tracker("add", EXAMPLES, store=path).code == 0
    return path


def rows(*command: str, store: Path) -> list[dict[str, str]]:
    ran = tracker(*command, "--format", "csv", store=store)
    assert ran.code == 0, ran.err
    return list(csv.DictReader(ran.out.splitlines()))


def ran(command: tuple[str, ...], form: str, store: Path) -> list[str]:
    """The lines that a command prints, run in this process: there are many of them, and the parser is loaded once."""
    done = CliRunner().invoke(app, [*command, "--format", form], env={"TRACKER_STORE": str(store)})
    assert done.exit_code == 0, done.output
    return done.stdout.splitlines()


@pytest.mark.parametrize("command", ANSWERS, ids=" ".join)
def test_every_answer_has_every_form(command: tuple[str, ...], store: Path) -> None:
    assert all(isinstance(json.loads(line), dict) for line in ran(command, "jsonl", store))
    named, *found = csv.reader(ran(command, "csv", store))
    assert named
    assert all(len(row) == len(named) for row in found)
    heading, rule, *shown = ran(command, "md", store)
    assert len(shown) == len(found)
    assert set(heading.strip("| ").split(" | ")) <= set(named)
    assert all(line.startswith("| ") and line.endswith(" |") for line in (heading, rule, *shown))


def test_the_lines_of_a_state_give_the_whole_of_it(store: Path) -> None:
    command = ("state", "usa", "china", "--as-of", "2024-12-01")
    head, *records = tracker(*command, "--format", "jsonl", store=store).rows
    whole = tracker(*command, "--format", "json", store=store).json
    assert head.pop("record") == "answer"
    made: dict[str, Any] = {**head, **{name: [] for name in whole if name not in head}}
    for record in records:
        made[record.pop("record")].append(record)
    made["climate"] = made["climate"][0]
    assert made == whole


def test_the_lines_of_a_list_are_its_items(store: Path) -> None:
    whole = tracker("events", "usa", store=store).json
    assert tracker("events", "usa", "--format", "jsonl", store=store).rows == whole


def test_a_state_in_a_spreadsheet_has_a_row_for_each_item_of_each_section(store: Path) -> None:
    command = ("state", "usa", "china", "--as-of", "2024-12-01")
    whole = tracker(*command, "--format", "json", store=store).json
    found = rows(*command, store=store)
    for section in ("meetings", "measures", "warnings", "demands", "assessments", "ties", "counts"):
        assert sum(row["section"] == section for row in found) == len(whole[section]), section
    value = next(row for row in found if row["section"] == "climate" and row["what"] == "value")
    assert float(value["value"]) == whole["climate"]["value"]
    (measure,) = (row for row in found if row["section"] == "measures")
    assert (measure["source"], measure["target"], measure["status"]) == ("USA", "CHN", "imposed, in force")
    assert measure["quote"] == whole["measures"][0]["quote"]
    assert measure["event_ids"] == "; ".join(whole["measures"][0]["event_ids"])


def test_an_answer_without_items_has_the_same_columns(store: Path) -> None:
    some, none = (tracker("events", name, "--format", "csv", store=store).out for name in ("usa", "peru"))
    assert none.splitlines() == some.splitlines()[:1]
    assert tracker("events", "peru", "--format", "jsonl", store=store).out == ""


def test_a_spreadsheet_runs_nothing_that_a_report_says(tmp_path: Path) -> None:
    row = {
        "publisher": FORMULA,
        "title": f"{FORMULA} | <b>|</b>\n\u2028",
        "published": "2022-03-17",
        "text": "China warned the United States on Thursday.",
    }
    (tmp_path / "in.jsonl").write_text(json.dumps(row))
    store = tmp_path / "t.db"
    added = rows("add", str(tmp_path / "in.jsonl"), store=store)
    assert added[0]["title"].startswith(f"'{FORMULA}")
    for command in (("events",), ("reports",), ("state", "usa", "china"), ("audit", "usa", "china")):
        for cells in rows(*command, store=store):
            assert not [cell for cell in cells.values() if cell.startswith(("=", "@"))], command
    said = tracker("reports", "--format", "md", store=store).out.splitlines()
    assert len(said) == 3
    assert f"{FORMULA} \\| \\<b\\>\\|\\</b\\>" in said[2]


def test_a_report_that_cannot_be_read_is_a_row_and_the_sum_is_said_beside_the_data(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("---\npublished: 2022-03-17\n---\nChina warned the United States.\n")
    (tmp_path / "b.txt").write_text("Without a day.\n")
    ran = tracker("add", tmp_path, "--format", "csv", store=tmp_path / "t.db")
    assert ran.code == 1
    found = list(csv.DictReader(ran.out.splitlines()))
    assert [row["status"] for row in found] == ["recorded", "refused"]
    assert "published" in found[1]["reason"]
    assert "Recorded 1 report with 1 event; 0 already known; 1 refused." in ran.err
