"""`tracker review` as a user runs it: in a real terminal of 80 by 24, with keys; and without one."""

import re
from pathlib import Path
from typing import Any

import pytest
from command import EXAMPLES, TRACKER, tracker
from terminal import Terminal

COLOURS = {str(number).encode() for number in (*range(31, 39), *range(41, 49), *range(90, 108))}
"""What would set a colour other than black or the terminal's own, among the numbers of a style."""

MUNICH = EXAMPLES / "2023-02-20-munich.txt"


@pytest.fixture
def store(tmp_path: Path) -> Path:
    assert tracker("add", MUNICH, store=tmp_path / "t.db").code == 0
    return tmp_path / "t.db"


def queue(store: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tracker("review", "--list", store=store).json
    return found


def hands(store: Path, event: dict[str, Any]) -> list[tuple[str, str | None]]:
    found = tracker("history", event["event_id"], store=store).json["hands"]
    return [(hand["kind"], hand["because"]) for hand in found]


def test_events_are_confirmed_corrected_retracted_skipped_and_undone_by_keys(store: Path) -> None:
    first, second, third, *_ = waiting = queue(store)
    with Terminal(TRACKER, "review", "--by", "Ann", store=store) as terminal:
        shown = terminal.wait_for(f"1 of {len(waiting)}")
        assert first["event_id"][:8] in shown
        assert " ".join(first["quote"].split()) in " ".join(shown.split())
        terminal.press("c")
        terminal.wait_for("the words say so")
        terminal.press("\r")
        terminal.wait_for(f"2 of {len(waiting)} (1 confirmed)")

        terminal.press("e")
        terminal.wait_for("Correct a field of")
        terminal.press("\x1b[B\x1b[B\r")  # the third line
        terminal.wait_for("Correct target")
        terminal.press("Mars\r")
        terminal.wait_for("Enter records it")
        terminal.press("\r")
        terminal.wait_for("unknown polity 'Mars'")
        terminal.wait_for("Enter goes on to the reason")
        assert "Correct target" in terminal.text
        terminal.press("japan\r")
        terminal.wait_for("Enter records it")
        terminal.press("Tokyo was meant\r")
        terminal.wait_for(f"3 of {len(waiting)} (1 confirmed, 1 corrected)")

        terminal.press("r")
        terminal.wait_for("the words do not state it")
        terminal.press("\r")
        terminal.wait_for("1 retracted")
        terminal.press("u")
        terminal.wait_for("Undo: retracted")
        terminal.press("\r")
        terminal.wait_for(f"3 of {len(waiting)} (1 confirmed, 1 corrected)")
        terminal.press("s")
        terminal.wait_for("1 skipped")
        terminal.press("?")
        terminal.wait_for("take back what was done last here")
        terminal.press("\x1b")
        terminal.wait_for("1 skipped", gone="take back what was done last here")
        terminal.press("q")
        assert terminal.end() == 0
        assert "reviewed: 1 confirmed, 1 corrected, 1 skipped" in " ".join(terminal.text.split())
    assert hands(store, first)[1:] == [("confirmed", "the words say so")]
    assert hands(store, second)[1:] == [("corrected", "Tokyo was meant")]
    assert hands(store, third)[1:] == [("retracted", "the words do not state it"), ("undone", "a slip")]
    assert tracker("show", second["event_id"], store=store).json["target"] == "JPN"
    assert queue(store)[0]["event_id"] == third["event_id"]


def test_what_somebody_else_decides_meanwhile_is_respected(store: Path) -> None:
    first, second, *_ = waiting = queue(store)
    with Terminal(TRACKER, "review", "--by", "Ann", store=store) as terminal:
        terminal.wait_for(f"1 of {len(waiting)}")
        for event in (first, second):
            assert tracker("confirm", event["event_id"], "--because", "so", "--by", "Bob", store=store).code == 0
        terminal.press("r")
        terminal.wait_for("the words do not state it")
        terminal.press("\r")
        terminal.wait_for("confirmed by Bob")
        terminal.press("\x1b")
        terminal.wait_for(f"3 of {len(waiting)}")
        terminal.wait_for("Passed over")
        terminal.press("q")
        assert terminal.end() == 0
    assert [kind for kind, _ in hands(store, first)] == ["recorded", "confirmed"]


def test_ctrl_c_leaves_from_a_form_and_what_was_decided_stays(store: Path) -> None:
    first, *_ = waiting = queue(store)
    with Terminal(TRACKER, "review", store=store) as terminal:
        terminal.wait_for(f"1 of {len(waiting)}")
        terminal.press("c")
        terminal.wait_for("the words say so")
        terminal.press("\r")
        terminal.wait_for("1 confirmed")
        terminal.press("c")
        terminal.wait_for("the words say so")
        terminal.press("\x03")
        assert terminal.end() == 0
    assert hands(store, first)[1:] == [("confirmed", "the words say so")]
    assert len(queue(store)) == len(waiting) - 1


def test_the_terminal_may_change_its_size_and_be_without_colours(store: Path) -> None:
    with Terminal(TRACKER, "review", store=store, columns=120, rows=40, NO_COLOR="1") as terminal:
        wide = terminal.wait_for("? help")
        terminal.resize(60, 16)
        narrow = terminal.wait_for("? help", gone="rule")
        assert max(map(len, narrow.splitlines())) <= 60 < max(map(len, wide.splitlines()))
        terminal.press("  ")
        terminal.wait_for("rule assessment")
        terminal.press("q")
        assert terminal.end() == 0
        styles = set(re.findall(rb"\x1b\[([0-9;]*)m", terminal.raw))
        assert styles
        assert not {number for style in styles for number in style.split(b";")} & COLOURS


def test_a_queue_without_events_says_so_and_opens_no_screen(store: Path) -> None:
    with Terminal(TRACKER, "review", "Fiji", "Chad", store=store) as terminal:
        assert terminal.end() == 0
        assert "reviewed: nothing; 0 of 0 left" in terminal.text


def test_without_a_terminal_the_list_is_named(store: Path) -> None:
    ran = tracker("review", store=store)
    assert (ran.code, ran.out) == (1, "")
    assert "a review needs a terminal: `tracker review --list` prints the queue without one" in ran.err


def test_a_format_is_for_the_list(store: Path) -> None:
    ran = tracker("review", "--format", "csv", store=store)
    assert (ran.code, ran.out) == (2, "")
    assert "a screen has no format" in " ".join(ran.err.replace("│", " ").split())
    assert tracker("review", "--list", "--format", "csv", store=store).out.startswith("date,type,source,target,")


def test_the_list_has_the_filters_and_says_why_an_event_is_doubtful(store: Path) -> None:
    waiting = queue(store)
    points = [one["points"] for one in waiting]
    assert points == sorted(points, reverse=True)
    doubtful = tracker("review", "--list", "--assist", store=store).json
    assert [one["doubt"] for one in doubtful] == sorted((one["doubt"] for one in waiting), reverse=True)
    kind = waiting[0]["type"]
    narrowed = tracker("review", "usa", "china", "--list", "--type", kind, "--limit", "1", store=store).json
    assert [one["type"] for one in narrowed] == [kind]
    assert tracker("review", "--list", "--since", "2030-01-01", store=store).json == []
    table = tracker("review", "--list", "--format", "table", store=store).out
    assert "no other witness tells of it" in " ".join(table.split())
    assert f"{len(waiting)} events to review" in table
    wrong = tracker("review", "usa", "USA", "--list", store=store)
    assert wrong.code == 2
    assert "a relationship has two polities" in " ".join(wrong.err.replace("│", " ").split())
