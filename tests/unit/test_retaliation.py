"""Which measure a countermeasure answers: only one that its own words speak of."""

from typing import Any

import pytest
from logged import act

from events.vocabulary import MeasureAction
from projections.acts import Act
from projections.answers import Acts
from projections.incidents import incidents
from projections.items import Answered
from projections.retaliation import provocation


def theirs(on: str | None, measure: str = "tariff", **fields: Any) -> Act:
    return act("SanctionsImposed", on, published=on or "2022-03-01", measure=measure, action="imposed", **fields)


def ours(on: str = "2022-03-10", measure: str = "tariff", **fields: Any) -> Act:
    ends = {"source": "CHN", "target": "USA"}
    return act("SanctionsImposed", on, published=on, measure=measure, action="imposed", **(ends | fields))


def answered(measure: Act, *earlier: Act) -> Answered | None:
    told = incidents([measure, *earlier])
    (countermeasure,) = (incident for incident in told if measure in incident.acts)
    return provocation(countermeasure, lambda: Acts(told))


RETALIATION: dict[str, Any] = {"quote": "imposed duties in retaliation for tariffs", "answers": "tariffs"}
RESPONSE = "banned thirty nationals in response to that"


@pytest.mark.parametrize(
    ("measure", "earlier"),
    [
        (ours(**RETALIATION), theirs("2022-03-05")),
        (ours(**RETALIATION), theirs("2022-03-10")),
        (ours(**RETALIATION), theirs("2021-03-10")),
        (ours(**RETALIATION), theirs("2022-03-05", "other")),
        (ours(quote=RESPONSE, measure="visa_ban", answers="sanctions on its firms"), theirs("2022-03-05")),
        (ours(quote=RESPONSE, answers="the hostile actions"), theirs("2022-03-05", "asset_freeze")),
        (ours(quote="hit back with counter-tariffs"), theirs("2022-03-05")),
        (ours(quote="imposed a levy", measure="countermeasure"), theirs("2022-03-05")),
    ],
)
def test_a_measure_that_says_so_answers_the_measure_before_it(measure: Act, earlier: Act) -> None:
    found = answered(measure, earlier)
    assert found is not None
    assert found.act is earlier
    assert "had imposed this" in found.because


@pytest.mark.parametrize(
    ("measure", "earlier"),
    [
        (ours(quote="imposed duties on steel"), theirs("2022-03-05")),
        (ours(quote=RESPONSE, answers="the hijacking of a plane"), theirs("2022-03-05")),
        (
            ours(quote="blacklisted a bank in response to this", answers="its evasion of sanctions"),
            theirs("2022-03-05"),
        ),
        (ours(quote="sanctioned a judge", answers="restrictions on protest"), theirs("2022-03-05")),
        (ours(**RETALIATION), theirs("2022-03-11")),
        (ours(**RETALIATION), theirs("2021-03-09")),
        (ours(**RETALIATION), theirs(None)),
        (ours(**RETALIATION), theirs("2022-03-05", "visa_ban")),
        (ours(**RETALIATION), theirs("2022-03-05", source="CHN", target="USA", quote="another")),
        (ours(**RETALIATION), theirs("2022-03-05", modality="conditional")),
        (ours(**RETALIATION, third_parties=("JPN",)), theirs("2022-03-05", third_parties=("KOR",))),
    ],
)
def test_nothing_else_is_held_to_be_answered(measure: Act, earlier: Act) -> None:
    assert answered(measure, earlier) is None


def test_of_several_the_latest_is_answered() -> None:
    last = theirs("2022-03-05")
    found = answered(ours(**RETALIATION), theirs("2022-02-01"), last, theirs("2022-03-07", "asset_freeze"))
    assert found is not None
    assert (found.act, found.because[-13:]) == (last, "5 days before")


def test_an_easing_answers_nothing() -> None:
    eased = act(
        "SanctionsEased", "2022-03-10", source="CHN", target="USA", measure="tariff", action=MeasureAction.EASED,
        quote="eased duties in retaliation", published="2022-03-10",
    )  # fmt: skip
    assert answered(eased, theirs("2022-03-05")) is None
