"""What an analyst may do to an event, and what is refused, decided without a store."""

from typing import Any
from uuid import UUID, uuid4

import pytest
from built import RULES_1, RULES_2, TEXT, criticism, proposal, report, thanks, warning

from events import (
    DomainEvent,
    EventConfirmed,
    EventCorrected,
    EventRetracted,
    FieldChange,
    PolicyEvent,
    ReportWithdrawn,
)
from events.vocabulary import RetractionReason
from tracker.errors import EvidenceMissing, Refused, UnknownEvent, UnknownReport
from tracker.extraction.proposal import Proposal
from tracker.proof import screen
from tracker.report import ReadReport, Report, decide, project
from tracker.review import Command, Confirm, Correct, Record, Retract, Withdraw, review

ANN: dict[str, Any] = {"because": "as the text says", "by": "Ann"}


def given(*commands: Command, reading: Any = RULES_1) -> Report:
    """A report with a warning and a criticism, and what was done to it."""
    found = screen(report(), [warning(), criticism()]).events
    state = project(None, decide(None, ReadReport(report=report(), reading=reading, found=found)))
    for command in commands:
        state = project(state, review(state, command))
    assert state is not None
    return state


def id_of(topic: str) -> UUID:
    return next(one.event.event_id for one in given().events.values() if topic == one.event.TOPIC)


LATER = {"start": "2032-03-17", "end": "2032-03-17", "precision": "day"}

WARNING, CRITICISM = id_of("WarningIssued"), id_of("CriticismVoiced")


def by_hand(one: Proposal, **fields: Any) -> Record:
    (event,) = screen(report(), [one]).events
    return Record(**{"report_id": report().report_id, "event": event, "text": TEXT, **ANN, **fields})


def manual(topic: str = "SupportExpressed", quote: str = "Moscow thanked Beijing", **fields: Any) -> Proposal:
    said = {"source": "RUS", "target": "CHN", "coding": {"rule": "manual"}, **fields}
    return proposal(topic, quote, **said)


def reread(state: Report, *proposals: Proposal) -> tuple[DomainEvent, ...]:
    found = screen(report(), proposals).events
    return decide(state, ReadReport(report=report(), reading=RULES_2, found=found))


def test_a_confirmation_is_one_event_at_the_end_of_the_stream() -> None:
    (confirmed,) = review(given(), Confirm(event_id=WARNING, **ANN))
    assert isinstance(confirmed, EventConfirmed)
    assert (confirmed.event_id, confirmed.originator_version, confirmed.by) == (WARNING, 4, "Ann")


def test_a_correction_says_what_was_before_and_after_and_changes_nothing_else() -> None:
    command = Correct(event_id=WARNING, changes={"target": "JPN", "condition": "if it sails"}, **ANN)
    (corrected,) = review(given(), command)
    assert isinstance(corrected, EventCorrected)
    assert corrected.changes == (
        FieldChange(field="target", before="USA", after="JPN"),
        FieldChange(field="condition", before=None, after="if it sails"),
    )
    before, after = (state.events[WARNING].event for state in (given(), given(command)))
    assert after == before.model_copy(update={"target": "JPN", "condition": "if it sails"})


def test_a_field_may_be_a_path_and_is_kept_in_the_form_in_which_events_are_stored() -> None:
    day = {"start": "2022-03-18", "end": "2022-03-18", "precision": "day"}
    (corrected,) = review(given(), Correct(event_id=WARNING, changes={"occurred": day}, **ANN))
    assert isinstance(corrected, EventCorrected)
    assert corrected.changes[0].after == day
    state = given(Correct(event_id=WARNING, changes={"occurred": day}, **ANN))
    later = {"occurred.start": "2022-03-17", "occurred.end": "2022-03-17"}
    (again,) = review(state, Correct(event_id=WARNING, changes=later, **ANN))
    assert isinstance(again, EventCorrected)
    assert [one.before for one in again.changes] == ["2022-03-18", "2022-03-18"]


def test_the_type_can_be_corrected() -> None:
    state = given(Correct(event_id=WARNING, changes={"type": "CriticismVoiced"}, **ANN))
    assert (state.events[WARNING].event.TOPIC, state.events[WARNING].event.event_id) == ("CriticismVoiced", WARNING)


def test_a_correction_can_be_corrected_even_back_to_what_was_read() -> None:
    there = Correct(event_id=WARNING, changes={"target": "JPN"}, **ANN)
    back = Correct(event_id=WARNING, changes={"target": "USA"}, because="it was right", by="Bob")
    assert given(there, back).events[WARNING].event == given().events[WARNING].event


def test_only_what_really_changes_is_a_change() -> None:
    (corrected,) = review(given(), Correct(event_id=WARNING, changes={"source": "CHN", "target": "JPN"}, **ANN))
    assert isinstance(corrected, EventCorrected)
    assert [one.field for one in corrected.changes] == ["target"]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"target": "USA"}, "says so already: target"),
        ({}, "no field is named"),
        ({"target": "CHN"}, "source and target are both CHN"),
        ({"target": "Mars"}, "target: "),
        ({"nonsense": 1}, "nonsense: Extra inputs"),
        ({"occurred.start": "yesterday"}, "occurred.start"),
        ({"type": "WarIssued"}, "there is no event type 'WarIssued'"),
        ({"type": "SanctionsImposed"}, "Field required"),
        ({"evidence.quote": "China"}, "retract the event and record another"),
        ({"occurred": LATER}, "was published on .*, so what it tells cannot have happened on 2032-03-17"),
        ({"event_id": str(uuid4())}, "'event_id' is not corrected"),
        ({"coding": {"rule": "manual"}}, "'coding' is not corrected"),
    ],
)
def test_a_correction_that_makes_no_valid_event_or_none_at_all_is_refused(changes: dict[str, Any], words: str) -> None:
    with pytest.raises(Refused, match=words):
        review(given(), Correct(event_id=WARNING, changes=changes, **ANN))


def test_a_retraction_says_what_is_right_instead() -> None:
    (retracted,) = review(given(), Retract(event_id=WARNING, replaced_by=CRITICISM, **ANN))
    assert isinstance(retracted, EventRetracted)
    assert (retracted.reason, retracted.replaced_by) == (RetractionReason.REJECTED, CRITICISM)


@pytest.mark.parametrize("kind", [Confirm, Retract, Correct])
def test_what_is_retracted_is_refused_with_its_history(kind: Any) -> None:
    state = given(
        Confirm(event_id=WARNING, because="it reads so", by="Ann"),
        Correct(event_id=WARNING, changes={"target": "JPN"}, because="Tokyo was meant", by="Bob"),
        Retract(event_id=WARNING, because="it was a drill", by="Cleo"),
    )
    further = {"changes": {"target": "USA"}} if kind is Correct else {}
    with pytest.raises(Refused) as caught:
        review(state, kind(event_id=WARNING, **ANN, **further))
    assert str(caught.value) == (
        f"event {WARNING} no longer counts (rejected): confirmed by Ann, because it reads so; corrected in target by "
        "Bob, because Tokyo was meant; retracted by Cleo, because it was a drill; if the report does state it, record "
        "it by hand"
    )


def test_an_event_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownEvent, match="has no event"):
        review(given(), Confirm(event_id=uuid4(), **ANN))
    with pytest.raises(UnknownReport, match="tracker add"):
        review(None, Confirm(event_id=WARNING, **ANN))


def test_a_withdrawn_report_takes_its_events_along_and_is_not_withdrawn_twice() -> None:
    withdrawal = Withdraw(report_id=report().report_id, because="a hoax", by="Ann")
    (withdrawn,) = review(given(), withdrawal)
    assert isinstance(withdrawn, ReportWithdrawn)
    state = given(withdrawal)
    with pytest.raises(Refused, match="withdrawn already by Ann because a hoax"):
        review(state, withdrawal)
    with pytest.raises(Refused, match=r"\(withdrawn\): its report withdrawn by Ann, because a hoax$"):
        review(state, Confirm(event_id=WARNING, **ANN))
    with pytest.raises(Refused, match="nothing is recorded from it"):
        review(state, by_hand(manual()))


@pytest.mark.parametrize(
    ("because", "by", "words"),
    [(" ", "Ann", "--because is empty"), ("so", "", "--by is empty"), ("so", "rules 1.0", "the name of a person")],
)
def test_a_review_has_a_reason_and_the_name_of_a_person(because: str, by: str, words: str) -> None:
    with pytest.raises(Refused, match=words):
        review(given(), Confirm(event_id=WARNING, because=because, by=by))


def test_an_event_recorded_by_hand_is_vouched_for_by_name() -> None:
    event, confirmed = review(given(), by_hand(manual()))
    assert isinstance(event, PolicyEvent)
    assert isinstance(confirmed, EventConfirmed)
    assert (event.coding.rule, confirmed.event_id, confirmed.by) == ("manual", event.event_id, "Ann")
    assert [event.originator_version, confirmed.originator_version] == [4, 5]


def test_an_event_recorded_by_hand_that_stands_already_is_nothing() -> None:
    assert review(given(by_hand(manual())), by_hand(manual())) == ()
    found = manual("WarningIssued", "China warned the United States", source="CHN", target="USA")
    assert review(given(), by_hand(found)) == ()
    corrected = given(Correct(event_id=WARNING, changes={"target": "JPN"}, **ANN))
    meant = manual("WarningIssued", "China warned the United States", source="CHN", target="JPN")
    assert review(corrected, by_hand(meant)) == ()


def test_nothing_that_happened_is_recorded_for_a_day_after_its_report() -> None:
    with pytest.raises(Refused, match="modality=planned"):
        review(given(), by_hand(manual(occurred=LATER)))
    assert review(given(), by_hand(manual(occurred=LATER, modality="planned")))
    moved = Correct(event_id=WARNING, changes={"occurred": LATER, "modality": "planned"}, **ANN)
    assert review(given(), moved)


def test_what_was_retracted_can_be_recorded_by_hand_as_another_event() -> None:
    state = given(Retract(event_id=WARNING, **ANN))
    found = manual("WarningIssued", "China warned the United States", source="CHN", target="USA")
    event, _ = review(state, by_hand(found))
    assert isinstance(event, PolicyEvent)
    assert event.event_id not in state.events
    after = project(state, review(state, by_hand(found)))
    assert after is not None
    assert after.events[event.event_id].live


def test_an_event_recorded_by_hand_needs_its_words_in_the_current_text() -> None:
    command = by_hand(manual())
    moved = command.event.model_copy(
        update={"evidence": criticism().fields["evidence"].model_copy(update={"start": 1})}
    )
    with pytest.raises(EvidenceMissing, match="quote it character for character"):
        review(given(), by_hand(manual(), event=moved))
    with pytest.raises(Refused, match="revised meanwhile"):
        review(given(), by_hand(manual(), text=TEXT + " More."))
    with pytest.raises(Refused, match="has the rule 'manual', not 'test'"):
        review(given(), by_hand(thanks()))


@pytest.mark.parametrize(
    "command",
    [
        Confirm(event_id=WARNING, **ANN),
        Correct(event_id=WARNING, changes={"condition": "if it sails"}, **ANN),
        Retract(event_id=WARNING, **ANN),
        by_hand(manual()),
    ],
)
@pytest.mark.parametrize("proposals", [(), (warning(consequence="a price"), criticism())])
def test_a_review_survives_a_newer_reading_of_its_report(command: Command, proposals: tuple[Proposal, ...]) -> None:
    state = given(command)
    after = project(state, reread(state, *proposals))
    assert after is not None
    reviewed = {key for key in after.events if key != CRITICISM and (key == WARNING) == hasattr(command, "event_id")}
    assert reviewed
    assert {key: after.events[key] for key in reviewed} == {key: state.events[key] for key in reviewed}
