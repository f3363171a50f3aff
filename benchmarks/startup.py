"""`make bench`, part start-up: how long a command takes from the shell, beside the import of the libraries it needs.

`python -m benchmarks.startup [ROUNDS]`; without a number 9. The limit is one process that imports typer, pydantic and
sqlite-utils; in each round every command and the limit are run one after the other, so that all meet the same machine.
Each figure is a median of the rounds. pandas is kept out of the limit: sqlite-utils would load it, and a user has none.
"""

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
TRACKER = str(Path(sys.executable).parent / "tracker")
LIMIT = (sys.executable, "-c", "import sys; sys.modules['pandas'] = None; import typer, pydantic, sqlite_utils")
COMMANDS = {
    "--help": (("--help",), 2.0),
    "state A B": (("state", "USA", "CHN", "--as-of", "2023-11-30", "--format", "table"), 2.0),
    "state A": (("state", "china"), 2.0),
    "events": (("events", "USA", "CHN"), 2.0),
    "completion of a polity": (("state", "Chi"), 2.0),
}
"""By name: the arguments, and how many times the limit we aim at."""


def main(rounds: int) -> None:
    """Print one line a command."""
    with tempfile.TemporaryDirectory() as folder:
        kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment = kept | {"TRACKER_STORE": str(Path(folder, "bench.db")), "COLUMNS": "80"}
        _run((TRACKER, "add", str(ROOT / "examples" / "reports")), environment)
        for name, (arguments, _aim) in COMMANDS.items():
            _ask(name, arguments, environment)  # an installed program has its modules compiled
        took: dict[str, list[float]] = {name: [] for name in ("", *COMMANDS)}
        for _ in range(rounds):
            took[""].append(_run(LIMIT, environment))
            for name, (arguments, _aim) in COMMANDS.items():
                took[name].append(_ask(name, arguments, environment))
    limit = statistics.median(took.pop(""))
    print(f"importing typer, pydantic, sqlite_utils: {limit * 1000:.0f} ms (median of {rounds})")
    for name, times in took.items():
        seconds = statistics.median(times)
        aim = COMMANDS[name][1]
        print(f"  tracker {name}: {seconds * 1000:.0f} ms, {seconds / limit:.2f} × (aim {aim:.0f} or less)")


def _ask(name: str, arguments: tuple[str, ...], environment: dict[str, str]) -> float:
    if not name.startswith("completion"):
        return _run((TRACKER, *arguments), environment)
    asking = {"_TRACKER_COMPLETE": "complete_bash", "COMP_WORDS": f"tracker {' '.join(arguments)}", "COMP_CWORD": "2"}
    return _run((TRACKER,), environment | asking)


def _run(command: tuple[str, ...], environment: dict[str, str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, env=environment, cwd=ROOT, capture_output=True, check=True)
    return time.perf_counter() - began


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 9)
