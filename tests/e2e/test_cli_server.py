"""The command with a log on a server."""

from pathlib import Path

import pytest
from command import EXAMPLES, tracker

VISIT = EXAMPLES / "2023-01-18-visit-announced.txt"
UNUSED = Path("unused.db")


def test_reports_are_recorded_on_a_server_and_asked_about(database: str) -> None:
    added = tracker("add", VISIT, "--store", database, store=UNUSED)
    assert (added.code, added.json["summary"]["recorded"]) == (0, 1)
    assert tracker("verify", "--store", database, store=UNUSED).json["sound"]
    assert len(tracker("events", "--store", database, store=UNUSED).json) > 0


@pytest.mark.parametrize("change", [("@", "secret@"), ("@", "/secret@"), ("tracker:", "tracker:1/")])
def test_no_message_shows_a_password(database: str, change: tuple[str, str]) -> None:
    address = database.replace(*change)
    password = database.split(":")[2].partition("@")[0]
    ran = tracker("events", "--store", address, store=UNUSED)
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.startswith("tracker: ")
    assert not any(word in ran.err for word in (password, "secret", "Traceback"))
