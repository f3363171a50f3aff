"""How right, how fast and how frugal the extraction is, on the shared reports.

    python -m benchmarks.extraction [NAME ...]     score the gold files; exit 1 below a floor
    python -m benchmarks.extraction speed          against the parser alone, on a sample of both corpora
    python -m benchmarks.extraction corpora [N]    read the releases whole and N news items: crashes, quotes, memory

Skipped, with a line that says so, where `../shared` is not there.
"""

import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))  # run as a file, the project is not on the path

from benchmarks import corpora, gold


def main(arguments: Sequence[str]) -> int:
    """Measure what was asked for; return the exit code."""
    if not gold.SHARED.exists():
        print(f"skipped: no annotated reports in {gold.SHARED}")
        return 0
    if arguments[:1] == ["speed"]:
        corpora.speed()
        return 0
    if arguments[:1] == ["corpora"]:
        return corpora.whole(int(arguments[1]) if arguments[1:] else corpora.ALL)
    names = tuple(arguments) or (*gold.NAMES, gold.RELATIONS)
    return 1 if [name for name in names if not _holds(name)] else 0


def _holds(name: str) -> bool:
    """Score one gold file and say whether it is on the right side of all its floors."""
    path = gold.SHARED / "gold" / f"{name}.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        found = gold.score_relations(path) if name == gold.RELATIONS else gold.score(path, Path(folder))
    print(f"{name}: " + ", ".join(f"{figure} {value}" for figure, value in found.items()))
    pinned = gold.floors(path)
    if pinned is None:
        print(f"  no floors are set for this state of {path.name}")
        return True
    below = gold.shortfalls(found, pinned)
    print("\n".join(f"  BELOW THE FLOOR: {line}" for line in below) or f"  above its {len(pinned)} floors")
    return not below


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
