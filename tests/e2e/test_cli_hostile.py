"""A report that means harm by its words: nothing in it steers the terminal, names a file, or speaks to the database."""

import json
from pathlib import Path

import pytest
from command import Ran, tracker

ESCAPES = "\x9b31m\x9d0;owned\x9c\u202e\u2066"
SQL = "'; DROP TABLE stored_events; --"
TRAVERSAL = "../../../../tmp/owned"
FORMS = ("table", "json", "jsonl", "csv", "md")
BECAUSE = ("--because", f"so {ESCAPES}{SQL}", "--by", f"Ann {ESCAPES}{SQL}")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    said = f"{ESCAPES} {SQL} {TRAVERSAL}"
    row = {
        "id": TRAVERSAL,
        "url": f"https://example.org/{TRAVERSAL}?q={SQL}",
        "publisher": f"Wire {said}",
        "title": f"Talks {said}",
        "published": "2022-03-17",
        "text": f"China warned the United States on Thursday{ESCAPES}. {SQL} {TRAVERSAL}",
    }
    (tmp_path / "in").mkdir()
    rows = tmp_path / "in" / "rows.jsonl"
    rows.write_text(json.dumps(row))
    assert tracker("add", rows, store=tmp_path / "t.db").json["summary"]["recorded"] == 1
    return tmp_path / "t.db"


def harmless(ran: Ran) -> bool:
    return not set("\x1b\x07\x7f\x9b\x9c\x9d") & set(ran.out + ran.err)


def test_nothing_that_a_report_says_steers_the_terminal(store: Path) -> None:
    event = tracker("events", store=store).json[0]
    ids = event["event_id"], event["report"]["id"]
    commands = [
        ("confirm", ids[0], *BECAUSE),
        ("correct", ids[0], "--set", f"condition={ESCAPES}{SQL}{{form}}", *BECAUSE),
        ("events",),
        ("show", ids[0]),
        ("show", ids[1]),
        ("show", ids[1], "--diff"),
        ("history", ids[0]),
        ("audit", "china", "usa"),
        ("state", "china", "usa", "--as-of", "2022-04-01"),
        ("verify",),
    ]
    for command in commands:
        for form in FORMS:
            ran = tracker(*(part.replace("{form}", form) for part in command), "--format", form, store=store)
            assert harmless(ran), (command, form)
            assert ran.err == "", (command, form)
            assert not {"\u202e", "\u2066"} & set(ran.out), (command, form)
    assert harmless(tracker("dump", store=store))
    assert harmless(tracker("retract", f"{ESCAPES}{SQL}", *BECAUSE, store=store))


def test_nothing_that_a_report_says_names_a_file_or_speaks_to_the_database(store: Path) -> None:
    event = tracker("events", store=store).json[0]["event_id"]
    for command in (("retract", event, *BECAUSE), ("events", SQL), ("history", SQL), ("audit", "china", SQL)):
        tracker(*command, store=store)
    audit = tracker("audit", "china", "usa", "--subject", SQL, store=store)
    assert (audit.code, audit.json) == (0, [])
    assert tracker("verify", store=store).json["sound"]
    assert sorted(path.name for path in store.parent.iterdir()) == ["in", "t.db", "t.db.views"]
    assert not Path("/tmp/owned").exists()  # noqa: S108  the place that the report named
