"""Two readers of one report: what they agree on, what they do not, and what becomes of it in a store."""

from pathlib import Path

import pytest
from built import TEXT, PreparedExtractor, criticism, report, thanks, ticking, warning

from events import Reading
from tracker.application import Tracker
from tracker.extraction.proposal import Proposal
from tracker.readers.agreement import agreement
from tracker.readers.together import TwoReaders
from tracker.showing import EventInContext

RULES = Reading(extractor="rules", version="1")
MODEL = Reading(extractor="llm:example", version="1")
DEMAND = Proposal(topic="DemandMade", fields=warning().fields)


def two(first: list[Proposal], second: list[Proposal]) -> TwoReaders:
    return TwoReaders(PreparedExtractor({TEXT: first}, RULES), PreparedExtractor({TEXT: second}, MODEL))


def store(place: Path, first: list[Proposal], second: list[Proposal]) -> Tracker:
    return Tracker(place, clock=ticking(), extractor=two(first, second))


@pytest.fixture
def place(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


def test_what_both_find_is_recorded_once_and_marked(address: str) -> None:
    with Tracker(address, clock=ticking(), extractor=two([warning(), thanks()], [warning(), thanks()])) as tracker:
        (outcome,) = tracker.add([report()])
        assert len(outcome.events) == 2
        shown = tracker.show(str(outcome.events[0].event_id))
        assert isinstance(shown, EventInContext)
        assert shown.readers == "corroborated"
        assert tracker.disagreements() == []
        assert tracker.verify().sound


def test_what_they_code_otherwise_stands_side_by_side_and_the_first_leads(address: str) -> None:
    with Tracker(address, clock=ticking(), extractor=two([warning()], [DEMAND])) as tracker:
        (outcome,) = tracker.add([report()])
        assert [event.TOPIC for event in outcome.events] == ["WarningIssued"]
        (dispute,) = tracker.disagreements()
    one = dispute.disagreement
    assert (one.kind, dispute.event_id) == ("differ", outcome.events[0].event_id)
    assert one.first is not None
    assert one.second is not None
    assert (one.first["type"], one.second["type"]) == ("WarningIssued", "DemandMade")
    assert [reading.extractor for reading in dispute.readers] == ["rules", "llm:example"]


def test_what_only_one_finds_is_recorded_and_to_be_decided(place: Path) -> None:
    with store(place, [warning(), criticism()], [warning(), thanks()]) as tracker:
        (outcome,) = tracker.add([report()])
        kinds = [(one.disagreement.kind, one.event_id) for one in tracker.disagreements()]
        ids = {event.TOPIC: event.event_id for event in outcome.events}
        assert set(ids) == {"WarningIssued", "CriticismVoiced", "SupportExpressed"}
        assert kinds == [("first only", ids["CriticismVoiced"]), ("second only", ids["SupportExpressed"])]
        shown = tracker.show(str(ids["SupportExpressed"]))
        assert isinstance(shown, EventInContext)
        assert shown.readers == "disputed"


@pytest.mark.parametrize("decision", ["confirm", "correct", "retract", "withdraw"])
def test_a_disagreement_is_decided_by_a_review(place: Path, decision: str) -> None:
    with store(place, [warning()], [DEMAND]) as tracker:
        (outcome,) = tracker.add([report()])
        event, analyst = str(outcome.events[0].event_id), tracker.analyst("Ann")
        if decision == "correct":
            analyst.correct(event, {"target": "JPN"}, because="it is Japan")
        elif decision == "withdraw":
            analyst.withdraw(str(outcome.report_id), because="it is a hoax")
        else:
            getattr(analyst, decision)(event, because="so it reads")
        assert tracker.disagreements() == []


def test_another_stance_or_date_is_a_disagreement_and_a_vaguer_date_is_none(place: Path) -> None:
    friday = {"start": "2022-03-18", "end": "2022-03-18", "precision": "day"}
    thursday = {"start": "2022-03-17", "end": "2022-03-17", "precision": "day"}
    with store(place, [warning(occurred=friday)], [warning(occurred=thursday)]) as tracker:
        list(tracker.add([report()]))
        assert [one.disagreement.kind for one in tracker.disagreements()] == ["differ"]
    other = place.with_name("other.db")
    with store(other, [warning(occurred=friday)], [warning()]) as tracker:
        list(tracker.add([report()]))
        assert tracker.disagreements() == []


def test_a_later_reading_by_one_reader_leaves_no_disagreement(place: Path) -> None:
    with store(place, [warning()], [DEMAND]) as tracker:
        list(tracker.add([report()]))
    with Tracker(place, clock=ticking(), extractor=PreparedExtractor({TEXT: [warning()]}, RULES)) as tracker:
        (outcome,) = tracker.reread()
        assert outcome.status == "revised"
        assert tracker.disagreements() == []


def test_agreement_is_counted_by_type_with_every_difference() -> None:
    first = PreparedExtractor({TEXT: [warning(), criticism(), thanks()]}, RULES)
    second = PreparedExtractor({TEXT: [DEMAND, criticism()]}, MODEL)
    found = agreement(first, second, [report()])
    assert {one.type: (one.first, one.second, one.both) for one in found.types} == {
        "WarningIssued": (1, 0, 0),
        "DemandMade": (0, 1, 0),
        "CriticismVoiced": (1, 1, 1),
        "SupportExpressed": (1, 0, 0),
    }
    assert (found.event, found.pair) == (0.4, 0.667)
    assert [one.disagreement.kind for one in found.differences] == ["differ", "first only"]


def test_a_report_that_one_reader_cannot_read_is_named_and_left_out() -> None:
    found = agreement(PreparedExtractor({TEXT: [warning()]}, RULES), PreparedExtractor({}, MODEL), [report()])
    assert (found.reports, found.event) == (0, 1.0)
    assert found.unread[0].startswith("a.txt: it cannot be read for events")
