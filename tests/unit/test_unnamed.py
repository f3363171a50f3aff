"""What an assessment judges where no predicate names it: told apart by its words."""

from typing import Any

import pytest
from logged import act, event, judged, ref
from test_waiting import grounds

from cli.chronology import subject_label
from projections.acts import Act
from projections.assertions import assertions
from projections.incidents import incidents
from projections.subjects import Subject
from projections.unnamed import matter, plain

REPORT = ref().id


def stated(content: str | None, stance: str = "asserts", predicate: str = "other") -> dict[str, Any]:
    """A judgement of a matter, in words."""
    said = judged(stance, predicate)
    said["judgement"]["proposition"] = {"predicate": predicate, "content": content}
    return said


def statement(content: str | None, stance: str = "asserts", **fields: Any) -> Act:
    return act("AssessmentReported", "2022-03-16", **{**stated(content, stance), **fields})


def subject(content: str | None, predicate: str = "other", **fields: Any) -> Subject:
    told = event("AssessmentReported", report=REPORT, **stated(content, predicate=predicate), **fields)
    (found,) = {one.subject for one in assertions(told) if one.attribute == "stance"}
    return found


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("that it will attack", "It  will\nattack.", True),
        ("it’s a “peace” plan", 'it\'s a "peace" plan', True),
        ("it will attack", "it will not attack", False),
        ("it has 15 ships", "it has 1.5 ships", False),
        ("it grew by -5 percent", "it grew by 5 percent", False),
        ("will it attack?", "will it attack", False),
        ("that", "which", False),
    ],
)
def test_words_are_the_same_whatever_their_case_spaces_and_quotation_marks(one: str, other: str, same: bool) -> None:
    assert (plain(one) == plain(other)) is same
    assert (subject(one).key == subject(other).key) is same


def test_what_has_a_name_is_one_subject_whatever_its_words() -> None:
    assert subject("one thing", "planned_attack").key == "assessment:USA:CHN:planned_attack:-"
    assert subject("another", "planned_attack") == subject("one thing", "planned_attack")


def test_a_matter_without_a_name_has_its_words_in_its_key_and_can_be_named_by_how_the_key_begins() -> None:
    found = subject("it will attack")
    assert found.key.startswith("assessment:USA:CHN:other:-:")
    assert found.proposition == found.key.removeprefix("assessment:USA:")
    assert len(found.key.rpartition(":")[2]) == 12


@pytest.mark.parametrize("content", [None, "", " “.” "])
def test_without_words_a_statement_is_a_subject_of_its_own(content: str | None) -> None:
    one, other = (
        event("AssessmentReported", report=REPORT, quote=words, **stated(content)) for words in ("it fears", "it says")
    )
    keys = {assertions(told)[1].subject.key for told in (one, other)}
    assert keys == {f"assessment:USA:CHN:other:-:{told.event_id}" for told in (one, other)}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (statement("it will attack"), statement("That it will attack."), True),
        (statement("it will attack"), statement("it will withdraw"), False),
        (statement("it will attack"), statement("it will attack", "denies"), False),
        (statement(None), statement(None), False),
        (statement(None, quote="it fears"), statement(None, quote="it fears"), False),
    ],
)
def test_statements_of_one_day_are_one_incident_only_in_the_same_words(one: Act, other: Act, same: bool) -> None:
    assert len(incidents([one, other])) == len(incidents([other, one])) == (1 if same else 2)


def test_without_a_date_the_words_that_are_judged_must_be_the_same_as_well() -> None:
    one, other = (
        act("AssessmentReported", quote="officials said so", **stated(content)) for content in ("it won", "it lost")
    )
    assert len(incidents([one, other])) == 2


def test_an_opposite_judgement_of_the_same_words_is_a_doubt_and_one_of_other_words_is_none() -> None:
    one = statement("it will attack")
    assert grounds(one, statement("it will attack", "denies", source="JPN")) == ["judgement"]
    assert grounds(one, statement("it will withdraw", "denies", source="JPN")) == []


def test_what_is_judged_is_said_in_its_words_and_long_ones_by_how_they_begin() -> None:
    key = subject("x").key
    assert subject_label(key, str, "that it will attack") == "USA: CHN: that it will attack"
    long = subject_label(key, str, "that it will attack " * 10)
    assert long.startswith("USA: CHN: that it will attack")
    assert long.endswith(" …")
    assert len(long) < 100


def test_only_matters_without_a_name_are_marked() -> None:
    told = act("AssessmentReported", "2022-03-16", **judged("asserts"))
    assert matter(told.told["judgement"].proposition, told.event_id) is None
