"""A process that has loaded what commands load, and gives each command a process of its own by forking.

A command that starts from nothing spends most of its second on imports and on the parser's model. Here it finds both
loaded; its arguments, environment, folder, streams and exit code are its own. Some tests start the installed command
from nothing all the same.

Run as a program, it reads one JSON object a line: `arguments`, `environment`, `cwd`, and the files `out` and `err` to
write to; it answers each with a line that has the exit code.
"""

import atexit
import gc
import json
import multiprocessing
import os
import subprocess
import sys
from functools import cache
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import cli
import events
import projections
import tracker


class Warm:
    """The process, from the side of the tests."""

    def __init__(self) -> None:
        environment = os.environ | {"PYTHONWARNINGS": "error", "PYTHONPATH": str(Path(__file__).parents[1])}
        self._process = subprocess.Popen(
            [sys.executable, __file__], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        atexit.register(self._end)

    def run(self, arguments: list[str], *, environment: dict[str, str], cwd: Path, out: Path, err: Path) -> int:
        """Run a command; its exit code."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        job = {"arguments": arguments, "environment": environment, "cwd": str(cwd), "out": str(out), "err": str(err)}
        self._process.stdin.write(json.dumps(job) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def _end(self) -> None:
        self._process.communicate()


@cache
def warm() -> Warm:
    """The one of this process, started when first asked for."""
    return Warm()


def _serve() -> None:
    forking = multiprocessing.get_context("fork")
    gc.freeze()  # what is shared is never looked at again, so that it stays shared
    for line in sys.stdin:
        child = forking.Process(target=_command, args=(json.loads(line),))
        child.start()
        child.join()
        sys.stdout.write(f"{child.exitcode}\n")
        sys.stdout.flush()


def _command(job: dict[str, Any]) -> None:
    from cli.main import run  # noqa: PLC0415

    _become(job)
    run()


def _become(job: dict[str, Any]) -> None:
    for number, path, flags in (
        (0, os.devnull, os.O_RDONLY),
        (1, job["out"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
        (2, job["err"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC),
    ):
        opened = os.open(path, flags, 0o600)
        os.dup2(opened, number)
        os.close(opened)
    sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  what was read ahead is not the command's
    os.environ.clear()
    os.environ.update(job["environment"])
    for stream in (sys.stdout, sys.stderr):  # as a new interpreter would
        assert isinstance(stream, TextIOWrapper)
        stream.reconfigure(encoding=os.environ.get("PYTHONIOENCODING", "utf-8"))
    sys.path[:0] = [folder for folder in os.environ.get("PYTHONPATH", "").split(os.pathsep) if folder]
    os.chdir(job["cwd"])
    sys.argv = ["tracker", *job["arguments"]]


def _load() -> None:
    for package in (cli, tracker, projections, events):
        for module in walk_packages(package.__path__, f"{package.__name__}."):
            import_module(module.name)
    from reader import read  # noqa: PLC0415

    from tracker.language import recognised  # noqa: PLC0415

    read("Canada warned Iran.")
    assert recognised("Le ministre a reçu hier soir les ambassadeurs de plusieurs pays.") == "fr"


if __name__ == "__main__":
    _load()
    _serve()
