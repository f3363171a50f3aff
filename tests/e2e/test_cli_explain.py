"""`tracker extract --explain` as a user runs it."""

import csv
from pathlib import Path

from command import EXAMPLES, tracker


def test_each_sentence_says_its_actors_and_the_rule_or_the_reason_why_not(tmp_path: Path) -> None:
    report = tmp_path / "a.txt"
    report.write_text(
        "Norway condemned Russia. It rained in Oslo. Canada may expel Indian diplomats. Kenya borders Somalia."
    )
    ran = tracker(
        "extract", report, "--published", "2022-03-17", "--explain", "--format", "table", store=tmp_path / "t.db"
    )
    assert ran.err == ""
    assert "actors: Norway = NOR (name); Russia = RUS (name)" in ran.out
    assert "event: CriticismVoiced NOR RUS: rule condemn, on “condemned”" in ran.out
    assert "not parsed: no trigger word" in ran.out
    assert "frame: RelationsReduced CAN → IND: rule expel, on “expel”: no event: possible: may" in ran.out


def test_an_explanation_fits_eighty_columns(tmp_path: Path) -> None:
    ran = tracker("extract", EXAMPLES, "--explain", "--format", "table", store=tmp_path / "t.db", columns=80)
    assert ran.code == 0
    assert max(map(len, ran.out.splitlines())) <= 80


def test_explaining_changes_no_event(tmp_path: Path) -> None:
    plain, traced = (tracker("extract", EXAMPLES, *more, store=tmp_path / "t.db").rows for more in ((), ("--explain",)))
    assert [row["events"] for row in traced] == [row["events"] for row in plain]
    told = [
        event for row in traced for sentence in row["sentences"] for f in sentence["frames"] for event in f["events"]
    ]
    assert sorted(told) == sorted(f"{e['type']} {e['source']} {e['target']}" for row in plain for e in row["events"])


def test_a_table_shows_the_events_of_each_report_with_their_words(tmp_path: Path) -> None:
    report = EXAMPLES / "2023-02-03-visit-postponed.txt"
    ran = tracker("extract", report, "--format", "table", store=tmp_path / "t.db", columns=80)
    assert ran.out.startswith(f"{report}: 3 events\n")
    assert "  2023-02-03  CHN ↔ USA  meeting cancelled\n" in ran.out
    assert "“summoned China's chief diplomat in Washington”  rule summon" in ran.out
    assert max(map(len, ran.out.splitlines())) <= 80


def test_an_explanation_has_a_row_for_each_sentence(tmp_path: Path) -> None:
    report = EXAMPLES / "2023-01-18-visit-announced.txt"
    ran = tracker("extract", report, "--explain", "--format", "csv", store=tmp_path / "t.db")
    rows = list(csv.DictReader(ran.out.splitlines()))
    assert [row["events"] for row in rows] == ["MeetingScheduled CHN USA", "", "", ""]
    assert rows[1]["why"] == "fewer than two possible polities"
