"""`tracker reports` and `tracker stats` as a user runs them."""

from pathlib import Path

import pytest
from command import EXAMPLES, tracker


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    store = tmp_path_factory.mktemp("store") / "t.db"
    assert tracker("add", EXAMPLES, store=store).code == 0
    return store


def test_reports_are_listed_searched_and_counted(store: Path) -> None:
    listed = tracker("reports", store=store).json
    assert len(listed) == 12
    assert [one["report"]["published"] for one in listed] == sorted(one["report"]["published"] for one in listed)
    (found,) = tracker("reports", "--words", "drone makers", store=store).json
    assert found["report"]["title"] == "U.S. sanctions Chinese drone makers"
    months = tracker("reports", "--by", "month", store=store).json
    assert sum(month["reports"] for month in months) == 12


def test_tables_say_it_in_lines(store: Path) -> None:
    table = tracker("reports", "--limit", "1", "--format", "table", store=store).out.splitlines()
    assert table[0].startswith("2024-10-18")
    assert table[1] == "1 report."
    counted = tracker("reports", "--by", "publisher", "--format", "table", store=store).out.splitlines()
    assert counted[0].split() == ["publisher", "reports", "events"]


def test_the_numbers_of_a_store(store: Path) -> None:
    found = tracker("stats", store=store).json
    assert (found["reports"], found["texts"]) == (12, 12)
    assert sum(found["events"].values()) > 40
    assert "reports" in tracker("stats", "--format", "table", store=store).out


def test_another_count_is_refused(store: Path) -> None:
    ran = tracker("reports", "--by", "week", store=store)
    assert ran.code == 2
    assert "neither publisher nor month" in ran.err


def test_a_reprint_is_shown_and_is_no_further_witness(tmp_path: Path) -> None:
    words = "China on Friday warned the United States against selling arms to Taiwan, a spokesman said in Beijing."
    for name, text in (("agency", words), ("paper", f"BEIJING (Agency) - {words}")):
        head = f"---\npublisher: {name}\npublished: 2024-03-01\nurl: https://example.org/{name}\n---\n"
        (tmp_path / f"{name}.txt").write_text(head + text)
    store = tmp_path / "t.db"
    first = tracker("add", tmp_path, store=store).json["reports"][0]["report_id"]
    assert [copy["publisher"] for copy in tracker("show", first, store=store).json["copies"]] == ["paper"]
    assert "one witness" in tracker("show", first, "--format", "table", store=store).out
    state = tracker("state", "USA", "CHN", "--as-of", "2024-04-01", store=store).json
    (warned,) = state["warnings"]
    assert (len(warned["event_ids"]), warned["corroboration"]) == (2, 1)
