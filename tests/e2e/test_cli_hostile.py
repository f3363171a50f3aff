"""A report that means harm by its words: nothing in it steers the terminal, names a file, or speaks to the database."""

import json
from pathlib import Path

import pytest
from command import Ran, run, tracker

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


def test_bytes_that_are_no_text_are_wrong_usage_and_may_name_a_file(store: Path) -> None:
    latin = b"caf\xe9".decode(errors="surrogateescape")
    event = tracker("events", store=store).json[0]["event_id"]
    for wrong in (
        ("confirm", event, "--because", latin),
        ("confirm", event, "--because", "so", "--by", latin),
        ("correct", event, "--set", f"condition={latin}", "--because", "so"),
        ("withdraw", f"https://example.org/{latin}", "--because", "so"),
        ("events", "--words", latin),
        ("audit", latin, "usa"),
    ):
        ran = tracker(*wrong, store=store)
        assert (ran.code, ran.out) == (2, ""), wrong
        assert "caf\\udce9" in ran.err, wrong
        assert "is not UTF-8" in " ".join(ran.err.split()), wrong
    (store.parent / f"{latin}.txt").write_text("---\npublished: 2022-03-17\n---\nChina warned Japan.")
    for form, label in (("json", f"{latin}.txt"), ("jsonl", "caf\\udce9.txt"), ("csv", "caf\\udce9.txt")):
        ran = tracker("add", store.parent / f"{latin}.txt", "--format", form, store=store)
        assert (ran.code, label in (ran.json["reports"][0]["label"] if form == "json" else ran.out)) == (0, True)


def test_what_an_encoding_has_no_sign_for_is_written_otherwise(store: Path) -> None:
    environment = {"TRACKER_STORE": str(store), "PYTHONIOENCODING": "ascii"}
    for form in FORMS:
        ran = run("events", "--format", form, environment=environment)
        assert (ran.code, ran.err) == (0, ""), form
    assert "CHN \\u2192 USA" in run("events", "--format", "table", environment=environment).out


def test_options_that_stand_for_what_a_report_says_are_held_to_the_same(store: Path, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("---\npublished: 2022-03-17\n---\nChina warned Japan.")
    for option, value in (("--publisher", "Wire \x1b[31m"), ("--url", "https://example.org/\x1b[31m")):
        ran = tracker("add", tmp_path / "a.txt", option, value, store=store)
        assert (ran.code, ran.out) == (1, "")
        assert f"{option}: the " in ran.err
        assert "has the control character U+001B at line 1" in ran.err


def test_nothing_that_a_report_says_names_a_file_or_speaks_to_the_database(store: Path) -> None:
    event = tracker("events", store=store).json[0]["event_id"]
    for command in (("retract", event, *BECAUSE), ("events", SQL), ("history", SQL), ("audit", "china", SQL)):
        tracker(*command, store=store)
    audit = tracker("audit", "china", "usa", "--subject", SQL, store=store)
    assert (audit.code, audit.json) == (0, [])
    assert tracker("verify", store=store).json["sound"]
    assert sorted(path.name for path in store.parent.iterdir()) == ["in", "t.db", "t.db.views"]
    assert not Path("/tmp/owned").exists()  # noqa: S108  the place that the report named
