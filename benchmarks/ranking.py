"""Whether a learned filter of what the rules propose would earn its place: five-fold cross-validation on `train.jsonl`.

    python -m benchmarks.ranking

A logistic regression over what an event says of itself (type, rule, trigger, modality, background, date, third parties)
judges every proposal by the folds that its report is not in. Each line leaves out what it gives less of a chance.
"""

import hashlib
import sys
from collections import Counter
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from benchmarks.gold import SHARED, read_rows, reports
from events import POLICY_EVENTS
from tracker.extraction.proposal import Proposal
from tracker.extraction.rules import RuleExtractor

FOLDS = 5
THRESHOLDS = (0.0, 0.2, 0.3, 0.4, 0.5, 0.6)
_STEPS, _RATE, _PENALTY, _RAREST = 250, 0.05, 4.0, 3

Key = tuple[str, str, str]
Weights = dict[str, float]


def key(topic: str, source: str, target: str) -> Key:
    """What the scorer compares: an act without direction has its parties in alphabetical order."""
    first, second = (source, target) if POLICY_EVENTS[topic].DIRECTED else sorted((source, target))
    return topic, first, second


def features(proposal: Proposal, siblings: int) -> list[str]:
    """What an event says of itself, as names of features."""
    fields, topic = proposal.fields, proposal.topic
    rule, background, modality = fields["coding"].rule, fields["background"], fields["modality"]
    return [
        "any",
        f"type {topic}",
        f"rule {rule}",
        f"trigger {rule} {fields['coding'].trigger.lower()}",
        f"modality {topic} {modality}",
        f"background {topic} {background}",
        f"dated {fields['occurred'].precision} {topic}",
        f"third {min(len(fields['third_parties']), 3)}",
        f"said by {min(len(fields['attribution']), 2)} {topic}",
        f"siblings {min(siblings, 6)}",
        f"words {min(len(fields['evidence'].quote.split()), 40) // 8}",
    ]


def learn(examples: Sequence[tuple[list[str], bool]]) -> Weights:
    """Fit a logistic regression with a quadratic penalty by Adam (Kingma and Ba 2015): same rows, same weights."""
    counts = Counter(name for names, _ in examples for name in names)
    place = {name: number for number, name in enumerate(sorted(n for n, c in counts.items() if c >= _RAREST))}
    cells = [(row, place[name]) for row, (names, _) in enumerate(examples) for name in names if name in place]
    rows, columns = (np.array(axis) for axis in zip(*cells, strict=True))
    right: NDArray[np.float64] = np.array([label for _, label in examples], dtype=float)
    weights, mean, spread = (np.zeros(len(place)) for _ in range(3))
    for step in range(1, _STEPS + 1):
        chance = 1 / (1 + np.exp(-np.bincount(rows, weights[columns], len(right))))
        slope = np.bincount(columns, (chance - right)[rows], len(place)) + _PENALTY * weights
        mean, spread = 0.9 * mean + 0.1 * slope, 0.999 * spread + 0.001 * slope**2
        weights -= _RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return {name: float(weights[number]) for name, number in place.items()}


def chance_of(names: Sequence[str], weights: Weights) -> float:
    """The chance that a proposal with these features is right."""
    return float(1 / (1 + np.exp(-sum(weights.get(name, 0.0) for name in names))))


def main() -> int:
    """Print precision, recall and F1 of what is left at each threshold."""
    path = SHARED / "gold" / "train.jsonl"
    if not path.exists():
        print(f"skipped: no annotated reports in {SHARED}")
        return 0
    rows = read_rows(path)
    found = [proposals for _, proposals in RuleExtractor().extract(reports(rows))]
    every = [{key(e["type"], e["source"], e["target"]) for e in row["events"]} for row in rows]
    asked = [{key(e["type"], e["source"], e["target"]) for e in row["events"] if not e["background"]} for row in rows]
    judged = list(_judged([row["id"] for row in rows], found, every))
    for threshold in THRESHOLDS:
        said = [{one for one, chance in report if chance >= threshold} for report in judged]
        hit = sum(len(kept & need) for kept, need in zip(said, asked, strict=True))
        told = sum(len(kept - (gold - need)) for kept, gold, need in zip(said, every, asked, strict=True))
        precision, recall = hit / told, hit / sum(map(len, asked))
        f1 = 2 * precision * recall / (precision + recall)
        print(f"at least {threshold:.1f}: precision {precision:.3f}, recall {recall:.3f}, event F1 {f1:.4f}")
    return 0


def _judged(
    ids: Sequence[str], found: Sequence[Sequence[Proposal]], gold: Sequence[set[Key]]
) -> Iterator[list[tuple[Key, float]]]:
    """Yield the proposals of each report with their chances, by a model that has not seen the report."""
    folds = [int(hashlib.sha256(name.encode()).hexdigest(), 16) % FOLDS for name in ids]
    described = [[(_key_of(one), features(one, len(some))) for one in some] for some in found]
    models = []
    for fold in range(FOLDS):
        others = (number for number in range(len(ids)) if folds[number] != fold)
        models.append(learn([(names, one in gold[n]) for n in others for one, names in described[n]]))
    for fold, report in zip(folds, described, strict=True):
        yield [(one, chance_of(names, models[fold])) for one, names in report]


def _key_of(proposal: Proposal) -> Key:
    return key(proposal.topic, proposal.fields["source"], proposal.fields["target"])


if __name__ == "__main__":
    sys.exit(main())
