"""What an analyst linked or separated, in every answer, on the three clocks."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from logged import START, Ledger

from events import EventCorrected, PolicyEvent
from projections.catchup import Views
from projections.clocks import Clocks
from projections.comparison import compare
from projections.hands import history
from projections.history import audit
from projections.overview import overview
from projections.relationship import RelationshipState, relationship
from projections.why import why

PAIR = ("CHN", "USA")
AS_OF = date(2022, 6, 1)


@pytest.fixture
def log() -> Ledger:
    return Ledger()


@pytest.fixture
def views() -> Iterator[Views]:
    with Views.open(":memory:") as opened:
        yield opened


def tell(
    log: Ledger, name: str, topic: str, on: str | None, published: str = "2022-03-17", **fields: Any
) -> PolicyEvent:
    return log.tell(log.report(name, published=published), topic, on, **fields)


def now(views: Views, log: Ledger, *, position: int | None = None) -> RelationshipState:
    views.apply(log.rows)
    then = None if position is None else START + timedelta(seconds=position)
    return relationship(views.connection, PAIR, as_of=AS_OF, recorded_by=then)


def strikes(state: RelationshipState) -> tuple[int, int]:
    (count,) = state.counts
    return count.incidents, count.mentions


def test_two_linked_acts_are_one_incident_from_then_on(views: Views, log: Ledger) -> None:
    one = tell(log, "a", "ForceUsed", "2022-03-01")
    other = tell(log, "b", "ForceUsed", "2022-03-03")
    before = len(log.rows)
    log.decide(one, other)
    state = now(views, log)
    assert strikes(state) == (1, 2)
    (tie,) = state.ties
    assert (tie.corroboration, tie.because) == (2, ("Ann linked them, because they say so",))
    assert state.climate.movers[0].because == tie.because
    assert overview(views.connection, Clocks(as_of=AS_OF)).relationships[0].incidents == 1
    assert strikes(now(views, log, position=before)) == (2, 2)


def test_two_separated_acts_are_two_incidents_until_that_is_undone(views: Views, log: Ledger) -> None:
    one = tell(log, "a", "ForceUsed", "2022-03-01")
    other = tell(log, "b", "ForceUsed", "2022-03")
    assert strikes(now(views, log)) == (1, 2)
    log.decide(one, other, linked=False)
    assert strikes(now(views, log)) == (2, 2)
    log.decide(one, other)
    assert strikes(now(views, log)) == (1, 2)
    log.decide(one, other, linked=False, undone=True)
    assert strikes(now(views, log)) == (1, 2)
    assert strikes(now(views, log, position=5)) == (2, 2)


def test_a_separation_holds_against_links_by_way_of_a_third(views: Views, log: Ledger) -> None:
    first, second, third = (tell(log, name, "ForceUsed", f"2022-03-0{day}") for day, name in enumerate("abc", 1))
    log.decide(first, third, linked=False)
    log.decide(first, second)
    log.decide(second, third)
    assert strikes(now(views, log)) == (2, 3)


def test_a_linked_act_carries_a_warning_out_whatever_its_date(views: Views, log: Ledger) -> None:
    threat = tell(log, "a", "WarningIssued", "2022-03-01")
    assert now(views, log).warnings[0].status == "standing"
    deed = tell(log, "b", "ProtestLodged", None, published="2022-03-20")
    log.decide(deed, threat)
    (item,) = now(views, log).warnings
    assert item.status == "carried_out"
    assert item.answered_by is not None
    assert (item.answered_by.event_id, item.answered_by.because) == (
        deed.event_id,
        "Ann linked them, because they say so",
    )
    assert relationship(views.connection, PAIR, as_of=date(2022, 3, 10)).warnings[0].status == "standing"
    assert now(views, log, position=4).warnings[0].status == "standing"


def test_a_linked_concession_takes_a_warning_back_and_a_separated_act_no_longer_carries_it_out(
    views: Views, log: Ledger
) -> None:
    threat = tell(log, "a", "WarningIssued", "2022-03-01")
    deed = tell(log, "b", "ForceUsed", "2022-03-05")
    tell(log, "c", "ForceUsed", "2022-03-05")
    assert now(views, log).warnings[0].status == "carried_out"
    log.decide(threat, deed, linked=False)
    assert now(views, log).warnings[0].status == "standing"
    log.decide(threat, tell(log, "d", "ConcessionMade", "2022-04-01"))
    assert now(views, log).warnings[0].status == "withdrawn"


def test_a_demand_is_met_or_refused_by_what_was_linked(views: Views, log: Ledger) -> None:
    asked = tell(log, "a", "DemandMade", "2022-03-01")
    back: dict[str, Any] = {"source": "CHN", "target": "USA"}
    no = tell(log, "b", "RefusalMade", "2022-03-02", **back)
    assert now(views, log).demands[0].status == "refused"
    log.decide(asked, no, linked=False)
    assert now(views, log).demands[0].status == "standing"
    log.decide(asked, tell(log, "c", "AidProvided", "2022-04-01", **back))
    assert now(views, log).demands[0].status == "met"


def test_a_countermeasure_says_what_it_answers(views: Views, log: Ledger) -> None:
    tariff = {"measure": "tariff", "action": "imposed"}
    theirs = tell(log, "a", "SanctionsImposed", "2022-03-01", **tariff)
    ours = tell(log, "b", "SanctionsImposed", "2022-03-05", source="CHN", target="USA", **tariff)
    log.decide(theirs, ours)
    steps = {item.sender: item.history[0] for item in now(views, log).measures}
    assert [answer.event_id for answer in steps["CHN"].in_answer_to] == [theirs.event_id]
    assert steps["USA"].in_answer_to == ()


def test_a_countermeasure_is_held_to_answer_what_it_retaliates_for_until_they_are_separated(
    views: Views, log: Ledger
) -> None:
    tariff = {"measure": "tariff", "action": "imposed"}
    theirs = tell(log, "a", "SanctionsImposed", "2022-03-01", **tariff)
    said = {"answers": "tariffs", "quote": "in retaliation for tariffs", "source": "CHN", "target": "USA"}
    ours = tell(log, "b", "SanctionsImposed", "2022-03-05", **tariff, **said)

    def answered() -> list[str]:
        return [str(answer.event_id) for item in now(views, log).measures for answer in item.history[0].in_answer_to]

    assert answered() == [str(theirs.event_id)]
    told = [change.because for change in audit(views.connection, PAIR) if change.event_id == ours.event_id]
    assert any("4 days before" in (because or "") for because in told)
    log.decide(theirs, ours, linked=False)
    assert answered() == []


def test_a_linked_report_holds_the_meeting_that_was_scheduled_for_another_day(views: Views, log: Ledger) -> None:
    plan = tell(log, "a", "MeetingScheduled", "2022-03-20")
    met = tell(log, "b", "MeetingHeld", "2022-03-25", published="2022-03-26")
    assert [item.status for item in now(views, log).meetings] == ["unconfirmed", "held"]
    log.decide(plan, met)
    (item,) = now(views, log).meetings
    assert (item.status, item.date, item.because) == ("held", "2022-03-25", ("Ann linked them, because they say so",))
    log.decide(plan, met, linked=False)
    assert len(now(views, log).meetings) == 2


def test_of_a_postponement_a_link_with_a_held_meeting_means_the_new_date(views: Views, log: Ledger) -> None:
    moved = tell(
        log,
        "a",
        "MeetingCancelled",
        "2022-03-10",
        planned_for={"start": "2022-03-18", "end": "2022-03-18", "precision": "day"},
        postponed_to={"start": "2022-04-02", "end": "2022-04-02", "precision": "day"},
    )
    log.decide(moved, tell(log, "b", "MeetingHeld", "2022-04-05", published="2022-04-06"))
    assert [(item.date, item.status) for item in now(views, log).meetings] == [
        ("2022-03-18", "postponed"),
        ("2022-04-05", "held"),
    ]


def test_a_correction_that_makes_two_acts_unlike_takes_the_force_out_of_their_link(views: Views, log: Ledger) -> None:
    one, other = (tell(log, name, "ForceUsed", f"2022-03-0{day}") for day, name in enumerate("ab", 1))
    log.decide(one, other)
    change = {"field": "type", "before": "ForceUsed", "after": "CoercionApplied"}
    log.append(
        EventCorrected, one.originator_id, event_id=one.event_id, changes=[change], because="no shot fell", by="Ann"
    )
    assert [count.incidents for count in now(views, log).counts] == [1, 1]


def test_the_audit_the_history_the_reason_and_the_difference_name_the_decision(views: Views, log: Ledger) -> None:
    threat = tell(log, "a", "WarningIssued", "2022-03-01")
    deed = tell(log, "b", "ProtestLodged", "2022-03-20", published="2022-03-20")
    before = Clocks(as_of=AS_OF, recorded_by=START + timedelta(seconds=len(log.rows)))
    link_id = log.decide(threat, deed)
    after = Clocks(as_of=AS_OF)
    views.apply(log.rows)
    told = audit(views.connection, PAIR)
    carried = next(change for change in told if change.after == "carried_out")
    assert (carried.recorded, carried.by) == (START + timedelta(seconds=5), "Ann")
    (decision,) = (change for change in told if change.kind == "linked")
    assert (decision.after, decision.because) == (f"answered by {str(deed.event_id)[:8]}", "they say so")
    (difference,) = compare(views.connection, PAIR, before, after).differences
    assert (difference.section, difference.cause.kind, difference.cause.by) == ("warnings", "linked", "Ann")
    (explained,) = why(views.connection, PAIR, "warning", after)
    assert explained.steps[0].because == "Ann linked them, because they say so"
    for event in (threat, deed):
        found = history(views.connection, event.event_id)
        assert found is not None
        assert [(hand.kind, hand.link_id) for hand in found.hands][1:] == [("linked", link_id)]


def test_an_undone_decision_shows_in_the_audit_and_the_history(views: Views, log: Ledger) -> None:
    one, other = (tell(log, name, "ForceUsed", f"2022-03-0{day}") for day, name in enumerate("ab", 1))
    log.decide(one, other, undone=True)
    views.apply(log.rows)
    kinds = [change.kind for change in audit(views.connection, PAIR) if change.attribute == "link"]
    assert kinds == ["linked", "undone"]
    found = history(views.connection, other.event_id)
    assert found is not None
    assert [hand.kind for hand in found.hands] == ["recorded", "linked", "undone"]
