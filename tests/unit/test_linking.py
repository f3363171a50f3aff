"""Which events an analyst may link or separate, and what follows, decided without a store."""

from typing import Any

import pytest
from built import RULES_1, report, warning
from logged import event, judged, ref
from test_review import given, id_of

from events import EventRetracted, EventsLinked, EventsUnlinked, PolicyEvent
from events.vocabulary import Relation
from projections.links import relation_of
from tracker.errors import InputError, Refused, UnknownEvent
from tracker.linking import Link, Undo, Unlink, decide
from tracker.proof import screen
from tracker.report import ReadReport, Report, project
from tracker.report import decide as read

ANN: dict[str, Any] = {"because": "both name the ship", "by": "Ann"}
OTHER = report(url="https://example.org/b")


def told(topic: str, on: str | None = None, **fields: Any) -> PolicyEvent:
    return event(topic, report=ref(topic).id, on=on, **fields)


def back(topic: str, **fields: Any) -> PolicyEvent:
    return told(topic, source="CHN", target="USA", **fields)


TARIFF = {"measure": "tariff", "action": "imposed"}


@pytest.mark.parametrize(
    ("one", "other", "relation"),
    [
        (told("ForceUsed", "2022-03-01"), told("ForceUsed", "2022-05-01"), Relation.SAME),
        (told("ForceUsed"), back("ForceUsed"), None),
        (told("ForceUsed"), told("CoercionApplied"), None),
        (told("MeetingScheduled"), told("MeetingHeld"), Relation.SAME),
        (told("MeetingCancelled"), told("MeetingHeld"), Relation.SAME),
        (told("SanctionsImposed", **TARIFF), told("SanctionsImposed", "2022-03", **TARIFF), Relation.SAME),
        (told("SanctionsImposed", **TARIFF), told("SanctionsImposed", **TARIFF | {"action": "expanded"}), None),
        (told("SanctionsImposed", **TARIFF), back("SanctionsImposed", **TARIFF), Relation.ANSWER),
        (told("WarningIssued"), told("ForceUsed"), Relation.ANSWER),
        (told("WarningIssued"), told("ForceUsed", modality="planned"), None),
        (told("WarningIssued"), back("ForceUsed"), None),
        (told("WarningIssued", "2022-03-02"), told("ForceUsed", "2022-03-01"), None),
        (told("WarningIssued", "2022-03-02"), told("ForceUsed", "2022-03"), Relation.ANSWER),
        (told("SanctionsThreatened"), told("ConcessionMade"), Relation.ANSWER),
        (told("DemandMade"), back("ConcessionMade"), Relation.ANSWER),
        (told("DemandMade"), told("AgreementReached"), Relation.ANSWER),
        (told("DemandMade"), back("DemandMade"), None),
        (told("AssessmentReported", **judged("asserts")), told("AssessmentReported", **judged("denies")), None),
        (told("WarningIssued"), told("ForceUsed", target="JPN"), None),
    ],
)
def test_two_events_can_be_one_act_or_act_and_answer(
    one: PolicyEvent, other: PolicyEvent, relation: Relation | None
) -> None:
    for found in (relation_of(one, other), relation_of(other, one)):
        assert (found and found[0]) == relation


def test_what_is_answered_comes_first() -> None:
    found = relation_of(back("ConcessionMade"), told("DemandMade"))
    assert found is not None
    assert [one.TOPIC for one in found[1:]] == ["DemandMade", "ConcessionMade"]


def test_of_two_measures_against_each_other_the_second_answers_the_first() -> None:
    ours, theirs = told("SanctionsImposed", **TARIFF), back("SanctionsImposed", **TARIFF)
    for order in ((ours, theirs), (theirs, ours)):
        found = relation_of(*order)
        assert found is not None
        assert found[1:] == order


def elsewhere() -> Report:
    found = screen(OTHER, [warning()]).events
    state = project(None, read(None, ReadReport(report=OTHER, reading=RULES_1, found=found)))
    assert state is not None
    return state


def two(kind: type[Link] = Link) -> Link:
    (other,) = elsewhere().events
    return kind(event_id=id_of("WarningIssued"), other_id=other, elsewhere=elsewhere(), **ANN)


def test_a_link_says_which_events_are_what_to_each_other_and_who_says_so() -> None:
    (linked,) = decide(given(), two())
    assert isinstance(linked, EventsLinked)
    assert {linked.first, linked.second} == {two().event_id, two().other_id}
    assert (linked.pair, linked.relation, linked.by) == (("CHN", "USA"), Relation.SAME, "Ann")
    assert linked.originator_version == given().version + 1


def test_the_last_decision_about_two_events_counts_and_is_not_taken_twice() -> None:
    state = project(given(), decide(given(), two()))
    with pytest.raises(Refused, match="linked already by Ann, because both name the ship"):
        decide(state, two())
    (unlinked,) = decide(state, two(Unlink))
    assert isinstance(unlinked, EventsUnlinked)
    state = project(state, (unlinked,))
    assert state is not None
    assert list(state.links.values()) == [unlinked]
    assert [one.TOPIC for one in decide(state, two())] == ["EventsLinked"]


def test_a_decision_is_undone_once() -> None:
    (linked,) = decide(given(), two())
    assert isinstance(linked, EventsLinked)
    state = project(given(), (linked,))
    undo = Undo(link_id=linked.link_id, because="another ship", by="Bob")
    (undone,) = decide(state, undo)
    assert isinstance(undone, EventRetracted)
    state = project(state, (undone,))
    assert state is not None
    assert not state.links
    assert all(one.live for one in state.events.values())
    with pytest.raises(Refused, match="no longer counts"):
        decide(state, undo)


@pytest.mark.parametrize(
    ("changes", "error", "problem"),
    [
        ({"because": " "}, Refused, "a review has a reason"),
        ({"other_id": id_of("WarningIssued")}, InputError, "is one event"),
        ({"elsewhere": None}, UnknownEvent, "no report tells the event"),
        ({"event_id": id_of("CriticismVoiced")}, Refused, "neither told of one act nor act and answer"),
        ({"other_id": id_of("CriticismVoiced")}, UnknownEvent, "has no event"),
    ],
)
def test_what_cannot_be_linked_is_refused(changes: dict[str, Any], error: type[Exception], problem: str) -> None:
    fields = {name: getattr(two(), name) for name in ("event_id", "other_id", "elsewhere", "because", "by")}
    with pytest.raises(error, match=problem):
        decide(given(), Link(**fields | changes))
