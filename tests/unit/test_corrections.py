"""Events with named fields changed."""

import pytest
from logged import event, judged, ref

from events import FieldChange, PolicyEvent, WarningIssued
from projections.corrections import corrected
from projections.errors import LogInconsistent

REPORT = ref().id


def change(told: PolicyEvent, **fields: object) -> PolicyEvent:
    changes = [FieldChange(field=name.replace("__", "."), before=None, after=after) for name, after in fields.items()]
    return corrected(told, changes)


def test_a_correction_changes_only_what_it_names() -> None:
    told = event("DemandMade", report=REPORT, on="2022-03-16")
    assert change(told, demand="withdraw") == told.model_copy(update={"demand": "withdraw"})


def test_a_field_may_be_a_path() -> None:
    told = change(event("AssessmentReported", report=REPORT, **judged("asserts")), judgement__stance="doubts")
    assert told.model_dump(mode="json")["judgement"]["stance"] == "doubts"


def test_a_path_may_go_through_a_field_that_was_empty() -> None:
    told = event("SanctionsImposed", report=REPORT, measure="tariff", action="imposed")
    expiry = {"expiry__start": "2022-03-31", "expiry__end": "2022-03-31", "expiry__precision": "day"}
    assert change(told, **expiry).model_dump(mode="json")["expiry"]["start"] == "2022-03-31"


def test_the_type_can_be_corrected_and_the_id_stays() -> None:
    told = event("SanctionsThreatened", report=REPORT, measure="tariff", condition="if it does")
    new = change(told, type="WarningIssued")
    assert isinstance(new, WarningIssued)
    assert new.condition == "if it does"
    assert new.event_id == told.event_id


@pytest.mark.parametrize("fields", [{"target": "USA"}, {"target": "Mars"}, {"type": "Nothing"}, {"nonsense": 1}])
def test_a_correction_that_makes_no_valid_event_is_refused_by_name(fields: dict[str, object]) -> None:
    told = event("DemandMade", report=REPORT)
    with pytest.raises(LogInconsistent, match=str(told.event_id)):
        change(told, **fields)
