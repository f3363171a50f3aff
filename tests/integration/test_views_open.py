"""The views as open data: documented, searchable, without a dangling reference."""

import sqlite3
from contextlib import closing
from pathlib import Path

import sqlite_utils
from logged import Ledger

from projections import catchup
from projections.catchup import Views
from projections.dictionary import TABLES, page
from projections.listing import events

PAGE = Path(__file__).parents[2] / "docs" / "views.md"


def filled(path: Path) -> Path:
    log = Ledger()
    told = log.report("Grain talks in Ankara")
    log.tell(told, "MeetingHeld", "2022-03-16", quote="the ministers met in Ankara")
    log.tell(log.report("Other news"), "CriticismVoiced", "2022-03-16", quote="Washington condemned the drills")
    with Views.open(path) as views:
        views.apply(log.rows)
    catchup.rebuild(path.with_name("rebuilt"), log.rows)
    return path


def test_every_table_and_column_is_documented(tmp_path: Path) -> None:
    with closing(sqlite3.connect(filled(tmp_path / "views"))) as connection:
        tables = sqlite_utils.Database(connection).table_names()
        made = {name: list(TABLES.get(name, TABLES["progress"]).columns) for name in tables if "_fts_" not in name}
        there = {name: [row[1] for row in connection.execute(f"PRAGMA table_info({name})")] for name in made}
    assert set(made) == set(TABLES)
    assert there == {name: list(table.columns) for name, table in TABLES.items()}


def test_the_page_about_the_views_is_the_one_that_is_generated() -> None:
    assert PAGE.read_text() == page()


def test_quotes_and_titles_are_searched_in_any_form_of_their_words(tmp_path: Path) -> None:
    filled(tmp_path / "views")
    for path in (tmp_path / "views", tmp_path / "rebuilt"):
        with Views.open(path) as views:
            found = {
                words: [event.type for event in events(views.connection, words=words)]
                for words in ("condemn drill", "grain", "news ankara", 'drills" OR "')
            }
        assert found == {
            "condemn drill": ["CriticismVoiced"],
            "grain": ["MeetingHeld"],
            "news ankara": [],
            'drills" OR "': [],
        }


def test_other_programs_find_that_the_views_can_be_searched_and_follow_their_keys(tmp_path: Path) -> None:
    filled(tmp_path / "views")
    for path in (tmp_path / "views", tmp_path / "rebuilt"):
        with closing(sqlite3.connect(path)) as connection:
            views = sqlite_utils.Database(connection, execute_plugins=False)
            assert [row["quote"] for row in views.table("events").search("minister")] == ["the ministers met in Ankara"]
            assert [row["title"] for row in views.table("reports").search("grain")] == ["Grain talks in Ankara"]
            keys = {(key.table, key.other_table) for name in TABLES for key in views.table(name).foreign_keys}
            assert keys >= {("events", "reports"), ("facts", "events"), ("facts", "subjects"), ("links", "reports")}
            assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
