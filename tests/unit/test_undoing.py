"""Reviews that are taken back, decided without a store."""

from typing import Any
from uuid import uuid4

import pytest
from built import RULES_1, RULES_2, TEXT, criticism, report, warning
from test_review import ANN, CRITICISM, WARNING, by_hand, given, manual

from events import ReviewKind, ReviewUndone
from tracker.errors import Refused, UnknownEvent, UnknownReport
from tracker.proof import screen
from tracker.report import ReadReport, Report, decide, project
from tracker.review import Command, Confirm, Correct, Record, Retract, Withdraw, review
from tracker.standing import Standing
from tracker.undoing import UndoReview, undo

BOB: dict[str, Any] = {"because": "a slip", "by": "Bob"}
CONFIRM = Confirm(event_id=WARNING, **ANN)
CORRECT = Correct(event_id=WARNING, changes={"target": "JPN"}, **ANN)
RETRACT = Retract(event_id=WARNING, **ANN)


def then(state: Report, *commands: Command | UndoReview) -> Report:
    for command in commands:
        new = undo(state, command) if isinstance(command, UndoReview) else review(state, command)
        state = project(state, new) or state
    return state


def standing(*commands: Command | UndoReview) -> Standing:
    return then(given(), *commands).events[WARNING]


def undone(**fields: Any) -> UndoReview:
    return UndoReview(**({"event_id": WARNING, **BOB} | fields))


@pytest.mark.parametrize("done", [CONFIRM, CORRECT, RETRACT], ids=["confirmed", "corrected", "retracted"])
def test_an_undone_review_leaves_the_event_as_it_was_and_says_whose_hands_it_went_through(done: Command) -> None:
    before, after = standing(), standing(done, undone())
    assert (after.event, after.live, after.reviewed, after.reviews) == (before.event, True, False, ())
    assert [type(hand).__name__ for hand in after.hands][1] == "ReviewUndone"


def test_the_event_of_an_undone_review_says_which_review_it_was_and_what_comes_back() -> None:
    state = given(CORRECT)
    (event,) = undo(state, undone())
    assert isinstance(event, ReviewUndone)
    assert (event.undone, event.review, event.originator_version) == (4, ReviewKind.CORRECTED, 5)
    assert [(change.field, change.before, change.after) for change in event.changes] == [("target", "JPN", "USA")]


def test_a_changed_type_comes_back_with_the_fields_that_went_with_it() -> None:
    conditioned = Correct(event_id=WARNING, changes={"condition": "if it sails"}, **ANN)
    typed = Correct(event_id=WARNING, changes={"type": "CriticismVoiced"}, **ANN)
    assert standing(conditioned, typed, undone()).event == standing(conditioned).event


def test_a_nested_field_comes_back_even_where_there_was_nothing() -> None:
    amount = Correct(event_id=WARNING, changes={"third_parties": ["JPN"], "occurred.end": "2022-03-17"}, **ANN)
    assert standing(amount, undone()).event == standing().event


def test_reviews_are_taken_back_step_by_step_the_last_one_first() -> None:
    again = Correct(event_id=WARNING, changes={"target": "RUS"}, **ANN)
    steps = (CONFIRM, CORRECT, again, RETRACT)
    for kept in range(3, -1, -1):
        found, as_it_was = standing(*steps, *[undone()] * (4 - kept)), standing(*steps[:kept])
        assert (found.event, found.live, found.reviewed) == (as_it_was.event, as_it_was.live, as_it_was.reviewed)
    with pytest.raises(Refused, match="there is nothing to undo"):
        standing(*steps, *[undone()] * 5)


def test_a_review_that_is_not_the_last_one_is_not_taken_back() -> None:
    state = given(CONFIRM, CORRECT)
    with pytest.raises(Refused, match=r"reviewed meanwhile \(corrected in target by Ann, because as the text says\)"):
        undo(state, undone(place=4))
    assert undo(state, undone(place=5))
    with pytest.raises(Refused, match=r"reviewed meanwhile \(no longer corrected by Bob, because a slip\)"):
        undo(then(state, undone()), undone(place=5))


def test_what_comes_back_may_be_reviewed_again_and_an_unreviewed_event_is_left_to_readings() -> None:
    assert standing(RETRACT, undone(), CORRECT).reviewed
    state = then(given(CONFIRM), undone())
    found = screen(report(), [criticism()]).events
    (head, gone, *_) = decide(state, ReadReport(report=report(), reading=RULES_2, found=found))
    assert (head.TOPIC, gone.TOPIC) == ("ReportRevised", "EventRetracted")


@pytest.mark.parametrize(
    ("commands", "words"),
    [
        ((), "no review of event .* counts"),
        ((CONFIRM, undone()), "no review of event .* counts"),
        ((Withdraw(report_id=report().report_id, **ANN),), r"was withdrawn \(as the text says\)"),
    ],
)
def test_where_there_is_nothing_to_take_back_it_is_refused(commands: Any, words: str) -> None:
    with pytest.raises(Refused, match=words):
        undo(then(given(), *commands), undone())


def test_what_does_not_exist_or_has_no_reason_is_refused() -> None:
    with pytest.raises(UnknownReport):
        undo(None, undone())
    with pytest.raises(UnknownEvent):
        undo(given(), undone(event_id=uuid4()))
    with pytest.raises(Refused, match="--because is empty"):
        undo(given(CONFIRM), undone(because=" "))


def revised(state: Report, text: str) -> Report:
    found = screen(report(text), [warning(text=text)]).events
    new = decide(state, ReadReport(report=report(text), reading=RULES_1, found=found))
    return project(state, new) or state


def test_what_was_retracted_does_not_come_back_into_a_text_that_was_changed() -> None:
    state = revised(given(RETRACT), "Late on Friday, China warned the United States.")
    with pytest.raises(Refused, match=r"was changed since event .* record it by hand"):
        undo(state, undone())


def test_an_undone_correction_leaves_the_words_where_a_revision_moved_them() -> None:
    text = "Late on Friday, China warned the United States."
    state = revised(given(CORRECT), text)
    after = then(state, undone()).events[WARNING]
    assert (after.event.target, after.event.evidence.start) == ("USA", text.index("China"))


def test_what_a_revision_took_away_does_not_come_back_with_a_review() -> None:
    state = revised(given(Confirm(event_id=CRITICISM, **ANN)), "Late on Friday, China warned the United States.")
    with pytest.raises(Refused, match="no longer counts, so nothing comes back"):
        undo(state, undone(event_id=CRITICISM))


def test_what_was_recorded_by_hand_is_retracted_and_not_undone() -> None:
    record = by_hand(manual())
    state = given(record)
    with pytest.raises(Refused, match="was recorded by hand: `tracker retract` takes it back"):
        undo(state, undone(event_id=record.event.event_id))
    again = then(state, Confirm(event_id=record.event.event_id, **ANN), undone(event_id=record.event.event_id))
    assert again.events[record.event.event_id].reviewed


def test_what_was_recorded_again_by_hand_stands_in_the_place_of_what_was_retracted() -> None:
    state = given(RETRACT)
    (event,) = screen(report(), [warning(coding={"rule": "manual"})]).events
    state = then(state, Record(report_id=state.id, event=event, text=TEXT, **ANN))
    with pytest.raises(Refused, match="stands in the place of"):
        undo(state, undone())


@pytest.mark.parametrize(
    "command",
    [
        Confirm(event_id=WARNING, seen=0, **ANN),
        Correct(event_id=WARNING, changes={"target": "RUS"}, seen=0, **ANN),
        Retract(event_id=WARNING, seen=0, **ANN),
    ],
)
def test_whoever_did_not_see_what_another_did_meanwhile_is_refused(command: Any) -> None:
    assert review(given(), command)
    with pytest.raises(
        Refused, match=r"reviewed meanwhile: corrected in target by Ann, because as the text says; look"
    ):
        review(given(CORRECT), command)
