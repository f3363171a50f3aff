"""How often what each rule of the extraction proposes is right, on the annotated reports.

    python -m benchmarks.rules [NAME ...]

`tracker/data/rules.toml` is written from what this prints; the review queue orders doubtful events by it. A proposal is
right when a person coded an act of its type between its polities in its report, in the main text or as background.
"""

import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a file, the project is not on the path

from benchmarks import gold
from tracker.extraction.rules import RuleExtractor
from tracker.proof import screen
from tracker.readers.scoring import Coded, read_gold


def counted(paths: Iterable[Path]) -> dict[str, tuple[int, int]]:
    """Of each rule, how many acts it proposes and how many of them are right."""
    coded = {report.label: (report, {one.key for one in acts}) for report, acts in read_gold(paths)}
    found, right = Counter[str](), Counter[str]()
    for report, proposals in RuleExtractor().extract(report for report, _ in coded.values()):
        for event in screen(report, proposals).events:
            found[event.coding.rule] += 1
            right[event.coding.rule] += Coded.of(event).key in coded[report.label][1]
    return {rule: (found[rule], right[rule]) for rule in sorted(found)}


def main(names: Sequence[str]) -> int:
    """Print the table; return the exit code."""
    if not gold.SHARED.exists():
        print(f"skipped: no annotated reports in {gold.SHARED}")
        return 0
    counts = counted(gold.SHARED / "gold" / f"{name}.jsonl" for name in names or gold.NAMES)
    for rule, (found, right) in counts.items():
        print(f"{rule} = {{ found = {found}, right = {right} }}  # {right / found:.2f}")
    total, all_right = (sum(counts[rule][place] for rule in counts) for place in (0, 1))
    print(f"# all: {all_right} of {total}, {all_right / total:.3f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
