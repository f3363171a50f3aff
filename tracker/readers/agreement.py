"""Two readers compared on the same reports: how far they agree, type by type, and every difference."""

from collections import Counter
from collections.abc import Callable, Iterable

from events import POLICY_EVENTS, PolicyEvent
from events.values import Value
from tracker.errors import Refused
from tracker.extraction.proposal import Extractor, Proposal
from tracker.incoming import IncomingReport
from tracker.intake import extract_each
from tracker.proof import screen
from tracker.readers.account import Disagreement
from tracker.readers.pairing import disagreements, pair
from tracker.readers.scoring import Coded, Key


class TypeAgreement(Value):
    """Events of a type that each reader has, and that both have alike; `f1` is twice those by the sum of these."""

    type: str
    first: int
    second: int
    both: int
    f1: float


class Difference(Value):
    """One disagreement about one report."""

    report: str
    disagreement: Disagreement


class Agreement(Value):
    """How far two readers agree. `event`, `root` and `pair` are F1 over all reports, as coders are compared."""

    SECTIONS = ("types", "differences")

    readers: tuple[str, str]
    reports: int
    event: float
    root: float
    pair: float
    types: tuple[TypeAgreement, ...]
    differences: tuple[Difference, ...]
    unread: tuple[str, ...] = ()


_KEYS: dict[str, Callable[[Coded], Key]] = {
    "event": lambda one: one.key,
    "root": lambda one: one.root,
    "pair": lambda one: one.pair,
}


def agreement(first: Extractor, second: Extractor, reports: Iterable[IncomingReport]) -> Agreement:
    """Let two readers read the same reports; those that either cannot read are named, and left out."""
    kept = list(reports)
    ours, theirs = (list(extract_each(reader, kept)) for reader in (first, second))
    tally = _Tally()
    for (report, one), (_, other) in zip(_ordered(kept, ours), _ordered(kept, theirs), strict=True):
        tally.add(report, one, other)
    return Agreement(
        readers=(first.reading.extractor, second.reading.extractor),
        reports=tally.reports,
        **{name: tally.f1(name) for name in _KEYS},
        types=tuple(tally.types()),
        differences=tuple(tally.differences),
        unread=tuple(tally.unread),
    )


Read = tuple[IncomingReport, list[Proposal] | Refused]


def _ordered(reports: list[IncomingReport], read: list[Read]) -> list[Read]:
    """What was read, in the order of the reports: an extractor may answer in another one."""
    places = {id(report): place for place, report in enumerate(reports)}
    return sorted(read, key=lambda one: places.get(id(one[0]), len(places)))


class _Tally:
    def __init__(self) -> None:
        self.reports = 0
        self.differences: list[Difference] = []
        self.unread: list[str] = []
        self._sets = Counter[tuple[str, str]]()
        self._types = Counter[tuple[str, str]]()

    def add(self, report: IncomingReport, one: list[Proposal] | Refused, other: list[Proposal] | Refused) -> None:
        if isinstance(one, Refused) or isinstance(other, Refused):
            self.unread += [f"{report.label}: {found}" for found in (one, other) if isinstance(found, Refused)]
            return
        self.reports += 1
        first, second = screen(report, one).events, screen(report, other).events
        for name, key in _KEYS.items():
            ours, theirs = ({key(Coded.of(event)) for event in events} for events in (first, second))
            self._sets[name, "sum"] += len(ours) + len(theirs)
            self._sets[name, "both"] += len(ours & theirs)
        paired = pair(report, one, other)
        self._count("first", first)
        self._count("second", second)
        self._types.update((proposal.topic, "both") for proposal, _ in paired.agreed)
        found = disagreements(report, paired)
        self.differences += [Difference(report=report.id or report.label, disagreement=each) for each in found]

    def _count(self, whose: str, events: Iterable[PolicyEvent]) -> None:
        self._types.update((event.TOPIC, whose) for event in events)

    def f1(self, name: str) -> float:
        total = self._sets[name, "sum"]
        return round(2 * self._sets[name, "both"] / total, 3) if total else 1.0

    def types(self) -> Iterable[TypeAgreement]:
        for kind in POLICY_EVENTS:
            first, second, both = (self._types[kind, whose] for whose in ("first", "second", "both"))
            if first or second:
                f1 = round(2 * both / (first + second), 3)
                yield TypeAgreement(type=kind, first=first, second=second, both=both, f1=f1)
