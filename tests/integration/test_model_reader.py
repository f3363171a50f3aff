"""A language model as a reader, against a server that speaks the usual protocol: nothing is mocked but the model."""

import json
from hashlib import sha256
from pathlib import Path

import pytest
from built import report
from speaking import MODEL, Reply, answering, coding, speaking

from tracker.errors import InputError, Refused
from tracker.extraction.proposal import Accounted
from tracker.readers import Settings
from tracker.readers.account import read_account
from tracker.readers.asking import TRIES
from tracker.readers.budget import BudgetSpent
from tracker.readers.model import ModelReader
from tracker.readers.prompt import brief, instructions, system
from tracker.readers.settings import Prices

pytest.importorskip("llm", reason="the llm library is an optional part")

WARNED = coding("WarningIssued", "CHN", "USA", "China warned the United States on Friday", date="2022-03-18")
CONDEMNED = coding("CriticismVoiced", "USA", "CHN", "Washington condemned the drills")
THANKED = coding("SupportExpressed", "RUS", "CHN", "Moscow thanked Beijing")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("LLM_USER_PATH", str(tmp_path / "llm"))
    return tmp_path / "llm"


def made(waits: list[float] | None = None, **settings: object) -> ModelReader:
    reader = ModelReader.named(MODEL, Settings.model_validate(settings))
    reader.asking.wait = (waits if waits is not None else []).append
    return reader


def types(found: Accounted) -> list[str]:
    return [proposal.topic for proposal in found]


def refused(found: Accounted) -> dict[str, int]:
    assert found.account is not None
    (model,) = read_account(found.account.text).models
    return dict(model.refused)


def test_a_good_answer_becomes_proposals_with_the_words_that_prove_them(folder: Path) -> None:
    with speaking(folder, answering(WARNED, CONDEMNED, THANKED)) as server:
        found = made().read(report())
    assert types(found) == ["WarningIssued", "CriticismVoiced", "SupportExpressed"]
    event = found[0].event(report().report_id, 2)
    assert event.evidence.stands_in(report().text)
    assert (event.occurred.iso, event.coding.rule) == ("2022-03-18", "llm:scripted")
    assert len(server.requests) == 1


def test_the_model_is_held_to_the_schema_and_sees_the_report_as_data(folder: Path) -> None:
    with speaking(folder, answering()) as server:
        made().read(report(title="Three capitals"))
    (request,) = server.requests
    schema = request["response_format"]["json_schema"]["schema"]
    assert "WarningIssued" in schema["$defs"]["Proposed"]["properties"]["type"]["enum"]
    assert "Published: 2022-03-18, a Friday" in server.prompts[0]
    assert "Title: Three capitals" in server.prompts[0]
    assert report().text in server.prompts[0]


def test_a_model_that_takes_no_schema_is_told_it(folder: Path) -> None:
    with speaking(folder, answering(WARNED), schema=False) as server:
        assert types(made().read(report())) == ["WarningIssued"]
    (request,) = server.requests
    assert "response_format" not in request
    assert '"$defs"' in request["messages"][0]["content"]


@pytest.mark.parametrize(
    ("wrong", "reason"),
    [
        (WARNED | {"quote": "China threatened the United States"}, "quote"),
        (WARNED | {"quote": "China … on Friday"}, "quote"),
        (WARNED | {"quote": ""}, "quote"),
        (WARNED | {"quote": "hina warned the United State"}, "quote"),
        (WARNED | {"type": "WarDeclared"}, "type"),
        (WARNED | {"modality": "possible"}, "vocabulary"),
        (WARNED | {"detail": "loud"}, "vocabulary"),
        (WARNED | {"source": "Atlantis"}, "polity"),
        (WARNED | {"target": "JPN"}, "unnamed"),
        (WARNED | {"third_parties": ["POL"]}, "unnamed"),
        (WARNED | {"target": "Beijing"}, "self"),
        (WARNED | {"date": "2022-02-30"}, "date"),
        (WARNED | {"date": "last Friday"}, "date"),
        (WARNED | {"date": "2019-05-01"}, "date"),
        (WARNED | {"date": "2022-03-25"}, "date"),
        (WARNED | {"type": "MeetingScheduled"}, "modality"),
        (WARNED | {"type": "SanctionsImposed"}, "field"),
        (WARNED | {"type": "SanctionsImposed", "measure": "tariff", "action": "lifted"}, "field"),
        (WARNED | {"type": "AssessmentReported"}, "field"),
        (WARNED | {"colour": "red"}, "form"),
        ({"type": "WarningIssued"}, "form"),
        ("China warned the United States", "form"),
        (None, "form"),
    ],
)
def test_what_fails_is_refused_and_counted_by_its_reason(folder: Path, wrong: object, reason: str) -> None:
    with speaking(folder, Reply(json.dumps({"events": [wrong, CONDEMNED]})), Reply(json.dumps({"events": [wrong]}))):
        found = made().read(report())
    assert types(found) == ["CriticismVoiced"]
    assert refused(found) == {reason: 1}
    assert found.refused[0].startswith(f"{reason}: ")


def test_a_model_is_shown_its_errors_once_and_may_put_them_right(folder: Path) -> None:
    invented = WARNED | {"quote": "China threatened war"}
    with speaking(folder, answering(invented, CONDEMNED), answering(WARNED), answering(THANKED)) as server:
        found = made().read(report())
    assert types(found) == ["WarningIssued", "CriticismVoiced"]
    assert len(server.requests) == 2
    assert "'China threatened war' do not stand in the passage" in server.prompts[1]
    assert refused(found) == {}


def test_a_model_that_errs_again_is_not_asked_a_third_time(folder: Path) -> None:
    with speaking(folder, Reply("I cannot code that.")) as server:
        found = made().read(report())
    assert found == []
    assert len(server.requests) == 2
    assert refused(found) == {"form": 1}


@pytest.mark.parametrize(
    "raw",
    [
        "```json\n{}\n```",
        "Here is the coding you asked for:\n{}\nTell me if you need more {{braces}}.",
        "{{thinking}} {}",
    ],
)
def test_an_answer_is_found_among_talk(folder: Path, raw: str) -> None:
    with speaking(folder, Reply(raw.format(json.dumps({"events": [WARNED]})))) as server:
        assert types(made().read(report())) == ["WarningIssued"]
    assert len(server.requests) == 1


def test_of_an_answer_that_breaks_off_the_complete_events_count(folder: Path) -> None:
    whole = json.dumps({"events": [WARNED, CONDEMNED, THANKED]})
    with speaking(folder, Reply(whole[: whole.index('"SupportExpressed"') + 40])) as server:
        found = made().read(report())
    assert types(found) == ["WarningIssued", "CriticismVoiced"]
    assert refused(found) == {"cut": 1}
    assert len(server.requests) == 2


def test_a_busy_server_is_asked_again_after_a_while(folder: Path) -> None:
    waits: list[float] = []
    busy = Reply(status=429, headers={"retry-after": "7"})
    with speaking(folder, busy, Reply(status=503), answering(WARNED)) as server:
        assert types(made(waits).read(report())) == ["WarningIssued"]
    assert waits == [7.0, 2.0]
    assert len(server.requests) == 3


def test_a_server_that_stays_busy_refuses_the_report_at_last(folder: Path) -> None:
    waits: list[float] = []
    with speaking(folder, Reply(status=429)) as server, pytest.raises(Refused, match="no answer 5 times"):
        made(waits).read(report())
    assert len(server.requests) == TRIES
    assert waits == [1, 2, 4, 8]


@pytest.mark.parametrize("status", [400, 401, 403, 404])
def test_a_server_that_refuses_is_not_asked_again(folder: Path, status: int) -> None:
    with speaking(folder, Reply(status=status)) as server:
        reader = made()
        for _ in range(2):
            with pytest.raises(Refused, match=f"scripted {status}"):
                reader.read(report())
    assert len(server.requests) == 1


def test_an_answer_that_takes_too_long_is_not_waited_for(folder: Path) -> None:
    waits: list[float] = []
    with speaking(folder, answering(THANKED, wait=30), answering(WARNED)) as server:
        assert types(made(waits, timeout=3).read(report())) == ["WarningIssued"]
    assert waits == [1.0]
    assert len(server.requests) == 2


def test_a_connection_that_breaks_in_the_middle_of_an_answer_is_tried_again(folder: Path) -> None:
    waits: list[float] = []
    with speaking(folder, answering(THANKED, cut_at=60), answering(WARNED)) as server:
        assert types(made(waits).read(report())) == ["WarningIssued"]
    assert len(server.requests) >= 2


@pytest.mark.parametrize("body", [b"", b"<html>busy</html>", b'{"choices": []}', b"[]", b"\xff\xfe"])
def test_what_is_no_answer_of_the_protocol_refuses_the_report(folder: Path, body: bytes) -> None:
    with speaking(folder, Reply(body=body)), pytest.raises(Refused, match="gave no answer"):
        made().read(report())


def test_the_same_question_is_asked_once_whoever_asks_again(folder: Path, tmp_path: Path) -> None:
    with speaking(folder, answering(WARNED), answering(THANKED)) as server:
        first = made(cache=tmp_path / "answers").read(report())
        second = made(cache=tmp_path / "answers").read(report())
    assert len(server.requests) == 1
    assert first == second
    assert first.account == second.account


def test_a_damaged_cache_is_as_good_as_none(folder: Path, tmp_path: Path) -> None:
    with speaking(folder, answering(WARNED)) as server:
        made(cache=tmp_path / "answers").read(report())
        for file in (tmp_path / "answers").rglob("*.json"):
            file.write_text("{")
        assert types(made(cache=tmp_path / "answers").read(report())) == ["WarningIssued"]
    assert len(server.requests) == 2


def test_a_report_that_does_not_pass_the_gate_is_not_sent(folder: Path) -> None:
    with speaking(folder, answering(WARNED)) as server:
        found = made().read(report(text="The weather in Lisbon was fine, and the cat slept."))
    assert found == []
    assert found.account is None
    assert server.requests == []


def test_no_request_is_sent_that_could_go_beyond_the_tokens(folder: Path) -> None:
    with speaking(folder, answering(WARNED)) as server:
        reader = made(max_tokens=100)
        with pytest.raises(BudgetSpent, match="0 of --max-tokens 100 are used"):
            reader.read(report())
    assert server.requests == []


def test_no_request_is_sent_that_could_cost_too_much(folder: Path) -> None:
    prices = Prices(input=1_000_000, output=0)
    with speaking(folder, answering(WARNED, tokens=(2_000, 10))) as server:
        reader = made(max_cost=9_000, prices=prices)
        reader.read(report())
        assert reader.asking.budget.cost == 2_000
        with pytest.raises(BudgetSpent, match="of --max-cost 9000 are used"):
            reader.read(report(text=report().text + " " + "It is a fine day. " * 1_200))
    assert reader.asking.budget.cost == 2_000 * len(server.requests) <= 9_000


def test_a_limit_of_money_needs_prices(folder: Path) -> None:
    with speaking(folder, answering()), pytest.raises(InputError, match="--max-cost needs --price-in and --price-out"):
        made(max_cost=1)


def test_requests_keep_the_pace_that_was_set(folder: Path) -> None:
    waits: list[float] = []
    with speaking(folder, answering()):
        reader = made(waits, per_minute=6)
        reader.asking.now = lambda: 0.0
        for number in range(3):
            reader.read(report(text=f"{report().text} {number}"))
    assert waits == [10.0, 10.0]


def test_a_long_report_is_asked_about_in_passages_that_overlap_and_its_events_are_merged(folder: Path) -> None:
    filler = "Nothing else of note was said that day by anybody at all. " * 90
    text = f"{filler}\nChina warned the United States on Friday.\n{filler}\nMoscow thanked Beijing."

    def answer(request: dict[str, list[dict[str, str]]]) -> Reply:
        prompt = request["messages"][-1]["content"]
        return answering(*(one for one in (WARNED, THANKED) if str(one["quote"]) in prompt))

    with speaking(folder, answer) as server:
        found = made().read(report(text=text))
    assert len(server.requests) == 2
    assert types(found) == ["WarningIssued", "SupportExpressed"]
    assert all(one.event(report().report_id, 1).evidence.stands_in(text) for one in found)


def test_the_account_holds_every_raw_answer_and_what_came_of_it(folder: Path) -> None:
    raw = json.dumps({"events": [WARNED | {"quote": "made up"}]})
    with speaking(folder, Reply(raw), answering(WARNED)):
        found = made(options={"temperature": 0.5}).read(report())
    assert found.account is not None
    (model,) = read_account(found.account.text).models
    (passage,) = model.passages
    assert [one.answer.text for one in passage.exchanges] == [raw, json.dumps({"events": [WARNED]})]
    assert [one.accepted for one in passage.exchanges] == [0, 1]
    assert passage.exchanges[0].refused[0].reason == "quote"
    assert (model.resolved, model.prompt_version, model.tokens_in) == ("scripted-2026-11", "1", 200)
    assert model.options["temperature"] == 0.5
    assert model.reading.extractor == "llm:scripted[temperature=0.5]"
    assert "You code reports" in found.account.instructions[0]


def test_a_model_that_is_not_there_or_an_option_that_it_does_not_have_says_so(folder: Path) -> None:
    with speaking(folder, answering()):
        with pytest.raises(InputError, match="no such model; `llm models` lists them"):
            ModelReader.named("nobody", Settings())
        with pytest.raises(InputError, match="--model-option warmth: scripted has no such option, but temperature"):
            made(options={"warmth": 1})
        with pytest.raises(InputError, match="--model-option temperature"):
            made(options={"temperature": 7})


def test_what_a_model_is_told_changes_only_with_its_version() -> None:
    told = sha256("".join((system(with_schema=True), brief(), instructions().repair)).encode()).hexdigest()
    assert (instructions().version, told[:16]) == ("1", "e022f3015087bbb4")
