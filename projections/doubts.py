"""Why an event may be wrong: what speaks against it, and how much, so that a review can begin where it is needed.

The weights are how likely each ground alone would make a mistake; together they are `1 - (1 - a)(1 - b) …`, as if they
were independent. Only that of a rule is measured; the others order a list and claim no more.
"""

from collections.abc import Iterable, Iterator, Mapping
from math import prod
from typing import Literal, NamedTuple, TypeAlias

from events import AssessmentReported, When
from events.values import Value
from events.vocabulary import Modality
from projections.acts import Act
from projections.assessments import AFFIRMING, judgement_of
from projections.neighbours import Nearby
from projections.unnamed import matter

Ground: TypeAlias = Literal["readers", "rule", "report", "judgement", "modality", "witness"]
"""Two readers code it otherwise; a weak rule found it; another report dates or tells it otherwise; somebody judges the
opposite; its modality; nobody else tells of it."""

READERS, OTHERWISE, OPPOSITE, OTHER_HOLDER, ALONE = 0.6, 0.4, 0.4, 0.2, 0.1

MODALITIES = {Modality.CONDITIONAL: 0.25, Modality.PLANNED: 0.15, Modality.ANNOUNCED: 0.1}

WEAK = 0.75
"""A rule is weak when fewer than this share of what it proposes is right."""

SAME_MATTER_DAYS = 31
"""Days within which the same holder's opposite judgement is taken for a contradiction, not for a change of mind."""


class Doubt(Value):
    """One ground of doubt, in words, and its weight from 0 to 1."""

    ground: Ground
    why: str
    weight: float


class Measured(NamedTuple):
    """How often rules are right: the share of each that was measured, and of all together."""

    shares: Mapping[str, float]
    all: float

    def of(self, rule: str) -> float:
        """The share of a rule; of one that was not measured, that of all."""
        return self.shares.get(rule, self.all)


def doubt_of(doubts: Iterable[Doubt]) -> float:
    """How doubtful an event is for some reasons, from 0 to 1."""
    return round(1 - prod(1 - doubt.weight for doubt in doubts), 3)


class Doubts:
    """Finds what speaks against acts that count; `judgements` are all assessments that do, whoever judges.

    `disputed` says of events that two readers coded otherwise what the difference is.
    """

    def __init__(
        self, nearby: Nearby, judgements: Iterable[Act], measured: Measured, disputed: Mapping[str, str]
    ) -> None:
        self._nearby = nearby
        self._measured = measured
        self._disputed = disputed
        self._judged: dict[tuple[object, ...], list[Act]] = {}
        for act in judgements:
            self._judged.setdefault(_proposition(act), []).append(act)

    def of(self, act: Act, corroboration: int) -> tuple[Doubt, ...]:
        """The grounds of doubt about an act that so many witnesses tell, the weightiest first."""
        found = [*self._readers(act), *self._rule(act), *self._reports(act), *self._judgements(act), *_modality(act)]
        if corroboration == 1:
            found.append(Doubt(ground="witness", why="no other witness tells of it", weight=ALONE))
        return tuple(sorted(found, key=lambda doubt: -doubt.weight))

    def _readers(self, act: Act) -> Iterator[Doubt]:
        if act.event_id in self._disputed:
            yield Doubt(ground="readers", why=self._disputed[act.event_id], weight=READERS)

    def _rule(self, act: Act) -> Iterator[Doubt]:
        rule = act.told["coding"].rule
        share = self._measured.of(rule)
        if share < WEAK:
            right = f"{round(share * 10)} of 10" if rule in self._measured.shares else "not measured"
            yield Doubt(ground="rule", why=f"the rule {rule!r} is often wrong (right: {right})", weight=1 - share)

    def _reports(self, act: Act) -> Iterator[Doubt]:
        for other in self._nearby.around(act):
            why = _otherwise(act, other) if other.teller.id != act.teller.id else None
            if why:
                words = f"{other.teller.publisher} of {other.published} {why}: {other.event_id[:8]}"
                yield Doubt(ground="report", why=words, weight=OTHERWISE)
                return

    def _judgements(self, act: Act) -> Iterator[Doubt]:
        if act.type != AssessmentReported.TOPIC:
            return
        affirms = judgement_of(act).stance in AFFIRMING
        against = [
            other
            for other in self._judged.get(_proposition(act), ())
            if (judgement_of(other).stance in AFFIRMING) != affirms
        ]
        own = [other for other in against if other.source == act.source and _days(act, other) <= SAME_MATTER_DAYS]
        for other in own[:1] or [one for one in against if one.source != act.source][:1]:
            same = other.source == act.source
            weight = OPPOSITE if same else OTHER_HOLDER
            who = "the same holder" if same else other.source
            why = f"{who} {judgement_of(other).stance.replace('_', ' ')} on {other.valid_from}: {other.event_id[:8]}"
            yield Doubt(ground="judgement", why=why, weight=weight)


def _modality(act: Act) -> Iterator[Doubt]:
    modality = Modality(act.modality)
    if modality in MODALITIES:
        yield Doubt(ground="modality", why=f"it is only {modality.value}", weight=MODALITIES[modality])


def _otherwise(act: Act, other: Act) -> str | None:
    """How another report tells of what may be the same act otherwise; None where it does not."""
    if act.type == other.type and (act.source, act.target) == (other.source, other.target):
        if act.type != AssessmentReported.TOPIC and not act.occurred.compatible(other.occurred):
            return f"has such an act on {_day(other.occurred)}"
        return None
    met = {act.type, other.type}
    if met == {"MeetingHeld", "MeetingCancelled"} and act.occurred.compatible(other.occurred):
        return "says that it was called off" if other.type == "MeetingCancelled" else "says that it was held"
    return None


def _day(when: When) -> str:
    return when.written or "another day"


def _days(one: Act, other: Act) -> int:
    return abs((one.valid_from - other.valid_from).days)


def _proposition(act: Act) -> tuple[object, ...]:
    proposition = judgement_of(act).proposition
    return act.target, proposition.predicate, proposition.object, matter(proposition, act.event_id)
