"""Models that are made of rows without validation are those that validation makes."""

import gc
from datetime import date
from typing import Any

import pytest
from logged import START, Ledger, act, judged

from events import POLICY_EVENTS
from projections import rows
from projections.acts import act_of
from projections.catchup import Views
from projections.trusted import collecting_later

PEOPLE = ({"name": "Xi", "polity": "CHN", "office": "President"},)
FULL: list[tuple[str, dict[str, Any]]] = [
    *(
        (topic, {})
        for topic in POLICY_EVENTS
        if topic not in {"SanctionsImposed", "SanctionsEased", "AssessmentReported"}
    ),
    (
        "MeetingCancelled",
        {"participants": PEOPLE, "postponed_to": {"start": "2022-04-01", "end": "2022-04-01", "precision": "day"}},
    ),
    ("SanctionsImposed", {"measure": "tariff", "action": "imposed", "designees": ({"name": "A", "polity": None},)}),
    (
        "SanctionsEased",
        {
            "measure": "tariff",
            "action": "lifted",
            "expiry": {"start": "2022-01-01", "end": "2022-12-31", "precision": "year"},
        },
    ),
    ("AssessmentReported", judged("asserts", likelihood="likely", confidence="low")),
    (
        "ForceUsed",
        {
            "attribution": ({"speaker": "the ministry", "polity": "USA"},),
            "third_parties": ("JPN", "EU"),
            "background": True,
        },
    ),
    ("WarningIssued", {"coding": {"rule": "x", "trigger": "warn", "score": 0.5}, "modality": "conditional"}),
]


@pytest.mark.parametrize(("topic", "fields"), FULL)
@pytest.mark.parametrize("on", [None, "2022-03", "2022-03-16"])
def test_an_event_read_from_the_views_is_the_event_that_was_told(
    topic: str, fields: dict[str, Any], on: str | None
) -> None:
    log = Ledger()
    told = log.tell(log.report("a"), topic, on, **fields)
    with Views.open(":memory:") as views:
        views.apply(log.rows)
        (read,) = rows.acts(views.connection, "WHERE TRUE")
    assert read.event == told
    assert type(read.event) is type(told)
    assert read.event.model_dump_json() == told.model_dump_json()
    assert read.event == type(told).model_validate(told.model_dump())
    assert (read.occurred, read.report.published) == (told.occurred, date(2022, 3, 17))
    assert read.recorded == int(START.timestamp() + 2) * 1_000_000


def test_an_act_of_an_event_names_its_report() -> None:
    told = act("ForceUsed", "2022-03-01")
    again = act_of(told.event, told.report)
    assert (again.report, again.story) == (told.report, told.story)


def fail() -> None:
    with collecting_later():
        assert not gc.isenabled()
        raise ValueError("no")


def test_garbage_is_looked_for_again_when_an_answer_is_made_or_not() -> None:
    with pytest.raises(ValueError, match="no"):
        fail()
    assert gc.isenabled()
