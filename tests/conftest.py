"""Makes the modules of this folder importable for all tests, and has the PostgreSQL server that some of them need."""

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

import psycopg
import pytest
from hypothesis import HealthCheck, settings

SERVER = Path(__file__).with_name("postgres")

# How long an example takes is no fault: the machine may be busy.
settings.register_profile("unhurried", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("unhurried")


@contextmanager
def started(*command: str) -> Iterator[tuple[str, str]]:
    """The folder and the address of a PostgreSQL server while it runs."""
    told = subprocess.run([SERVER, *command], check=False, capture_output=True, text=True, timeout=600)
    if told.returncode:
        pytest.skip(f"no PostgreSQL here: {told.stderr.strip()}")
    folder, address = told.stdout.split()
    yield folder, address
    subprocess.run([SERVER, "stop", folder], check=True, timeout=180)


@pytest.fixture(scope="session")
def running() -> Iterator[tuple[str, str]]:
    """The folder and the address of a real PostgreSQL server; tests that want one are skipped where none can be had."""
    with started("start") as found:
        yield found


@pytest.fixture(scope="session")
def server(running: tuple[str, str]) -> str:
    """The address of a real PostgreSQL server."""
    return running[1]


@pytest.fixture
def standby(running: tuple[str, str], database: str) -> Iterator[str]:
    """The address of the database on a second server, which follows the first one."""
    with started("standby", running[0]) as (_, address):
        yield f"{address.rpartition('/')[0]}/{database.rpartition('/')[2]}"


@pytest.fixture
def database(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database of its own; the views of it lie in the test's own folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    name = f"t{os.getpid()}_{abs(hash(tmp_path))}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server.rpartition('/')[0]}/{name}"


@pytest.fixture
def no_room() -> Iterator[TextIO]:
    """A place that takes nothing: a full disk."""
    full = Path("/dev/full")
    if not full.exists():
        pytest.skip("needs /dev/full, a place that takes nothing")
    with full.open("w") as opened:
        yield opened


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that is not made yet, once of each kind."""
    return str(request.getfixturevalue("database")) if request.param == "postgresql" else str(tmp_path / "tracker.db")
