"""What is watched, and when somebody last looked."""

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from projections.news import Scope
from tracker.errors import NotOurStore, StoreTooNew
from tracker.notebook import EVERYTHING, WATCHED, Look, Notebook

NOW = datetime(2024, 1, 1, 12, tzinfo=UTC)


def look(part: str = EVERYTHING, hours: int = 0) -> Look:
    known = NOW + timedelta(hours=hours)
    return Look(part=part, known=known, day=known.date())


def test_a_look_is_remembered_for_each_person_and_never_goes_back(tmp_path: Path) -> None:
    with Notebook(tmp_path / "t.notebook") as book:
        assert book.last_look("Ann", EVERYTHING) is None
        book.looked("Ann", look(hours=30))
        book.looked("Ann", look())
        assert book.last_look("Bob", EVERYTHING) is None
    with Notebook(tmp_path / "t.notebook") as again:
        found = again.last_look("Ann", EVERYTHING)
    assert found == look(hours=30)
    assert found.clocks.as_of == date(2024, 1, 2)


def test_the_last_look_at_a_part_is_the_later_of_that_and_of_a_look_at_everything(tmp_path: Path) -> None:
    with Notebook(tmp_path / "t.notebook") as book:
        book.looked("Ann", look(hours=1))
        assert book.last_look("Ann", WATCHED) == look(hours=1)
        book.looked("Ann", look(WATCHED, hours=2))
        assert book.last_look("Ann", WATCHED) == look(WATCHED, hours=2)
        assert book.last_look("Ann", EVERYTHING) == look(hours=1)
        assert book.last_look("Ann", "CHN-USA") == look(hours=1)


def test_polities_and_pairs_are_watched_once_whatever_their_order(tmp_path: Path) -> None:
    with Notebook(tmp_path / "t.notebook") as book:
        assert book.watch(("USA", "CHN"), now=NOW)
        assert not book.watch(("CHN", "USA"), now=NOW + timedelta(hours=1))
        assert book.watch(("IRN",), now=NOW + timedelta(hours=2))
        assert [one.polities for one in book.watched()] == [("CHN", "USA"), ("IRN",)]
        scope = book.scope()
        assert scope == Scope(polities=("IRN",), pairs=(("CHN", "USA"),))
        assert [scope.has(pair) for pair in ("CHN-USA", "IRN-RUS", "CHN-RUS")] == [True, True, False]
        assert book.unwatch(("USA", "CHN"))
        assert not book.unwatch(("USA", "CHN"))


def test_several_programs_may_write_at_once(tmp_path: Path) -> None:
    def write(number: int) -> None:
        with Notebook(tmp_path / "t.notebook") as book:
            book.watch((f"A{number:02}",), now=NOW)
            book.looked("Ann", look(hours=number))

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(24)))
    with Notebook(tmp_path / "t.notebook") as book:
        assert len(book.watched()) == 24
        assert book.last_look("Ann", EVERYTHING) == look(hours=23)


def test_another_file_is_left_alone_and_a_newer_one_is_named(tmp_path: Path) -> None:
    text = tmp_path / "a.notebook"
    text.write_text("my own notes, and no database at all, which must not be overwritten by anybody " * 3)
    with pytest.raises(NotOurStore, match="no file of notes"):
        Notebook(text)
    other = tmp_path / "b.notebook"
    with sqlite3.connect(other) as file:
        file.execute("CREATE TABLE mine (a)")
    file.close()
    with pytest.raises(NotOurStore, match="move it away"):
        Notebook(other)
    newer = tmp_path / "c.notebook"
    Notebook(newer).close()
    with sqlite3.connect(newer) as file:
        file.execute("PRAGMA user_version = 9")
    file.close()
    with pytest.raises(StoreTooNew, match="format 9"):
        Notebook(newer)
