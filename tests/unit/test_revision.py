from datetime import UTC, datetime, timedelta

from built import RULES_1, proposal, report
from hypothesis import given
from hypothesis import strategies as st

from events import PolicyEvent
from events.vocabulary import RevisionReason
from tracker.proof import screen
from tracker.report import ReadReport, Report, decide, project
from tracker.revision import NewReading, difference

START = datetime(2022, 3, 18, tzinfo=UTC)
SENTENCES = {
    "Washington condemned the drills.": "CriticismVoiced",
    "Moscow thanked Beijing.": "SupportExpressed",
    "China warned the United States.": "WarningIssued",
    "Tokyo urged calm.": "DemandMade",
}
DRAFTS = st.lists(st.sampled_from(sorted(SENTENCES)), unique=True, min_size=1)


def read(sentences: list[str], version: int) -> ReadReport:
    """The sentences as a text; each is one event."""
    one = report(" ".join(sentences), seen=START + timedelta(hours=version))
    proposals = [proposal(SENTENCES[each], each, text=one.text) for each in sentences]
    return ReadReport(report=one, reading=RULES_1, found=screen(one, proposals).events)


def after(drafts: list[list[str]]) -> tuple[Report, list[PolicyEvent]]:
    state: Report | None = None
    appended: list[PolicyEvent] = []
    for version, sentences in enumerate(drafts):
        new = decide(state, read(sentences, version))
        appended += [event for event in new if isinstance(event, PolicyEvent)]
        state = project(state, new)
    assert state is not None
    return state, appended


@given(st.lists(DRAFTS, min_size=1, max_size=6))
def test_after_any_revisions_exactly_the_words_of_the_last_version_count(drafts: list[list[str]]) -> None:
    state, _ = after(drafts)
    text = " ".join(drafts[-1])
    live = [one.event for one in state.events.values() if one.live]
    assert sorted(event.evidence.quote for event in live) == sorted(drafts[-1])
    assert all(event.evidence.stands_in(text) for event in live)


@given(st.lists(DRAFTS, min_size=1, max_size=6))
def test_no_event_is_appended_twice_under_one_id(drafts: list[list[str]]) -> None:
    _, appended = after(drafts)
    assert len({event.event_id for event in appended}) == len(appended)


@given(DRAFTS, DRAFTS)
def test_what_stays_in_the_text_keeps_its_id(before: list[str], now: list[str]) -> None:
    state, _ = after([before, now])
    first, _ = after([before])
    kept = {one.event.evidence.quote: one.event.event_id for one in first.events.values()}
    for one in state.events.values():
        if one.live and one.event.evidence.quote in kept:
            assert one.event.event_id == kept[one.event.evidence.quote]


@given(DRAFTS)
def test_the_same_reading_makes_no_difference(sentences: list[str]) -> None:
    state, _ = after([sentences])
    command = read(sentences, 0)
    new = NewReading(text=command.report.text, reading=RULES_1, reason=RevisionReason.REREAD, found=command.found)
    change = difference(state.events.values(), new)
    assert (list(change), change.moved) == ([], [])
