"""What was measured of the extraction, as `docs/accuracy.md` has it.

    python -m benchmarks.measured          measure, and write measured.toml and the tables of docs/accuracy.md

The test set are the annotated news items and releases that were kept for it; the working set those that were used while
the rules were written. Needs `../shared`; the tables are made from measured.toml without it.
"""

import re
import subprocess
import sys
import tempfile
import tomllib
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import gold

FILE = Path(__file__).with_name("measured.toml")
PAGE = Path(__file__).parents[1] / "docs" / "accuracy.md"

SETS = {
    "news items": ("bullets",),
    "official releases": ("releases",),
    "both: the test set": ("bullets", "releases"),
    "the working set": ("train",),
}
"""The rows of the first table, and the gold files that each puts together."""

TEST, WORKING = "both: the test set", "the working set"
FIGURES = {
    "event.precision": "precision",
    "event.recall": "recall",
    "event.f1": "F1",
    "root.f1": "root F1",
    "pair.f1": "pair F1",
    "report": "report F1",
    "false_alarms": "false alarms",
    "date": "date",
    "modality": "modality",
}

_TABLE = re.compile(r"(<!-- measured: (\w+) -->\n).*?(\n<!-- end -->)", re.DOTALL)
_TYPE = re.compile(r"^(\w+)\s+gold\s+(\d+)\s+found\s+(\d+)\s+right\s+(\d+)$", re.MULTILINE)
_FAULT = re.compile(r"^(missed|extra)\s+(\S+) (\w+) (\w+) (\w+) \|", re.MULTILINE)

Fault = tuple[str, str, str]
"""Type and ends of an event that only one of the two codings has."""


def measure(names: Sequence[str]) -> dict[str, Any]:
    """Read gold files together and score them: all figures, counts by type, and the kinds of faults."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "gold.jsonl")
        path.write_text(
            "".join((gold.SHARED / "gold" / f"{name}.jsonl").read_text(encoding="utf-8") for name in names),
            encoding="utf-8",
        )
        proposed = Path(folder, "proposed")
        proposed.mkdir()
        figures = gold.score(path, proposed)
        scorer = [sys.executable, str(gold.SHARED / "tools" / "score.py"), str(path), str(proposed / path.name)]
        told = subprocess.run([*scorer, "--by-type", "--misses"], check=True, capture_output=True, text=True).stdout
    types = {kind: tuple(map(int, counts)) for kind, *counts in _TYPE.findall(told)}
    return {"figures": figures, "types": types, "faults": _kinds(_FAULT.findall(told))}


def _kinds(faults: Sequence[tuple[str, str, str, str, str]]) -> dict[str, int]:
    """How the faults of a report go together: the same two with another type, the same type with another party."""
    sides: dict[str, dict[str, list[Fault]]] = {"missed": defaultdict(list), "extra": defaultdict(list)}
    for side, report, *event in faults:
        sides[side][report].append((event[0], event[1], event[2]))
    kinds: Counter[str] = Counter()
    for side, other in (("missed", "extra"), ("extra", "missed")):
        for report, faults_of_side in sides[side].items():
            for fault in faults_of_side:
                kinds[f"{side}, {_kind(fault, sides[other][report])}"] += 1
    return dict(kinds)


def _kind(event: Fault, others: Sequence[Fault]) -> str:
    if any({*one[1:]} == {*event[1:]} for one in others):
        return "type"
    return "party" if any(one[0] == event[0] for one in others) else "alone"


def written(found: Mapping[str, Any]) -> str:
    """The measurements as TOML."""
    return "\n".join(_toml(found)) + "\n"


def _toml(found: Mapping[str, Any]) -> Iterator[str]:
    yield "# Written by `python -m benchmarks.measured`; docs/accuracy.md has its tables from it.\n"
    for name in SETS:
        one = found[name]
        yield f'["{name}"]'
        yield from (f'"{figure}" = {value}' for figure, value in one["figures"].items() if value is not None)
        yield f'\n["{name}".types]'
        yield from (f"{kind} = {list(counts)}" for kind, counts in one["types"].items())
        yield f'\n["{name}".faults]'
        yield from (f'"{kind}" = {number}' for kind, number in sorted(one["faults"].items()))
        yield ""


def page(text: str, data: Mapping[str, Any]) -> str:
    """The text of the page with its tables as the measurements have them."""
    tables = {"sets": _sets, "types": _types, "faults": _faults}
    return _TABLE.sub(lambda table: table[1] + "\n".join(tables[table[2]](data)) + table[3], text)


def _sets(data: Mapping[str, Any]) -> Iterator[str]:
    yield "| set | reports | events | " + " | ".join(FIGURES.values()) + " |"
    yield "|---" * (len(FIGURES) + 3) + "|"
    for name in SETS:
        one = data[name]
        cells = [f"{one[figure]:.2f}" if figure in one else "" for figure in FIGURES]
        yield f"| {name} | {one['reports']:,} | {one['gold']:,} | " + " | ".join(cells) + " |"


def _types(data: Mapping[str, Any]) -> Iterator[str]:
    yield "| type | coded | found | of these right | precision | recall |\n|---|---|---|---|---|---|"
    for kind in data[WORKING]["types"]:
        coded, found, right = (
            sum(both) for both in zip(*(data[one]["types"][kind] for one in (TEST, WORKING)), strict=True)
        )
        precision = f"{right / found:.2f}" if found else ""
        recall = f"{right / coded:.2f}" if coded else ""
        yield f"| [`{kind}`](codebook.md#{kind.lower()}) | {coded} | {found} | {right} | {precision} | {recall} |"


def _faults(data: Mapping[str, Any]) -> Iterator[str]:
    yield "| | not coded by the other at all | the same two, another type | the same type, another party |"
    yield "|---|---|---|---|"
    for side, name in (("missed", "what is missed"), ("extra", "what is claimed wrongly")):
        counts = [
            sum(data[one]["faults"].get(f"{side}, {kind}", 0) for one in (TEST, WORKING))
            for kind in ("alone", "type", "party")
        ]
        yield f"| {name} ({sum(counts)}) | " + " | ".join(f"{count / sum(counts):.0%}" for count in counts) + " |"


def main() -> int:
    """Measure all sets, and write what was measured."""
    if not gold.SHARED.exists():
        print(f"skipped: no annotated reports in {gold.SHARED}")
        return 0
    FILE.write_text(written({name: measure(files) for name, files in SETS.items()}), encoding="utf-8")
    PAGE.write_text(
        page(PAGE.read_text(encoding="utf-8"), tomllib.loads(FILE.read_text(encoding="utf-8"))), encoding="utf-8"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
