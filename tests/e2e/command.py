"""Runs the command as a user does: in a process of its own, with a store of its own."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "examples" / "reports"
TRACKER = Path(sys.executable).parent / "tracker"


class Ran(NamedTuple):
    """What a command left behind."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)

    @property
    def rows(self) -> list[Any]:
        """What it printed, as one JSON document a line."""
        return [json.loads(line) for line in self.out.splitlines()]


def tracker(*arguments: str | Path, store: Path, columns: int = 100) -> Ran:
    """Run `tracker` with a store, in the root of the project."""
    environment = os.environ | {"TRACKER_STORE": str(store), "COLUMNS": str(columns), "PYTHONWARNINGS": "error"}
    done = subprocess.run(
        [TRACKER, *map(str, arguments)], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    return Ran(done.returncode, done.stdout, done.stderr)
