"""`tracker add` and `tracker extract` as a user runs them."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest
from command import EXAMPLES, TRACKER, tracker

VISIT = EXAMPLES / "2023-01-18-visit-announced.txt"


def test_reports_are_recorded_and_then_known(tmp_path: Path) -> None:
    store = tmp_path / "t.db"
    first, again = (tracker("add", EXAMPLES, store=store) for _ in range(2))
    assert (first.code, first.err) == (0, "")
    assert first.json["summary"]["recorded"] == len(list(EXAMPLES.iterdir()))
    assert first.json["summary"]["events"] == sum(len(report["events"]) for report in first.json["reports"]) > 0
    assert again.json["summary"] == first.json["summary"] | {"recorded": 0, "events": 0, "known": 12}


def test_a_dry_run_records_nothing(tmp_path: Path) -> None:
    ran = tracker("add", VISIT, "--dry-run", store=tmp_path / "t.db")
    assert ran.json["summary"]["would_record"] == 1
    assert list(tmp_path.iterdir()) == []


def test_one_refused_report_does_not_stop_the_rest(tmp_path: Path) -> None:
    undated = tmp_path / "undated.txt"
    undated.write_text("China and Russia held talks.")
    ran = tracker("add", undated, tmp_path / "none.txt", VISIT, store=tmp_path / "t.db")
    assert ran.code == 1
    assert ran.json["summary"]["recorded"] == 1
    assert [line.split(": ")[2] for line in ran.err.splitlines()] == [
        "no publication date; give --published YYYY-MM-DD, say it in the report as 'published', "
        "or put it in the file's name",
        "no such file or folder",
    ]
    assert [item["reason"] for item in ran.json["refused"]] == [
        line.removeprefix("tracker: refused ") for line in ran.err.splitlines()
    ]


def test_the_table_says_what_became_of_each_report(tmp_path: Path) -> None:
    shutil.copy(VISIT, tmp_path / "a.txt")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    ran = tracker("add", tmp_path, "--format", "table", store=tmp_path / "t.db")
    line, summary = ran.out.splitlines()
    assert line.split()[:2] == ["recorded", "2023-01-18"]
    assert line.endswith("Blinken to visit Beijing in February")
    assert summary.startswith("Recorded 1 report with ")
    assert summary.endswith("; 0 already known; 0 refused; 1 file skipped.")
    assert ran.err == f"tracker: skipped {tmp_path}/photo.png: not of a kind that is read\n"


def test_what_a_report_says_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = {"title": "\x9b31mred \u202eright to left", "published": "2022-03-17", "text": "China met Russia."}
    path.write_text(json.dumps(row))
    table, plain = (tracker("add", path, "--format", form, store=tmp_path / "t.db") for form in ("table", "json"))
    assert "31mred right to left" in table.out
    assert not {"\x9b", "\u202e"} & set(table.out)
    assert "\x9b" not in plain.out
    assert plain.json["reports"][0]["title"] == row["title"]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--published", "2022-02-30"], 1, "--published: date '2022-02-30' is not in the calendar"),
        (["--published", "yesterday"], 1, "--published: date 'yesterday' is not written as YYYY-MM-DD"),
        (["--url", "nowhere"], 2, "'nowhere' is no http or https address"),
        (["--format", "xml"], 2, "'xml'"),
        (["--tidy"], 2, "No such option"),
    ],
)
def test_bad_options_are_refused(tmp_path: Path, arguments: list[str], code: int, words: str) -> None:
    ran = tracker("add", VISIT, *arguments, store=tmp_path / "t.db")
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert list(tmp_path.iterdir()) == []


def test_an_address_for_a_folder_is_a_wrong_usage(tmp_path: Path) -> None:
    ran = tracker("add", EXAMPLES, "--url", "https://example.org/a", store=tmp_path / "t.db")
    assert ran.code == 2
    assert "an address belongs to one report" in ran.err


def test_a_file_of_another_kind_is_no_store(tmp_path: Path) -> None:
    store = tmp_path / "t.db"
    store.write_text("Dear diary, this is no database.")
    ran = tracker("add", VISIT, store=store)
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)
    assert store.read_text() == "Dear diary, this is no database."


def test_extract_prints_one_line_a_report_and_stores_nothing(tmp_path: Path) -> None:
    rows = tmp_path / "rows.jsonl"
    row = {"id": "r7", "published": "2023-11-10", "text": "Joe Biden will meet Xi Jinping on Nov. 15."}
    rows.write_text(json.dumps(row))
    ran = tracker("extract", rows, VISIT, store=tmp_path / "t.db")
    assert ran.code == 0
    assert [report["id"] for report in ran.rows] == ["r7", str(VISIT)]
    (event,) = ran.rows[0]["events"]
    assert [event[key] for key in ("type", "source", "target", "date", "modality")] == [
        "MeetingScheduled",
        "CHN",
        "USA",
        "2023-11-15",
        "planned",
    ]
    assert row["text"][event["start"] : event["end"]] == event["quote"]
    assert [path.name for path in tmp_path.iterdir()] == ["rows.jsonl"]


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    done = subprocess.run(
        ["bash", "-c", f"{TRACKER} schema | head -n 1"], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert (done.stdout, done.stderr) == ("{\n", "")


def test_help_is_quick_because_it_loads_no_parser_and_no_log() -> None:
    script = "import sys, cli.main; print(*sys.modules)"
    done = subprocess.run([TRACKER.with_name("python"), "-c", script], capture_output=True, text=True, check=True)
    assert not {"spacy", "numpy", "eventsourcing", "sqlite_utils", "pycountry"} & set(done.stdout.split())
