"""Measures, warnings and demands through their lives."""

from datetime import date
from typing import Any

import pytest
from logged import act

from events import When
from projections import demands, warnings
from projections.acts import Act
from projections.answers import Acts
from projections.incidents import incidents
from projections.measures import MeasureItem, measure

LATER = date(2022, 12, 31)


def sanction(on: str | None, action: str = "imposed", *, published: str | None = None, **fields: Any) -> Act:
    easing = action in {"lifted", "suspended", "waived", "eased", "delisted", "expired"}
    topic = "SanctionsEased" if easing else "SanctionsImposed"
    return act(topic, on, published=published or on or "2022-03-17", measure="tariff", action=action, **fields)


def threat(on: str, **fields: Any) -> Act:
    return act("SanctionsThreatened", on, published=on, **fields)


def stands(acts: list[Act], as_of: date = LATER) -> MeasureItem:
    return measure("measure:USA:CHN:tariff", acts, as_of, lambda: Acts(incidents(acts)))


def until(day: str) -> dict[str, Any]:
    return {"expiry": When.parse(day)}


def effective(day: str) -> dict[str, Any]:
    return {"effective": When.parse(day)}


JANUARY = sanction("2022-01-10")
ONE_YEAR = sanction("2022-01-10", **until("2022-06-30"))


@pytest.mark.parametrize(
    ("acts", "stage", "in_force"),
    [
        ([threat("2022-01-10", measure="tariff")], "threatened", False),
        ([sanction("2022-01-10", modality="announced", **effective("2023-02-01"))], "announced", False),
        ([sanction("2022-01-10", modality="announced", **effective("2022-02-01"))], "imposed", True),
        ([sanction("2023-02-01", modality="announced", published="2022-01-10")], "announced", False),
        ([sanction(None, modality="announced")], "announced", False),
        ([sanction("2022-01-10", modality="announced")], "announced", False),  # dated with the announcement
        ([sanction("2022-01-08", modality="announced", published="2022-01-10")], "announced", False),
        ([sanction("2022-01", modality="announced", published="2022-01-10")], "imposed", True),
        ([sanction("2022-01-10", modality="announced"), JANUARY], "imposed", True),
        ([sanction("2022-01-10", modality="announced"), sanction("2022-02-01")], "imposed", True),
        ([sanction("2022-01-10", "extended", modality="announced")], "imposed", True),  # it presupposes a measure
        ([JANUARY, sanction("2022-02-01", "lifted", modality="announced")], "imposed", True),
        ([sanction("2022-02-01", "lifted", modality="announced")], "imposed", True),
        ([sanction("2022-01-10", modality="conditional")], "threatened", False),
        ([JANUARY], "imposed", True),
        ([JANUARY, sanction("2022-02-01", "expanded")], "expanded", True),
        ([JANUARY, sanction("2022-02-01", "extended")], "extended", True),
        ([JANUARY, sanction("2022-02-01", "waived")], "waived", True),
        ([JANUARY, sanction("2022-02-01", "delisted")], "delisted", True),
        ([JANUARY, sanction("2022-02-01", "eased")], "eased", True),
        ([JANUARY, sanction("2022-02-01", "suspended")], "suspended", False),
        ([JANUARY, sanction("2022-02-01", "lifted")], "lifted", False),
        ([JANUARY, sanction("2022-02-01", "lifted", modality="announced", **effective("2023-01-01"))], "imposed", True),
        ([JANUARY, sanction("2022-02-01", "lifted"), sanction("2022-03-01", "delisted")], "lifted", False),
        ([JANUARY, sanction("2022-02-01", "lifted"), sanction("2022-03-01")], "imposed", True),
        ([JANUARY, sanction("2022-02-01", "lifted"), threat("2022-03-01", measure="tariff")], "threatened", False),
        ([ONE_YEAR], "expired", False),
        ([ONE_YEAR, sanction("2022-06-01", "extended", **until("2023-06-30"))], "extended", True),
        ([ONE_YEAR, sanction("2022-06-01", "expanded")], "expired", False),
        ([ONE_YEAR, sanction("2022-06-01")], "imposed", True),  # the new one has no end
        ([ONE_YEAR, sanction("2022-06-01", **until("2022-08-31"))], "expired", False),
        ([ONE_YEAR, sanction("2022-08-01", "extended", **until("2023-06-30"))], "extended", True),
        ([sanction("2022-02-01", "waived")], "waived", True),  # an exception presupposes a measure
        ([sanction("2022-02-01", "lifted", modality="announced", **effective("2023-01-01"))], "imposed", True),
    ],
)
def test_a_measure_goes_through_its_life(acts: list[Act], stage: str, in_force: bool) -> None:
    for order in (acts, acts[::-1]):
        item = stands(order)
        assert (item.stage, item.in_force) == (stage, in_force)


def test_a_measure_until_a_day_is_in_force_on_that_day_and_lapsed_on_the_next() -> None:
    assert stands([ONE_YEAR], date(2022, 6, 30)).in_force
    assert not stands([ONE_YEAR], date(2022, 7, 1)).in_force


def test_eighty_six_delistings_are_no_lift() -> None:
    item = stands(
        [JANUARY, *(sanction(f"2022-0{1 + day % 9}-1{day % 8 + 1}", "delisted", by=str(day)) for day in range(86))]
    )
    assert item.in_force
    assert item.effective == "2022-01-10"
    assert len(item.history) > 50


def test_the_date_of_a_report_is_never_given_as_the_date_of_a_measure() -> None:
    item = stands([sanction(None, background=True, published="2022-03-17")])
    assert item.in_force
    assert item.effective is None
    assert item.published == date(2022, 3, 17)


def test_one_imposition_told_twice_is_one_step_with_the_dates_of_both() -> None:
    item = stands([sanction("2022-01-10"), sanction("2022-01-10", **until("2022-06-30"))])
    assert len(item.history) == 1
    assert item.corroboration == 2
    assert item.expiry == "2022-06-30"


WARNED = act("WarningIssued", "2022-03-01", published="2022-03-01")
THREATENED = threat("2022-03-01", measure="tariff")
ABOUT_TAIWAN = act("WarningIssued", "2022-03-01", published="2022-03-01", third_parties=["TWN"])


@pytest.mark.parametrize(
    ("told", "later", "as_of", "status"),
    [
        (WARNED, [], LATER, "standing"),
        (WARNED, [], date(2023, 3, 2), "dormant"),
        (WARNED, [act("ForceUsed", "2022-04-01")], LATER, "carried_out"),
        (WARNED, [act("ForceUsed", "2022-03-01")], LATER, "standing"),  # not after it
        (WARNED, [act("ForceUsed", "2022-02-01")], LATER, "standing"),
        (WARNED, [act("ForceUsed", None)], LATER, "standing"),  # nobody knows when
        (WARNED, [act("ForceUsed", "2022-04-01", modality="planned")], LATER, "standing"),
        (WARNED, [act("ForceUsed", "2023-04-01", published="2023-04-02")], LATER, "standing"),
        (WARNED, [act("ForceUsed", "2022-04-01", source="CHN", target="USA")], LATER, "standing"),
        (WARNED, [sanction("2022-04-01")], LATER, "standing"),  # warned of something else than sanctions
        (ABOUT_TAIWAN, [act("ForceUsed", "2022-04-01", third_parties=["KOR"])], LATER, "standing"),
        (ABOUT_TAIWAN, [act("ForceUsed", "2022-04-01", third_parties=["KOR", "TWN"])], LATER, "carried_out"),
        (THREATENED, [sanction("2022-04-01")], LATER, "carried_out"),
        (THREATENED, [sanction("2022-04-01", "extended")], LATER, "standing"),
        (threat("2022-03-01", measure="visa_ban"), [sanction("2022-04-01")], LATER, "standing"),
        (threat("2022-03-01"), [sanction("2022-04-01")], LATER, "carried_out"),
        (THREATENED, [sanction("2022-04-01", "suspended")], LATER, "withdrawn"),
        (WARNED, [act("ConcessionMade", "2022-04-01", quote="dropped its threat")], LATER, "withdrawn"),
        (WARNED, [act("ConcessionMade", "2022-04-01", quote="released a prisoner")], LATER, "standing"),
        (THREATENED, [sanction("2022-04-01"), sanction("2022-05-01", "suspended")], LATER, "carried_out"),
    ],
)  # fmt: skip
def test_a_warning_stands_until_it_is_carried_out_withdrawn_or_forgotten(
    told: Act, later: list[Act], as_of: date, status: str
) -> None:
    (incident,) = incidents([told])
    item = warnings.warning(incident, Acts(incidents(later)), as_of)
    assert item.status == status
    assert (item.answered_by is not None) == (status in {"carried_out", "withdrawn"})


def test_a_warning_that_is_carried_out_says_by_which_act_and_why() -> None:
    (incident,) = incidents([THREATENED])
    done = sanction("2022-04-01")
    answer = warnings.warning(incident, Acts(incidents([done])), LATER).answered_by
    assert answer is not None
    assert str(answer.event_id) == done.event_id
    assert answer.because == "by the same source, 31 days after the threat"


def test_how_long_after_a_threat_a_month_was_is_said_as_the_least_it_can_be() -> None:
    (incident,) = incidents([THREATENED])
    done = sanction("2022-04", published="2022-05-01")
    answer = warnings.warning(incident, Acts(incidents([done])), LATER).answered_by
    assert answer is not None
    assert answer.because == "by the same source, at least 31 days after the threat"


DEMANDED = act("DemandMade", "2022-03-01", published="2022-03-01")


def back(topic: str, on: str | None) -> Act:
    return act(topic, on, published="2022-05-01", source="CHN", target="USA")


@pytest.mark.parametrize(
    ("later", "as_of", "status"),
    [
        ([], LATER, "standing"),
        ([], date(2023, 3, 2), "dormant"),
        ([back("ConcessionMade", "2022-04-01")], LATER, "met"),
        ([back("RefusalMade", "2022-03-01")], LATER, "refused"),
        ([back("RefusalMade", "2022-02-28")], LATER, "standing"),
        ([back("RefusalMade", None)], LATER, "standing"),
        ([back("RefusalMade", "2022-03-02"), back("ConcessionMade", "2022-04-01")], LATER, "met"),
        ([act("ConcessionMade", "2022-04-01")], LATER, "standing"),  # by the one who asked
        ([act("DemandMade", "2022-03-20"), back("RefusalMade", "2022-03-19")], LATER, "refused"),
        ([act("DemandMade", "2022-03-20"), back("RefusalMade", "2022-03-20")], LATER, "standing"),  # of the later one
        (
            [act("DemandMade", "2022-03-20", source="CHN", target="USA"), back("RefusalMade", "2022-04-01")],
            LATER,
            "refused",
        ),
    ],
)
def test_a_demand_stands_until_it_is_met_refused_or_forgotten(later: list[Act], as_of: date, status: str) -> None:
    (incident,) = incidents([DEMANDED])
    assert demands.demand(incident, Acts(incidents(later)), as_of).status == status
