"""The consoles in README.md: every command in them is run, and what stands below it is what it prints.

Run as a program, this writes the outputs anew: `make docs`.
"""

import os
import re
import shlex
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
_BLOCK = re.compile(r"(?<=^```console\n)(.*?)(?=^```$)", re.DOTALL | re.MULTILINE)
_RECORDED = re.compile(r"recorded \d{4}-\d\d-\d\d \d\d:\d\dZ")
_WIDTH = "90"


def rewritten(text: str) -> str:
    """The same text, with the outputs that its commands give now; a command `make …` keeps what stands below it."""
    with tempfile.TemporaryDirectory() as folder:
        return _BLOCK.sub(lambda block: _run(block[0], Path(folder, "readme.db")), text)


def _run(block: str, store: Path) -> str:
    parts = [part for part in re.split(r"^(?=\$ )", block, flags=re.MULTILINE) if part]
    ran = [part if part.startswith("$ make") else _output(part.split("\n")[0], store) for part in parts]
    return "\n\n".join(part.rstrip("\n") for part in ran) + "\n"


def _output(line: str, store: Path) -> str:
    program, *arguments = shlex.split(line.removeprefix("$ "))
    if program != "tracker":
        raise ValueError(f"a console of README.md has {line!r}; it may only use make and tracker")
    if arguments[0] in {"add", "state", "audit", "events", "show", "rebuild"} and "--format" not in arguments:
        arguments += ["--format", "table"]  # what a reader has in a terminal
    environment = os.environ | {"TRACKER_STORE": str(store), "COLUMNS": _WIDTH}
    tracker = Path(sys.executable).parent / "tracker"
    done = subprocess.run([tracker, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    return f"{line}\n{done.stdout}{done.stderr}"


def undated(text: str) -> str:
    """The text without the times of recording, which differ from run to run."""
    return _RECORDED.sub("recorded", text)


if __name__ == "__main__":
    README.write_text(rewritten(README.read_text()))
