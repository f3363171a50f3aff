"""What is particular to a log on a server: how it is reached, and what its errors say."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from built import ticking
from stores import behind, fill, opened, telling

from tracker import postgres
from tracker.application import Tracker
from tracker.errors import NotOurStore, StoreBusy, StoreDamaged, StoreError, StoreUnwritable
from tracker.log import ReportLog
from tracker.places import check, make
from tracker.storage import locate, views_path


@contextmanager
def role(database: str, *rights: str) -> Iterator[str]:
    """The address for a user with these rights only, while it lasts."""
    name = f"role_{database.rpartition('/')[2]}"
    behind(database, f"CREATE ROLE {name} LOGIN PASSWORD 'hidden'", *(f"{right} TO {name}" for right in rights))
    yield f"postgresql://{name}:hidden@{database.rpartition('@')[2]}"
    behind(database, f"DROP OWNED BY {name}", f"DROP ROLE {name}")


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("tracker:", "nobody:wrong"), "password authentication failed"),
        (("@127.0.0.1:", "@127.0.0.2:"), "refused"),
        (("?", "_none?"), "does not exist"),
        (("?", "?sslmode=wrong"), "invalid sslmode"),
        (("?", "?colour=blue"), "colour"),
    ],
)
def test_a_server_that_cannot_be_reached_is_named_without_the_password(
    database: str, change: tuple[str, str], problem: str
) -> None:
    address = f"{database}?".replace(*change).rstrip("?")
    password = database.split(":")[2].partition("@")[0]
    for open_it in (check, make):
        with pytest.raises(StoreError, match=problem) as caught:
            open_it(locate(address))
        assert password not in str(caught.value)
        assert "\n" not in str(caught.value)


def test_who_may_only_read_can_ask_and_is_told_why_nothing_is_written(database: str) -> None:
    fill(database, "a")
    reading = ("GRANT USAGE ON SCHEMA tracker", "GRANT SELECT ON ALL TABLES IN SCHEMA tracker")
    with role(database, *reading) as address:
        with Tracker(address, clock=ticking()) as tracker:
            assert len(tracker.events()) == 2
        with opened(address) as log, pytest.raises(StoreUnwritable, match="ask for the right") as caught:
            log.read(telling("b"))
        assert "hidden" not in str(caught.value)


def test_who_may_make_no_tables_is_told_so(database: str) -> None:
    with role(database) as address, pytest.raises(StoreUnwritable, match="ask for the right"):
        make(locate(address))


def test_a_standby_can_be_read_and_is_not_written(database: str) -> None:
    fill(database, "a")
    name = database.rpartition("/")[2]
    behind(database, f"ALTER DATABASE {name} SET default_transaction_read_only = on")
    with opened(database) as log:
        assert len(list(log.rows())) == 3
        with pytest.raises(StoreUnwritable, match="standby"):
            log.read(telling("b"))
        assert log.head() == 3


def test_another_writer_is_waited_for_and_then_named(database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "LOCK_TIMEOUT", 1)
    with opened(database) as log, psycopg.connect(database) as holder:
        holder.execute("SELECT * FROM tracker.head FOR UPDATE")
        with pytest.raises(StoreBusy, match="try again later"):
            log.read(telling("a"))
        holder.rollback()
        assert len(log.read(telling("a"))) == 3


def test_a_writer_that_stops_in_the_middle_lets_the_others_go_on(
    database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(locate(database))
    monkeypatch.setattr(postgres, "LOCK_TIMEOUT", 1)
    with psycopg.connect(database) as stopped:
        postgres.configure(stopped)
        monkeypatch.setattr(postgres, "LOCK_TIMEOUT", 15)
        stopped.execute("BEGIN")
        stopped.execute("SELECT * FROM tracker.head FOR UPDATE")
        assert len(fill(database, "a")) == 3
        with pytest.raises(psycopg.Error, match="idle-in-transaction"):
            stopped.execute("SELECT 1")


def test_connections_that_the_server_closed_are_made_anew(database: str) -> None:
    with opened(database) as log:
        log.read(telling("a"))
        behind(database, "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'tracker'")
        assert len(log.read(telling("b"))) == 3
        assert [row.position for row in log.rows()] == [1, 2, 3, 4, 5, 6]


def test_a_log_without_its_head_is_damage(database: str) -> None:
    with opened(database) as log:
        behind(database, "DELETE FROM head")
        with pytest.raises(StoreDamaged, match="lost its head"):
            log.read(telling("a"))


def test_a_database_that_lost_a_table_is_named(database: str) -> None:
    with opened(database) as log:
        behind(database, "DROP TABLE texts")
        with pytest.raises(NotOurStore, match="lacks tables"):
            log.read(telling("a"))


def test_tables_of_another_program_are_left_alone(database: str) -> None:
    behind(database, "CREATE SCHEMA tracker", "CREATE TABLE tracker.notes (note text)")
    for open_it in (check, make):
        with pytest.raises(NotOurStore, match="another program"):
            open_it(locate(database))
    assert behind(database, "SELECT tablename FROM pg_tables WHERE schemaname = 'tracker'") == [("notes",)]


def test_views_of_a_store_that_was_here_before_are_forgotten(database: str) -> None:
    fill(database, "a", "b")
    with Tracker(database, clock=ticking()) as tracker:
        assert len(tracker.events()) == 4
    behind(database, "DROP SCHEMA tracker CASCADE")
    fill(database, "c", "d", "e")
    with Tracker(database, clock=ticking()) as tracker:
        assert {event.report.url for event in tracker.events()} == {f"https://example.org/{name}" for name in "cde"}
    assert views_path(locate(database)).exists()


def test_nothing_that_is_open_shows_the_password(database: str) -> None:
    password = database.split(":")[2].partition("@")[0]
    with opened(database) as log:
        log.read(telling("a"))
        shown: list[Any] = [log.env, log.factory.env, vars(log.recorder), log.factory, locate(database)]
        assert password not in repr(shown)


def test_threads_share_a_log(database: str) -> None:
    with opened(database) as log:
        threads = [threading.Thread(target=read_ten, args=(log, name)) for name in "abcdef"]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert [row.position for row in log.rows()] == list(range(1, 181))


def read_ten(log: ReportLog, name: str) -> None:
    for number in range(10):
        log.read(telling(f"{name}{number}"))


def test_a_backup_is_left_to_the_server(database: str, tmp_path: Path) -> None:
    fill(database, "a")
    with Tracker(database, clock=ticking()) as tracker, pytest.raises(StoreError, match="pg_dump"):
        tracker.backup(tmp_path / "copy.db")
