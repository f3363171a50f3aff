"""`tracker since` and `tracker watchlist` as a user runs them."""

import subprocess
from pathlib import Path
from typing import TextIO

import pytest
from command import EXAMPLES, TRACKER, tracker

MUNICH = EXAMPLES / "2023-02-20-munich.txt"
DRONES = next(EXAMPLES.glob("2024-10-18*"))


@pytest.fixture
def store(tmp_path: Path) -> Path:
    assert tracker("add", MUNICH, store=tmp_path / "t.db").code == 0
    return tmp_path / "t.db"


def test_what_is_new_since_a_day_is_told_with_its_words(store: Path) -> None:
    found = tracker("since", "2026-01-01", store=store).json
    pairs = {tuple(one["pair"]) for one in found["relationships"]}
    assert ("CHN", "USA") in pairs
    table = tracker("since", "2026-01-01", "usa", "china", "--format", "table", store=store)
    assert (table.code, table.err) == (0, "")
    assert "China (CHN) – United States (USA)" in table.out
    assert "“warned Beijing of consequences" in " ".join(table.out.split())


def test_a_look_is_remembered_when_it_is_asked_and_the_next_one_begins_there(store: Path) -> None:
    first = tracker("since", "last", "--by", "Ann", store=store)
    assert (first.code, first.out) == (1, "")
    assert "Ann has not looked yet: give a day" in first.err
    assert tracker("since", "2026-01-01", "--by", "Ann", store=store).err == ""
    assert tracker("since", "last", "--by", "Ann", store=store).code == 1  # nothing was remembered
    marked = tracker("since", "2026-01-01", "--mark", "--by", "Ann", store=store)
    assert "remembered this look of Ann at everything" in marked.err
    assert tracker("since", "last", "--by", "Ann", store=store).json["relationships"] == []
    event = tracker("events", "--type", "WarningIssued", store=store).json[0]["event_id"]
    tracker("retract", event, "--because", "a drill", "--by", "Bob", store=store)
    table = tracker("since", "last", "--by", "Ann", "--format", "table", store=store).out
    assert "retracted by Bob, because a drill" in " ".join(table.split())
    assert tracker("since", "last", "--by", "Bob", store=store).code == 1


def test_a_look_that_could_not_be_written_is_not_remembered(store: Path, no_room: TextIO) -> None:
    command = [str(TRACKER), "since", "2026-01-01", "--mark", "--by", "Ann", "--store", str(store)]
    done = subprocess.run(command, stdout=no_room, stderr=subprocess.PIPE, text=True, check=False)
    assert done.returncode != 0
    assert "remembered" not in done.stderr
    assert tracker("since", "last", "--by", "Ann", store=store).code == 1


def test_the_watchlist_says_in_a_line_what_moved(store: Path) -> None:
    empty = tracker("watchlist", "--format", "table", store=store)
    assert "Nothing is watched" in empty.out
    assert not store.with_name("t.db.notebook").exists()
    assert "watching USA and CHN" in tracker("watchlist", "add", "usa", "china", store=store).err
    assert "already watched" in tracker("watchlist", "add", "china", "usa", store=store).err
    assert tracker("watchlist", "add", "Fiji", store=store).code == 0
    assert [one["polities"] for one in tracker("watchlist", "list", store=store).json] == [["CHN", "USA"], ["FJI"]]
    assert "nothing new" in tracker("watchlist", "--format", "table", store=store).out
    tracker("since", "2026-01-01", "--watched", "--mark", store=store)
    assert tracker("add", DRONES, store=store).code == 0
    line = next(
        one for one in tracker("watchlist", "--format", "table", store=store).out.splitlines() if "China" in one
    )
    assert "new" in line
    assert "nothing new" not in line
    watched = tracker("since", "last", "--watched", store=store).json["relationships"]
    assert [one["pair"] for one in watched] == [["CHN", "USA"]]
    assert tracker("watchlist", "remove", "usa", "china", store=store).code == 0
    again = tracker("watchlist", "remove", "usa", "china", store=store)
    assert (again.code, again.out) == (1, "")
    assert "USA and CHN is not watched" in again.err


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (("since", "yesterday"), 1, "'yesterday'"),
        (("since", "2999-01-01"), 1, "lies in the future"),
        (("since", "2026-01-01", "usa", "USA"), 2, "a relationship has two polities"),
        (("since", "2026-01-01", "usa", "--watched"), 2, "not both"),
        (("watchlist", "add", "Mars"), 1, "Mars"),
        (("watchlist", "add", "usa", "china", "iran"), 2, "one polity or two, not 3"),
        (("watchlist", "add", "usa", "USA"), 2, "a relationship has two polities"),
    ],
)
def test_what_cannot_be_asked_is_refused(store: Path, command: tuple[str, ...], code: int, words: str) -> None:
    ran = tracker(*command, store=store)
    assert (ran.code, ran.out) == (code, "")
    assert words in " ".join(ran.err.replace("│", " ").split())
