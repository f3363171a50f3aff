"""An interrupt is heard whatever the program is doing when it comes."""

import subprocess
import sys

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
