import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

import pytest
from built import RULES_1, criticism, report, warning
from eventsourcing.persistence import StoredEvent
from pydantic import BaseModel
from pydantic_core import PydanticUndefined

from events import EVENTS, DomainEvent, EventCorrected, FieldChange, SanctionsImposed, WarningIssued, values
from events.base import Upcaster
from tracker.errors import StoreDamaged, StoreTooNew
from tracker.proof import screen
from tracker.report import ReadReport, decide
from tracker.storage import CanonicalJSON, EventMapper

MAPPER = EventMapper(CanonicalJSON())

# A default is left out of the stored state: changing one here would change events that were stored long ago.
DEFAULTS_THAT_SAY_SOMETHING = {("MeetingScheduled", "stage", "scheduled"), ("When", "precision", "unknown")}


def stored() -> StoredEvent:
    found = screen(report(), [warning()]).events
    return MAPPER.to_stored_event(decide(None, ReadReport(report=report(), reading=RULES_1, found=found))[1])


def test_events_come_back_as_they_went_in() -> None:
    found = screen(report(), [warning(condition="if it sails", third_parties=("JPN",)), criticism()]).events
    for event in decide(None, ReadReport(report=report(), reading=RULES_1, found=found)):
        assert MAPPER.to_domain_event(MAPPER.to_stored_event(event)) == event


def test_a_correction_from_nothing_comes_back_as_it_went_in() -> None:
    change = FieldChange(field="condition", before=None, after=None)
    correction = EventCorrected(
        originator_id=report().report_id,
        originator_version=3,
        event_id=report().report_id,
        changes=(change,),
        because="so",
        by="Ann",
    )
    assert MAPPER.to_domain_event(MAPPER.to_stored_event(correction)) == correction


def test_the_state_is_canonical_json_without_the_place_in_the_stream() -> None:
    row = stored()
    state = json.loads(row.state)
    assert row.state.decode() == json.dumps(state, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert row.topic == "WarningIssued"
    assert state.keys() == {"coding", "event_id", "evidence", "modality", "occurred", "source", "target"}


def test_no_default_says_anything_that_a_later_program_might_change() -> None:
    models: list[type[BaseModel]] = [*EVENTS.values()]
    models += [one for one in vars(values).values() if isinstance(one, type) and issubclass(one, values.Value)]
    defaults = {
        (model.__name__, name, field.default)
        for model in models
        for name, field in model.model_fields.items()
        if field.default is not PydanticUndefined and field.default not in (None, (), "", False)
    }
    assert defaults == DEFAULTS_THAT_SAY_SOMETHING


def test_an_event_of_an_older_class_version_is_brought_up_to_date(monkeypatch: pytest.MonkeyPatch) -> None:
    class Warned(WarningIssued):
        class_version: ClassVar[int] = 2
        UPCASTERS: ClassVar[tuple[Upcaster, ...]] = (
            lambda state: {("condition" if name == "unless" else name): value for name, value in state.items()},
        )

    row = stored()
    old = replace(row, state=json.dumps(json.loads(row.state) | {"unless": "it stops"}).encode())
    kinds: Mapping[str, type[DomainEvent]] = {"WarningIssued": Warned}
    monkeypatch.setattr("tracker.storage.EVENTS", kinds)
    event = MAPPER.to_domain_event(old)
    assert isinstance(event, Warned)
    assert event.condition == "it stops"
    assert json.loads(MAPPER.to_stored_event(event).state)["class_version"] == 2


@pytest.mark.parametrize(
    ("change", "error", "message"),
    [
        ({"topic": "WarDeclared"}, StoreTooNew, "unknown to this program"),
        ({"state": b'{"class_version": 7}'}, StoreTooNew, "class version 7"),
        ({"state": b'{"class_version": "x"}'}, StoreDamaged, "version 2 of report"),
        ({"state": b"{}"}, StoreDamaged, "is no WarningIssued"),
        ({"state": b"\xff\x00"}, StoreDamaged, "restore the store from a backup"),
        ({"state": b"[1]"}, StoreDamaged, "is no WarningIssued"),
    ],
)
def test_a_row_that_cannot_be_read_says_which_and_why(
    change: dict[str, Any], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        MAPPER.to_domain_event(replace(stored(), **change))


def test_the_columns_of_a_measure_stay_readable_for_ever() -> None:
    state = (
        b'{"action":"imposed","coding":{"rule":"sanction.imposed","trigger":"imposed"},'
        b'"event_id":"5f0c6f0e-93ab-5d7b-8a52-0a1a4a2f1e11",'
        b'"evidence":{"end":26,"quote":"imposed sanctions","start":9},'
        b'"measure":"asset_freeze","modality":"happened",'
        b'"occurred":{"end":"2022-02-24","precision":"day","start":"2022-02-24"},"source":"USA","target":"RUS"}'
    )
    event = MAPPER.to_domain_event(replace(stored(), topic="SanctionsImposed", state=state))
    assert isinstance(event, SanctionsImposed)
    assert MAPPER.to_stored_event(event).state == state
