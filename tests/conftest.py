"""Makes the modules of this folder importable for all tests, and has the PostgreSQL server that some of them need."""

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

SERVER = Path(__file__).with_name("postgres")


@pytest.fixture(scope="session")
def server() -> Iterator[str]:
    """The address of a real PostgreSQL server; tests that want one are skipped where none can be had."""
    started = subprocess.run([SERVER, "start"], check=False, capture_output=True, text=True, timeout=600)
    if started.returncode:
        pytest.skip(f"no PostgreSQL here: {started.stderr.strip()}")
    folder, address = started.stdout.split()
    yield address
    subprocess.run([SERVER, "stop", folder], check=True, timeout=60)


@pytest.fixture
def database(server: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of an empty database of its own; the views of it lie in the test's own folder."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    name = f"t{os.getpid()}_{abs(hash(tmp_path))}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return f"{server.rpartition('/')[0]}/{name}"


@pytest.fixture(params=["sqlite", "postgresql"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a store that is not made yet, once of each kind."""
    return str(request.getfixturevalue("database")) if request.param == "postgresql" else str(tmp_path / "tracker.db")
