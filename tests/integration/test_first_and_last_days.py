"""The first and the last day that there is: "until 31 December 9999" is no end, and no answer fails for it."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from built import RULES_1, proposal, report, ticking

from events import SanctionsImposed, When
from projections.clocks import Clocks, days_after
from projections.shelf import Shelf
from tracker.application import Tracker
from tracker.extraction.proposal import Proposal

EDGES = (date.min, date.max)
TYPES = ("WarningIssued", "SanctionsThreatened", "DemandMade", "RefusalMade", "ConcessionMade", "ForceUsed")
WORDS = "China warned the United States"


def acts(day: date) -> Iterator[Proposal]:
    """An act of many types each way, on one day, with terms that begin and end on it."""
    when = When.day(day)
    for source, target in (("CHN", "USA"), ("USA", "CHN")):
        for kind in TYPES:
            yield proposal(kind, WORDS, source=source, target=target, occurred=when)
        for action in ("imposed", "extended"):
            terms: dict[str, Any] = {"measure": "asset_freeze", "action": action, "effective": when, "expiry": when}
            yield proposal(SanctionsImposed.TOPIC, WORDS, source=source, target=target, occurred=when, **terms)
    for kind, modality in (("MeetingScheduled", "planned"), ("MeetingHeld", "happened")):
        yield proposal(kind, WORDS, source="CHN", target="USA", occurred=when, modality=modality)


@pytest.fixture(scope="module")
def tracker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Tracker]:
    with Tracker(Path(tmp_path_factory.mktemp("edges"), "t.db"), clock=ticking()) as opened:
        for number, day in enumerate(EDGES):
            for place, published in enumerate((*EDGES, date(2022, 3, 18))):
                one = report(url=f"https://example.org/{number}{place}", published=published)
                assert len(opened.append(one, list(acts(day)), RULES_1).events) == 18
        yield opened


QUESTIONS: dict[str, Callable[[Tracker, date], Any]] = {
    "state": lambda asked, day: asked.state("CHN", "USA", as_of=day),
    "overview": lambda asked, day: asked.ask.overview(Clocks(as_of=day)),
    "diff": lambda asked, day: asked.ask.diff("CHN", "USA", Clocks(as_of=date.min), Clocks(as_of=day)),
    "why": lambda asked, day: asked.ask.why("CHN", "USA", "climate", Clocks(as_of=day)),
    "audit": lambda asked, day: asked.audit("CHN", "USA", until=day),
    "measures": lambda asked, day: asked.ask.measures(Clocks(as_of=day), expiring=10**10),
    "meetings": lambda asked, day: asked.ask.meetings(Clocks(as_of=day)),
    "reports": lambda asked, day: asked.ask.reports(Shelf(until=day)),
    "review": lambda asked, day: (day, asked.review.queue()),
}


@pytest.mark.parametrize("day", EDGES, ids=["first", "last"])
@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_is_answered_as_of_the_first_and_the_last_day(
    tracker: Tracker, question: str, day: date
) -> None:
    assert QUESTIONS[question](tracker, day) is not None


def test_no_day_lies_beyond_the_first_and_the_last() -> None:
    assert days_after(date(2022, 3, 1), -1) == date(2022, 2, 28)
    assert [days_after(date.max, days) for days in (-1, 0, 1, 10**12)] == [date(9999, 12, 30), *[date.max] * 3]
    assert [days_after(date.min, days) for days in (1, 0, -1, -(10**12))] == [date(1, 1, 2), *[date.min] * 3]
