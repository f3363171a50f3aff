"""`tracker confirm`, `correct`, `retract`, `withdraw`, `record`, `history`, `reread` as a user runs them."""

from pathlib import Path
from typing import Any

import pytest
from command import EXAMPLES, tracker

MUNICH = EXAMPLES / "2023-02-20-munich.txt"
URL = "https://wire.example/2023/us-warns-china-on-arms"
BECAUSE = ("--because", "as the text says", "--by", "Ann")


@pytest.fixture
def store(tmp_path: Path) -> Path:
    assert tracker("add", MUNICH, store=tmp_path / "t.db").code == 0
    return tmp_path / "t.db"


def first(store: Path, kind: str) -> dict[str, Any]:
    found: dict[str, Any] = tracker("events", "--type", kind, store=store).json[0]
    return found


def test_an_event_is_confirmed_corrected_and_retracted_and_its_history_tells(store: Path) -> None:
    event = first(store, "AssessmentReported")["event_id"]
    steps = [
        ("confirm", event[:8], *BECAUSE),
        ("correct", event, "--set", "judgement.stance=asserts", "--set", "occurred=2023-02", *BECAUSE),
        ("correct", event, "--set", "target=japan", *BECAUSE),
        ("retract", event, "--replaced-by", first(store, "WarningIssued")["event_id"], *BECAUSE),
    ]
    done = [tracker(*step, store=store) for step in steps]
    assert [(ran.code, ran.err) for ran in done] == [(0, "")] * 4
    assert done[2].json["changes"] == [{"field": "target", "before": "CHN", "after": "JPN"}]
    history = tracker("history", event, store=store)
    assert [hand["kind"] for hand in history.json["hands"]] == [
        "recorded",
        "confirmed",
        "corrected",
        "corrected",
        "retracted",
    ]
    again = tracker("confirm", event, *BECAUSE, store=store)
    assert (again.code, again.out) == (1, "")
    assert "no longer counts (rejected): confirmed by Ann, because as the text says; corrected in" in again.err


def test_the_tables_say_who_did_what_and_why(store: Path) -> None:
    event = first(store, "WarningIssued")["event_id"]
    done = tracker("correct", event, "--set", "third_parties=JPN,EU", *BECAUSE, "--format", "table", store=store)
    assert done.out.startswith(f"Corrected event {event}, by Ann, because as the text says.\n")
    assert "third_parties: RUS, UKR → JPN, EU" in done.out
    history = tracker("history", event, "--format", "table", store=store).out
    assert "corrected by Ann, because as the text says" in history
    assert f"{event}\n“warned Beijing of consequences”" in history


def test_the_card_and_the_history_say_what_was_undone_and_what_is_right_instead(store: Path) -> None:
    event, other = (first(store, kind)["event_id"] for kind in ("AssessmentReported", "WarningIssued"))
    steps = [("confirm", event), ("retract", event, "--replaced-by", other), ("undo", event), ("undo", event)]
    assert [tracker(*step, *BECAUSE, store=store).code for step in steps] == [0] * 4
    assert tracker("withdraw", URL, *BECAUSE, store=store).code == 0
    card = " ".join(tracker("show", event, "--format", "table", store=store).out.split())
    for done in ("retracted (rejected)", "undone (retracted)", "undone (confirmed)", "withdrawn"):
        assert f"{done}, because as the text says, by Ann" in card
    assert f"by Ann, with {other[:8]} right instead" in card
    assert f"event {other[:8]} is right instead" in tracker("history", event, "--format", "table", store=store).out


def test_the_audit_says_which_field_was_corrected_where_the_fact_stays(store: Path) -> None:
    event = first(store, "WarningIssued")
    tracker("correct", event["event_id"], "--set", "occurred=2023-02-17", *BECAUSE, store=store)
    told = " ".join(tracker("audit", "usa", "china", "--format", "table", store=store).out.split())
    assert f"status standing as before; occurred: {event['date']} → 2023-02-17." in told


def test_an_event_is_recorded_by_hand_once(store: Path) -> None:
    words = ("--source", "china", "--target", "usa", "--on", "2023-02-20", "--quote", "China rejected the charge")
    command = ("record", "protestlodged", *words, "--report", URL, "--by", "Ann")
    one, two = (tracker(*command, store=store) for _ in range(2))
    assert [one.json["kind"], two.json["kind"]] == ["recorded", "known"]
    event = first(store, "ProtestLodged")
    assert (event["event_id"], event["date"], event["quote"]) == (
        one.json["event_id"],
        "2023-02-20",
        "China rejected the charge",
    )


def test_a_withdrawn_report_tells_nothing_any_more(store: Path) -> None:
    ran = tracker("withdraw", URL, *BECAUSE, "--format", "table", store=store)
    assert (ran.code, tracker("events", store=store).json) == (0, [])
    again = tracker("withdraw", URL, *BECAUSE, store=store)
    assert (again.code, again.out) == (1, "")
    assert "withdrawn already by Ann because as the text says" in again.err
    refused = tracker("add", MUNICH, store=store).err
    assert refused.count(str(MUNICH)) == 1
    undone = tracker(*refused.partition("`tracker ")[2].partition("`")[0].split(), *BECAUSE, store=store)
    assert (undone.code, undone.json["kind"]) == (0, "reinstated")
    assert tracker("events", store=store).json
    assert tracker("add", MUNICH, store=store).json["summary"]["known"] == 1


def test_a_silent_edit_shows_in_the_audit_and_in_the_diff_of_its_report(store: Path, tmp_path: Path) -> None:
    edited = tmp_path / "edited.txt"
    edited.write_text(MUNICH.read_text().replace("warned Beijing of consequences", "warned Beijing of serious steps"))
    added = tracker("add", edited, "--seen", "2023-02-21T08:00:00+01:00", store=store)
    assert (added.code, added.json["summary"]["revised"]) == (0, 1)
    (edit,) = [one for one in tracker("audit", "usa", "china", store=store).json if one["kind"] == "edited"]
    assert "of consequences" in edit["before"]
    assert "of serious steps" in edit["after"]
    assert edit["seen"] == "2023-02-21T08:00:00+01:00"
    report = edit["report"]["id"]
    (step,) = tracker("show", report, "--diff", store=store).json
    assert "serious steps" in step["changes"][0]["after"]
    table = tracker("show", report, "--diff", "--format", "table", store=store).out
    assert "{+serious steps" in " ".join(table.split())
    early = tracker("add", MUNICH, store=store)
    assert (early.code, early.json["reports"][0]["status"]) == (0, "known")
    assert "this is an earlier version, and a later one stays the current" in early.err
    late = tracker("add", MUNICH, "--seen", "yesterday", store=store)
    assert (late.code, late.out) == (1, "")
    assert "--seen: time 'yesterday'" in late.err


def test_reading_again_by_the_same_extractor_changes_nothing(store: Path) -> None:
    ran = tracker("reread", store=store)
    assert (ran.code, ran.json["reports"], ran.json["summary"]["revised"]) == (0, [], 0)
    table = tracker("reread", "--format", "table", store=store)
    assert table.out.startswith("Of 0 read by an older extractor 0 were read anew: 0 events found, 0 no longer")


@pytest.mark.parametrize(
    ("command", "code", "words"),
    [
        (("confirm", "abcdef", *BECAUSE), 1, "no event has an id that begins with 'abcdef'"),
        (("correct", "abcdef", "--set", "target", *BECAUSE), 2, "'target' is not FIELD=VALUE"),
        (("correct", "abcdef", "--set", "target=Mars", *BECAUSE), 1, "Mars"),
        (("correct", "abcdef", "--set", "occurred=soon", *BECAUSE), 2, "'soon' is no date"),
        (("confirm", "abcdef"), 2, "--because"),
        (("history", "abc"), 1, "'abc' is no id"),
        (
            ("record", "WarIssued", "--source", "usa", "--target", "china", "--report", URL, "--quote", "x"),
            2,
            "'WarIssued' is no event type",
        ),
    ],
)
def test_what_cannot_be_done_is_refused(store: Path, command: tuple[str, ...], code: int, words: str) -> None:
    ran = tracker(*command, store=store)
    assert (ran.code, ran.out) == (code, "")
    assert words in " ".join(ran.err.replace("│", " ").split())


def test_two_events_are_linked_separated_and_the_decision_undone(store: Path) -> None:
    threat = first(store, "WarningIssued")["event_id"]
    words = ("--source", "usa", "--target", "china", "--on", "2023-02-19", "--quote", "warned Beijing of consequences")
    deed = tracker("record", "ProtestLodged", "--report", URL, *words, *BECAUSE, store=store).json["event_id"]
    warning = ("state", "usa", "china", "--as-of", "2024-01-01")
    before = tracker(*warning, store=store).json["warnings"]

    def shown(event: str) -> str:
        return " ".join(tracker("show", event, "--format", "table", store=store).out.split())

    done = tracker("link", threat[:8], deed[:8], *BECAUSE, store=store)
    assert (done.code, done.err, done.json["kind"], done.json["relation"]) == (0, "", "linked", "answer")
    (item,) = tracker(*warning, store=store).json["warnings"]
    assert (item["status"], item["answered_by"]["because"]) == (
        "carried_out",
        "Ann linked them, because as the text says",
    )
    assert "one with" not in tracker("audit", "usa", "china", "--format", "table", store=store).out
    assert f"answered by {deed[:8]}" in tracker("audit", "usa", "china", "--format", "table", store=store).out
    again = tracker("link", threat, deed, *BECAUSE, store=store)
    assert (again.code, again.out) == (1, "")
    assert "linked already by Ann, because as the text says" in again.err
    assert f"linked {deed[:8]} (answer), because as the text says, by Ann" in shown(threat)
    undone = tracker("retract", done.json["link_id"][:8], *BECAUSE, "--format", "table", store=store)
    assert undone.out.startswith(f"Undone decision {done.json['link_id']}, by Ann")
    assert tracker(*warning, store=store).json["warnings"] == before
    assert deed[:8] not in shown(threat)
    apart = tracker("unlink", threat, deed, *BECAUSE, "--format", "table", store=store)
    assert apart.out.startswith("Unlinked events ")
    history = tracker("history", deed, "--format", "table", store=store).out
    assert [f"{step} {threat[:8]}" in history for step in ("linked", "undone", "unlinked")] == [True] * 3


def test_a_review_is_undone_and_the_history_keeps_it(store: Path) -> None:
    event = first(store, "WarningIssued")["event_id"]
    assert tracker("retract", event, *BECAUSE, store=store).code == 0
    done = tracker("undo", event[:8], "--because", "a slip", "--by", "Bob", "--format", "table", store=store)
    said = f"Undone what had been retracted of event {event}, by Bob, because a slip."
    assert " ".join(done.out.split()) == said
    assert first(store, "WarningIssued")["event_id"] == event
    history = tracker("history", event, "--format", "table", store=store).out
    assert "undone by Bob (retracted), because a slip" in history
    audit = " ".join(tracker("audit", "usa", "china", "--format", "table", store=store).out.split())
    assert "Bob took back what had been decided, because a slip." in audit
    again = tracker("undo", event, *BECAUSE, store=store)
    assert (again.code, again.out) == (1, "")
    assert "there is nothing to undo" in again.err
