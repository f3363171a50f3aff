"""The review desk on a real store, and its screen as it is pressed, without a terminal."""

import asyncio
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import Any

import pytest
from built import TEXT, PreparedExtractor, criticism, proposal, report, thanks, ticking, warning
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from cli.desk import ReviewApp, sit_down
from cli.editing import editable, value_typed
from cli.sheet import status_of, summary_of
from projections.details import EventDetail
from tracker.application import Tracker
from tracker.desk import Desk
from tracker.errors import Refused

STEERING = "Report [bold]of \x1b[31m\x9bthe\u202e day"
JUDGED = "Washington suspected that Beijing armed Moscow on 5 and 6 March."
PREPARED = {
    TEXT: [warning(), criticism(), thanks()],
    JUDGED: [
        proposal(
            "AssessmentReported",
            "Washington suspected that Beijing armed Moscow",
            text=JUDGED,
            source="USA",
            target="CHN",
            occurred={"start": "2022-03-05", "end": "2022-03-06", "precision": "days"},
            judgement={"proposition": {"predicate": "lethal_aid", "object": "RUS"}, "stance": "suspects"},
        )
    ],
}


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    with Tracker(tmp_path / "t.db", clock=ticking(), extractor=PreparedExtractor(PREPARED)) as opened:
        list(opened.add([report(title=STEERING), report(title=STEERING, url="https://example.org/b", publisher="O W")]))
        yield opened


def desk_of(tracker: Tracker, name: str = "Ann") -> Desk:
    return Desk(tracker.review, tracker.analyst(name), [str(one.event_id) for one in tracker.review.queue()])


def shown(desk: Desk) -> str:
    assert desk.sheet is not None
    return str(desk.sheet.event.event_id)


def hands(tracker: Tracker, event: str) -> list[str]:
    return [hand.kind for hand in tracker.history(event).hands][1:]


def test_each_decision_is_recorded_at_once_and_the_next_event_is_shown(tracker: Tracker) -> None:
    desk = desk_of(tracker)
    first = shown(desk)
    desk.confirm("so")
    assert hands(tracker, first) == ["confirmed"]
    second = shown(desk)
    assert second != first
    desk.retract("not so")
    assert hands(tracker, second) == ["retracted"]
    assert (desk.place, dict(desk.done)) == ((3, 6), {"confirmed": 1, "retracted": 1})
    assert status_of(desk) == "3 of 6  (1 confirmed, 1 retracted)"
    assert summary_of(desk) == "reviewed: 1 confirmed, 1 retracted; 4 of 6 left"


def test_undo_goes_back_through_all_that_was_done_here_and_no_further(tracker: Tracker) -> None:
    desk = desk_of(tracker)
    first = shown(desk)
    desk.correct({"target": "JPN"}, "Tokyo was meant")
    second = shown(desk)
    desk.skip()
    assert desk.undo("").kind == "skipped"
    assert shown(desk) == second
    assert desk.undo("a slip").kind == "corrected"
    assert shown(desk) == first
    assert hands(tracker, first) == ["corrected", "undone"]
    with pytest.raises(Refused, match="nothing was done here yet"):
        desk.undo("a slip")


def test_a_link_is_recorded_the_event_stays_and_undo_takes_the_link_back(tracker: Tracker) -> None:
    desk = desk_of(tracker)
    first = shown(desk)
    assert desk.sheet
    tracker.analyst("Bob").unlink(first, str(desk.sheet.neighbours[0].event_id), because="two acts")
    desk.look()
    assert desk.sheet.neighbours[0].held in {"separated", "one"}
    desk.link(0, "they tell of one act")
    assert shown(desk) == first
    assert desk.sheet.neighbours[0].held == "one"
    assert desk.undo("a slip").kind == "linked"
    assert hands(tracker, first) == ["unlinked", "linked", "undone"]


def test_what_is_refused_changes_nothing_and_what_others_did_is_passed_over(tracker: Tracker) -> None:
    desk, bob = desk_of(tracker), tracker.analyst("Bob")
    first = shown(desk)
    with pytest.raises(Refused):
        desk.correct({"target": "Mars"}, "so")
    assert (shown(desk), hands(tracker, first), desk.done) == (first, [], {})
    bob.retract(first, because="a drill")
    for act in (desk.confirm, desk.retract):
        with pytest.raises(Refused):
            act("so")
    desk.look()
    assert shown(desk) != first
    assert desk.notes == [f"Passed over {tracker.history(first).type} {first[:8]}: retracted by Bob, because a drill."]


def test_an_undo_never_takes_back_what_somebody_else_did_since(tracker: Tracker) -> None:
    desk, bob = desk_of(tracker), tracker.analyst("Bob")
    first = shown(desk)
    desk.confirm("so")
    bob.correct(first, {"target": "JPN"}, because="Tokyo was meant")
    with pytest.raises(Refused, match="corrected in target by Bob"):
        desk.undo("a slip")
    assert hands(tracker, first) == ["confirmed", "corrected"]


def test_when_all_is_seen_there_is_nothing_to_decide(tracker: Tracker) -> None:
    desk = desk_of(tracker)
    for _ in range(6):
        desk.skip()
    assert (desk.sheet, status_of(desk)) == (None, "all 6 seen  (6 skipped)")
    with pytest.raises(Refused, match="no event is left"):
        desk.confirm("so")
    assert sit_down(Desk(tracker.review, tracker.analyst("Ann"), [])) == "reviewed: nothing; 0 of 0 left"


def test_fields_are_shown_as_they_are_typed_and_typing_them_again_changes_nothing(tracker: Tracker) -> None:
    list(tracker.add([report(JUDGED, url="https://example.org/c")]))
    for event in tracker.events():
        found = tracker.show(str(event.event_id))
        assert isinstance(found, EventDetail)
        for field in editable(found):
            with pytest.raises(Refused, match="says so already"):
                tracker.analyst("Ann").correct(
                    str(event.event_id), {field.path: value_typed(field.path, field.text)}, because="so"
                )
    (judged,) = tracker.events(types=["AssessmentReported"])
    paths = {field.path: field.choices for field in editable(judged)}
    assert "suspects" in paths["judgement.stance"]
    assert "lethal_aid" in paths["judgement.proposition.predicate"]
    assert value_typed("type", "forceused") == "ForceUsed"
    assert value_typed("target", "japan") == "JPN"


def pressed(
    desk: Desk, story: Callable[[Pilot[None]], Coroutine[Any, Any, None]], size: tuple[int, int] = (80, 24)
) -> str:
    """Press keys on the screen; return what it showed last, as a picture's text."""

    async def run() -> str:
        app = ReviewApp(desk)
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            await story(pilot)
            await pilot.pause()
            return app.export_screenshot()

    return asyncio.run(run())


def test_the_words_of_a_report_neither_steer_nor_mark_up_the_screen(tracker: Tracker) -> None:
    async def nothing(_: Pilot[None]) -> None:
        return

    picture = pressed(desk_of(tracker), nothing).replace("&#160;", " ")
    assert "[bold]of [31mthe day" in picture
    assert not set("\x1b\x9b\u202e") & set(picture)


def test_a_link_is_made_and_a_wrong_value_put_right_by_keys(tracker: Tracker) -> None:
    desk = desk_of(tracker)
    first = shown(desk)

    async def story(pilot: Pilot[None]) -> None:
        await pilot.press("l", "enter")
        await pilot.pause()
        await pilot.press("e")
        await pilot.pause()
        fields = pilot.app.screen.query_one(OptionList)
        assert fields.option_count >= 7
        await pilot.press("down", "down", "enter")
        await pilot.pause()
        value = pilot.app.screen.query_one("#value", Input)
        value.value = "Mars"
        await pilot.press("enter", "enter")
        await pilot.pause()
        assert value.value == "Mars"
        value.value = "FRA"
        await pilot.press("enter", "enter")
        await pilot.pause()

    pressed(desk, story)
    assert hands(tracker, first) == ["linked", "corrected"]
    assert desk.done == {"linked": 1, "corrected": 1}


def test_an_empty_reason_is_not_taken_and_escape_records_nothing(tracker: Tracker) -> None:
    desk = desk_of(tracker)
    first = shown(desk)

    async def story(pilot: Pilot[None]) -> None:
        for key in ("c", "r", "u"):
            await pilot.press(key)
            await pilot.pause()
            for field in pilot.app.screen.query(Input):
                field.value = " "
                await pilot.press("enter")
            await pilot.press("escape")
            await pilot.pause()
        await pilot.press("question_mark", "escape")

    pressed(desk, story, size=(40, 12))
    assert (shown(desk), hands(tracker, first), desk.done) == (first, [], {})
