"""Questions to a store as a user asks them: state, audit, events, show, rebuild, schema."""

import json
from pathlib import Path

import pytest
from command import ROOT, Ran, tracker

from events import EVENTS

REPORTS = [
    {"published": "2023-11-10", "text": "U.S. President Joe Biden will meet Chinese President Xi Jinping on Nov. 15."},
    {"published": "2023-11-16", "text": "U.S. President Joe Biden met Chinese President Xi Jinping on Nov. 15."},
    {"published": "2023-11-20", "text": "On Monday the United States condemned China."},
]


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ask")
    rows = folder / "rows.jsonl"
    rows.write_text("\n".join(json.dumps({"publisher": "Wire"} | report) for report in REPORTS))
    assert tracker("add", rows, store=folder / "t.db").code == 0
    return folder / "t.db"


def meetings(ran: Ran) -> list[tuple[str, str]]:
    return [(meeting["date"], meeting["status"]) for meeting in ran.json["meetings"]]


def test_the_state_is_that_of_the_day_asked_for(store: Path) -> None:
    before, after = (
        tracker("state", "USA", "CHN", "--as-of", day, store=store) for day in ("2023-11-12", "2023-11-17")
    )
    assert meetings(before) == [("2023-11-15", "scheduled")]
    assert meetings(after) == [("2023-11-15", "held")]
    moment = "pair as_of published_by recorded_by min_reliability"
    assert list(after.json) == [
        *moment.split(),
        *"climate meetings measures warnings demands assessments ties counts".split(),
    ]


def test_every_item_of_a_state_has_its_proof(store: Path) -> None:
    (meeting,) = tracker("state", "USA", "CHN", "--as-of", "2023-11-17", store=store).json["meetings"]
    assert len(meeting["event_ids"]) == 2
    assert meeting["quote"] in REPORTS[1]["text"]
    assert meeting["report"]["publisher"] == "Wire"
    assert meeting["report"]["published"] == "2023-11-16"


def test_an_act_is_not_known_before_its_report_was_published_or_recorded(store: Path) -> None:
    asked = ("state", "USA", "CHN", "--as-of", "2023-11-30")
    assert meetings(tracker(*asked, "--published-by", "2023-11-12", store=store)) == [("2023-11-15", "unconfirmed")]
    assert tracker(*asked, "--recorded-by", "2020-01-01", store=store).json["counts"] == []


def test_polities_go_by_code_or_name_in_any_order(store: Path) -> None:
    pairs = [("USA", "CHN"), ("China", "united states"), ("chn", "Washington")]
    answers = [tracker("state", *pair, "--as-of", "2023-11-30", store=store) for pair in pairs]
    assert len({answer.out for answer in answers}) == 1


@pytest.mark.parametrize("columns", [60, 80, 120])
def test_the_table_of_a_state_fits_and_shows_the_proof(store: Path, columns: int) -> None:
    asked = ("state", "USA", "CHN", "--as-of", "2023-11-17", "--all", "--format", "table")
    ran = tracker(*asked, store=store, columns=columns)
    assert max(map(len, ran.out.splitlines())) <= columns
    words = " ".join(ran.out.split())
    assert "China (CHN) – United States (USA) as of 2023-11-17" in words
    assert "2023-11-15 meeting held" in words
    assert (
        "“U.S. President Joe Biden met Chinese President Xi Jinping on Nov. 15” Wire, 2023-11-16 · 1 witness, 2 events "
        "in all" in words
    )


def test_the_audit_tells_what_changed_because_of_which_words(store: Path) -> None:
    changes = tracker("audit", "USA", "CHN", "--subject", "meeting:", store=store).json
    assert [(change["before"], change["after"]) for change in changes] == [(None, "scheduled"), ("scheduled", "held")]
    assert [change["published"] for change in changes] == ["2023-11-10", "2023-11-16"]
    assert tracker("audit", "--subject", "meeting:CHN:USA", store=store).json == changes
    table = tracker("audit", "USA", "CHN", "--since", "2023-11-13", "--format", "table", store=store)
    assert "scheduled → held" in table.out
    assert "– → scheduled" not in table.out


def test_events_are_filtered(store: Path) -> None:
    def found(*arguments: str) -> list[str]:
        return [event["type"] for event in tracker("events", *arguments, store=store).json]

    assert found() == ["MeetingScheduled", "MeetingHeld", "CriticismVoiced"]
    assert found("china", "usa", "--type", "MeetingHeld", "--type", "criticismvoiced")[-1] == "CriticismVoiced"
    assert found("USA", "--limit", "1") == found("--since", "2023-11-18") == ["CriticismVoiced"]
    assert found("RUS") == []


def test_an_event_is_shown_in_its_context_and_a_report_with_its_events(store: Path) -> None:
    (event,) = tracker("events", "--type", "CriticismVoiced", store=store).json
    shown = tracker("show", event["event_id"][:8], store=store).json
    assert shown["before"] + shown["quote"] + shown["after"] == REPORTS[2]["text"]
    report = tracker("show", event["report"]["id"], store=store).json
    assert [told["event_id"] for told in report["events"]] == [event["event_id"]]
    tables = [tracker("show", key, "--format", "table", store=store) for key in (event["event_id"], report["id"])]
    assert all("condemned China" in table.out and table.code == 0 for table in tables)


def test_a_rebuild_changes_no_answer(store: Path) -> None:
    before = tracker("audit", "USA", "CHN", store=store).out
    assert tracker("rebuild", store=store).code == 0
    assert tracker("audit", "USA", "CHN", store=store).out == before


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["state", "Chinna", "USA"], 1, "unknown polity 'Chinna': did you mean China (CHN)"),
        (["state", "USA", "usa"], 2, "not USA twice"),
        (["audit", "USA"], 2, "name two polities"),
        (["state", "USA", "CHN", "--as-of", "2023-02-30"], 1, "--as-of: date '2023-02-30' is not in the calendar"),
        (["state", "USA", "CHN", "--recorded-by", "2023-02-03T10:00"], 1, "does not say its time zone"),
        (["events", "--type", "Meeting"], 2, "'Meeting' is no event type"),
        (["show", "123456"], 1, "no event or report has an id that begins with '123456'"),
        (["schema", "Meeting"], 2, "'Meeting' is no event type"),
    ],
)
def test_a_bad_question_gets_one_clear_line(store: Path, arguments: list[str], code: int, words: str) -> None:
    ran = tracker(*arguments, store=store)
    assert (ran.code, ran.out) == (code, "")
    assert words in ran.err
    assert "Traceback" not in ran.err
    assert code == 2 or ran.err.count("\n") == 1


def test_a_question_makes_no_store(tmp_path: Path) -> None:
    ran = tracker("state", "USA", "CHN", store=tmp_path / "none.db")
    assert (ran.code, ran.out) == (1, "")
    assert f"there is no store at {tmp_path}/none.db" in ran.err
    assert list(tmp_path.iterdir()) == []


def test_a_file_of_another_kind_is_no_store() -> None:
    ran = tracker("state", "USA", "CHN", store=ROOT / "pyproject.toml")
    assert (ran.code, ran.out, ran.err.count("\n")) == (1, "", 1)


def test_the_schema_of_every_event_is_printed(tmp_path: Path) -> None:
    every, one = tracker("schema", store=tmp_path), tracker("schema", "MeetingHeld", store=tmp_path)
    assert set(every.json) == set(EVENTS)
    assert list(one.json) == ["MeetingHeld"]
    assert "quote" in one.json["MeetingHeld"]["$defs"]["Evidence"]["properties"]
