"""Which words are about one meeting, and how it then stands."""

from datetime import date
from typing import Any

import pytest
from logged import act

from events import When
from projections.acts import Act
from projections.meetings import MeetingItem, meetings
from projections.participants import contradict, same_person

BIDEN_XI = [{"name": "Joe Biden", "polity": "USA"}, {"name": "Xi Jinping", "polity": "CHN"}]
BIDEN = [{"name": "President Biden", "polity": "USA"}]
BLINKEN = [{"name": "Antony Blinken", "polity": "USA"}]
LATER = date(2022, 6, 1)


def planned(on: str | None, published: str = "2022-03-10", **fields: Any) -> Act:
    return act("MeetingScheduled", on, published=published, **fields)


def held(on: str | None, published: str = "2022-03-25", **fields: Any) -> Act:
    return act("MeetingHeld", on, published=published, **fields)


def called_off(on: str = "2022-03-15", **fields: Any) -> Act:
    return act("MeetingCancelled", on, published=on, **fields)


AGAIN = planned("2022-03-18", "2022-03-16")


def standing(*acts: Act, as_of: date = LATER) -> list[tuple[str | None, str]]:
    return [(item.date, item.status) for item in meetings(acts, as_of)]


def one(*acts: Act, as_of: date = LATER) -> MeetingItem:
    (item,) = meetings(acts, as_of)
    return item


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        (planned("2022-03-18"), held("2022-03-18"), True),
        (planned("2022-03-18"), held("2022-03-19"), False),
        (planned("2022-03-18"), held("2022-03"), True),
        (planned("2022-03-18"), held("2022-03", published="2022-03-17"), False),  # it was over by then
        (planned("2022-03-18"), held("2022"), False),  # too loose without more
        (planned("2022-03-18", participants=BIDEN), held("2022", participants=BIDEN_XI), True),
        (planned("2022-03-18", participants=BIDEN), held("2022-03-18", participants=BIDEN_XI), True),
        (planned("2022-03-18", participants=BLINKEN), held("2022-03-18", participants=BIDEN_XI), False),
        (planned("2022-03-18", level="minister"), held("2022-03-18", level="head_of_state"), False),
        (planned("2022-03-18", level="head_of_government"), held("2022-03-18", level="head_of_state"), True),
        (planned("2022-03-18", format="in_person"), held("2022-03-18", format="call"), True),
        (planned("2022-03-18", format="in_person"), held("2022-03", format="call"), False),
        (planned(None), held("2022-03-18"), False),
        (planned(None, participants=BIDEN), held("2022-03-18", participants=BIDEN_XI), True),
        (planned(None, participants=BIDEN), held("2022-12-18", "2022-12-19", participants=BIDEN_XI), False),
        (held(None), held(None), False),
        (held(None, quote="many talks"), held(None, quote="many talks"), True),
        (held("2022-03-18", by="a"), held("2022-03-18", by="a", venue="Rome"), False),  # one report tells two
    ],
)
def test_words_are_about_one_meeting_when_dates_and_people_allow_it(first: Act, second: Act, same: bool) -> None:
    assert len(meetings([first, second], LATER)) == (1 if same else 2)
    assert len(meetings([second, first], LATER)) == (1 if same else 2)


@pytest.mark.parametrize(
    ("acts", "as_of", "expected"),
    [
        ([planned("2022-03-18")], date(2022, 3, 18), [("2022-03-18", "scheduled")]),
        ([planned("2022-03-18")], date(2022, 3, 19), [("2022-03-18", "unconfirmed")]),
        ([planned("2022-03")], date(2022, 3, 31), [("2022-03", "scheduled")]),
        ([planned("2022-03", stage="proposed")], date(2022, 3, 20), [("2022-03", "proposed")]),
        ([planned(None)], date(2023, 3, 1), [(None, "scheduled")]),
        ([planned(None)], date(2023, 3, 11), [(None, "unconfirmed")]),
        ([planned("2022-03-18"), held("2022-03-18")], LATER, [("2022-03-18", "held")]),
        ([planned("2022-03-18"), called_off()], LATER, [("2022-03-18", "cancelled")]),
        ([planned("2022-03-12"), called_off()], LATER, [("2022-03-12", "unconfirmed"), (None, "cancelled")]),
        ([planned("2022-03-18"), called_off(), AGAIN], date(2022, 3, 17), [("2022-03-18", "scheduled")]),
        ([planned("2022-03-18"), called_off(), held("2022-03-18")], LATER, [("2022-03-18", "held")]),
        ([called_off(planned_for=When.parse("2022-03-18"))], LATER, [("2022-03-18", "cancelled")]),
    ],
)  # fmt: skip
def test_a_meeting_stands_as_its_words_and_the_date_of_the_question_say(
    acts: list[Act], as_of: date, expected: list[tuple[str | None, str]]
) -> None:
    assert standing(*acts, as_of=as_of) == expected
    assert standing(*reversed(acts), as_of=as_of) == expected


def test_a_postponed_meeting_is_followed_by_the_one_on_the_new_date() -> None:
    moved = called_off(postponed=True, planned_for=When.parse("2022-03-18"), postponed_to=When.parse("2022-04-02"))
    first, second = meetings([planned("2022-03-18"), moved, held("2022-04-02", "2022-04-03")], LATER)
    assert (first.date, first.status, first.postponed_to) == ("2022-03-18", "postponed", When.parse("2022-04-02"))
    assert (second.date, second.status) == ("2022-04-02", "held")


def test_a_cancellation_without_a_date_is_of_the_next_meeting_that_was_planned() -> None:
    items = standing(planned("2022-03-20"), planned("2022-03-18"), called_off("2022-03-15"))
    assert items == [("2022-03-18", "cancelled"), ("2022-03-20", "unconfirmed")]


def test_a_meeting_has_the_words_that_give_its_status_and_says_why_others_were_joined() -> None:
    item = one(planned("2022-03-18", participants=BIDEN), held("2022-03", participants=BIDEN_XI, venue="Rome"))
    assert item.quote.startswith("MeetingHeld")
    assert item.venue == "Rome"
    assert len(item.event_ids) == 2
    assert item.planned_for == When.parse("2022-03-18")
    assert [person.name for person in item.participants] == ["Xi Jinping", "President Biden"]
    assert item.because == ("the dates agree, and the same people take part",)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("Biden", "Joe Biden", True),
        ("Xi", "Xi Jinping", True),
        ("President Biden", "Joe Biden", True),
        ("Li Qiang", "Li Keqiang", False),
        ("Jean-Yves Le Drian", "le drian", True),
        ("", "Biden", False),
    ],
)
def test_names_are_of_one_person_when_one_holds_the_other_or_the_last_word_agrees(
    one: str, other: str, same: bool
) -> None:
    assert same_person(one, other) is same_person(other, one) is same


def test_lists_without_polities_contradict_when_they_share_nobody() -> None:
    first, second = act("MeetingHeld", participants=[{"name": "Xi"}]), act("MeetingHeld", participants=BIDEN)
    people = [told.event.model_dump()["participants"] for told in (first, second)]
    assert people[0]
    assert people[1]
    assert contradict(first.event.participants, second.event.participants)  # type: ignore[attr-defined]
    assert not contradict((), second.event.participants)  # type: ignore[attr-defined]
