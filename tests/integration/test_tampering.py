"""Any value of any column of any table that holds a log, on both kinds of store: changed, it is found."""

import sqlite3
from contextlib import closing
from typing import Any
from uuid import UUID

import psycopg
import pytest
from built import ticking
from hypothesis import HealthCheck, given, reject, settings
from hypothesis import strategies as st
from psycopg import sql
from stores import behind, fill, unlocked

from tracker.application import Tracker

LOG: dict[str, tuple[str, ...]] = {
    "stored_events": ("position", "originator_id", "originator_version", "topic", "state", "recorded", "event_id"),
    "chain": ("position", "digest"),
    "texts": ("sha256", "text"),
}
HEADS: dict[str, dict[str, tuple[str, ...]]] = {
    "postgresql": {"head": ("position", "recorded")},
    "sqlite": {"sqlite_sequence": ("seq",)},
}


@pytest.mark.parametrize("address", ["sqlite", "postgresql"], indirect=True)
@settings(
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.differing_executors],
)
@given(place=st.integers(0, 99), row=st.integers(0, 99), bit=st.integers(0, 9_999))
def test_a_value_that_is_changed_in_any_column_is_found(address: str, place: int, row: int, bit: int) -> None:
    with Tracker(address, clock=ticking()) as tracker:
        if not behind_is_filled(address):
            fill(address, "a", "b")
            behind(address, *unlocked(address), *_UNCHAINED[kind(address)])
            assert tracker.verify().sound
        tables = LOG | HEADS[kind(address)]
        places = [(table, column) for table, columns in tables.items() for column in columns]
        table, column = places[place % len(places)]
        values = [one for (one,) in behind(address, f"SELECT {column} FROM {table} WHERE {column} IS NOT NULL")]  # noqa: S608
        value = values[row % len(values)]
        other = changed(value, bit)
        try:
            put(address, table, column, value, other)
        except (sqlite3.IntegrityError, psycopg.IntegrityError, psycopg.DataError):  # the database refuses it itself
            reject()
        assert not tracker.verify().sound, (table, column, value, other)
        put(address, table, column, other, value)
        assert tracker.verify().sound


_UNCHAINED = {
    "sqlite": ("DROP TRIGGER chain_is_never_changed", "DROP TRIGGER chain_is_never_deleted"),
    "postgresql": ("DROP TRIGGER chain_is_never_changed ON chain",),
}


def kind(address: str) -> str:
    return "postgresql" if "://" in address else "sqlite"


def behind_is_filled(address: str) -> bool:
    """Whether an example before this one has made the log."""
    if kind(address) == "sqlite":
        with closing(sqlite3.connect(address)) as file:
            return bool(file.execute("SELECT 1 FROM sqlite_master WHERE name = 'stored_events'").fetchall())
    return behind(address, "SELECT to_regclass('tracker.stored_events') IS NOT NULL") == [(True,)]


def changed(value: Any, bit: int) -> Any:
    """A value of the same kind in which one bit is another."""
    if isinstance(value, UUID):
        return UUID(int=value.int ^ 1 << bit % 128)
    if isinstance(value, int):
        return value ^ 1 << bit % 31
    data = bytearray(value.encode() if isinstance(value, str) else value)
    data[bit // 8 % len(data)] ^= 1 << bit % (7 if isinstance(value, str) else 8)
    return data.decode() if isinstance(value, str) else bytes(data)


def put(address: str, table: str, column: str, before: Any, after: Any) -> None:
    """Write another value where the one before stands."""
    if kind(address) == "sqlite":
        with closing(sqlite3.connect(address, isolation_level=None)) as file:
            file.execute(f"UPDATE {table} SET {column} = ? WHERE {column} = ?", (after, before))  # noqa: S608
        return
    change = sql.SQL("UPDATE {} SET {} = %s WHERE {} = %s").format(
        sql.Identifier("tracker", table), sql.Identifier(column), sql.Identifier(column)
    )
    with psycopg.connect(address, autocommit=True) as server:
        server.execute(change, (after, before))
