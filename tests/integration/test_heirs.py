"""A decision about two events goes on when a later reading puts others in their place, and ends where none is left."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from built import RULES_2, PreparedExtractor, proposal, report, ticking

from events import Reading
from projections.clocks import Clocks
from projections.details import EventDetail
from tracker.application import Tracker
from tracker.extraction.proposal import Proposal

FIRST = "Late on Friday, China warned the United States about the drills. Nothing else was said."
SECOND = "In another place China warned the United States again, as people heard."
LONGER = "Late on Friday, China warned the United States about the drills"
BOTH = ("CHN", "USA")
AS_OF = date(2022, 4, 1)


def told(quote: str, text: str, **fields: Any) -> Proposal:
    return proposal("WarningIssued", quote, text=text, **fields)


def day(text: str) -> dict[str, str]:
    return {"start": text, "end": text, "precision": "day"}


OLD = {
    FIRST: [told("China warned the United States about the drills", FIRST, occurred=day("2022-03-18"))],
    SECOND: [told("China warned the United States again", SECOND, occurred=day("2022-03-25"))],
}


@pytest.fixture
def store(tmp_path: Path) -> Path:
    path = tmp_path / "t.db"
    with Tracker(path, clock=ticking(), extractor=PreparedExtractor(OLD)) as tracker:
        list(tracker.add([report(FIRST), report(SECOND, url="https://example.org/b", publisher="Other Wire")]))
        one, other = (str(event.event_id) for event in tracker.events())
        tracker.analyst("Ann").link(one, other, because="one warning")
        assert warnings(tracker) == 1
    return path


def warnings(tracker: Tracker, **clocks: Any) -> int:
    return len(tracker.state(*BOTH, as_of=AS_OF, **clocks).warnings)


def reread(store: Path, found: dict[str, list[Proposal]]) -> Iterator[Tracker]:
    """The store after a newer extractor has read the reports again."""
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor({**OLD, **found}, RULES_2)) as tracker:
        assert {one.status for one in tracker.reread()} == {"revised"}
        yield tracker


@pytest.mark.parametrize(
    "changed",
    [
        told(LONGER, FIRST, occurred=day("2022-03-18")),
        told("China warned the United States about the drills", FIRST, occurred=day("2022-03-17")),
        told(LONGER, FIRST, occurred=day("2022-03-16"), condition="if they go on"),
    ],
    ids=["more words", "another day", "both"],
)
def test_an_event_that_a_later_reading_gives_another_id_keeps_its_link(store: Path, changed: Proposal) -> None:
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(OLD)) as before:
        ids = {str(event.event_id) for event in before.events()}
        then = before.history(min(ids)).hands[-1].recorded
    for tracker in reread(store, {FIRST: [changed]}):
        (new,) = {str(event.event_id) for event in tracker.events()} - ids
        (old,) = ids - {str(event.event_id) for event in tracker.events()}
        (other,) = ids - {old}
        assert warnings(tracker) == 1
        assert warnings(tracker, recorded_by=then) == 1
        shown, heard = tracker.show(new), tracker.show(other)
        assert isinstance(shown, EventDetail)
        assert isinstance(heard, EventDetail)
        assert [(str(link.about), str(link.other), link.holds) for link in shown.links] == [(old, other, True)]
        assert [(str(link.other), str(link.through), link.holds) for link in heard.links] == [(old, new, True)]
        assert [change.kind for change in tracker.audit(*BOTH) if change.attribute == "link"] == ["linked"]
        taken = tracker.analyst("Bob").undo(str(shown.links[0].link_id), because="two warnings")
        assert taken.kind == "undone"
        assert warnings(tracker) == 2


def test_an_event_whose_words_a_changed_text_moves_keeps_its_link(store: Path) -> None:
    text = f"Corrected on Sunday. {FIRST}"
    found = {text: [told("China warned the United States about the drills", text, occurred=day("2022-03-18"))]}
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor({**OLD, **found})) as tracker:
        before = {str(event.event_id) for event in tracker.events()}
        assert [one.status for one in tracker.add([report(text)])] == ["revised"]
        assert {str(event.event_id) for event in tracker.events()} == before
        assert warnings(tracker) == 1


@pytest.mark.parametrize(
    "found",
    [[], [told("China warned the United States about the drills", FIRST, source="RUS")]],
    ids=["nothing", "an act of somebody else"],
)
def test_where_no_event_is_left_the_link_ends_and_it_is_said(store: Path, found: list[Proposal]) -> None:
    for tracker in reread(store, {FIRST: found}):
        kept = next(str(event.event_id) for event in tracker.events() if event.source == "CHN")
        shown = tracker.show(kept)
        assert isinstance(shown, EventDetail)
        assert [link.holds for link in shown.links] == [False]
        made, ended = (change for change in tracker.audit(*BOTH) if change.attribute == "link")
        assert (made.kind, ended.kind, ended.after) == ("linked", "undone", None)
        assert f"event {str(shown.links[0].other)[:8]} no longer counts: this reading does not find it" in str(
            ended.because
        )
        assert ended.by == "rules 2.0"


def test_what_a_person_retracts_has_no_heir(store: Path) -> None:
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(OLD)) as tracker:
        one, other = (str(event.event_id) for event in tracker.events())
        tracker.analyst("Bob").retract(one, because="a drill")
        assert [change.kind for change in tracker.audit(*BOTH) if change.attribute == "link"] == ["linked", "undone"]
        tracker.analyst("Bob").undo(one, because="no drill")
        assert [change.kind for change in tracker.audit(*BOTH) if change.attribute == "link"] == ["linked"]
        assert warnings(tracker) == 1
        shown = tracker.show(other)
        assert isinstance(shown, EventDetail)
        assert [link.holds for link in shown.links] == [True]


def test_a_link_that_had_ended_by_a_moment_stays_ended_for_it_when_its_heir_comes_back(store: Path) -> None:
    for tracker in reread(store, {FIRST: [told(LONGER, FIRST, occurred=day("2022-03-18"))]}):
        heir, other = sorted(tracker.events(), key=lambda event: event.quote != LONGER)
        bob = tracker.analyst("Bob")
        bob.retract(str(heir.event_id), because="a drill")
        moment = Clocks(as_of=AS_OF, recorded_by=tracker.history(str(heir.event_id)).hands[-1].recorded)

        def answers() -> list[object]:
            return [tracker.audit(*BOTH, clocks=moment), tracker.show(str(other.event_id), moment)]  # noqa: B023

        before = answers()
        bob.undo(str(heir.event_id), because="no drill")
        assert answers() == before
        assert warnings(tracker) == 1


def test_a_decision_that_another_one_replaced_does_not_end_again(store: Path) -> None:
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(OLD)) as tracker:
        one, other = (str(event.event_id) for event in tracker.events())
        tracker.analyst("Bob").unlink(one, other, because="two warnings")
        tracker.analyst("Bob").retract(one, because="a drill")
        kinds = [change.kind for change in tracker.audit(*BOTH) if change.attribute == "link"]
        assert kinds == ["linked", "unlinked", "undone"]


def test_a_later_decision_about_the_heir_stands_above_the_one_it_inherits(store: Path) -> None:
    for tracker in reread(store, {FIRST: [told(LONGER, FIRST, occurred=day("2022-03-18"))]}):
        one, other = (str(event.event_id) for event in tracker.events())
        tracker.analyst("Bob").unlink(one, other, because="two warnings")
        assert warnings(tracker) == 2
        tracker.analyst("Bob").link(one, other, because="one after all")
        assert warnings(tracker) == 1


DRILLS = "China warned the United States about the drills"


def text(number: int, *, silent: bool) -> str:
    """A version of the first report: with the words of its event, or without them."""
    return f"Version {number}. Late on Friday, {'China said nothing' if silent else DRILLS}. Nothing else was said."


CHANGING = {
    **OLD,
    **{text(number, silent=True): [] for number in range(4)},
    **{
        text(number, silent=False): [told(DRILLS, text(number, silent=False), occurred=day("2022-03-18"))]
        for number in range(4)
    },
}


def publish(tracker: Tracker, number: int, *, silent: bool, events: int) -> None:
    """The publisher changes the text of the first report."""
    assert [one.status for one in tracker.add([report(text(number, silent=silent))])] == ["revised"]
    assert len(tracker.events()) == events
    assert warnings(tracker) == 1


def test_an_event_that_comes_back_in_a_later_version_has_its_link_again(store: Path) -> None:
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(CHANGING)) as tracker:
        other, one = sorted(tracker.events(), key=lambda event: event.quote.endswith("drills"))
        publish(tracker, 1, silent=True, events=1)
        without = tracker.audit(*BOTH)[-1].recorded
        assert [change.kind for change in tracker.audit(*BOTH) if change.attribute == "link"] == ["linked", "undone"]
        publish(tracker, 2, silent=False, events=2)
        (back,) = {event.event_id for event in tracker.events()} - {other.event_id}
        assert back != one.event_id
        (standing,) = tracker.state(*BOTH, as_of=AS_OF).warnings
        assert set(standing.event_ids) == {back, other.event_id}
        shown, heard = tracker.show(str(back)), tracker.show(str(other.event_id))
        assert isinstance(shown, EventDetail)
        assert isinstance(heard, EventDetail)
        assert [(link.about, link.other, link.holds) for link in shown.links] == [(one.event_id, other.event_id, True)]
        assert [(link.other, link.through, link.holds) for link in heard.links] == [(one.event_id, back, True)]
        assert [change.kind for change in tracker.audit(*BOTH) if change.attribute == "link"] == ["linked"]
        then = tracker.show(str(other.event_id), Clocks(as_of=AS_OF, recorded_by=without))
        assert isinstance(then, EventDetail)
        assert [link.holds for link in then.links] == [False]


def test_an_event_that_comes_and_goes_keeps_its_link_whenever_it_is_there(store: Path) -> None:
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(CHANGING)) as tracker:
        (first,) = (event for event in tracker.events() if event.quote == DRILLS)
        for number in range(3):
            publish(tracker, number, silent=True, events=1)
            publish(tracker, number, silent=False, events=2)
        (last,) = (event for event in tracker.events() if event.quote == DRILLS)
        shown = tracker.show(str(last.event_id))
        assert isinstance(shown, EventDetail)
        assert [(link.about, link.holds) for link in shown.links] == [(first.event_id, True)]
        tracker.analyst("Bob").undo(str(shown.links[0].link_id), because="two warnings")
        assert warnings(tracker) == 2


def test_what_a_newer_reading_finds_again_has_its_link_again(store: Path) -> None:
    for tracker in reread(store, {FIRST: []}):
        assert warnings(tracker) == 1
        assert len(tracker.events()) == 1
    again = Reading(extractor="rules", version="3.0")
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor(OLD, again)) as tracker:
        list(tracker.reread())
        assert len(tracker.events()) == 2
        assert warnings(tracker) == 1


def test_another_act_in_a_later_version_does_not_take_the_place_of_one_that_is_gone(store: Path) -> None:
    later = text(1, silent=False)
    found = {later: [told(DRILLS, later, occurred=day("2022-03-20"))]}
    with Tracker(store, clock=ticking(), extractor=PreparedExtractor({**CHANGING, **found})) as tracker:
        publish(tracker, 1, silent=True, events=1)
        list(tracker.add([report(later)]))
        assert len(tracker.events()) == 2
        assert warnings(tracker) == 2
