"""The proposals of two readers for one report, held against each other."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from events import PolicyEvent
from tracker.extraction.proposal import Proposal
from tracker.incoming import IncomingReport
from tracker.proof import screen
from tracker.readers.account import Disagreement


@dataclass(frozen=True)
class Paired:
    """Acts that both code, acts that they code otherwise, and acts that only one of them has."""

    agreed: tuple[tuple[Proposal, Proposal], ...]
    differing: tuple[tuple[Proposal, Proposal], ...]
    first: tuple[Proposal, ...]
    second: tuple[Proposal, ...]

    @property
    def recorded(self) -> list[Proposal]:
        """What is recorded: the first one's coding wherever it has one."""
        return [*(one for one, _ in (*self.agreed, *self.differing)), *self.first, *self.second]

    @property
    def disputed(self) -> list[Proposal]:
        """What is recorded and not agreed."""
        return [*(one for one, _ in self.differing), *self.first, *self.second]


@dataclass(frozen=True)
class _Seen:
    proposal: Proposal
    event: PolicyEvent


def pair(report: IncomingReport, first: Iterable[Proposal], second: Iterable[Proposal]) -> Paired:
    """Pair what two readers propose; proposals that make no event are left out.

    Agreed: same type and polities, with a compatible date and the same stance, measure and action. Differing: other
    than that, but of the same two polities on overlapping words, or the same type of act between them.
    """
    ours, theirs = _seen(report, first), _seen(report, second)
    agreed = _take(ours, theirs, _same)
    differing = _take(ours, theirs, _same_act) + _take(ours, theirs, _same_words)
    return Paired(
        tuple((one.proposal, other.proposal) for one, other in agreed),
        tuple((one.proposal, other.proposal) for one, other in differing),
        tuple(one.proposal for one in ours),
        tuple(one.proposal for one in theirs),
    )


def _seen(report: IncomingReport, proposals: Iterable[Proposal]) -> list[_Seen]:
    return [
        _Seen(proposal, screened.events[0]) for proposal in proposals if (screened := screen(report, [proposal])).events
    ]


def _take(ours: list[_Seen], theirs: list[_Seen], alike: Any) -> list[tuple[_Seen, _Seen]]:
    """Take out of both lists the pairs that are alike: each of ours with the first of theirs, near words before far."""
    taken: list[tuple[_Seen, _Seen]] = []
    for one in list(ours):
        fitting = [other for other in theirs if alike(one.event, other.event)]
        if fitting:
            other = min(fitting, key=lambda candidate: _apart(one.event, candidate.event))
            taken.append((one, other))
            ours.remove(one)
            theirs.remove(other)
    return taken


def _same(one: PolicyEvent, other: PolicyEvent) -> bool:
    return _ends(one) == _ends(other) and one.TOPIC == other.TOPIC and not differences(one, other)


def _same_act(one: PolicyEvent, other: PolicyEvent) -> bool:
    return _ends(one) == _ends(other) and one.TOPIC == other.TOPIC


def _same_words(one: PolicyEvent, other: PolicyEvent) -> bool:
    return set(_ends(one)) == set(_ends(other)) and _apart(one, other) < 0


def _ends(event: PolicyEvent) -> tuple[str, str]:
    return event.source, event.target


def _apart(one: PolicyEvent, other: PolicyEvent) -> int:
    """Characters between two quotes; less than 0 where they overlap."""
    return max(one.evidence.start, other.evidence.start) - min(one.evidence.end, other.evidence.end)


def differences(one: PolicyEvent, other: PolicyEvent) -> tuple[str, ...]:
    """The fields in which two codings of an act differ so that it matters."""
    found = [name for name in ("source", "target", "modality") if getattr(one, name) != getattr(other, name)]
    if one.TOPIC != other.TOPIC:
        found.insert(0, "type")
    if not one.occurred.compatible(other.occurred):
        found.append("occurred")
    found += [name for name in ("measure", "action") if getattr(one, name, None) != getattr(other, name, None)]
    if _stance(one) != _stance(other):
        found.append("judgement")
    return tuple(found)


def _stance(event: PolicyEvent) -> tuple[object, ...]:
    judgement = getattr(event, "judgement", None)
    return (judgement.stance, judgement.proposition.predicate) if judgement else ()


def disagreements(report: IncomingReport, paired: Paired) -> tuple[Disagreement, ...]:
    """The disagreements with the codings side by side, in the order of the text."""
    found = [
        *(Disagreement(kind="differ", first=coded(report, a), second=coded(report, b)) for a, b in paired.differing),
        *(Disagreement(kind="first only", first=coded(report, one)) for one in paired.first),
        *(Disagreement(kind="second only", second=coded(report, one)) for one in paired.second),
    ]
    return tuple(sorted(found, key=_place))


def _place(one: Disagreement) -> int:
    coding = one.first or one.second or {}
    return int(coding["start"])


def coded(report: IncomingReport, proposal: Proposal) -> dict[str, Any]:
    """A proposal as plain JSON, with the id that its event has or would have."""
    event = proposal.event(report.report_id, 1)
    fields = event.model_dump(mode="json", exclude_defaults=True)
    for name in ("originator_id", "originator_version", "evidence", "occurred"):
        fields.pop(name, None)
    return {
        "type": event.TOPIC,
        **fields,
        "date": event.occurred.iso,
        "occurred": event.occurred.model_dump(mode="json"),
        "quote": event.evidence.quote,
        "start": event.evidence.start,
        "end": event.evidence.end,
    }
