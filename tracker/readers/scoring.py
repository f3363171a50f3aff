"""A reader held against reports that a person coded: the definitions by which coders are compared.

Within a report events are compared as sets. A background event of the person's is worth finding, never a false alarm,
and not required. Types without a direction are compared without it. Figures are over all events (micro-averaged):

event     type, source and target
root      PLOVER root, source and target
pair      the two polities, whatever the act and direction
report    mean over reports of the F1 on events; 1 where both have none
false_alarms   share of the reports without any event in which one is proposed
date, modality share of the events that match in which these are right; a date as exactly as the person gave it
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from events import POLICY_EVENTS, PolicyEvent
from events.values import Value
from tracker.errors import BadRow, Refused, UnreadableFile
from tracker.extraction.proposal import Extractor
from tracker.incoming import IncomingReport
from tracker.intake import extract_each
from tracker.proof import screen

Key = tuple[str, ...]


class Figures(Value):
    """Precision, recall and their harmonic mean; 0 where nothing is right."""

    precision: float
    recall: float
    f1: float

    @classmethod
    def of(cls, right: int, found: int, needed: int) -> "Figures":
        """From counts."""
        precision, recall = right / found if found else 0.0, right / needed if needed else 0.0
        f1 = 2 * precision * recall / (precision + recall) if right else 0.0
        return cls(precision=round(precision, 3), recall=round(recall, 3), f1=round(f1, 3))


class TypeScore(Value):
    """How many events of a type the person coded (those required), the reader found, and of these are right."""

    type: str
    coded: int
    found: int
    right: int


class Score(Value):
    """What a reader reaches on coded reports; `unread` names the reports that it could not read, and why."""

    SECTIONS = ("types",)

    reader: str
    version: str
    reports: int
    coded: int
    found: int
    event: Figures
    root: Figures
    pair: Figures
    report: float
    false_alarms: float | None
    date: float | None
    modality: float | None
    types: tuple[TypeScore, ...]
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Coded:
    """An event as it is compared."""

    type: str
    source: str
    target: str
    date: str | None
    modality: str | None
    background: bool

    @property
    def ends(self) -> Key:
        """The two polities, in order of the alphabet where the type has no direction."""
        pair = (self.source, self.target)
        return pair if POLICY_EVENTS[self.type].DIRECTED else tuple(sorted(pair))

    @property
    def key(self) -> Key:
        """Type, source and target."""
        return (self.type, *self.ends)

    @property
    def root(self) -> Key:
        """PLOVER root, source and target."""
        return (POLICY_EVENTS[self.type].ROOT.value, *self.ends)

    @property
    def pair(self) -> Key:
        """The two polities."""
        return tuple(sorted((self.source, self.target)))

    @classmethod
    def of(cls, event: PolicyEvent) -> "Coded":
        """From an event of ours."""
        return cls(event.TOPIC, event.source, event.target, event.occurred.iso, event.modality, event.background)


Story = tuple[Sequence[Coded], Sequence[Coded]]
"""What a person coded of a report, and what a reader found."""


def read_gold(paths: Iterable[Path]) -> list[tuple[IncomingReport, tuple[Coded, ...]]]:
    """Coded reports: JSONL rows of a report with `events`. Raises UnreadableFile, BadRow naming the line."""
    rows: list[tuple[IncomingReport, tuple[Coded, ...]]] = []
    for path in paths:
        try:
            lines = path.read_text(encoding="utf-8").splitlines()
        except (OSError, UnicodeDecodeError) as error:
            raise UnreadableFile(f"{path}: cannot be read ({error})") from error
        for number, line in enumerate(lines, start=1):
            if line.strip():
                rows.append(_gold(line, f"{path}:{number}"))
    return rows


def _gold(line: str, where: str) -> tuple[IncomingReport, tuple[Coded, ...]]:
    try:
        row = json.loads(line)
        report = IncomingReport(
            label=where,
            id=row.get("id"),
            url=None,  # annotated reports are told apart by their texts
            publisher=row.get("publisher") or "unnamed",
            publisher_polity=row.get("publisher_polity"),
            published=row["published"][:10],
            title=row.get("title") or "",
            text=row["text"],
        )
        return report, tuple(map(_coded, row["events"]))
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadRow(
            f"{where}: no coded report ({type(error).__name__}: {error}): a row has text, published and events"
        ) from error


def _coded(event: Mapping[str, Any]) -> Coded:
    if event["type"] not in POLICY_EVENTS:
        raise ValueError(f"there is no event type {event['type']!r}")
    date, modality = event.get("date"), event.get("modality")
    return Coded(event["type"], event["source"], event["target"], date, modality, bool(event.get("background")))


def score(reader: Extractor, gold: Sequence[tuple[IncomingReport, Sequence[Coded]]]) -> Score:
    """Let a reader read coded reports and say how well it did; what it cannot read counts as without events."""
    found: dict[str, list[Coded]] = {}
    unread: list[str] = []
    for report, proposals in extract_each(reader, [report for report, _ in gold]):
        if isinstance(proposals, Refused):
            unread.append(f"{report.label}: {proposals}")
            continue
        found[report.label] = [Coded.of(event) for event in screen(report, proposals).events]
    stories = [(coded, found.get(report.label, [])) for report, coded in gold]
    reading = reader.reading
    return Score(
        reader=reading.extractor,
        version=reading.version,
        reports=len(stories),
        coded=sum(len(coded) for coded, _ in stories),
        found=sum(len(said) for _, said in stories),
        event=_figures(stories, lambda one: one.key),
        root=_figures(stories, lambda one: one.root),
        pair=_figures(stories, lambda one: one.pair),
        report=_mean(stories),
        false_alarms=_false_alarms(stories),
        **_alike(stories),
        types=tuple(_types(stories)),
        unread=tuple(unread),
    )


def _counts(stories: Iterable[Story], key: Callable[[Coded], Key]) -> tuple[int, int, int]:
    """How many are right, found and needed."""
    right = found = needed = 0
    for coded, said in stories:
        every = {key(one) for one in coded}
        required = {key(one) for one in coded if not one.background}
        ours = {key(one) for one in said}
        right += len(required & ours)
        needed += len(required)
        found += len(ours - (every - required))
    return right, found, needed


def _figures(stories: Iterable[Story], key: Callable[[Coded], Key]) -> Figures:
    return Figures.of(*_counts(stories, key))


def _mean(stories: Sequence[Story]) -> float:
    """The mean over reports of the F1 on events."""
    means = list[float]()
    for story in stories:
        right, found, needed = _counts([story], lambda one: one.key)
        means.append(2 * right / (needed + found) if needed or found else 1.0)
    return round(sum(means) / len(means), 3) if means else 0.0


def _false_alarms(stories: Sequence[Story]) -> float | None:
    """The share of the reports without any event in which one is proposed; None where all have some."""
    quiet = [said for coded, said in stories if not coded]
    return round(sum(bool(said) for said in quiet) / len(quiet), 3) if quiet else None


def _alike(stories: Sequence[Story]) -> dict[str, float | None]:
    same = Counter[str]()
    for coded, said in stories:
        for one in coded:
            others = [other for other in said if other.key == one.key]
            if others:
                same["matched"] += 1
                same["date"] += any(_same_date(one, other) for other in others)
                same["modality"] += any(one.modality == other.modality for other in others)
    matched = same["matched"]
    return {name: round(same[name] / matched, 3) if matched else None for name in ("date", "modality")}


def _same_date(coded: Coded, said: Coded) -> bool:
    return (said.date or "").startswith(coded.date) if coded.date else not said.date


def _types(stories: Sequence[Story]) -> Iterable[TypeScore]:
    for kind in POLICY_EVENTS:
        of_kind = [
            ([one for one in coded if one.type == kind], [one for one in said if one.type == kind])
            for coded, said in stories
        ]
        right, found, needed = _counts(of_kind, lambda one: one.key)
        if found or needed:
            yield TypeScore(type=kind, coded=needed, found=found, right=right)
