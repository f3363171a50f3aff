from datetime import UTC, date, datetime
from typing import Any

import pytest
from built import RULES_1, RULES_2, TEXT, criticism, proposal, report, thanks, warning

from events import (
    DomainEvent,
    EventConfirmed,
    EventCorrected,
    EventRetracted,
    FieldChange,
    PolicyEvent,
    Reading,
    ReportRegistered,
    ReportRevised,
    ReportWithdrawn,
)
from events.vocabulary import RetractionReason, RevisionReason
from tracker.errors import EvidenceMissing, Refused
from tracker.extraction.proposal import Proposal
from tracker.incoming import IncomingReport
from tracker.proof import screen
from tracker.reading import UNNAMED_PUBLISHER
from tracker.report import ReadReport, Report, decide, project

SHORTER = "Late on Friday, China warned the United States. Moscow thanked Beijing."
MONDAY, TUESDAY, WEDNESDAY = (datetime(2022, 3, day, tzinfo=UTC) for day in (21, 22, 23))


def read(one: IncomingReport, *proposals: Proposal, reading: Reading = RULES_1) -> ReadReport:
    return ReadReport(report=one, reading=reading, found=screen(one, proposals).events)


def after(*commands: ReadReport) -> Report:
    state: Report | None = None
    for command in commands:
        state = project(state, decide(state, command))
    assert state is not None
    return state


def after_events(state: Report, *events: DomainEvent) -> Report:
    result = project(state, events)
    assert result is not None
    return result


def review(kind: type[DomainEvent], state: Report, topic: str, **fields: Any) -> DomainEvent:
    event = next(one.event for one in state.events.values() if topic == one.event.TOPIC)
    given = {"because": "as the text says", "by": "Ann", "event_id": event.event_id} | fields
    return kind(originator_id=state.id, originator_version=1, **given)


def live(state: Report) -> set[str]:
    return {one.event.TOPIC for one in state.events.values() if one.live}


def test_a_new_report_is_registered_with_its_events_in_the_order_of_the_text() -> None:
    new = decide(None, read(report(), warning(), criticism()))
    assert [event.TOPIC for event in new] == ["ReportRegistered", "WarningIssued", "CriticismVoiced"]
    assert [event.originator_version for event in new] == [1, 2, 3]
    assert {event.originator_id for event in new} == {report().report_id}


def test_a_report_without_events_is_registered_too() -> None:
    (only,) = decide(None, read(report()))
    assert isinstance(only, ReportRegistered)
    assert (only.text_length, only.reading) == (len(TEXT), RULES_1)


def test_the_same_report_again_is_nothing() -> None:
    command = read(report(), warning())
    assert decide(after(command), command) == ()


def test_an_older_version_of_the_extractor_changes_nothing() -> None:
    state = after(read(report(), warning(), reading=RULES_2))
    assert decide(state, read(report(), criticism(), reading=RULES_1)) == ()


def test_words_that_are_not_in_the_text_are_refused() -> None:
    elsewhere = warning(text="China warned the United States").event(report().report_id, 1)
    moved = elsewhere.model_copy(update={"evidence": criticism().fields["evidence"]})
    with pytest.raises(EvidenceMissing, match="42-73 of the report, nor anywhere"):
        decide(
            None, ReadReport(report=report("Nothing happened on that day anywhere."), reading=RULES_1, found=(moved,))
        )


def test_changed_text_retracts_what_is_gone_and_keeps_the_identity_of_the_rest() -> None:
    before = after(read(report(), warning(), criticism()))
    command = read(report(SHORTER), warning(text=SHORTER), thanks(text=SHORTER))
    revised, retracted, new = decide(before, command)
    assert isinstance(revised, ReportRevised)
    assert isinstance(retracted, EventRetracted)
    assert (revised.reason, retracted.reason) == (RevisionReason.TEXT, RetractionReason.REVISED)
    assert new.TOPIC == "SupportExpressed"
    (moved,) = revised.moved
    standing = after_events(before, revised, retracted, new).events[moved.event_id]
    assert standing.event.evidence.stands_in(SHORTER)


def test_changed_metadata_is_a_revision_that_leaves_the_events_alone() -> None:
    state = after(read(report(), warning()))
    (revised,) = decide(state, read(report(title="A warning", published=date(2022, 3, 19)), warning()))
    assert isinstance(revised, ReportRevised)
    assert (revised.reason, revised.title, revised.moved) == (RevisionReason.METADATA, "A warning", ())


def test_metadata_that_is_left_out_is_not_denied() -> None:
    state = after(read(report(title="A warning"), warning()))
    assert decide(state, read(report(publisher=UNNAMED_PUBLISHER), warning())) == ()
    revised, *_ = decide(state, read(report(SHORTER, publisher=UNNAMED_PUBLISHER), warning(text=SHORTER)))
    assert isinstance(revised, ReportRevised)
    assert (revised.title, revised.publisher) == ("A warning", "Daily Ledger")


def test_a_newer_reading_of_the_same_text_appends_the_difference() -> None:
    state = after(read(report(), warning()))
    revised, retracted, new = decide(state, read(report(), criticism(), reading=RULES_2))
    assert isinstance(revised, ReportRevised)
    assert isinstance(retracted, EventRetracted)
    assert (revised.reason, retracted.reason) == (RevisionReason.REREAD, RetractionReason.REREAD)
    assert (retracted.by, new.TOPIC) == ("rules 2.0", "CriticismVoiced")


def test_a_newer_reading_that_finds_more_in_the_same_words_corrects_the_event() -> None:
    state = after(read(report(), warning()))
    revised, corrected = decide(state, read(report(), warning(condition="if it sails"), reading=RULES_2))
    assert isinstance(corrected, EventCorrected)
    assert corrected.changes == (FieldChange(field="condition", before=None, after="if it sails"),)
    assert not next(iter(after_events(state, revised, corrected).events.values())).reviewed


@pytest.mark.parametrize(
    ("kind", "fields"),
    [
        (EventConfirmed, {}),
        (EventCorrected, {"changes": (FieldChange(field="consequence", before=None, after="a price"),)}),
    ],
)
def test_a_reviewed_event_survives_a_newer_reading_as_it_is(kind: type[DomainEvent], fields: dict[str, Any]) -> None:
    state = after(read(report(), warning()))
    reviewed = after_events(state, review(kind, state, "WarningIssued", **fields))
    assert len(decide(reviewed, read(report(), reading=RULES_2))) == 1
    assert len(decide(reviewed, read(report(), warning(condition="if"), reading=RULES_2))) == 1


def test_an_event_recorded_by_hand_survives_a_newer_reading() -> None:
    state = after(read(report(), warning(coding={"rule": "manual"})))
    assert live(after_events(state, *decide(state, read(report(), reading=RULES_2)))) == {"WarningIssued"}


def test_a_reviewed_event_whose_words_are_gone_is_retracted() -> None:
    state = after(read(report(), criticism()))
    confirmed = after_events(state, review(EventConfirmed, state, "CriticismVoiced"))
    assert live(after_events(confirmed, *decide(confirmed, read(report(SHORTER))))) == set()


def test_a_reviewed_event_moves_with_its_words() -> None:
    state = after(read(report(), thanks()))
    confirmed = after_events(state, review(EventConfirmed, state, "SupportExpressed"))
    (revised,) = decide(confirmed, read(report(SHORTER)))
    assert isinstance(revised, ReportRevised)
    assert revised.moved[0].evidence.stands_in(SHORTER)


def test_an_event_that_an_analyst_rejected_is_not_proposed_anew() -> None:
    state = after(read(report(), warning()))
    rejection = review(EventRetracted, state, "WarningIssued", reason=RetractionReason.REJECTED)
    rejected = after_events(state, rejection)
    assert len(decide(rejected, read(report(), warning(), reading=RULES_2))) == 1


def test_a_reading_that_arrives_at_what_an_analyst_corrected_proposes_nothing_new() -> None:
    state = after(read(report(), warning()))
    change = FieldChange(field="target", before="USA", after="JPN")
    corrected = after_events(state, review(EventCorrected, state, "WarningIssued", changes=(change,)))
    assert len(decide(corrected, read(report(), warning(target="JPN"), reading=RULES_2))) == 1


def test_nor_does_it_where_an_earlier_reading_had_arrived_there_and_a_later_one_left() -> None:
    right, wrong = read(report(), warning(target="JPN")), read(report(), warning(), reading=RULES_2)
    state = after(right, wrong)
    (found,) = (standing.event.event_id for standing in state.events.values() if standing.live)
    change = FieldChange(field="target", before="USA", after="JPN")
    correction = review(EventCorrected, state, "WarningIssued", event_id=found, changes=(change,))
    corrected = after_events(state, correction)
    again = Reading(extractor="rules", version="3.0")
    assert [event.TOPIC for event in decide(corrected, read(report(), warning(target="JPN"), reading=again))] == [
        "ReportRevised"
    ]


def test_an_event_that_comes_back_after_a_revision_is_another_event() -> None:
    first, gone = read(report(), warning(), criticism()), read(report(SHORTER), warning(text=SHORTER))
    state = after(first, gone)
    back = decide(state, read(report(TEXT, seen=WEDNESDAY), warning(), criticism()))
    (again,) = (event for event in back if isinstance(event, PolicyEvent))
    assert again.event_id not in state.events
    assert after_events(state, *back).events[again.event_id].key == first.found[1].event_id
    assert decide(after_events(state, *back), read(report(TEXT, seen=WEDNESDAY), warning(), criticism())) == ()


def test_an_earlier_version_added_again_is_nothing() -> None:
    old, new = read(report(seen=MONDAY), warning()), read(report(SHORTER, seen=TUESDAY))
    state = after(old, new)
    assert decide(state, old) == ()
    assert decide(state, read(report(), warning())) == ()


def test_a_text_that_its_publisher_went_back_to_is_a_revision() -> None:
    state = after(read(report(seen=MONDAY), warning()), read(report(SHORTER, seen=TUESDAY)))
    revised, *_ = decide(state, read(report(seen=WEDNESDAY), warning()))
    assert isinstance(revised, ReportRevised)


def test_an_unknown_version_from_before_the_recorded_one_is_refused() -> None:
    state = after(read(report(seen=TUESDAY), warning()))
    with pytest.raises(Refused, match="in the order in which they were seen"):
        decide(state, read(report(SHORTER, seen=MONDAY)))


def test_a_version_from_before_any_that_was_seen_is_refused_whatever_was_recorded_since() -> None:
    state = after(read(report(seen=TUESDAY), warning()), read(report(SHORTER)))
    with pytest.raises(Refused, match="in the order in which they were seen"):
        decide(state, read(report(f"{TEXT} So it was.", seen=MONDAY)))
    assert decide(state, read(report(f"{TEXT} So it was.", seen=TUESDAY)))


def test_a_withdrawn_report_is_not_recorded_again() -> None:
    state = after(read(report(), warning()))
    withdrawal = ReportWithdrawn(originator_id=state.id, originator_version=3, because="a hoax", by="Ann")
    withdrawn = after_events(state, withdrawal)
    assert live(withdrawn) == set()
    with pytest.raises(Refused, match="a hoax"):
        decide(withdrawn, read(report(), warning()))


def test_a_stream_that_begins_with_something_else_is_an_error() -> None:
    with pytest.raises(ValueError, match="begins with WarningIssued"):
        project(None, [warning().event(report().report_id, 1)])


def test_a_review_of_an_event_that_the_report_does_not_have_is_an_error() -> None:
    state = after(read(report(), warning()))
    stranger = EventConfirmed(originator_id=state.id, originator_version=3, event_id=state.id, because="so", by="Ann")
    with pytest.raises(ValueError, match="does not have"):
        project(state, [stranger])


def test_proposals_are_screened_one_by_one() -> None:
    bad = [
        warning(source="USA"),
        criticism(text=f"On Friday {TEXT}"),
        Proposal(topic="WarIssued", fields={}),
        proposal("WarningIssued", "China", tone="harsh"),
        Proposal(topic="WarningIssued", fields={"originator_id": 1}),
    ]
    events, refused, *_ = screen(report(), [*bad, thanks(), thanks()])
    assert [event.TOPIC for event in events] == ["SupportExpressed"]
    assert [reason.partition(": ")[2][:40] for reason in refused] == [
        "source and target are both USA: an act o",
        "the words 'Washington condemned the dril",
        "there is no event type 'WarIssued'",
        "tone: Extra inputs are not permitted",
        refused[4].partition(": ")[2][:40],
    ]
