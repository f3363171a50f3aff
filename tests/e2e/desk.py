"""A desk at which commands are given: a folder with the examples, and a store, that nobody else sees.

Commands run in this process, since most of the time of a new one goes into loading the parser.
"""

import contextlib
import io
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import typer

from cli.main import app, run

WIDTH = "90"
_OTHERS = {"cat", "cp", "ls", "mkdir", "sqlite-utils"}
"""Programs besides the tracker that a page may use."""


class Desk:
    """The folder while somebody works in it; what is printed has no trace of where it lies."""

    def __init__(self, folder: Path, examples: Path) -> None:
        self._folder = folder.resolve()
        self._examples = examples
        self._names: dict[str, Any] = {"__name__": "__main__"}
        self._before = contextlib.ExitStack()

    def __enter__(self) -> Self:
        shutil.copytree(self._examples, self._folder / "examples")
        private = {f"XDG_{kind}_HOME": str(self._folder / f".{kind}".lower()) for kind in ("DATA", "CONFIG", "CACHE")}
        here = {"TRACKER_STORE": str(self._folder / "tracker.db"), "COLUMNS": WIDTH, "NO_COLOR": "1"}
        self._before.callback(_restore, dict(os.environ))
        os.environ.update(private | here)
        self._before.enter_context(contextlib.chdir(self._folder))
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        self._before.close()

    def command(self, line: str) -> str:
        """What a line in a shell prints, on both streams; it may end with `> FILE`, and may have no other operators."""
        words = shlex.split(line, comments=True)
        file = words[words.index(">") + 1] if ">" in words else None
        words = words[: words.index(">")] if file else words
        if words[0] in _OTHERS:
            program = shutil.which(words[0], path=f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}")
            done = subprocess.run([program or words[0], *words[1:]], capture_output=True, text=True, check=True)
            out, err = done.stdout, done.stderr
        elif words[0] == "tracker":
            out, err = self._tracker(words[1:] if file else _tabular(words[1:]))
        else:
            raise ValueError(f"a page has {line!r}; it may use tracker, make, {', '.join(sorted(_OTHERS))}")
        if file:
            Path(file).write_text(out, encoding="utf-8")
            out = ""
        return self._bare(out + err)

    def python(self, source: str, page: str) -> str:
        """What a block of Python prints; names live as long as the desk."""
        with contextlib.redirect_stdout(io.StringIO()) as out:
            exec(compile(source, page, "exec", dont_inherit=True), self._names)  # noqa: S102  our own pages
        return self._bare(out.getvalue())

    def _tracker(self, arguments: list[str]) -> tuple[str, str]:
        out, err = _captured(), _captured()
        before, sys.argv = sys.argv, ["tracker", *arguments]
        try:
            with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err), contextlib.suppress(SystemExit):
                run()
        finally:
            sys.argv = before
        return _said(out), _said(err)

    def _bare(self, text: str) -> str:
        return text.replace(f"{self._folder}/", "")


def _captured() -> io.TextIOWrapper:
    """A stream that keeps what is written to it, as text or as bytes."""
    return io.TextIOWrapper(io.BytesIO(), encoding="utf-8", newline="", write_through=True)


def _said(stream: io.TextIOWrapper) -> str:
    stream.seek(0)
    return stream.read()


def _restore(environment: dict[str, str]) -> None:
    os.environ.clear()
    os.environ.update(environment)


def _tabular(arguments: list[str]) -> list[str]:
    """The arguments with the format that a reader has in a terminal, where the command has formats."""
    command: Any = typer.main.get_command(app)
    for word in arguments:
        command = (command.get_command(None, word) if hasattr(command, "get_command") else None) or command
    known = {name for parameter in command.params for name in parameter.opts}
    asked = {"--format", "--help", "-h"} & set(arguments) or ("extract" in arguments and "--explain" not in arguments)
    return arguments if asked or "--format" not in known else [*arguments, "--format", "table"]
