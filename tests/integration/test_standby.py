"""A reader at a streaming standby: it follows the log and answers, and is told why nothing is written there."""

import time

import psycopg
import pytest
from built import ticking
from stores import behind, fill, opened, telling

from tracker.application import Tracker
from tracker.errors import StoreUnwritable
from tracker.places import make
from tracker.storage import locate

PATIENCE = 180
"""Seconds after which a standby that has not come up to its primary counts as stopped."""


def catch_up(standby: str, primary: str) -> None:
    """Wait until everything that is written on the primary can be seen on its standby."""
    ((written,),) = behind(primary, "SELECT pg_current_wal_lsn()::text")
    question = f"SELECT pg_last_wal_replay_lsn() >= '{written}'::pg_lsn"
    end = time.monotonic() + PATIENCE
    while behind(standby, question) != [(True,)]:
        assert time.monotonic() < end, "the standby does not follow"
        time.sleep(0.05)


def test_a_reader_at_a_standby_follows_the_log_and_writes_nothing(database: str, standby: str) -> None:
    fill(database, "a")
    catch_up(standby, database)
    assert behind(standby, "SELECT pg_is_in_recovery()") == [(True,)]
    with Tracker(standby, clock=ticking()) as reader, Tracker(database, clock=ticking()) as writer:
        assert len(reader.events()) == 2
        assert reader.verify().sound
        fill(database, "b", "c")
        catch_up(standby, database)
        assert [one.event_id for one in reader.events()] == [one.event_id for one in writer.events()]
        assert len(reader.events()) == 6
        assert reader.seal().digest == writer.seal().digest
        event = str(reader.events()[0].event_id)
        with pytest.raises(StoreUnwritable, match="standby or locked: write to its primary server") as caught:
            reader.analyst("Ann").confirm(event, because="so")
    assert locate(database).parameters["password"] not in str(caught.value)  # type: ignore[union-attr]
    with opened(standby) as log, pytest.raises(StoreUnwritable, match="write to its primary server"):
        log.read(telling("d"))
    assert behind(database, "SELECT count(*) FROM stored_events") == [(9,)]


def test_no_store_is_made_on_a_standby(database: str, standby: str) -> None:
    catch_up(standby, database)
    with pytest.raises(StoreUnwritable, match="write to its primary server"):
        make(locate(standby))
    with psycopg.connect(database) as server:
        assert server.execute("SELECT count(*) FROM pg_tables WHERE schemaname = 'tracker'").fetchone() == (0,)
