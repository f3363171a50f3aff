"""An event or report as it stood at a moment: its version, marks, links and text, and nothing that came later."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from built import RULES_1, TEXT, criticism, report, thanks, ticking, warning

from events import When
from projections.clocks import Clocks
from projections.details import ReportDetail
from tracker.analyst import Analyst
from tracker.application import Tracker
from tracker.errors import UnknownEvent, UnknownReport
from tracker.showing import EventInContext

EVER = date.max
SHORTER = "Late on Friday, China warned the United States."
URL = "https://example.org/b"


class Ticks:
    """A clock that is a second later every time it is read, and knows what it said last."""

    def __init__(self) -> None:
        self._next = ticking()
        self.said = datetime(2024, 1, 1, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.said = self._next()
        return self.said


@pytest.fixture
def clock() -> Ticks:
    return Ticks()


@pytest.fixture
def tracker(tmp_path: Path, clock: Ticks) -> Iterator[Tracker]:
    with Tracker(tmp_path / "tracker.db", clock=clock) as opened:
        opened.append(report(), [warning(), criticism(), thanks()], RULES_1)
        yield opened


@pytest.fixture
def ann(tracker: Tracker) -> Analyst:
    return tracker.analyst("Ann")


def event(tracker: Tracker, kind: str) -> str:
    return next(str(one.event_id) for one in tracker.events() if one.type == kind)


def shown(tracker: Tracker, item: str, clocks: Clocks | None = None) -> EventInContext:
    found = tracker.show(item, clocks)
    assert isinstance(found, EventInContext)
    return found


def told(tracker: Tracker, clocks: Clocks | None = None) -> ReportDetail:
    found = tracker.show(str(report().report_id), clocks)
    assert isinstance(found, ReportDetail)
    return found


def test_a_corrected_event_is_shown_as_it_was_known_before(tracker: Tracker, ann: Analyst, clock: Ticks) -> None:
    warned = event(tracker, "WarningIssued")
    before = shown(tracker, warned)
    then = Clocks(as_of=EVER, recorded_by=clock.said)
    ann.correct(warned, {"target": "JPN"}, because="it warned another")
    now = shown(tracker, warned)
    assert (now.target, now.status, [mark.kind for mark in now.history]) == ("JPN", "corrected", ["corrected"])
    assert shown(tracker, warned, then) == before
    assert shown(tracker, warned, Clocks(as_of=EVER, recorded_by=clock.said)) == now


def test_a_review_mark_is_not_shown_before_it_was_made(tracker: Tracker, ann: Analyst, clock: Ticks) -> None:
    warned = event(tracker, "WarningIssued")
    before = Clocks(as_of=EVER, recorded_by=clock.said)
    ann.confirm(warned, because="the text says so")
    confirmed = Clocks(as_of=EVER, recorded_by=clock.said)
    ann.retract(warned, because="the paper took it back")
    marks = [[mark.kind for mark in shown(tracker, warned, then).history] for then in (before, confirmed, None)]
    assert marks == [[], ["confirmed"], ["confirmed", "retracted"]]
    assert [shown(tracker, warned, then).status for then in (before, confirmed, None)] == ["recorded"] * 2 + [
        "retracted"
    ]


def test_a_link_is_shown_from_when_it_was_made_until_it_was_undone(
    tracker: Tracker, ann: Analyst, clock: Ticks
) -> None:
    one = event(tracker, "CriticismVoiced")
    tracker.append(report(url=URL), [criticism()], RULES_1)
    other = next(str(found.event_id) for found in tracker.events(report=str(report(url=URL).report_id)))
    before = Clocks(as_of=EVER, recorded_by=clock.said)
    done = ann.link(one, other, because="one press conference")
    linked = Clocks(as_of=EVER, recorded_by=clock.said)
    (link,) = shown(tracker, one).links
    assert (link.kind, link.relation, str(link.other), link.because, link.by) == (
        "linked", "same", other, "one press conference", "Ann",
    )  # fmt: skip
    assert [str(link.other) for link in shown(tracker, other).links] == [one]
    ann.retract(str(done.link_id), because="two days, not one")
    found = [shown(tracker, one, then).links for then in (before, linked, None)]
    assert found == [(), (link,), ()]


def test_an_event_has_the_words_around_it_that_were_known(tracker: Tracker, clock: Ticks) -> None:
    warned, criticised = event(tracker, "WarningIssued"), event(tracker, "CriticismVoiced")
    then = Clocks(as_of=EVER, recorded_by=clock.said)
    tracker.append(report(SHORTER), [warning(text=SHORTER)], RULES_1)
    for clocks, text in ((then, TEXT), (None, SHORTER)):
        found = shown(tracker, warned, clocks)
        assert found.before + found.quote + found.after == text
    assert [shown(tracker, criticised, clocks).status for clocks in (then, None)] == ["recorded", "retracted"]


def test_a_report_is_shown_with_what_it_told_then(tracker: Tracker, ann: Analyst, clock: Ticks) -> None:
    before, first = told(tracker), Clocks(as_of=EVER, recorded_by=clock.said)
    tracker.append(report(SHORTER, title="Put right"), [warning(text=SHORTER)], RULES_1)
    revised, second = told(tracker), Clocks(as_of=EVER, recorded_by=clock.said)
    ann.withdraw(str(report().report_id), because="the paper took it back")
    assert (before.status, len(before.events), before.history) == ("registered", 3, ())
    assert (revised.status, revised.title, len(revised.events)) == ("revised", "Put right", 1)
    assert (told(tracker).status, told(tracker).events) == ("withdrawn", ())
    assert [told(tracker, then) for then in (first, second)] == [before, revised]


def test_a_report_is_shown_with_the_events_that_counted_on_a_day(tracker: Tracker) -> None:
    dated = warning(occurred=When.day(date(2022, 3, 15)).model_dump(mode="json"))
    tracker.append(report(url=URL), [dated, criticism()], RULES_1)
    of_b = str(report(url=URL).report_id)
    found = [tracker.show(of_b, Clocks(as_of=date(2022, 3, day))) for day in (14, 15, 18)]
    assert [len(one.events) for one in found if isinstance(one, ReportDetail)] == [0, 1, 2]


def test_the_wording_of_a_report_is_compared_as_it_was_known(tracker: Tracker, clock: Ticks) -> None:
    of_a, then = str(report().report_id), Clocks(as_of=EVER, recorded_by=clock.said)
    tracker.append(report(SHORTER), [warning(text=SHORTER)], RULES_1)
    assert [len(tracker.text_changes(of_a, clocks)) for clocks in (then, None)] == [0, 1]
    with pytest.raises(UnknownReport, match="no version of report"):
        tracker.text_changes(of_a, Clocks(as_of=EVER, recorded_by=clock.said - timedelta(days=1)))


@pytest.mark.parametrize(
    ("clocks", "event_says", "report_says"),
    [
        (Clocks(as_of=date(2022, 3, 17)), "does not count as of 2022-03-17: it does from 2022-03-18 on", None),
        (Clocks(as_of=EVER, published_by=date(2022, 3, 17)), "its report is of 2022-03-18", "it is of 2022-03-18"),
        (
            Clocks(as_of=EVER, recorded_by=datetime(2023, 1, 1, tzinfo=UTC)),
            r"not recorded by 2023-01-01 00:00:00Z: it was first at 2024-01-01 00:00:\d\dZ",
            r"not recorded by 2023-01-01 00:00:00Z: it was first at 2024-01-01 00:00:\d\dZ",
        ),
    ],
)
def test_what_was_not_there_at_a_moment_is_refused_with_when_it_was(
    tracker: Tracker, clocks: Clocks, event_says: str, report_says: str | None
) -> None:
    with pytest.raises(UnknownEvent, match=event_says):
        tracker.show(event(tracker, "WarningIssued"), clocks)
    if report_says:
        with pytest.raises(UnknownEvent, match=report_says):
            told(tracker, clocks)
