"""Statements of one holder on different matters, none of which has a name, are never told as one that changed."""

from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from logged import START, Ledger, judged

from cli.listing import entry
from events import EventCorrected, PolicyEvent
from projections import across, courses
from projections.catchup import Views
from projections.clocks import Clocks
from projections.comparison import compare
from projections.happenings import happenings
from projections.history import audit
from projections.listing import events
from projections.relationship import RelationshipState, relationship
from projections.why import why
from tracker.pictures.words import headline

PAIR = ("CHN", "USA")
AS_OF = date(2022, 6, 1)
NOW = Clocks(as_of=AS_OF)
STATED = [
    ("2022-03-01", "that it will build a port", "asserts"),
    ("2022-03-05", "it fears a shortage", "suspects"),
    ("2022-03-05", "it has ships at sea", "no_evidence"),
    ("2022-03-09", "it wants to join the pact", "doubts"),
    ("2022-03-09", "the harvest failed", "asserts"),
]


@pytest.fixture
def log() -> Ledger:
    return Ledger()


@pytest.fixture
def views() -> Iterator[Views]:
    with Views.open(":memory:") as opened:
        yield opened


def state_that(log: Ledger, on: str, content: str | None, stance: str, **fields: Any) -> PolicyEvent:
    said = judged(stance, "other")
    said["judgement"]["proposition"] = {"predicate": "other", "content": content}
    return log.tell(log.report(f"report-{len(log.rows)}", published=on), "AssessmentReported", on, **said, **fields)


def now(views: Views, log: Ledger) -> RelationshipState:
    views.apply(log.rows)
    return relationship(views.connection, PAIR, as_of=AS_OF)


def test_each_matter_is_an_assessment_of_its_own_that_never_changed(views: Views, log: Ledger) -> None:
    for one in STATED:
        state_that(log, *one)
    items = now(views, log).assessments
    assert {(str(item.since), item.content, item.stance.value) for item in items} == set(STATED)
    assert {(item.previous, item.corroboration, item.contradicted_by) for item in items} == {(None, 1, ())}
    assert across.assessments(views.connection, NOW) == list(items)


def test_no_stance_is_told_to_have_changed_by_words_on_another_matter(views: Views, log: Ledger) -> None:
    for one in STATED:
        state_that(log, *one)
    views.apply(log.rows)
    changes = audit(views.connection, PAIR)
    assert [(change.content, change.before, change.after) for change in changes if change.before] == []
    assert {(str(change.valid_from), change.content, change.after) for change in changes} == set(STATED)
    explained = why(views.connection, PAIR, "stance", NOW)
    assert {(one.content, one.value, len(one.steps)) for one in explained} == {
        (content, stance, 1) for _, content, stance in STATED
    }


def test_what_is_judged_in_the_same_words_again_is_the_same_and_can_change(views: Views, log: Ledger) -> None:
    state_that(log, "2022-03-01", "that it will build a port", "asserts")
    state_that(log, "2022-04-01", "It will build a port.", "doubts")
    (item,) = now(views, log).assessments
    assert (item.stance, item.previous and item.previous.stance) == ("doubts", "asserts")
    changes = audit(views.connection, subject="assessment:USA:CHN:other")
    assert [(change.before, change.after) for change in changes] == [(None, "asserts"), ("asserts", "doubts")]
    assert {change.subject for change in changes} == {item.subject}
    (explained,) = why(views.connection, PAIR, item.subject, NOW)
    assert [step.value for step in explained.steps] == ["doubts", "asserts"]


def test_two_reports_of_one_day_in_the_same_words_corroborate_each_other(views: Views, log: Ledger) -> None:
    state_that(log, "2022-03-01", "that it will build a port", "asserts", quote="we think that it will build a port")
    state_that(log, "2022-03-01", "it will build a port", "asserts", quote="they think it will build a port")
    state = now(views, log)
    (item,), (count,) = state.assessments, state.counts
    assert (item.corroboration, len(item.event_ids), count.incidents) == (2, 2, 1)


def test_another_holder_who_denies_the_same_words_contradicts_and_no_other(views: Views, log: Ledger) -> None:
    state_that(log, "2022-03-01", "it will build a port", "asserts")
    state_that(log, "2022-03-01", "the harvest failed", "asserts")
    state_that(log, "2022-03-02", "that it will build a port", "denies", source="JPN")
    found = {item.content: [other.holder for other in item.contradicted_by] for item in now(views, log).assessments}
    assert found == {"it will build a port": ["JPN"], "the harvest failed": []}
    told = {one.content: one for one in courses.matters(views.connection, PAIR, NOW)}
    assert {content: len(one.courses) for content, one in told.items()} == {
        "that it will build a port": 2,
        "the harvest failed": 1,
    }
    assert told["the harvest failed"].disputed == ()
    assert told["that it will build a port"].disputed == ((date(2022, 3, 2), None),)


def test_from_one_day_to_another_a_matter_appears_and_none_changes(views: Views, log: Ledger) -> None:
    for one in STATED:
        state_that(log, *one)
    views.apply(log.rows)
    found = compare(views.connection, PAIR, Clocks(as_of=date(2022, 3, 8)), NOW).differences
    told = [(one.kind, one.after.content) for one in found if one.section == "assessments" and one.after]  # type: ignore[union-attr]  # the section has these only
    assert sorted(told) == [("appeared", "it wants to join the pact"), ("appeared", "the harvest failed")]


def test_an_analyst_who_puts_the_words_right_makes_two_matters_one(views: Views, log: Ledger) -> None:
    state_that(log, "2022-03-01", "it will build a port", "asserts")
    told = state_that(log, "2022-04-01", "a port will be built by it", "doubts")
    field = "judgement.proposition.content"
    change = {"field": field, "before": "a port will be built by it", "after": "it will build a port"}
    log.append(EventCorrected, told.originator_id, event_id=told.event_id, changes=[change], because="same", by="Ann")
    (item,) = now(views, log).assessments
    assert (item.stance, item.previous and item.previous.stance) == ("doubts", "asserts")
    before = Clocks(as_of=AS_OF, recorded_by=START.replace(second=4))
    assert len(across.assessments(views.connection, before)) == 2
    gone = [(change.kind, change.before, change.after) for change in audit(views.connection, PAIR) if not change.after]
    assert gone == [("corrected", "doubts", None)]


def test_a_link_holds_two_statements_for_one_act_whatever_their_words(views: Views, log: Ledger) -> None:
    one = state_that(log, "2022-03-01", "it will build a port", "asserts")
    other = state_that(log, "2022-03-01", "a port will be built by it", "asserts")
    assert now(views, log).counts[0].incidents == 2
    log.decide(one, other)
    views.apply(log.rows[4:])
    state = relationship(views.connection, PAIR, as_of=AS_OF)
    assert state.counts[0].incidents == 1
    assert len(state.assessments) == 2


def test_a_picture_and_a_list_say_the_words_of_a_matter(views: Views, log: Ledger) -> None:
    state_that(log, "2022-03-01", "that it will build a port", "asserts")
    state_that(log, "2022-03-02", None, "doubts")
    views.apply(log.rows)
    told = [headline(one) for one in happenings(views.connection, PAIR, NOW)]
    assert told == ["asserts: that it will build a port", "doubts: other"]
    listed = [entry(event).headline.plain for event in events(views.connection)]
    assert listed == [
        "USA → CHN  assessment reported  (asserts: that it will build a port)",
        "USA → CHN  assessment reported  (doubts: other)",
    ]
