"""Reviews that were taken back: in every answer, and not in what was known before."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Literal, TypeAlias

import pytest
from built import RULES_1, TEXT, PreparedExtractor, criticism, report, thanks, ticking, warning
from hypothesis import given, settings
from hypothesis import strategies as st
from logged import START

from events import DomainEvent
from projections.catchup import Views, rebuild
from projections.clocks import Clocks
from projections.comparison import compare
from projections.history import audit
from projections.logrow import LogRow
from projections.relationship import RelationshipState, relationship
from tracker.analyst import Analyst
from tracker.application import Tracker
from tracker.errors import Refused
from tracker.notebook import Notebook
from tracker.proof import screen
from tracker.report import ReadReport, Report, decide, project
from tracker.review import Confirm, Correct, Reinstate, Retract, Withdraw, review
from tracker.storage import locate, notebook_path
from tracker.undoing import UndoReview, undo

PAIR = ("CHN", "USA")
AS_OF = date(2022, 4, 1)
PREPARED = {TEXT: [warning(), criticism(), thanks()]}

Kind: TypeAlias = Literal["confirm", "correct", "retract", "undo", "withdraw", "reinstate"]
Step: TypeAlias = tuple[Kind, int, dict[str, Any]]

CHANGES: list[dict[str, Any]] = [
    {"target": "JPN"},
    {"target": "RUS", "modality": "announced"},
    {"type": "CriticismVoiced"},
    {"type": "ForceUsed", "occurred": {"start": "2022-03-17", "end": "2022-03-17", "precision": "day"}},
]
kinds = st.sampled_from(["confirm", "correct", "retract", "undo", "undo", "undo", "withdraw", "reinstate", "reinstate"])
steps = st.lists(st.tuples(kinds, st.integers(min_value=0, max_value=2), st.sampled_from(CHANGES)), max_size=12)


def taken(state: Report, step: Step) -> tuple[DomainEvent, ...]:
    """What follows from a step on one of the events of a report; nothing where it is refused."""
    kind, place, changes = step
    said: dict[str, Any] = {"event_id": sorted(state.events)[place], "because": "so", "by": "Ann"}
    try:
        match kind:
            case "confirm":
                return review(state, Confirm(**said))
            case "correct":
                return review(state, Correct(**said, changes=changes))
            case "retract":
                return review(state, Retract(**said))
            case "withdraw":
                return review(state, Withdraw(report_id=state.id, because="a hoax", by="Ann"))
            case "reinstate":
                return review(state, Reinstate(report_id=state.id, because="no hoax", by="Ann"))
            case _:
                return undo(state, UndoReview(**said))
    except Refused:
        return ()


def rows_of(story: list[Step]) -> list[LogRow]:
    """The rows of a log in which these steps were taken, a second apart; the reading of the report is four of them."""
    found = screen(report(), PREPARED[TEXT]).events
    told = list(decide(None, ReadReport(report=report(), reading=RULES_1, found=found)))
    state = project(None, told)
    assert state is not None
    for step in story:
        new = taken(state, step)
        state = project(state, new) or state
        told.extend(new)
    return [
        LogRow(place, START + timedelta(seconds=place), one.originator_id, one.originator_version, one)
        for place, one in enumerate(told, start=1)
    ]


def state_of(views: Views, **clocks: Any) -> RelationshipState:
    return relationship(views.connection, PAIR, as_of=AS_OF, **({"published_by": None, "recorded_by": None} | clocks))


def answer(rows: list[LogRow]) -> RelationshipState:
    with Views.open(":memory:") as views:
        views.apply(rows)
        return state_of(views)


@settings(max_examples=80)
@given(steps)
def test_what_was_known_before_does_not_change_whatever_is_taken_back(story: Any) -> None:
    rows = rows_of(story)
    with Views.open(":memory:") as views:
        views.apply(rows)
        for position in range(4, len(rows)):
            then = START + timedelta(seconds=position)
            clocks = Clocks(as_of=date.max, recorded_by=then)
            with Views.open(":memory:") as earlier:
                earlier.apply(rows[:position])
                known = state_of(earlier).model_copy(update={"recorded_by": then})
                assert state_of(views, recorded_by=then) == known
                assert audit(views.connection, PAIR, clocks=clocks) == audit(earlier.connection, PAIR)


@settings(max_examples=60)
@given(steps, st.sampled_from(["confirm", "correct", "retract"]), st.integers(0, 2), st.sampled_from(CHANGES))
def test_a_review_that_is_taken_back_leaves_every_answer_as_it_was(
    story: Any, kind: Any, place: int, changes: dict[str, Any]
) -> None:
    before = rows_of(story)
    after = rows_of([*story, (kind, place, changes), ("undo", place, changes)])
    if len(after) != len(before) + 2:  # the review was refused, so that what was undone is an earlier one
        return
    assert answer(after) == answer(before)


@settings(max_examples=60)
@given(steps)
def test_a_report_that_is_reinstated_leaves_every_answer_as_it_was(story: Any) -> None:
    before, after = rows_of(story), rows_of([*story, ("withdraw", 0, {}), ("reinstate", 0, {})])
    if len(after) != len(before) + 2:  # the report was withdrawn already
        return
    assert answer(after) == answer(before)


@settings(max_examples=30)
@given(story=steps)
def test_views_that_are_made_anew_say_what_those_that_followed_say(tmp_path_factory: Any, story: Any) -> None:
    rows = rows_of(story)
    path = tmp_path_factory.mktemp("views") / "t.views"
    rebuild(path, iter(rows))
    with Views.open(path) as anew, Views.open(":memory:") as followed:
        for row in rows:
            followed.apply([row])
        assert state_of(anew) == state_of(followed)
        assert audit(anew.connection, PAIR) == audit(followed.connection, PAIR)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return tmp_path / "tracker.db"


@pytest.fixture
def tracker(store: Path) -> Iterator[Tracker]:
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(PREPARED)) as opened:
        list(opened.add([report()]))
        yield opened


@pytest.fixture
def ann(tracker: Tracker) -> Analyst:
    return tracker.analyst("Ann")


def id_of(tracker: Tracker, kind: str) -> str:
    return next(str(event.event_id) for event in tracker.events() if event.type == kind)


def test_a_retracted_event_counts_again_and_its_history_shows_all_three_hands(tracker: Tracker, ann: Analyst) -> None:
    event = id_of(tracker, "WarningIssued")
    retracted = ann.retract(event, because="a drill")
    assert event not in {str(one.event_id) for one in tracker.events()}
    done = tracker.analyst("Bob").undo(event[:8], because="no drill after all", place=retracted.place)
    assert (done.kind, done.review, done.by) == ("undone", "retracted", "Bob")
    assert event in {str(one.event_id) for one in tracker.events()}
    found = tracker.history(event)
    assert found.counts
    assert [(hand.kind, hand.by, hand.reason) for hand in found.hands] == [
        ("recorded", "rules 1.0", None),
        ("retracted", "Ann", "rejected"),
        ("undone", "Bob", "retracted"),
    ]
    shown = tracker.show(event)
    assert (shown.status, len(shown.history)) == ("restored", 2)
    assert [one.type for one in tracker.review.queue()].count("WarningIssued") == 1


def test_reviews_are_undone_and_looks_and_the_queue_kept_on_every_kind_of_store(address: str) -> None:
    with Tracker(address, clock=ticking(), extractor=PreparedExtractor(PREPARED)) as opened:
        list(opened.add([report()]))
        ann, waiting = opened.analyst("Ann"), len(opened.review.queue())
        event = str(opened.review.queue()[0].event_id)
        done = ann.retract(event, because="a drill")
        assert len(opened.review.queue()) == waiting - 1
        ann.undo(event, because="no drill", place=done.place)
        assert len(opened.review.queue()) == waiting
        assert opened.review.sheet(event).event.before + opened.review.sheet(event).event.quote in TEXT
        assert opened.verify().sound
    with Notebook(notebook_path(locate(address))) as book:
        assert book.watch(("CHN", "USA"), now=START)
        assert [one.polities for one in book.watched()] == [("CHN", "USA")]


def test_the_audit_tells_what_was_taken_back_and_the_difference_names_who_did(tracker: Tracker, ann: Analyst) -> None:
    event = id_of(tracker, "WarningIssued")
    ann.retract(event, because="a drill")
    between = Clocks(as_of=AS_OF, recorded_by=tracker.history(event).hands[-1].recorded)
    ann.undo(event, because="no drill after all")
    told = [one for one in tracker.audit(*PAIR) if str(one.event_id) == event]
    assert [(one.kind, one.before, one.after, one.because) for one in told] == [
        ("asserted", None, "standing", None),
        ("retracted", "standing", None, "a drill"),
        ("undone", None, "standing", "no drill after all"),
    ]
    with tracker._asked() as connection:
        found = compare(connection, PAIR, between, Clocks(as_of=AS_OF)).differences
    causes = {one.cause.kind: one.cause for one in found if one.section == "warnings"}
    assert (causes["undone"].by, causes["undone"].because) == ("Ann", "no drill after all")


def test_a_withdrawn_report_is_reinstated_with_the_events_that_went_with_it(tracker: Tracker, ann: Analyst) -> None:
    warned, thanked = id_of(tracker, "WarningIssued"), id_of(tracker, "SupportExpressed")
    ann.retract(thanked, because="a courtesy")
    counting = tracker.events()
    ann.withdraw(str(report().report_id), because="a hoax")
    assert (tracker.events(), tracker.show(str(report().report_id)).status) == ([], "withdrawn")
    with pytest.raises(Refused, match=f"tracker undo {report().report_id}"):
        ann.undo(warned, because="no hoax")
    done = ann.undo(str(report().report_id)[:8], because="no hoax")
    assert (done.kind, done.report_id, done.because) == ("reinstated", report().report_id, "no hoax")
    assert [one.event_id for one in tracker.events()] == [one.event_id for one in counting]
    assert tracker.show(str(report().report_id)).status == "restored"
    assert [(hand.kind, hand.reason) for hand in tracker.history(warned).hands] == [
        ("recorded", None),
        ("withdrawn", None),
        ("undone", "withdrawn"),
    ]
    told = [(one.kind, one.after, one.because) for one in tracker.audit(*PAIR) if str(one.event_id) == warned]
    assert told == [
        ("asserted", "standing", None),
        ("retracted", None, "a hoax"),
        ("undone", "standing", "no hoax"),
    ]
    assert [outcome.status for outcome in tracker.add([report()])] == ["known"]
    ann.undo(thanked, because="no courtesy")
    ann.withdraw(str(report().report_id), because="a hoax after all")
    ann.undo(str(report().report_id), because="no, no hoax")
    assert {str(one.event_id) for one in tracker.events()} > {warned, thanked}
    assert tracker.verify().sound
    with pytest.raises(Refused, match="is not withdrawn"):
        ann.undo(str(report().report_id), because="no hoax")


def test_an_undone_correction_and_confirmation_leave_the_event_to_be_reviewed(tracker: Tracker, ann: Analyst) -> None:
    event = id_of(tracker, "WarningIssued")
    ann.confirm(event, because="so")
    ann.correct(event, {"target": "JPN"}, because="Tokyo was meant")
    assert "WarningIssued" not in {one.type for one in tracker.review.queue()}
    back = ann.undo(event, because="a slip")
    assert [(one.field, one.before, one.after) for one in back.changes] == [("target", "JPN", "USA")]
    assert "WarningIssued" not in {one.type for one in tracker.review.queue()}
    ann.undo(event, because="a slip")
    assert "WarningIssued" in {one.type for one in tracker.review.queue()}
    with pytest.raises(Refused, match="nothing to undo"):
        ann.undo(event, because="a slip")


def test_a_decision_about_two_events_is_undone_by_its_id(tracker: Tracker, ann: Analyst) -> None:
    list(tracker.add([report(url="https://example.org/b", publisher="Other Wire")]))
    one, other = (str(event.event_id) for event in tracker.events() if event.type == "WarningIssued")
    link = ann.unlink(one, other, because="two ships")
    assert ann.undo(str(link.link_id), because="one ship").kind == "undone"
    assert [near.held for near in tracker.review.sheet(one).neighbours] == ["one"]


def test_a_store_with_undone_reviews_is_sound_also_after_its_texts_changed(tracker: Tracker, ann: Analyst) -> None:
    event = id_of(tracker, "WarningIssued")
    ann.retract(event, because="a drill")
    ann.undo(event, because="no drill")
    ann.confirm(event, because="so")
    changed = "Late on Friday, China warned the United States."
    tracker._given_extractor = PreparedExtractor({changed: [warning(text=changed)]})
    list(tracker.add([report(changed)]))
    ann.retract(event, because="again a drill")
    ann.undo(event, because="again no drill")
    verified = tracker.verify()
    assert verified.sound, verified
    assert tracker.show(event).status == "restored"
