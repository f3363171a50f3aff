"""What a command loads before it answers: not the parser, not what draws, not what only others need."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from command import EXAMPLES, ROOT, tracker

HEAVY = frozenset(
    "spacy thinc numpy pandas polars textual altair vl_convert sqlite_utils psycopg pycountry lxml trafilatura pypdf "
    "httpcore feedparser rapidfuzz distributed llm".split()
)
_LOADED = """
import atexit, sys
atexit.register(lambda: print(*sorted({name.partition(".")[0] for name in sys.modules}), file=sys.stderr))
from cli.main import run
run()
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("startup") / "t.db"
    assert tracker("add", EXAMPLES, store=place).code == 0
    return place


def loaded(*arguments: str, store: Path) -> set[str]:
    """The top-level modules that a command has loaded when it is done."""
    done = subprocess.run(
        [sys.executable, "-c", _LOADED, *arguments],
        cwd=ROOT,
        env=os.environ | {"TRACKER_STORE": str(store)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout
    return set(done.stderr.splitlines()[-1].split())


@pytest.mark.parametrize(
    "arguments",
    [
        ("state", "USA", "CHN", "--format", "table"),
        ("state", "china", "--as-of", "2023-11-30"),
        ("audit", "USA", "CHN", "--format", "table"),
        ("events", "--words", "aid"),
        ("show", "9c216944"),
    ],
)
def test_a_question_loads_nothing_that_reads_or_draws(arguments: tuple[str, ...], store: Path) -> None:
    found = loaded(*arguments, store=store)
    assert "cli" in found
    assert found & HEAVY == set()


def test_help_loads_neither_the_store_nor_the_events(store: Path) -> None:
    found = loaded("--help", store=store)
    assert found & (HEAVY | {"events", "projections", "eventsourcing", "pydantic", "rich"}) == set()


def test_the_help_of_a_command_loads_no_more_than_its_options(store: Path) -> None:
    assert loaded("add", "--help", store=store) & HEAVY == set()
