"""Relations: which act a sentence tells between two actors that are given, scored by 15 roots and 4 quads.

    python benchmarks/relations.py FILE.jsonl

Rows have `text`, `source`, `target`, `root`, `quad` and, where it is known, `marked`: the text with the two between
<s></s> and <t></t>. The spans go as mentions through the same frames as every report. The last line is JSON: macro-F1
over the roots and quads of the file, and the share of rows for which a frame decided (`coverage`).
"""

import json
import re
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a file, the project is not on the path

from benchmarks.plover import LEXICON, root_of
from tracker.extraction.given import SOURCE, TARGET, GivenActs, GivenSentence, Near, acts_between
from tracker.extraction.judging import Judged
from tracker.extraction.lexicon import lexicon

QUADS = {
    1: ("AGREE", "CONSULT", "SUPPORT"),
    2: ("COOPERATE", "AID", "YIELD"),
    3: ("REQUEST", "ACCUSE", "REJECT", "THREATEN"),
    4: ("PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT"),
}
"""Verbal and material cooperation, verbal and material conflict: the roots of each (PLOVER)."""

QUAD = {root: quad for quad, roots in QUADS.items() for root in roots}
NOTHING = "ACCUSE"
"""What is said of a sentence of which nothing is understood: the verbal conflict that news is most often about."""

_MARK = re.compile(r"<(/?)([st])>")


class Answer(NamedTuple):
    """The root that a sentence is given, and whether a frame decided it."""

    root: str
    framed: bool


def spans(row: dict[str, Any]) -> tuple[tuple[int, int], tuple[int, int]]:
    """Where the two actors stand in the text, in characters; an empty span for one that the text does not have."""
    marked = _marked(row.get("marked") or "", row["text"])
    return tuple(_trimmed(row["text"], marked.get(mark) or _found(row[name], row["text"])) for mark, name in _NAMED)  # type: ignore[return-value]  # two of them


_NAMED = (("s", "source"), ("t", "target"))


def _marked(marked: str, text: str) -> dict[str, tuple[int, int]]:
    found: dict[str, tuple[int, int]] = {}
    starts: dict[str, int] = {}
    removed = 0
    for match in _MARK.finditer(marked):
        place = match.start() - removed
        removed += len(match[0])
        if not match[1]:
            starts[match[2]] = place
        elif match[2] in starts:
            found.setdefault(match[2], (starts[match[2]], place))
    return found if _MARK.sub("", marked) == text else {}


def _found(actor: str, text: str) -> tuple[int, int]:
    start = text.find(actor.strip())
    return (start, start + len(actor.strip())) if start >= 0 and actor.strip() else (0, 0)


def _trimmed(text: str, span: tuple[int, int]) -> tuple[int, int]:
    words = text[span[0] : span[1]]
    start = span[0] + len(words) - len(words.lstrip())
    return start, max(start, span[0] + len(words.rstrip()))


def answers(rows: Sequence[dict[str, Any]]) -> list[Answer]:
    """Answer every row."""
    given = [GivenSentence(row["text"], *spans(row)) for row in rows]
    return [_answer(found) for found in acts_between(given, lexicon(LEXICON))]


def _answer(found: GivenActs) -> Answer:
    """The root of the frame that joins the two best; else of the trigger that came nearest to one."""
    joined = [(_rank(found, judged, bool(made)), judged) for judged, made in found.acts if _joins(judged)]
    if joined:
        _, judged = min(joined, key=lambda one: one[0])
        return Answer(root_of(judged.frame.rule, judged.frame.topic, judged.reality), framed=True)
    if found.near:
        near = min(found.near, key=lambda one: (_is_purpose(one), _distance(found, one.trigger.i)))
        return Answer(root_of(near.rule, near.type, near.reality), framed=True)
    return Answer(NOTHING, framed=False)


def _is_purpose(near: Near) -> bool:
    """Whether a trigger only says what for: "adds funding to fight the epidemic"."""
    return (near.reality.dropped or "").startswith("purpose")


def _joins(judged: Judged) -> bool:
    """Whether a frame has the two as its parties."""
    frame = judged.frame
    return {SOURCE, TARGET} <= {*frame.sources, *frame.targets}


def _rank(found: GivenActs, judged: Judged, made: bool) -> tuple[bool, bool, int]:
    """Frames that run from the source to the target come first, then those that state an event, then the nearest."""
    frame = judged.frame
    forward = SOURCE in frame.sources
    return not forward, not made or judged.carried, _distance(found, frame.anchor.i)


def _distance(found: GivenActs, place: int) -> int:
    """How many words lie between a word and the source."""
    return min((abs(place - mention.start) for mention in found.mentions[:1]), default=0)


def macro_f1(pairs: Sequence[tuple[Any, Any]]) -> float:
    """The mean over the gold labels of their F1, from pairs of gold and answer."""
    labels = {gold for gold, _ in pairs}
    return sum(f1(label, pairs) for label in labels) / len(labels)


def f1(label: object, pairs: Sequence[tuple[Any, Any]]) -> float:
    """The F1 of one label; 0 where nothing has it."""
    hit = sum(gold == said == label for gold, said in pairs)
    both = sum(gold == label for gold, _ in pairs) + sum(said == label for _, said in pairs)
    return 2 * hit / both if both else 0.0


def figures(rows: Sequence[dict[str, Any]], *, by_root: bool = False) -> dict[str, float]:
    """Macro-F1 over roots and quads, and the share of rows that a frame decided; may print each root's F1."""
    said = answers(rows)
    roots = [(row["root"], answer.root) for row, answer in zip(rows, said, strict=True)]
    quads = [(row["quad"], QUAD[answer.root]) for row, answer in zip(rows, said, strict=True)]
    if by_root:
        for root in sorted({gold for gold, _ in roots}):
            print(f"{root:10} {sum(gold == root for gold, _ in roots):4} rows  F1 {f1(root, roots):.2f}")
    return {
        "root_macro_f1": round(macro_f1(roots), 4),
        "quad_macro_f1": round(macro_f1(quads), 4),
        "coverage": round(sum(answer.framed for answer in said) / len(said), 4),
    }


def main(arguments: Sequence[str]) -> int:
    """Score a file; print the F1 of each root, and the figures as JSON in the last line."""
    if len(arguments) != 1:
        print("usage: python benchmarks/relations.py FILE.jsonl", file=sys.stderr)
        return 2
    rows = [json.loads(line) for line in Path(arguments[0]).read_text(encoding="utf-8").splitlines() if line.strip()]
    print(json.dumps(figures(rows, by_root=True)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
