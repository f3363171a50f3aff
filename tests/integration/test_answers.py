import sys
from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from subprocess import run

import pytest
from built import RULES_1, RULES_2, TEXT, criticism, proposal, report, thanks, ticking, warning

from events import Evidence
from projections.details import ReportDetail
from tracker.application import Tracker
from tracker.errors import BadDate, InputError, StoreMissing, UnknownEvent, UnknownPolity, UnknownReport
from tracker.showing import EventInContext, around

DAY = date(2022, 3, 18)
SHORTER = "Late on Friday, China warned the United States."


@pytest.fixture
def tracker(tmp_path: Path) -> Iterator[Tracker]:
    with Tracker(tmp_path / "tracker.db", clock=ticking()) as opened:
        opened.append(report(), [warning(), criticism(), thanks()], RULES_1)
        yield opened


def test_the_state_tells_what_was_said(tracker: Tracker) -> None:
    state = tracker.state("USA", "CHN", as_of=DAY)
    assert state.pair == ("CHN", "USA")
    assert [item.quote for item in state.warnings] == ["China warned the United States"]
    assert tracker.state("USA", "CHN", as_of=DAY - timedelta(days=1)).warnings == ()


def test_a_revision_changes_the_state_but_not_what_was_known_before_it(tracker: Tracker) -> None:
    before = datetime(2024, 1, 1, tzinfo=UTC)
    tracker.append(report("Nothing of it was true."), [], RULES_1)
    assert tracker.state("USA", "CHN", as_of=DAY).warnings == ()
    assert len(tracker.state("USA", "CHN", as_of=DAY, recorded_by=before).warnings) == 1
    assert "retracted" in {change.kind for change in tracker.audit("CHN", "USA")}


def test_what_another_tracker_appends_is_seen_at_the_next_question(tracker: Tracker, tmp_path: Path) -> None:
    assert len(tracker.events(polity="RUS")) == 1
    with Tracker(tmp_path / "tracker.db", clock=ticking()) as other:
        other.append(report(url="https://example.org/b"), [thanks()], RULES_1)
    assert len(tracker.events(polity="RUS")) == 2


def test_events_are_found_by_pair_type_and_report(tracker: Tracker) -> None:
    tracker.append(report(url="https://example.org/b"), [thanks()], RULES_1)
    assert len(tracker.events(pair=("USA", "CHN"))) == 2
    assert [event.quote for event in tracker.events(types=["CriticismVoiced"])] == ["Washington condemned the drills"]
    beginning = report(url="https://example.org/b").report_id.hex[:8]
    assert [event.type for event in tracker.events(report=beginning)] == ["SupportExpressed"]
    assert len(tracker.events(limit=1)) == 1


def test_an_event_is_shown_with_its_words_in_context(tracker: Tracker) -> None:
    (event,) = tracker.events(types=["CriticismVoiced"])
    shown = tracker.show(str(event.event_id)[:10].upper())
    assert isinstance(shown, EventInContext)
    assert shown.before + shown.quote + shown.after == TEXT


def test_a_retracted_event_is_shown_in_the_text_that_had_it(tracker: Tracker) -> None:
    (event,) = tracker.events(types=["CriticismVoiced"])
    tracker.append(report(SHORTER), [warning(text=SHORTER)], RULES_1)
    shown = tracker.show(str(event.event_id))
    assert isinstance(shown, EventInContext)
    assert (shown.status, shown.before + shown.quote + shown.after) == ("retracted", TEXT)


def test_an_event_whose_words_moved_is_shown_in_the_newer_text(tracker: Tracker) -> None:
    (event,) = tracker.events(types=["WarningIssued"])
    tracker.append(report(SHORTER), [warning(text=SHORTER)], RULES_1)
    shown = tracker.show(str(event.event_id))
    assert isinstance(shown, EventInContext)
    assert shown.before + shown.quote + shown.after == SHORTER


def test_an_event_that_was_read_better_is_shown_as_it_now_reads(tracker: Tracker) -> None:
    (event,) = tracker.events(types=["WarningIssued"])
    tracker.append(report(), [warning(condition="if it sails"), criticism(), thanks()], RULES_2)
    shown = tracker.show(str(event.event_id))
    assert isinstance(shown, EventInContext)
    assert (shown.status, shown.details["condition"]) == ("corrected", "if it sails")


def test_a_report_is_shown_with_its_events(tracker: Tracker) -> None:
    shown = tracker.show(str(report().report_id))
    assert isinstance(shown, ReportDetail)
    assert [event.type for event in shown.events].count("WarningIssued") == 1
    assert (len(shown.events), shown.reading) == (3, RULES_1)


def test_a_beginning_that_several_ids_share_lists_them(tracker: Tracker) -> None:
    seen: dict[str, str] = {}
    urls = (f"https://example.org/{number}" for number in range(10**6))
    for url in urls:
        beginning = report(url=url).report_id.hex[:6]
        if beginning in seen:
            break
        seen[beginning] = url
    for one in (url, seen[beginning]):
        tracker.append(report(url=one), [], RULES_1)
    with pytest.raises(UnknownEvent, match=f"2 ids begin with '{beginning}'.*{report(url=url).report_id}"):
        tracker.show(beginning)


@pytest.mark.parametrize(
    ("ask", "error", "message"),
    [
        (lambda tracker: tracker.show("123"), UnknownEvent, "first 6 or more"),
        (lambda tracker: tracker.show("summit"), UnknownEvent, "is no id"),
        (lambda tracker: tracker.show("0" * 12), UnknownEvent, "begins with '000000000000'"),
        (lambda tracker: tracker.events(report="0" * 12), UnknownReport, "no report has an id"),
        (lambda tracker: tracker.state("USA", "USA", as_of=DAY), InputError, "two polities"),
        (lambda tracker: tracker.audit("USA", "CHI"), UnknownPolity, "'CHI' is no polity"),
        (lambda tracker: tracker.events(polity="CHI"), UnknownPolity, "'CHI' is no polity"),
        (
            lambda tracker: tracker.state("USA", "CHN", as_of=DAY, recorded_by=datetime(2024, 1, 1)),  # noqa: DTZ001
            BadDate,
            "no time zone",
        ),
    ],
)
def test_a_question_that_has_no_answer_says_why(
    tracker: Tracker, ask: Callable[[Tracker], object], error: type[Exception], message: str
) -> None:
    with pytest.raises(error, match=message):
        ask(tracker)


@pytest.mark.parametrize(
    "ask",
    [
        lambda tracker: tracker.state("USA", "CHN", as_of=DAY),
        lambda tracker: tracker.audit("USA", "CHN"),
        lambda tracker: tracker.events(),
        lambda tracker: tracker.show("0" * 12),
        lambda tracker: tracker.rebuild(),
    ],
)
def test_a_question_to_a_store_that_is_not_there_makes_none(tmp_path: Path, ask: Callable[[Tracker], object]) -> None:
    with Tracker(tmp_path / "tracker.db", clock=ticking()) as tracker, pytest.raises(StoreMissing, match="tracker add"):
        ask(tracker)
    assert list(tmp_path.iterdir()) == []


def test_the_order_of_adding_does_not_change_the_answers(tmp_path: Path) -> None:
    later = report(
        "China warned the United States again.", url="https://example.org/b", published=DAY + timedelta(days=9)
    )
    first = (report(), [warning(), criticism()], RULES_1)
    second = (later, [proposal("WarningIssued", "China warned", text=later.text)], RULES_1)
    states = []
    for name, order in (("a.db", (first, second)), ("b.db", (second, first))):
        with Tracker(tmp_path / name, clock=ticking()) as tracker:
            for given in order:
                tracker.append(*given)
            states.append(tracker.state("CHN", "USA", as_of=DAY + timedelta(days=30)))
    assert states[0] == states[1]


def test_the_context_of_a_quote_is_made_of_whole_words() -> None:
    text = "before " * 100 + "the quote" + " after" * 100
    before, after = around(Evidence.find("the quote", text), ["another text", text])
    assert f"{before}the quote{after}" in text
    assert set(before.split()) == {"before"}
    assert set(after.split()) == {"after"}
    assert len(before) <= 240 >= len(after)


def test_no_question_loads_the_parser(tmp_path: Path) -> None:
    code = "import sys, tracker.application; sys.exit('spacy' in sys.modules)"
    assert run([sys.executable, "-c", code], check=False, cwd=tmp_path).returncode == 0
