"""Runs the command as a user does: in a process of its own, with a store of its own."""

import json
import os
import sys
import tempfile
from pathlib import Path
from typing import Any, NamedTuple

from warm import warm

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
    return run(*arguments, environment={"TRACKER_STORE": str(store), "COLUMNS": str(columns)})


def run(*arguments: str | Path, environment: dict[str, str]) -> Ran:
    """Run `tracker` in the root of the project, with some variables of its own."""
    with tempfile.TemporaryDirectory() as folder:
        out, err = Path(folder, "out"), Path(folder, "err")
        code = warm().run(
            list(map(str, arguments)), environment={**os.environ, **environment}, cwd=ROOT, out=out, err=err
        )
        return Ran(code, out.read_text(encoding="utf-8"), err.read_text(encoding="utf-8"))
