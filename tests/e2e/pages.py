"""The pages of the documentation are run: their consoles and their Python, from top to bottom, in a store of their own.

What stands below a command is what it prints; a block `output` is what the Python block before it prints. Run as a
program, this writes the outputs anew: `make docs`.
"""

import json
import re
import sys
import tempfile
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from desk import Desk

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
GENERATED = {"commands.md", "views.md"}
"""Pages that the program writes of itself; they have no commands to be run."""

PAGES = [README, *sorted(page for page in (ROOT / "docs").glob("*.md") if page.name not in GENERATED)]

NOT_RUN = {
    "dask scheduler": "needs a cluster; tests/integration/test_cluster.py has one",
    "pip install": "changes the environment that the tests run in, and needs a model",
    "tracker add notes/": "names files of a reader's own, and needs a network",
    "tracker feed add": "needs a network; tests/e2e/test_cli_feed.py has feeds of its own",
    "export TRACKER_STORE=postgresql": "needs a server; tests/e2e/test_cli_server.py has one",
}
"""How the first line of a block `sh` begins, and why it is not run."""

_FENCE = re.compile(r"^```(?P<language>[^\n]*)\n(?P<body>.*?)^```$", re.DOTALL | re.MULTILINE)
_TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|\+00:00| UTC)?")
_DIGEST = re.compile(r"\b[0-9a-f]{64}\b")


class Block(NamedTuple):
    """A fenced block: its language, and what stands in it."""

    language: str
    body: str


def blocks(text: str) -> list[Block]:
    """All fenced blocks of a page, in order."""
    return [Block(found["language"], found["body"]) for found in _FENCE.finditer(text)]


def rewritten(page: Path) -> str:
    """The text of a page, with the outputs that its commands give now; those that only differ in time stay."""
    text = page.read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as folder, Desk(Path(folder), ROOT / "examples") as desk:
        run = Run(desk, page.name)
        return _FENCE.sub(lambda found: run(Block(found["language"], found["body"])), text)


class Run:
    """Runs the blocks of one page, one after the other."""

    def __init__(self, desk: Desk, page: str) -> None:
        self._desk = desk
        self._page = page
        self._said = ""
        self._ways: dict[str, Callable[[str], str]] = {
            "console": self._console,
            "python": self._python,
            "output": self._output,
            "json": self._json,
            "toml": self._toml,
            "sh": self._unrun,
            "text": str,
        }

    def __call__(self, block: Block) -> str:
        """The block as it is now."""
        if block.language.startswith("{"):  # a directive of the site
            return f"```{block.language}\n{block.body}```"
        if block.language not in self._ways:
            raise ValueError(f"{self._page} has a block of the language {block.language!r}; use one of {[*self._ways]}")
        body = self._ways[block.language](block.body)
        same = undated(body) == undated(block.body)
        return f"```{block.language}\n{block.body if same else body}```"

    def _console(self, body: str) -> str:
        parts = [part for part in re.split(r"^(?=\$ )", body, flags=re.MULTILINE) if part]
        return "\n\n".join(self._command(part).rstrip("\n") for part in parts) + "\n"

    def _command(self, part: str) -> str:
        line = part.split("\n", maxsplit=1)[0]
        return part if line.startswith("$ make") else f"{line}\n{self._desk.command(line.removeprefix('$ '))}"

    def _python(self, body: str) -> str:
        self._said = self._desk.python(body, self._page)
        return body

    def _output(self, _: str) -> str:
        return self._said

    def _json(self, body: str) -> str:
        for document in _documents(body):
            json.dumps(document)
        return body

    def _toml(self, body: str) -> str:
        tomllib.loads(body)
        return body

    def _unrun(self, body: str) -> str:
        if not any(body.startswith(start) for start in NOT_RUN):
            raise ValueError(f"{self._page}: nothing says why {body.splitlines()[0]!r} is not run: see NOT_RUN")
        return body


def _documents(body: str) -> Iterator[Any]:
    decoder, rest = json.JSONDecoder(), body.strip()
    while rest:
        document, end = decoder.raw_decode(rest)
        yield document
        rest = rest[end:].lstrip()


def undated(text: str) -> str:
    """The text without instants and digests, which differ from run to run."""
    return _DIGEST.sub("DIGEST", _TIME.sub("INSTANT", text))


if __name__ == "__main__":
    wanted = [Path(name).resolve() for name in sys.argv[1:]]
    for one in wanted or PAGES:
        one.write_text(rewritten(one), encoding="utf-8")
