"""A real terminal: pages for long answers, colours and links, and neither for who does not want them."""

import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pyte
import pytest
from command import EXAMPLES, ROOT, TRACKER, tracker

LONG = ("events",)
SHORT = ("seal",)
PAGER = """
import os, sys
lines = [sys.stdin.readline() for _ in range(int(sys.argv[1]))]
print("PAGED", os.environ.get("LESS"), len("".join(lines)) > 0)
"""

Shown = Callable[..., "Screen"]


class Screen:
    """What a terminal got from a command, and how the command ended."""

    def __init__(self, child: "pexpect.spawn[str]", columns: int) -> None:
        child.expect(pexpect.EOF)
        child.close()
        self.got = str(child.before)
        self.code = child.exitstatus
        screen = pyte.HistoryScreen(columns, 24, history=5000)
        pyte.Stream(screen).feed(self.got)
        self.lines = [line.rstrip() for line in screen.display]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("terminal") / "t.db"
    assert tracker("add", EXAMPLES, store=path).code == 0
    return path


@pytest.fixture
def shown(store: Path) -> Shown:
    def run(*arguments: str, columns: int = 80, **environment: str) -> Screen:
        inherited = {name: value for name, value in os.environ.items() if name not in DROPPED}
        given = inherited | {"TRACKER_STORE": str(store), "TERM": "xterm-256color"} | environment
        child = pexpect.spawn(
            str(TRACKER),
            list(arguments),
            dimensions=(24, columns),
            env=given,
            cwd=str(ROOT),
            encoding="utf-8",
            timeout=300,
        )
        return Screen(child, columns)

    return run


DROPPED = {"PAGER", "TRACKER_PAGER", "LESS", "NO_COLOR", "COLUMNS", "LINES", "FORCE_COLOR"}


@pytest.fixture
def pager(tmp_path: Path) -> Callable[[int], str]:
    """A pager that reads so many lines, says so, and goes."""
    script = tmp_path / "pager.py"
    script.write_text(PAGER)
    return lambda lines: f"{sys.executable} {script} {lines}"


def test_a_long_answer_goes_through_the_pager_and_a_short_one_does_not(
    shown: Shown, pager: Callable[[int], str]
) -> None:
    long = shown(*LONG, PAGER=pager(3))
    assert "PAGED FRX True" in long.got
    assert long.code == 0
    assert "Traceback" not in long.got
    assert "Broken pipe" not in long.got
    short = shown(*SHORT, PAGER=pager(1))
    assert "PAGED" not in short.got
    assert "digest" in short.got


def test_the_program_has_a_pager_of_its_own_and_it_can_be_left_out(shown: Shown, pager: Callable[[int], str]) -> None:
    assert "PAGED" in shown(*LONG, PAGER="cat", TRACKER_PAGER=pager(1000)).got
    for none in ({"TRACKER_PAGER": ""}, {"TRACKER_PAGER": "cat"}, {"TERM": "dumb"}):
        assert "PAGED" not in shown(*LONG, **({"PAGER": pager(1)} | none)).got
    assert "PAGED" not in shown("--no-pager", *LONG, PAGER=pager(1)).got


def test_a_pager_that_is_not_there_is_none(shown: Shown) -> None:
    ran = shown(*LONG, PAGER="/nonexistent/pager -x")
    assert ran.code == 0
    assert "drone makers" in ran.got or "unilateral sanctions" in ran.got
    assert shown(*LONG, PAGER="a 'b").code == 0


def test_other_forms_are_paged_too(shown: Shown, pager: Callable[[int], str]) -> None:
    assert "PAGED" in shown(*LONG, "--format", "json", PAGER=pager(2)).got


def test_nothing_is_paged_when_a_program_reads(store: Path, tmp_path: Path, pager: Callable[[int], str]) -> None:
    assert "PAGED" not in tracker(*LONG, "--format", "table", store=store).out


def test_colours_and_links_are_there_in_a_terminal(shown: Shown) -> None:
    ran = shown("--no-pager", "state", "usa", "china", "--as-of", "2024-12-01")
    assert "\x1b[1m" in ran.got
    assert re.search(r"\x1b\]8;id=\d+;https://wire\.example/\S+?\x1b\\", ran.got)
    assert ran.lines[-2:] != ["", ""]


def test_without_colour_the_same_words_are_there(shown: Shown) -> None:
    plain, coloured = (
        shown("--no-pager", "state", "usa", "china", "--as-of", "2024-12-01", **more)
        for more in ({"NO_COLOR": "1"}, {})
    )
    assert not re.search(r"\x1b\[[0-9;]*3[0-7]", plain.got)
    assert plain.lines == coloured.lines


def test_no_style_is_only_for_one_ground(shown: Shown) -> None:
    for command in (("state", "usa", "china", "--as-of", "2024-12-01"), ("audit", "usa", "china"), ("measures",)):
        got = shown("--no-pager", *command).got
        codes = {code for codes in re.findall(r"\x1b\[([0-9;]*)m", got) for code in codes.split(";")}
        assert not codes & {"30", "37", "33", "90", "93", "97", "40", "47"}, command


@pytest.mark.parametrize("columns", [80, 120])
def test_no_line_is_wider_than_the_terminal(shown: Shown, columns: int) -> None:
    for command in (("state", "usa", "china", "--as-of", "2024-12-01"), ("events",), ("measures",), ("state",)):
        got = shown("--no-pager", *command, columns=columns).got
        text = re.sub(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[0-9;?]*[a-zA-Z]", "", got)
        assert max(len(line) for line in text.splitlines()) <= columns, command
