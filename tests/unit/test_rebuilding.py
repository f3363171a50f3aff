"""The bar that shows how far the views are: on a terminal only, and beside the data."""

import os
import pty
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
CODE = "from cli.rebuilding import watched; print(sum(map(len, watched(iter([range(50)] * ({0} // 50)), {0}))))"


def ran(rows: int, stderr: int) -> str:
    done = subprocess.run(
        [sys.executable, "-c", CODE.format(rows)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=stderr,
        text=True,
        check=True,
    )
    return done.stdout


def on_a_terminal(rows: int) -> tuple[str, str]:
    ours, theirs = pty.openpty()
    try:
        out = ran(rows, theirs)
        os.set_blocking(ours, False)
        try:
            seen = os.read(ours, 100_000).decode()
        except BlockingIOError:
            seen = ""
    finally:
        os.close(ours)
        os.close(theirs)
    return out, seen


def test_a_terminal_shows_how_far_the_views_are_and_the_rows_stay_as_they_are() -> None:
    out, seen = on_a_terminal(6_000)
    assert out == "6000\n"
    assert "making the views" in seen
    assert "6000/6000" in seen


def test_a_few_rows_need_no_bar() -> None:
    assert on_a_terminal(100) == ("100\n", "")


def test_a_program_sees_no_bar(tmp_path: Path) -> None:
    with (tmp_path / "err").open("w+b") as file:
        assert ran(6_000, file.fileno()) == "6000\n"
        assert file.tell() == 0
