"""Readers on the command line: models of the llm library, against a server that speaks the usual protocol."""

import json
import os
import subprocess
from pathlib import Path

import pytest
from built import TEXT
from command import TRACKER, Ran, run
from speaking import Reply, answering, coding, speaking

pytest.importorskip("llm", reason="the llm library is an optional part")

WARNED = coding("WarningIssued", "CHN", "USA", "China warned the United States on Friday", date="2022-03-18")
CONDEMNED = coding("CriticismVoiced", "USA", "CHN", "Washington condemned the drills")
INVENTED = coding("ForceUsed", "CHN", "USA", "China bombed the United States")


@pytest.fixture
def place(tmp_path: Path) -> Path:
    row = {"text": TEXT, "publisher": "Daily Ledger", "published": "2022-03-18", "url": "https://example.org/a"}
    (tmp_path / "a.jsonl").write_text(json.dumps(row) + "\n")
    return tmp_path


def tracker(*arguments: str | Path, place: Path, **environment: str) -> Ran:
    """Run the command with a store, a cache and a configuration of the llm library of its own."""
    own = {
        "TRACKER_STORE": str(place / "tracker.db"),
        "XDG_CACHE_HOME": str(place / "cache"),
        "LLM_USER_PATH": str(place / "llm"),
        "COLUMNS": "120",
    }
    return run(*arguments, environment=own | environment)


def test_a_model_reads_and_what_it_said_is_in_the_store(place: Path) -> None:
    with speaking(place / "llm", answering(WARNED, INVENTED), answering(INVENTED)):
        ran = tracker("add", place / "a.jsonl", "--reader", "llm:scripted", place=place)
    assert ran.code == 0, ran.err
    (report,) = ran.json["reports"]
    assert [event["type"] for event in report["events"]] == ["WarningIssued"]
    assert report["refused"] == [
        "quote: the words 'China bombed the United States' do not stand in the passage: copy them from it"
    ]
    assert "llm:scripted: 1 of 1 reports pass the gate, in 1 passages, 0 of them answered before" in ran.err
    assert "2 requests, 200 tokens in, 40 out" in ran.err
    assert tracker("verify", place=place).json["sound"]


def test_the_same_again_asks_nothing_and_changes_nothing(place: Path) -> None:
    with speaking(place / "llm", answering(WARNED)) as server:
        tracker("add", place / "a.jsonl", "--reader", "llm:scripted", place=place)
        again = tracker("add", place / "a.jsonl", "--reader", "llm:scripted", place=place)
        elsewhere = tracker(
            "add", place / "a.jsonl", "--reader", "llm:scripted", "--store", place / "b.db", place=place
        )
    assert len(server.requests) == 1
    assert again.json["summary"]["known"] == 1
    assert "1 of them answered before; about 0 tokens in" in again.err
    assert [event["event_id"] for event in elsewhere.json["reports"][0]["events"]] == [
        event["event_id"] for event in tracker("events", place=place).json
    ]


def test_an_estimate_asks_nothing_and_records_nothing(place: Path) -> None:
    with speaking(place / "llm", answering(WARNED)) as server:
        prices = ("--price-in", "1", "--price-out", "10")
        ran = tracker("add", place / "a.jsonl", "--reader", "llm:scripted", "--estimate", *prices, place=place)
    assert (ran.code, ran.out, server.requests) == (0, "", [])
    assert "1 of 1 reports pass the gate, in 1 passages" in ran.err
    assert "in money at most" in ran.err
    assert not (place / "tracker.db").exists()


def test_a_reader_that_is_named_takes_one_process_and_no_cluster(place: Path) -> None:
    add = ("add", place / "a.jsonl", "--reader", "rules")
    several, cluster = (tracker(*add, *more, place=place) for more in (("--workers", "2"), ("--cluster", "tcp://x:1")))
    assert (several.code, cluster.code) == (2, 2)
    assert "leave out --workers" in several.err
    assert "name no reader" in cluster.err
    assert not (place / "tracker.db").exists()
    assert tracker(*add, "--workers", "1", place=place).code == 0


def test_a_batch_that_runs_out_of_budget_goes_on_where_it_stopped(place: Path) -> None:
    rows = [{"text": f"{TEXT} Number {number}.", "published": "2022-03-18"} for number in range(3)]
    (place / "many.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    add = ("add", place / "many.jsonl", "--reader", "llm:scripted")
    with speaking(place / "llm", answering(WARNED, tokens=(5_000, 1_000))) as server:
        first = tracker(*add, "--max-tokens", "12000", place=place)
        second = tracker(*add, place=place)
    assert first.code == 1
    assert first.json["summary"]["recorded"] == 1
    assert "6000 of --max-tokens 12000 are used" in first.err
    assert second.json["summary"] | {"events": 2} == second.json["summary"]
    assert (second.json["summary"]["known"], second.json["summary"]["recorded"]) == (1, 2)
    assert len(server.requests) == 3


def test_extract_prints_what_a_model_finds_and_stores_nothing(place: Path) -> None:
    with speaking(place / "llm", answering(WARNED, CONDEMNED)):
        ran = tracker("extract", place / "a.jsonl", "--reader", "llm:scripted", place=place)
    assert [event["type"] for event in ran.rows[0]["events"]] == ["WarningIssued", "CriticismVoiced"]
    assert ran.rows[0]["events"][0]["rule"] == "llm:scripted"
    assert not (place / "tracker.db").exists()


def test_a_stored_report_is_read_again_by_a_model_and_stays_with_it(place: Path) -> None:
    tracker("add", place / "a.jsonl", place=place)
    with speaking(place / "llm", answering(CONDEMNED)):
        reread = tracker("reread", "--reader", "llm:scripted", place=place)
    assert reread.json["summary"]["revised"] == 1
    assert tracker("add", place / "a.jsonl", place=place).json["summary"]["known"] == 1
    assert tracker("reread", place=place).json["reports"] == []
    assert tracker("reread", "--reader", "rules", place=place).json["summary"]["revised"] == 1


def test_a_dump_carries_what_models_said(place: Path) -> None:
    with speaking(place / "llm", answering(WARNED)):
        tracker("add", place / "a.jsonl", "--reader", "llm:scripted", place=place)
    (place / "log.dump").write_text(tracker("dump", place=place).out)
    moved = tracker("load", place / "log.dump", "--store", place / "b.db", place=place)
    assert moved.json["texts"] == 3
    assert tracker("verify", "--store", place / "b.db", place=place).json["sound"]


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--reader", "nobody"), "there is no reader 'nobody', but rules, llm"),
        (("--reader", "llm:nobody"), "the llm library has no such model"),
        (("--reader", "llm"), "say which model"),
        (("--reader", "rules+rules"), "is no second opinion of itself"),
        (("--reader", "rules+llm:scripted+rules"), "two readers can be joined, not 3"),
        (("--reader", "llm:scripted", "--max-cost", "1"), "--max-cost needs --price-in and --price-out"),
        (("--reader", "llm:scripted", "--price-in", "1"), "give both prices"),
        (("--reader", "llm:scripted", "--model-option", "temperature"), "is no NAME=VALUE"),
        (("--reader", "llm:scripted", "--model-option", "warmth=1"), "scripted has no such option"),
    ],
)
def test_what_cannot_be_asked_for_says_why(place: Path, arguments: tuple[str, ...], message: str) -> None:
    with speaking(place / "llm", Reply("{}")):
        ran = tracker("add", place / "a.jsonl", *arguments, place=place)
    assert ran.code in {1, 2}
    assert message in " ".join(ran.err.replace("│", " ").split())


def test_help_and_questions_load_no_model_and_no_parser(place: Path) -> None:
    tracker("add", place / "a.jsonl", place=place)
    for arguments in (["--help"], ["add", "--help"], ["state", "CHN", "USA"]):
        code = (
            "import sys; from cli.main import run\ntry:\n    run()\nexcept SystemExit:\n    pass\n"
            "sys.stderr.write(repr(sorted({'llm', 'spacy', 'openai'} & set(sys.modules))))"
        )
        python = TRACKER.with_name("python")
        done = subprocess.run(
            [python, "-c", code, *arguments],
            env=os.environ | {"TRACKER_STORE": str(place / "tracker.db")},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.stderr.endswith("[]"), done.stderr


def test_an_auditor_sees_what_the_model_said_word_for_word(place: Path) -> None:
    raw = json.dumps({"events": [WARNED, INVENTED]})
    with speaking(place / "llm", Reply(raw), answering()):
        tracker("add", place / "a.jsonl", "--reader", "llm:scripted", place=place)
    (event,) = tracker("events", place=place).json
    (view,) = tracker("show", event["event_id"], "--account", place=place).json
    (passage,) = view["account"]["models"][0]["passages"]
    assert passage["exchanges"][0]["answer"]["text"] == raw
    assert passage["exchanges"][0]["refused"][0]["reason"] == "quote"
    shown = tracker("show", event["event_id"], "--account", "--format", "table", place=place).out
    assert "China bombed the United States" in shown
    assert view["sha256"] in shown
    hands = tracker("history", event["event_id"], "--account", "--format", "table", place=place).out
    assert hands.index("recorded") < hands.index(view["sha256"]) < hands.index("China bombed the United States")
    assert tracker("history", event["event_id"], "--account", place=place).json[0]["sha256"] == view["sha256"]


def test_two_readers_are_compared_scored_and_their_disagreements_listed(place: Path) -> None:
    row = json.loads((place / "a.jsonl").read_text())
    coded = [{"type": "WarningIssued", "source": "CHN", "target": "USA", "date": "2022-03-18", "modality": "happened"}]
    (place / "gold.jsonl").write_text(json.dumps(row | {"events": coded}) + "\n")
    demand = WARNED | {"type": "DemandMade"}
    with speaking(place / "llm", answering(demand, CONDEMNED)) as server:
        compared = tracker("compare", "rules", "llm:scripted", place / "a.jsonl", place=place)
        scored = tracker("score", "llm:scripted", place / "gold.jsonl", place=place)
        added = tracker("add", place / "a.jsonl", "--reader", "rules+llm:scripted", place=place)
    assert len(server.requests) == 1  # the same passage, whoever asks
    kinds = [one["disagreement"]["kind"] for one in compared.json["differences"]]
    assert "differ" in kinds
    assert scored.json["event"]["recall"] == 0.0
    assert scored.json["pair"]["recall"] == 1.0
    types = {event["type"] for event in added.json["reports"][0]["events"]}
    assert {"WarningIssued", "CriticismVoiced"} <= types
    listed = tracker("disagreements", place=place).json
    differing = next(one["disagreement"] for one in listed if one["disagreement"]["kind"] == "differ")
    assert (differing["first"]["type"], differing["second"]["type"]) == ("WarningIssued", "DemandMade")
    table = tracker("disagreements", "--format", "table", place=place).out
    assert "CHN → USA warning issued" in table
    assert "CHN → USA demand made" in table


def test_a_plug_in_reads_when_it_is_installed(place: Path) -> None:
    site = place / "site"
    (site / "quiet-1.0.dist-info").mkdir(parents=True)
    (site / "quiet-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: quiet\nVersion: 1.0\n")
    (site / "quiet-1.0.dist-info" / "entry_points.txt").write_text("[tracker.readers]\nquiet = quiet:reader\n")
    (site / "quiet.py").write_text(
        "from events import Reading\n\n\n"
        "class Quiet:\n"
        "    def __init__(self, argument):\n"
        "        self.reading = Reading(extractor=f'quiet:{argument}', version='1')\n\n"
        "    def extract(self, reports):\n"
        "        for report in reports:\n"
        "            yield report, []\n\n\n"
        "def reader(argument, settings):\n"
        "    return Quiet(argument)\n"
    )
    ran = tracker("add", place / "a.jsonl", "--reader", "quiet:very", place=place, PYTHONPATH=str(site))
    assert (ran.code, ran.json["reports"][0]["events"]) == (0, [])
    report = ran.json["reports"][0]["report_id"]
    assert tracker("show", report, place=place).json["reading"]["extractor"] == "quiet:very"
