"""Whatever the order of the log, and whatever comes later: properties of all answers."""

from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st
from logged import START, Ledger, judged, reordered

from events import EventCorrected, EventRetracted, PolicyEvent, ReportVersion, ReportWithdrawn, digest
from projections.assertions import valid_from
from projections.catchup import Views
from projections.clocks import Clocks
from projections.facts import in_force
from projections.history import audit
from projections.links import relation_of
from projections.logrow import LogRow
from projections.relationship import RelationshipState, relationship
from tracker.sketching import sketch

DAYS = [f"2022-03-{day:02}" for day in (1, 2, 10, 17)]
OCCURRED = [None, "2022-03", "2022", *DAYS]
PEOPLE = [(), ({"name": "Xi", "polity": "CHN"},), ({"name": "Li", "polity": "CHN"},)]
ACTS: list[tuple[str, dict[str, Any]]] = [
    *(("MeetingScheduled", {"participants": people}) for people in PEOPLE),
    *(("MeetingHeld", {"participants": people}) for people in PEOPLE),
    ("MeetingCancelled", {}),
    ("SanctionsThreatened", {"measure": "tariff"}),
    ("SanctionsImposed", {"measure": "tariff", "action": "imposed"}),
    ("SanctionsImposed", {"measure": "tariff", "action": "imposed", "modality": "announced"}),
    ("SanctionsEased", {"measure": "tariff", "action": "lifted"}),
    ("DemandMade", {}),
    ("ConcessionMade", {"source": "CHN", "target": "USA"}),
    ("RefusalMade", {"source": "CHN", "target": "USA"}),
    ("WarningIssued", {}),
    ("ForceUsed", {}),
    *(("AssessmentReported", judged(stance)) for stance in ("asserts", "suspects", "no_evidence")),
]

COPY = "The two ministers met for three hours and agreed to go on with the talks about grain later in the spring"
TEXTS: list[dict[str, Any]] = [
    {"text_sha256": digest(text), "text_length": len(text), "sketch": sketch(text)}
    for text in (
        COPY,
        f"GENEVA - {COPY}",
        "Nothing of what was said there was told to anybody who stood outside the gates",
    )
]
"""The texts of reports: the second is a copy of the first, and the fourth report has the text of the first."""

acts = st.tuples(st.sampled_from(ACTS), st.sampled_from(OCCURRED))
fates = st.sampled_from(
    ["kept", "kept", "kept", "retracted", "corrected", "revised", "withdrawn", "linked", "linked", "unlinked", "undone"]
)
reports = st.lists(
    st.tuples(st.sampled_from(DAYS), st.lists(acts, min_size=1, max_size=3), fates), min_size=1, max_size=5
)
orders = st.randoms(use_true_random=False)


def ledger(told: list[tuple[str, list[tuple[tuple[str, dict[str, Any]], str | None]], str]]) -> Ledger:
    log = Ledger()
    told_before: list[PolicyEvent] = []
    for number, (published, events, fate) in enumerate(told):
        name = f"report {number}"
        report = log.report(name, published=published, **TEXTS[number % len(TEXTS)])
        known = [
            log.tell(report, topic, on, quote=f"{topic} {place} in {name}", **fields)
            for place, ((topic, fields), on) in enumerate(events)
        ]
        for place, other in enumerate(told_before):
            if fate in {"linked", "unlinked", "undone"} and relation_of(known[0], other):
                kept = fate if place % 2 else "linked"
                log.decide(known[0], other, linked=kept != "unlinked", undone=kept == "undone")
        told_before += known
        if fate == "revised":
            log.report(name, published="2022-03-05", title="new")
        elif fate == "withdrawn":
            log.append(ReportWithdrawn, report, because="a hoax")
        elif fate == "retracted":
            log.append(EventRetracted, report, event_id=known[0].event_id, reason="rejected", because="misread")
        elif fate == "corrected":
            change = {"field": "third_parties", "before": [], "after": ["TWN"]}
            log.append(
                EventCorrected, report, event_id=known[0].event_id, changes=[change], because="misread", by="Ann"
            )
    return log


def state(rows: list[LogRow], as_of: date, *, recorded_by: datetime | None = None) -> RelationshipState:
    with Views.open(":memory:") as views:
        views.apply(rows)
        return relationship(views.connection, ("USA", "CHN"), as_of=as_of, recorded_by=recorded_by)


@settings(max_examples=60)
@given(reports, orders, st.sampled_from([*DAYS, "2023-06-01"]))
def test_the_order_of_appending_changes_no_answer(told: Any, order: Any, day: str) -> None:
    rows = ledger(told).rows
    names = list(dict.fromkeys(row.report_id for row in rows))
    order.shuffle(names)
    as_of = date.fromisoformat(day)
    assert state(reordered(rows, names), as_of) == state(rows, as_of)


@settings(max_examples=60)
@given(reports, st.integers(min_value=0, max_value=30), st.sampled_from([*DAYS, "2023-06-01"]))
def test_an_answer_by_a_recorded_time_never_changes_after_it(told: Any, position: int, day: str) -> None:
    rows = ledger(told).rows
    as_of, instant = date.fromisoformat(day), START + timedelta(seconds=position)
    known = state(rows[:position], as_of)
    assert state(rows, as_of, recorded_by=instant) == known.model_copy(update={"recorded_by": instant})


@settings(max_examples=40)
@given(reports)
def test_following_row_by_row_gives_what_one_pass_gives(told: Any) -> None:
    rows = ledger(told).rows
    with Views.open(":memory:") as views, Views.open(":memory:") as at_once:
        at_once.apply(rows)
        for row in rows:
            views.apply([row])
        for table in ("reports", "events", "facts", "subjects", "reviews", "links"):
            query = f"SELECT * FROM {table} ORDER BY 1, 2, 3"  # noqa: S608  names of our tables
            assert views.connection.execute(query).fetchall() == at_once.connection.execute(query).fetchall()


def replayed(rows: list[LogRow], as_of: date, published_by: date) -> set[str]:
    """The events that count after some rows, by plain replay: what the facts have to say."""
    published: dict[UUID, date] = {}
    live: dict[UUID, PolicyEvent] = {}
    for row in rows:
        match row.event:
            case PolicyEvent() as told:
                live[told.event_id] = told
            case ReportVersion() as version:
                published[row.report_id] = version.published
            case ReportWithdrawn():
                live = {key: told for key, told in live.items() if told.originator_id != row.report_id}
            case EventRetracted() as retracted:
                live.pop(retracted.event_id, None)  # it can also take back a decision about two events
    return {
        str(key)
        for key, told in live.items()
        if valid_from(told, published[told.originator_id]) <= as_of and published[told.originator_id] <= published_by
    }


@settings(max_examples=60)
@given(reports, st.integers(min_value=0, max_value=30), st.sampled_from(DAYS), st.sampled_from(DAYS))
def test_facts_in_force_are_those_that_a_plain_replay_leaves(told: Any, position: int, day: str, told_by: str) -> None:
    rows, as_of, published_by = ledger(told).rows, date.fromisoformat(day), date.fromisoformat(told_by)
    clocks = Clocks(as_of=as_of, published_by=published_by, recorded_by=START + timedelta(seconds=position))
    with Views.open(":memory:") as views:
        views.apply(rows)
        facts = in_force(views.connection, ("CHN", "USA"), clocks)
    assert {fact.act.event_id for fact in facts} == replayed(rows[:position], as_of, published_by)


@settings(max_examples=40)
@given(reports, orders)
def test_the_story_of_the_audit_does_not_depend_on_the_order_of_appending(told: Any, order: Any) -> None:
    rows = ledger(told).rows
    names = list(dict.fromkeys(row.report_id for row in rows))
    order.shuffle(names)
    stories = []
    for log in (rows, reordered(rows, names)):
        with Views.open(":memory:") as views:
            views.apply(log)
            stories.append(
                [change.model_copy(update={"recorded": START}) for change in audit(views.connection, ("USA", "CHN"))]
            )
    assert stories[0] == stories[1]
