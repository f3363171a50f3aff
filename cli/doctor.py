"""`tracker doctor`: whether all is there that the program needs, and what to do where it is not."""

import locale
import os
import shutil
import sys
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

import typer
from rich.console import Console, RenderableType
from rich.text import Text

from cli import clock
from cli.examples import examples
from cli.layout import Entries, Entry
from cli.lexicons import chosen_files
from cli.options import Formatted, Store, store_address
from cli.render import render
from cli.words import BAD, GOOD, QUIET, STRONG, WARN

if TYPE_CHECKING:
    from tracker.doctor import Finding

_STYLES = {"ok": GOOD, "warning": WARN, "failure": BAD}
_READ = ("TRACKER_BY", "TRACKER_LEXICON", "TRACKER_PRICE_IN", "TRACKER_PRICE_OUT", "TRACKER_READER")
"""Variables of the environment that commands read, beside the one of the store."""

_NARROW = 60
"""Columns below which lists are hard to read."""


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(doctor)


@examples("tracker doctor", "tracker doctor --format csv")
def doctor(*, store: Store = None, format_: Formatted = None) -> None:
    """Look at the program, its parser, the store and this terminal; say what is missing and how to get it.

    Nothing is changed. The exit code is 1 when something that is needed is missing or broken.
    """
    from tracker.doctor import Finding, Status, program_findings, store_findings  # noqa: PLC0415  they load the log

    address = store_address(store)
    found = [*program_findings(), *store_findings(address, clock=clock.now), *_settings(), *_terminal()]
    render(found, format_, _table, of=Finding)
    if any(one.status is Status.FAILURE for one in found):
        raise typer.Exit(1)


def _settings() -> "Iterator[Finding]":
    """The environment and files that change what commands do; no value that may hold a secret is shown."""
    from tracker.doctor.finding import ok, warning  # noqa: PLC0415  it loads what `tracker --help` does not need

    files = ", ".join(map(str, chosen_files(None)))
    yield ok("settings", "lexicon", files or "none of your own", None if files else "`tracker lexicon --help` says how")
    for name in sorted(one for one in os.environ if one.startswith("TRACKER_")):
        if name == "TRACKER_STORE":
            yield ok("settings", name, "set; it is the store above unless --store was given")
        elif name in _READ:
            yield ok("settings", name, os.environ[name])
        else:
            yield warning("settings", name, "no command reads it", f"there are TRACKER_STORE, {', '.join(_READ)}")


def _terminal() -> "Iterator[Finding]":
    """How what is written will look here."""
    from tracker.doctor.finding import ok, warning  # noqa: PLC0415  it loads what `tracker --help` does not need

    width = shutil.get_terminal_size().columns
    if width < _NARROW:
        yield warning("terminal", "width", f"{width} columns", "make the window wider: 80 are enough for all lists")
    else:
        yield ok("terminal", "width", f"{width} columns")
    colours = Console().color_system if sys.stdout.isatty() else None
    yield ok("terminal", "colours", _colours(colours))
    encoding = (sys.stdout.encoding or "unknown").lower().replace("_", "-")
    if encoding in {"utf-8", "utf8"}:
        yield ok("terminal", "encoding", "UTF-8")
    else:
        advice = "set PYTHONUTF8=1, or a locale with UTF-8 (export LC_ALL=C.UTF-8)"
        yield warning("terminal", "encoding", f"{encoding}: names and quotes may not be shown", advice)
    yield ok("terminal", "locale", ".".join(part for part in locale.getlocale() if part) or "C")
    pager = os.environ.get("PAGER") or shutil.which("less") or shutil.which("more")
    yield ok("terminal", "pager", pager or "none", None if pager else "install less to read long answers page by page")


def _colours(system: str | None) -> str:
    if os.environ.get("NO_COLOR"):
        return "none, because NO_COLOR is set"
    return system or "none, because this is no terminal that shows them"


def _table(found: "Sequence[Finding]") -> Iterator[RenderableType]:
    for place, (part, findings) in enumerate(groupby(found, key=lambda one: one.part)):
        yield Text(f"{chr(10) if place else ''}{part.capitalize()}", style=STRONG)
        yield Entries(Entry(one.status.value, _line(one)) for one in findings)
    broken = sum(one.status.value == "failure" for one in found)
    doubtful = sum(one.status.value == "warning" for one in found)
    if broken:
        yield Text(f"\nNot all that is needed is there: {broken} to mend.", style=BAD)
    else:
        yield Text(f"\nAll that is needed is there{f'; {doubtful} to look at' if doubtful else ''}.", style=GOOD)


def _line(one: "Finding") -> Text:
    line = Text(f"{one.name}: ", style="bold")
    line.append(one.found, style="not bold" if one.status.value == "ok" else f"not bold {_STYLES[one.status.value]}")
    if one.advice:
        line.append(f"\n→ {one.advice}", style=f"not bold {QUIET if one.status.value == 'ok' else ''}".strip())
    return line
