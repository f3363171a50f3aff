"""An interrupt is heard whatever the program is doing when it comes."""

import subprocess
import sys

import pytest

WAITING = """
import signal
from cli.interruption import Interruption

for trial in range(2000):
    with Interruption(signal.SIGALRM) as stop:
        signal.setitimer(signal.ITIMER_REAL, 0.00001 + 0.0000001 * trial)
        while not stop.wait({seconds}):
            pass
print("heard")
"""

INSISTING = """
import signal
import sys

import typer
from cli.interruption import Interruption


def cleared_away():
    try:
        yield
    finally:
        signal.raise_signal(signal.SIGINT)
        sys.exit("not reached")


try:
    with Interruption():
        signal.raise_signal(signal.SIGINT)
        held = cleared_away()
        next(held)
        {end}
        print("went on")
except typer.Exit as left:
    sys.exit(left.exit_code)
"""


def test_an_interrupt_is_heard_in_the_middle_of_a_wait() -> None:
    for seconds in (0, 600):
        ran = subprocess.run(
            [sys.executable, "-c", WAITING.format(seconds=seconds)],
            capture_output=True,
            text=True,
            check=False,
            timeout=120,
        )
        assert (ran.returncode, ran.stdout) == (0, "heard\n")
        assert ran.stderr.count("stopping after what is being read") == 2000


@pytest.mark.parametrize(
    ("end", "out"), [("held.close()", ""), ("del held", "went on\n")], ids=["raised", "where none can be raised"]
)
def test_a_second_interrupt_ends_it_in_one_way_wherever_it_comes(end: str, out: str) -> None:
    ran = subprocess.run(
        [sys.executable, "-c", INSISTING.format(end=end)], capture_output=True, text=True, check=False, timeout=120
    )
    assert (ran.returncode, ran.stdout) == (130, out)
    assert ran.stderr.splitlines() == [
        "tracker: stopping after what is being read; interrupt again to stop at once",
        "tracker: stopped at once: what was recorded stays; run the same command again to go on",
    ]
