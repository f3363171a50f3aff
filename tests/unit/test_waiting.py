"""In which order a review takes events: what follows from each, why it may be wrong, and what stands near it."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logged import act, judged

from events import POLICY_EVENTS
from events.vocabulary import Modality
from projections.acts import Act
from projections.climate import WEIGHTS
from projections.consequence import POINTS, consequence
from projections.doubts import Doubt, Doubts, Measured, doubt_of
from projections.neighbours import Nearby, neighbours
from projections.waiting import ranked
from tracker.rulebook import measured

SURE = Measured({"test": 0.95}, 0.9)


def doubts(acts: list[Act], shares: Measured = SURE, disputed: dict[str, str] | None = None) -> Doubts:
    judgements = [one for one in acts if one.type == "AssessmentReported"]
    return Doubts(Nearby(acts), judgements, shares, disputed or {})


def grounds(one: Act, *others: Act, shares: Measured = SURE, told: int = 2) -> list[str]:
    return [doubt.ground for doubt in doubts([one, *others], shares).of(one, told)]


def coded(topic: str, rule: str) -> Act:
    return act(topic, "2022-03-01", coding={"rule": rule})


def test_what_follows_from_an_act_is_its_weight_in_the_climate_good_or_bad() -> None:
    assert consequence(act("ForceUsed", "2022-03-01"), 1) == 9.5
    assert consequence(act("AidProvided", "2022-03-01"), 1) == 7.0
    assert POINTS.keys() == WEIGHTS.keys() == POLICY_EVENTS.keys()
    assert all(POINTS[topic] == abs(points) for topic, points in WEIGHTS.items() if topic != "AssessmentReported")


def test_a_judgement_weighs_as_much_as_a_measure() -> None:
    assert consequence(act("AssessmentReported", "2022-03-01", **judged("suspects")), 1) == POINTS["SanctionsImposed"]


def test_a_visit_counts_more_than_a_meeting_and_a_call_less() -> None:
    points = [
        consequence(act("MeetingHeld", "2022-03-01", **({"format": form} if form else {})), 1)
        for form in ("visit", None, "call")
    ]
    assert points == [4.0, 2.5, 1.5]


@given(st.sampled_from(sorted(set(POINTS) - {"AssessmentReported"})), st.integers(min_value=1, max_value=9))
def test_less_follows_from_plans_background_and_what_others_tell_too(topic: str, told: int) -> None:
    details: dict[str, Any] = {}
    if topic in {"SanctionsImposed", "SanctionsEased"}:
        details = {"measure": "tariff", "action": "imposed" if topic == "SanctionsImposed" else "lifted"}
    of = [
        consequence(act(topic, "2022-03-01", modality=modality, background=background, **details), told)
        for background in (False, True)
        for modality in (Modality.HAPPENED, Modality.ANNOUNCED, Modality.PLANNED, Modality.CONDITIONAL)
    ]
    assert of[:4] == sorted(of[:4], reverse=True)
    assert all(later < first for first, later in zip(of[:4], of[4:], strict=True))
    assert consequence(act(topic, "2022-03-01", **details), told + 1) < consequence(
        act(topic, "2022-03-01", **details), told
    )


def test_the_most_consequential_comes_first_and_of_two_alike_the_newer() -> None:
    old, new = act("ForceUsed", "2022-03-01"), act("ForceUsed", "2022-03-02")
    talk, twice = act("MeetingHeld", "2022-03-01"), act("ForceUsed", "2022-03-03")
    order = [one for one, _, _ in ranked([talk, twice, old, new], {twice.event_id: 4}, None)]
    assert order == [new, old, talk, twice]


def test_assisted_the_most_doubtful_comes_first_whatever_follows_from_it() -> None:
    sure, weak = coded("ForceUsed", "test"), coded("MeetingHeld", "shaky")
    shares = Measured({"test": 0.95, "shaky": 0.3}, 0.9)
    assert [one for one, _, _ in ranked([sure, weak], {}, doubts([sure, weak], shares))] == [weak, sure]
    assert [one for one, _, _ in ranked([sure, weak], {}, None)] == [sure, weak]


def test_grounds_of_doubt_add_up_and_never_reach_certainty() -> None:
    one, other = (Doubt(ground="rule", why="so", weight=weight) for weight in (0.5, 0.2))
    assert doubt_of([]) == 0.0
    assert doubt_of([one, other]) == 0.6


def test_a_sure_act_of_several_witnesses_is_not_doubted_and_of_one_a_little() -> None:
    one = act("ForceUsed", "2022-03-01")
    assert grounds(one) == []
    assert grounds(one, told=1) == ["witness"]


def test_a_weak_rule_is_named_with_what_was_measured() -> None:
    shares = Measured({"shaky": 0.6}, 0.9)
    (found,) = doubts([], shares).of(coded("ForceUsed", "shaky"), 2)
    assert found.why == "the rule 'shaky' is often wrong (right: 6 of 10)"
    assert found.weight == pytest.approx(0.4)
    assert doubts([], shares).of(coded("ForceUsed", "never measured"), 2) == ()


@pytest.mark.parametrize("modality", ["announced", "planned", "conditional"])
def test_what_did_not_happen_yet_is_doubted(modality: str) -> None:
    assert grounds(act("ForceUsed", "2022-03-01", modality=modality)) == ["modality"]


def test_an_act_that_another_report_dates_otherwise_is_doubted() -> None:
    one = act("ForceUsed", "2022-03-01")
    assert grounds(one, act("ForceUsed", "2022-03-03")) == ["report"]
    assert grounds(one, act("ForceUsed", "2022-03-01")) == []
    assert grounds(one, act("ForceUsed", "2022-04-01")) == []
    assert grounds(one, act("ForceUsed", "2022-03-03", source="CHN", target="USA")) == []


def test_a_report_does_not_contradict_itself_on_two_acts() -> None:
    one, other = (act("ForceUsed", f"2022-03-0{day}", by="one report") for day in (1, 3))
    assert grounds(one, other) == []


def test_a_meeting_that_another_report_calls_off_is_doubted() -> None:
    held, off = act("MeetingHeld", "2022-03-10"), act("MeetingCancelled", "2022-03-10")
    assert grounds(held, off) == ["report"]
    assert grounds(off, held) == ["report"]


def test_an_opposite_judgement_of_the_same_holder_weighs_more_than_that_of_another() -> None:
    one = act("AssessmentReported", "2022-03-01", **judged("asserts"))
    denied = {"on": "2022-03-05", **judged("denies")}
    (own,) = doubts([one, act("AssessmentReported", **denied)]).of(one, 2)
    (other,) = doubts([one, act("AssessmentReported", source="JPN", **denied)]).of(one, 2)
    assert (own.ground, other.ground) == ("judgement", "judgement")
    assert own.weight > other.weight
    assert grounds(one, act("AssessmentReported", on="2022-03-05", **judged("suspects"))) == []
    assert grounds(one, act("AssessmentReported", on="2022-09-05", **judged("denies"))) == []


def test_matters_without_name_or_words_do_not_contradict_one_another() -> None:
    one, other = (
        act("AssessmentReported", "2022-03-01", **judged(stance, "other")) for stance in ("asserts", "denies")
    )
    assert grounds(one, other) == []


def test_what_two_readers_code_otherwise_is_doubted_most() -> None:
    one = act("ForceUsed", "2022-03-01", modality="conditional")
    found = doubts([one], disputed={one.event_id: "only rules finds it"}).of(one, 1)
    assert [doubt.ground for doubt in found] == ["readers", "modality", "witness"]
    assert found[0].why == "only rules finds it"


def test_neighbours_are_acts_of_the_same_kind_between_the_two_on_near_days_the_nearest_first() -> None:
    one = act("ForceUsed", "2022-03-10")
    same, near, far = (act("ForceUsed", day) for day in ("2022-03-10", "2022-03-07", "2022-03-18"))
    turned = act("ForceUsed", "2022-03-10", source="CHN", target="USA")
    found = neighbours(one, [far, near, turned, one, same])
    assert [(other.held, other.days) for other in found] == [("one", 0), ("apart", 3)]
    assert [str(other.event_id) for other in found] == [same.event_id, near.event_id]


def test_a_plan_is_a_neighbour_of_the_meeting_that_was_held() -> None:
    plan = act("MeetingScheduled", "2022-03-10", published="2022-03-01")
    held = act("MeetingHeld", "2022-03-10", published="2022-03-11")
    assert [(other.type, other.held) for other in neighbours(held, [plan, held])] == [("MeetingScheduled", "one")]


def test_without_a_date_the_same_words_or_near_reports_make_neighbours() -> None:
    one = act("ForceUsed", quote="they fired", published="2022-03-10")
    words = act("ForceUsed", quote="they fired", published="2022-06-10")
    near = act("ForceUsed", quote="shots fell", published="2022-03-12")
    far = act("ForceUsed", quote="shots fell", published="2022-05-12")
    assert {str(other.event_id) for other in neighbours(one, [words, near, far, one])} >= {near.event_id}
    assert far.event_id not in {str(other.event_id) for other in neighbours(one, [words, near, far, one])}


def test_the_measured_shares_are_drawn_toward_that_of_all_rules() -> None:
    book = measured()
    assert 0.8 < book.all < 0.95
    assert book.of("no such rule") == book.all
    assert 0 < book.of("restore") < book.all  # seen once, and wrong
    assert book.of("sanctions") == pytest.approx(168 / 175, abs=0.01)
