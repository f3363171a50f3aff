"""The audit of a relationship: change by change, with the words and the report that made it.

Two things move: the world, and what we know of it. A change of the world is told by an event that counts: before it
that was so, after it this. A change of knowledge is a retraction, a correction or a revision: it shows what had been
held and what took its place, and what was held stays in the audit as it was asserted. So is what an analyst decides of
which events belong together.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from uuid import UUID

from pydantic import AwareDatetime

from events import AssessmentReported, FieldChange, SanctionsEased, SanctionsImposed, When
from events.values import Value
from events.vocabulary import Reliability
from projections import facts, grading, links
from projections.acts import Act, ReportRef
from projections.assertions import STAGE, measure_stage
from projections.assessments import STRENGTH, content_of
from projections.clocks import Clocks, Day, from_micros
from projections.decided import DECISION, Decided, decided, other_event
from projections.facts import Fact
from projections.knowledge import ChangeKind, Reason, Version, at_clocks, reasons, versions
from projections.lifecycle import place_in_life
from projections.story import Told, answered_once, stage_with, story
from projections.viewsfile import reading

_NO_REASON = Reason(None, None)
_STEPS: tuple[ChangeKind, ...] = ("asserted", "corrected", "revised", "linked", "unlinked", "undone", "retracted")


class Change(Value):
    """One change of one attribute of one subject.

    `before` and `after` are values, None where there was or is none; where they are the same, the event says again what
    was so. `because` is the reason of a correction, retraction or link, or why events were held to belong together;
    `changes` are the fields that were corrected, whether the attribute comes from them or not. `content` are the words
    of what an assessment judges.
    """

    subject: str
    content: str | None
    attribute: str
    kind: ChangeKind
    before: str | None
    after: str | None
    date: str | None
    occurred: When
    valid_from: Day
    published: Day
    recorded: AwareDatetime
    event_id: UUID
    type: str
    quote: str
    report: ReportRef
    reliability: Reliability
    because: str | None
    by: str | None
    changes: tuple[FieldChange, ...]


def audit(
    connection: sqlite3.Connection,
    pair: tuple[str, str] | None = None,
    *,
    since: date | None = None,
    until: date | None = None,
    subject: str | None = None,
    clocks: Clocks | None = None,
) -> list[Change]:
    """All changes about a pair, or about the subjects whose keys begin with `subject`, or both.

    That includes what others hold of what one of the pair does to the other. They are in the order of valid time and
    publication; within a day subject by subject. `since` and `until` are about valid time, and inclusive; with `clocks`
    it is the audit as it was at that moment. Raises ValueError when neither a pair nor a subject is given.
    """
    if pair is None and not subject:
        raise ValueError("an audit needs a pair of polities or the beginning of a subject's key")
    beginning = subject or ""
    with reading(connection):
        pairs = [pair] if pair else _pairs(connection, beginning)
        found = (_ever(connection, one, clocks) for one in pairs)
        known = [(ever, reasons(connection, ever), decided(connection, ever, clocks)) for ever in found if ever]
    changes = {place: change for ever, why, told in known for place, change in _placed(ever, why, told)}
    return [
        change
        for _, change in sorted(changes.items(), key=lambda item: item[0])
        if change.subject.startswith(beginning)
        and (since is None or change.valid_from >= since)
        and (until is None or change.valid_from <= until)
    ]


def standing(connection: sqlite3.Connection, pair: tuple[str, str], clocks: Clocks) -> list[Change]:
    """The changes that made a relationship what it is at a moment; what was taken back by then is left out.

    They are subject by subject, and of each in the order in which they speak.
    """
    with reading(connection):
        ever = _ever(connection, pair, clocks)
        why = reasons(connection, ever)
    told = story([fact for fact in ever if fact.act.superseded is None])
    return list(_of_the_world(told, versions(ever), why))


def _ever(connection: sqlite3.Connection, pair: tuple[str, str], clocks: Clocks | None) -> list[Fact]:
    ever = at_clocks(facts.ever_asserted(connection, pair), clocks)
    links.attach(connection, (fact.act for fact in ever if fact.act.superseded is None), clocks)
    grading.attach(connection, (fact.act for fact in ever), clocks)
    return ever


_Place = tuple[date, date, str, int, bool, str, str, datetime, int, str]
_Placed = tuple[_Place, Change]


def _placed(ever: Sequence[Fact], why: Mapping[int, Reason], decisions: Iterable[Decided]) -> list[_Placed]:
    known = versions(ever)
    told = story([fact for fact in ever if fact.act.superseded is None])
    changes = [
        *_of_the_world(told, known, why),
        *_of_knowledge(told, known.values(), why),
        *_of_answers(ever, why),
        *(_change(one.told, one.kind, one.recorded, one.reason) for one in decisions),
    ]
    newest = {fact.act.event_id: fact.act for fact in sorted(ever, key=lambda fact: fact.act.number)}
    return [(_place(change, newest[str(change.event_id)]), change) for change in changes]


def _place(change: Change, newest: Act) -> _Place:
    """Statements of one day are in the order in which they speak, as their events now read; then what was decided.

    What no longer counts comes before what else was published that day: it may stand in its place.
    """
    return (
        change.valid_from,
        change.published,
        change.subject,
        _rank(newest, change.subject),
        newest.superseded is None,
        newest.event_id,
        other_event(change.after or change.before) if change.attribute == DECISION else "",
        change.recorded,
        _STEPS.index(change.kind),
        change.attribute,
    )


def _rank(act: Act, subject: str) -> int:
    match act.type:
        case AssessmentReported.TOPIC:
            return STRENGTH.index(act.told["judgement"].stance)
        case SanctionsImposed.TOPIC | SanctionsEased.TOPIC:
            return place_in_life(measure_stage(act.type, act.modality, act.told))
        case _:  # what is answered comes before its answer
            return not subject.endswith(act.event_id)


def _of_the_world(told: Iterable[Told], known: Mapping[int, Version], why: Mapping[int, Reason]) -> Iterator[Change]:
    for change in told:
        version = known.get(change.act.number)
        own = version.value(change.subject, change.attribute) if version else None
        if version and own is None:  # it follows from what the event says
            version = version.first_to_say_so()
        returned = version is not None and version.kind == "undone" and version.before is None  # it was retracted
        owned = version is not None and version.before is not None and version.tells_of(change.subject)
        if version and version.kind != "asserted" and (returned or owned):
            before = version.before.value(change.subject, change.attribute) if version.before else None
            corrected = change if before is None else change._replace(before=before)
            yield _change(corrected, version.kind, version.recorded, why.get(version.position, _NO_REASON))
        else:
            recorded = version.recorded if version else change.act.first_recorded
            by = change.decision.by if change.decision else None
            recorded = max(recorded, change.decision.recorded if change.decision else 0)
            yield _change(change, "asserted", recorded, Reason(change.because, by))


def _of_knowledge(told: Sequence[Told], known: Iterable[Version], why: Mapping[int, Reason]) -> Iterator[Change]:
    """What was asserted and no longer counts, and what ended it."""
    standing = _Standing(told)
    telling = {change.act.number for change in told}
    for version in known:
        if version.act.superseded is None:
            if version.act.number not in telling:
                yield from _corrected_witness(version, why)
            continue
        for (subject, attribute), value in version.values.items():
            replaced = version.before.value(subject, attribute) if version.before else None
            earlier = standing.before(subject, attribute, version.act)
            if attribute == STAGE:
                value = stage_with(subject, standing.acts(subject, attribute), version.act) or value  # noqa: PLW2901
            asserted = Told(subject, attribute, replaced or earlier, value, version.act)
            yield _change(asserted, version.kind, version.recorded, why.get(version.position, _NO_REASON))
            ended = Told(subject, attribute, value, earlier, version.act)
            if version.after is None:
                reason = why.get(version.act.superseded_by or 0, _NO_REASON)
                yield _change(ended, "retracted", version.act.superseded, reason)
            elif version.after.value(subject, attribute) is None:
                reason = why.get(version.after.position, _NO_REASON)
                yield _change(ended, version.after.kind, version.after.recorded, reason)


def _of_answers(ever: Sequence[Fact], why: Mapping[int, Reason]) -> Iterator[Change]:
    """What had been answered by an act that no longer counts, and that it then was not."""
    counting = {fact.act.event_id for fact in ever if fact.act.superseded is None}
    newest = {fact.act.event_id: fact.act for fact in sorted(ever, key=lambda fact: fact.act.number)}
    ended = [act for event_id, act in newest.items() if event_id not in counting]
    if not ended:
        return
    for told in answered_once([fact for fact in ever if fact.act.superseded is None], ended):
        yield _change(told, "asserted", told.act.first_recorded, Reason(told.because, None))
        gone = told._replace(before=told.after, after=told.before)
        yield _change(gone, "retracted", told.act.superseded or 0, why.get(told.act.superseded_by or 0, _NO_REASON))


def _corrected_witness(version: Version, why: Mapping[int, Reason]) -> Iterator[Change]:
    """A correction, or the return, of an event that only says what another one says too."""
    if version.before is None and version.kind != "undone":
        return
    for (subject, attribute), value in version.values.items():
        before = version.before.value(subject, attribute) if version.before else None
        change = Told(subject, attribute, before, value, version.act)
        yield _change(change, version.kind, version.recorded, why.get(version.position, _NO_REASON))


class _Standing:
    """The values that stand, to say what was so before an event that no longer counts."""

    def __init__(self, told: Iterable[Told]) -> None:
        self._told: dict[tuple[str, str], list[Told]] = {}
        for change in told:
            self._told.setdefault((change.subject, change.attribute), []).append(change)

    def acts(self, subject: str, attribute: str) -> list[Act]:
        """The acts that tell of it."""
        return [told.act for told in self._told.get((subject, attribute), ())]

    def before(self, subject: str, attribute: str, act: Act) -> str | None:
        def when(act: Act) -> tuple[date, date, int]:
            return act.valid_from, act.published, _rank(act, subject)

        told_of = self._told.get((subject, attribute), ())
        earlier = [told for told in told_of if told.act.event_id != act.event_id and when(told.act) < when(act)]
        return max(earlier, key=lambda told: (*when(told.act), told.act.event_id)).after if earlier else None


def _change(told: Told, kind: ChangeKind, recorded: int, reason: Reason) -> Change:
    act = told.act
    return Change(
        subject=told.subject,
        content=content_of(act),
        attribute=told.attribute,
        kind=kind,
        before=told.before,
        after=told.after,
        date=act.occurred.written,
        occurred=act.occurred,
        valid_from=act.valid_from,
        published=act.published,
        recorded=from_micros(recorded),
        event_id=UUID(act.event_id),
        type=act.type,
        quote=act.quote,
        report=act.report,
        reliability=act.teller.reliability,
        because=reason.because,
        by=reason.by,
        changes=reason.changes,
    )


def _pairs(connection: sqlite3.Connection, beginning: str) -> list[tuple[str, str]]:
    query = "SELECT DISTINCT pair FROM subjects WHERE key >= ? AND key < ? ORDER BY pair"
    rows = connection.execute(query, (beginning, beginning + "\U0010ffff"))
    return [(one, other) for one, _, other in (row[0].partition("-") for row in rows)]
