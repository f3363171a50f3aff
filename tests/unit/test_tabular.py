"""Answers as flat rows: one rule, the same columns whatever an answer holds, and nothing that is two things at once."""

from datetime import UTC, date, datetime
from uuid import UUID

import pytest
from pydantic import BaseModel, Field

from events import EVENTS, PolicyEvent, When
from events.values import Value
from projections.assessments import AssessmentItem
from projections.comparison import Comparison
from projections.details import ReportDetail
from projections.hands import EventHistory
from projections.history import Change
from projections.listing import EventView
from projections.measures import MeasureItem
from projections.meetings import MeetingItem
from projections.overview import Overview
from projections.relationship import RelationshipState
from projections.shelf import ReportCount, ReportLine
from projections.statistics import Statistics
from projections.why import Explanation
from tracker.analyst import Reviewed
from tracker.extraction.lookup import Meaning
from tracker.feeds import Followed, Polled
from tracker.moving import Moved
from tracker.outcome import Outcome, RebuildResult
from tracker.readers.agreement import Agreement
from tracker.readers.auditing import AccountView, Dispute
from tracker.readers.scoring import Score
from tracker.scanning import Fault, Seal
from tracker.showing import EventInContext
from tracker.tabular import columns, records, rows
from tracker.verifying import Verification
from tracker.wording import Edit, TextChange

ANSWERS: list[type[BaseModel]] = [
    *(AccountView, Agreement, AssessmentItem, Change, Comparison, Dispute, Edit, EventHistory, EventInContext),
    *(EventView, Explanation, Followed, Meaning, MeasureItem, MeetingItem, Moved, Outcome, Overview, PolicyEvent),
    *(Polled, RebuildResult, RelationshipState, ReportCount, ReportDetail, ReportLine, Reviewed, Score, Seal),
    *(Statistics, TextChange, Verification),
]


class Wire(Value):
    name: str
    day: When


class Told(Value):
    wires: tuple[Wire, ...]
    about: Wire | None
    pair: tuple[str, str]
    tags: tuple[str, ...]
    ids: tuple[UUID, ...] = ()
    rest: dict[str, int] = Field(default_factory=dict)


class Book(Value):
    SECTIONS = ("told",)

    name: str
    told: tuple[Wire, ...]


class Shelves(Value):
    SECTIONS = ("books", "wires")

    at: date
    books: tuple[Book, ...]
    wires: tuple[Wire, ...]


ONE, OTHER = Wire(name="One", day=When.month(2022, 3)), Wire(name="Other", day=When.unknown())


@pytest.mark.parametrize("kind", ANSWERS, ids=lambda kind: kind.__name__)
def test_every_answer_has_columns_and_none_of_them_twice(kind: type[BaseModel]) -> None:
    names = columns(kind)
    assert names
    assert len(set(names)) == len(names)
    assert all(name.isidentifier() and name == name.lower() for name in names)


def test_a_thing_inside_a_thing_gives_its_columns_under_its_name() -> None:
    told = Told(wires=(ONE, OTHER), about=ONE, pair=("CHN", "USA"), tags=("a", "b"), rest={"b": 2, "a": 1})
    assert rows(told) == [
        {
            "wires": 2,
            "about_name": "One",
            "about_day": "2022-03",
            "pair_1": "CHN",
            "pair_2": "USA",
            "tags": "a; b",
            "ids": None,
            "rest": '{"a": 1, "b": 2}',
        }
    ]


def test_what_is_not_there_leaves_its_columns_empty() -> None:
    (row,) = rows(Told(wires=(), about=None, pair=("CHN", "USA"), tags=()))
    assert (row["wires"], row["about_name"], row["about_day"], row["tags"], row["rest"]) == (0, None, None, None, None)
    assert tuple(row) == columns(Told)


def test_each_item_of_a_section_has_a_row_and_the_item_keeps_its_own_name_of_two() -> None:
    book = Book(name="March", told=(ONE, OTHER))
    assert rows(book) == [
        {"name": "March", "told_name": "One", "day": "2022-03"},
        {"name": "March", "told_name": "Other", "day": None},
    ]
    assert columns(Book) == ("name", "told_name", "day")
    assert rows(Book(name="March", told=())) == []


def test_several_sections_are_named_and_share_their_columns() -> None:
    shelves = Shelves(at=date(2022, 3, 1), books=(Book(name="March", told=(ONE,)),), wires=(OTHER,))
    assert rows(shelves) == [
        {"section": "books", "at": date(2022, 3, 1), "name": "March", "told_name": "One", "day": "2022-03"},
        {"section": "wires", "at": date(2022, 3, 1), "name": "Other", "told_name": None, "day": None},
    ]
    assert set(columns(Shelves)) == set(rows(shelves)[0])


def test_the_records_of_a_document_hold_all_of_it() -> None:
    shelves = Shelves(at=date(2022, 3, 1), books=(Book(name="March", told=(ONE,)),), wires=(OTHER,))
    head, book, wire = records(shelves)
    assert head == {"record": "answer", "at": "2022-03-01"}
    assert (book.pop("record"), wire.pop("record")) == ("books", "wires")
    assert Shelves.model_validate({"at": head["at"], "books": [book], "wires": [wire]}) == shelves
    assert list(records([ONE, OTHER])) == [ONE, OTHER]
    assert list(records(ONE)) == [ONE]


def test_faults_and_instants_stand_as_people_and_programs_read_them() -> None:
    fault = Fault(part="chain", position=7, problem="the row is another")
    found = Verification(sound=False, events=7, texts=1, position=7, digest="00", faults=(fault, fault))
    (row,) = rows(found)
    assert row["faults"] == "chain at position 7: the row is another; chain at position 7: the row is another"
    (sealed,) = rows(Seal(position=7, digest="0" * 64, sealed=datetime(2022, 3, 1, tzinfo=UTC)))
    assert sealed["sealed"] == datetime(2022, 3, 1, tzinfo=UTC)


def test_statistics_are_one_number_a_row() -> None:
    names = [name for name in Statistics.model_fields if name not in {"events", "languages", "extractors"}]
    times = {"first_published", "last_published", "first_recorded", "last_recorded"}
    numbers = {name: None if name in times else 1 for name in names}
    found = Statistics(**numbers, events={"MeetingHeld": 2}, languages={}, extractors={})
    assert rows(found)[0] == {"figure": "reports", "of": None, "value": 1}
    assert rows(found)[-1] == {"figure": "events", "of": "MeetingHeld", "value": 2}


def test_what_only_some_events_have_are_columns_of_all() -> None:
    names = set(columns(EventView))
    assert {"measure", "stance", "predicate", "participants", "expiry", "killed", "quote", "report_url"} <= names
    base = {"originator_id", "originator_version", "timestamp"}
    assert not names & base
    for kind in EVENTS.values():
        if issubclass(kind, PolicyEvent):
            assert columns(kind) == columns(PolicyEvent)


def test_names_with_values_are_one_row() -> None:
    assert rows({"file": "a.svg", "kinds": ["x", "y"]}) == [{"file": "a.svg", "kinds": "x; y"}]


def test_what_is_no_answer_has_no_rows() -> None:
    with pytest.raises(TypeError, match="int has no rows"):
        rows([1])
