"""Why something is so, and the story of it: both say of every day what the state says."""

from collections.abc import Iterable, Iterator
from datetime import date
from io import StringIO
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from logged import Ledger
from rich.console import Console, RenderableType

from cli.differing import differing
from cli.reasons import reasons
from events import EventRetracted, PolicyEvent, ReportWithdrawn, When
from events.vocabulary import MeasureAction
from projections.catchup import Views
from projections.clocks import Clocks
from projections.comparison import compare
from projections.history import audit
from projections.lifecycle import life_of, lives, steps_of
from projections.relationship import relationship
from projections.rows import acts
from projections.why import Explanation, why

PAIR = ("CHN", "USA")
EASED = {"lifted", "suspended", "waived", "eased", "delisted", "expired"}
DAYS = [f"2022-03-{day:02}" for day in range(1, 10)]


@pytest.fixture
def views() -> Iterator[Views]:
    with Views.open(":memory:") as opened:
        yield opened


def explained(views: Views, attribute: str, day: str) -> tuple[Explanation, ...]:
    return why(views.connection, PAIR, attribute, Clocks(as_of=date.fromisoformat(day)))


def printed(parts: Iterable[RenderableType]) -> str:
    page = StringIO()
    Console(width=100, file=page).print(*parts, sep="\n")
    return page.getvalue()


@pytest.mark.parametrize(
    ("on", "written"),
    [("2021-11", "2021-11"), ("2021-12-20/2022-01-05", "2021-12-20/2022-01-05"), (None, "by 2022-03-17")],
)
def test_no_day_is_given_to_an_act_but_the_one_that_its_report_states(
    views: Views, on: str | None, written: str
) -> None:
    log = Ledger()
    log.tell(log.report("a", published="2022-03-17"), "MeetingHeld", on)
    views.apply(log.rows)
    before, after = (Clocks(as_of=date.fromisoformat(day)) for day in ("2021-10-01", "2022-03-20"))
    told = printed(reasons(why(views.connection, PAIR, "meeting", after), str))
    assert f"\n  {written}  held" in told
    found = compare(views.connection, PAIR, before, after)
    assert f"(meeting held {written})" in " ".join(printed(differing(found, str)).split())


def tariff(log: Ledger, day: str, action: str, *, modality: str = "happened", **dates: str) -> PolicyEvent:
    told = log.report(f"{action} {day} {len(log.rows)}", published=day)
    stated = {name: When.parse(value) for name, value in dates.items()}
    given = {"measure": "tariff", "action": action, "modality": modality, **stated}
    return log.tell(told, "SanctionsEased" if action in EASED else "SanctionsImposed", day, **given)


def told_last(log: Ledger) -> UUID:
    last = log.rows[-1].event
    assert isinstance(last, PolicyEvent)
    return last.event_id


def threat(log: Ledger, day: str) -> None:
    log.tell(log.report(f"threat {day} {len(log.rows)}", published=day), "SanctionsThreatened", day, measure="tariff")


def stages(views: Views) -> list[tuple[str | None, str | None, str | None]]:
    told = audit(views.connection, PAIR, subject="measure:USA:CHN:tariff")
    return [(change.before, change.after, change.because) for change in told if change.attribute == "stage"]


def test_a_threat_changes_nothing_of_a_measure_in_force(views: Views) -> None:
    log = Ledger()
    tariff(log, "2022-03-01", "imposed")
    threat(log, "2022-03-02")
    views.apply(log.rows)
    assert stages(views) == [(None, "imposed", None), ("imposed", "imposed", "it tells: threatened")]
    (stage,) = explained(views, "stage", "2022-03-03")
    assert (stage.value, stage.note) == ("imposed", None)


def test_a_lifting_that_is_announced_lifts_nothing_before_its_day(views: Views) -> None:
    log = Ledger()
    tariff(log, "2022-03-01", "imposed")
    tariff(log, "2022-03-02", "lifted", modality="announced", effective="2022-03-08")
    views.apply(log.rows)
    assert stages(views)[-1] == ("imposed", "imposed", "it tells: lifted from 2022-03-08")
    assert [explained(views, "stage", day)[0].value for day in ("2022-03-07", "2022-03-08")] == ["imposed", "lifted"]


def test_the_dates_of_a_measure_have_the_words_that_made_them(views: Views) -> None:
    log = Ledger()
    tariff(log, "2022-03-01", "imposed", expiry="2022-03-03")
    tariff(log, "2022-03-06", "imposed")
    views.apply(log.rows)
    effective, expiry = explained(views, "effective", "2022-03-07")[0], explained(views, "expiry", "2022-03-07")[0]
    assert (effective.value, effective.steps[0].value, effective.note) == ("2022-03-06", "2022-03-06", None)
    assert (expiry.value, expiry.steps[0].value, expiry.note) == (None, None, None)


steps = st.lists(
    st.tuples(
        st.sampled_from(DAYS),
        st.sampled_from([None, *MeasureAction]),
        st.sampled_from(["happened", "announced", "conditional"]),
        st.sampled_from([None, *DAYS]),
        st.sampled_from([None, *DAYS]),
    ),
    min_size=1,
    max_size=7,
)


@settings(max_examples=150)
@given(steps)
def test_a_story_told_in_one_go_is_that_of_every_day(
    told: list[tuple[str, str | None, str, str | None, str | None]],
) -> None:
    log = Ledger()
    for day, action, modality, effective, expiry in told:
        if action is None:
            threat(log, day)
        else:
            dates = {name: day for name, day in (("effective", effective), ("expiry", expiry)) if day}
            tariff(log, day, str(action), modality=modality, **dates)
    with Views.open(":memory:") as views:
        views.apply(log.rows)
        found = steps_of(acts(views.connection, ""))
    days = [step.incident.telling.valid_from for step in found]
    assert list(lives(found)) == [life_of(found[: number + 1], day) for number, day in enumerate(days)]


@pytest.mark.parametrize("number", range(8))  # whichever of the two ids comes first
def test_an_answer_follows_what_it_answers_within_a_day(views: Views, number: int) -> None:
    log = Ledger()
    log.tell(log.report(f"a {number}", published="2022-03-01"), "DemandMade", "2022-03-01")
    answer = {"source": "CHN", "target": "USA"}
    log.tell(log.report(f"b {number}", published="2022-03-01"), "RefusalMade", "2022-03-01", **answer)
    views.apply(log.rows)
    (demand,) = explained(views, "demands", "2022-03-02")
    told = audit(views.connection, PAIR, subject="demand")
    assert [step.value for step in demand.steps] == ["refused", "standing"]
    assert (demand.value, demand.note) == ("refused", None)
    assert [change.after for change in told] == ["standing", "refused"]


def test_two_meetings_of_one_day_are_explained_one_by_one(views: Views) -> None:
    log = Ledger()
    people = [({"name": "Xi", "polity": "CHN"},), ({"name": "Li", "polity": "CHN"},)]
    for number, who in enumerate(people):
        report = log.report(f"plan {number}", published="2022-03-01")
        log.tell(report, "MeetingScheduled", "2022-03-04", participants=who)
    log.tell(log.report("held", published="2022-03-05"), "MeetingHeld", "2022-03-04", participants=people[0])
    views.apply(log.rows)
    found = explained(views, "meetings", "2022-03-05")
    assert sorted([step.value for step in one.steps] for one in found) == [["held", "scheduled"], ["scheduled"]]
    assert sorted(str(one.value) for one in found) == ["held", "unconfirmed"]


def test_what_speaks_of_a_measure_has_its_own_id_and_only_its_own_witnesses(views: Views) -> None:
    log = Ledger()
    tariff(log, "2022-03-01", "imposed")
    lifted = tariff(log, "2022-03-02", "lifted")
    views.apply(log.rows)
    (measure,) = relationship(views.connection, PAIR, as_of=date(2022, 3, 3)).measures
    assert (measure.quote, measure.corroboration) == (lifted.evidence.quote, 1)
    assert (measure.event_id, len(measure.event_ids)) == (lifted.event_id, 2)


def test_who_only_told_that_a_meeting_was_planned_is_no_witness_that_it_was_held(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("plan", published="2022-03-01"), "MeetingScheduled", "2022-03-04")
    held = log.tell(log.report("news", published="2022-03-05"), "MeetingHeld", "2022-03-04")
    views.apply(log.rows)
    (meeting,) = relationship(views.connection, PAIR, as_of=date(2022, 3, 5)).meetings
    assert (meeting.event_id, meeting.status, meeting.corroboration) == (held.event_id, "held", 1)
    assert len(meeting.event_ids) == 2


def test_a_threat_that_was_retracted_had_changed_nothing_of_a_measure_in_force(views: Views) -> None:
    log = Ledger()
    tariff(log, "2022-03-01", "imposed")
    threat(log, "2022-03-02")
    log.append(EventRetracted, log.rows[-1].report_id, event_id=told_last(log), reason="rejected", because="no threat")
    views.apply(log.rows)
    assert [(before, after) for before, after, _ in stages(views)] == [
        (None, "imposed"),
        ("imposed", "imposed"),
        ("imposed", "imposed"),
    ]


def test_an_answer_that_no_longer_counts_stays_in_the_story_with_what_ended_it(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("a", published="2022-03-01"), "DemandMade", "2022-03-01")
    answer = {"source": "CHN", "target": "USA"}
    report = log.report("b", published="2022-03-02")
    log.tell(report, "RefusalMade", "2022-03-02", **answer)
    log.append(ReportWithdrawn, report, because="a hoax")
    views.apply(log.rows)
    told = audit(views.connection, PAIR, subject="demand")
    assert [(one.kind, one.before, one.after) for one in told] == [
        ("asserted", None, "standing"),
        ("asserted", "standing", "refused"),
        ("retracted", "refused", "standing"),
    ]
    assert told[-1].because == "a hoax"
    then = Clocks(as_of=date(2022, 3, 9), recorded_by=log.rows[-2].recorded)
    assert [one.after for one in audit(views.connection, PAIR, clocks=then)] == ["standing", "refused"]


def test_an_answer_that_another_report_tells_too_is_not_lost_with_the_first(views: Views) -> None:
    log = Ledger()
    log.tell(log.report("a", published="2022-03-01"), "DemandMade", "2022-03-01")
    answer = {"source": "CHN", "target": "USA"}
    for name in "bc":
        report = log.report(name, published="2022-03-02")
        log.tell(report, "RefusalMade", "2022-03-02", **answer)
    log.append(ReportWithdrawn, report, because="a hoax")
    views.apply(log.rows)
    told = audit(views.connection, PAIR, subject="demand")
    assert [(one.kind, one.after) for one in told] == [("asserted", "standing"), ("asserted", "refused")]
