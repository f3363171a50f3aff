"""Relations between given actors: rows of our own through `benchmarks/relations.py` as it is run."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from tracker.extraction.given import SOURCE, TARGET, GivenSentence, acts_between
from tracker.extraction.lexicon import lexicon

ROOT = Path(__file__).resolve().parents[2]
ROWS = [
    ("<s>The mayor of Springfield</s> condemned <t>the city's bakers</t>.", "ACCUSE", 3),
    ("<t>Two poachers</t> were arrested by <s>forest rangers</s>.", "COERCE", 4),
    ("<s>Norway</s> will send food aid to <t>Malawi</t>.", "AGREE", 1),
    ("<s>The union</s> refused to meet <t>the minister</t>.", "REJECT", 3),
    ("<s>The junta</s> released <t>three monks</t>.", "YIELD", 2),
    ("<s>Farmers</s> demonstrated against <t>the ministry</t>.", "PROTEST", 4),
]


def row(marked: str, root: str, quad: int) -> dict[str, object]:
    source, target = (marked.split(f"<{mark}>")[1].split(f"</{mark}>", maxsplit=1)[0] for mark in "st")
    text = marked
    for mark in ("<s>", "</s>", "<t>", "</t>"):
        text = text.replace(mark, "")
    return {"id": text, "text": text, "marked": marked, "source": source, "target": target, "root": root, "quad": quad}


@pytest.mark.parametrize("command", [["benchmarks/relations.py"], ["-m", "benchmarks.relations"]])
@pytest.mark.parametrize("marks", [True, False])
def test_the_last_line_has_the_figures(command: list[str], marks: bool, tmp_path: Path) -> None:
    rows = [row(*one) for one in ROWS]
    if not marks:
        rows = [{key: value for key, value in one.items() if key != "marked"} for one in rows]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)) + "\n")
    done = subprocess.run([sys.executable, *command, str(path)], cwd=ROOT, capture_output=True, text=True, check=True)
    assert json.loads(done.stdout.splitlines()[-1]) == {"root_macro_f1": 1.0, "quad_macro_f1": 1.0, "coverage": 1.0}


def test_given_actors_take_the_place_of_names() -> None:
    text = "The choir accused Norway of theft, the bakers said."
    (found,) = acts_between([GivenSentence(text, (0, 9), (35, 45))], lexicon())
    assert [mention.code for mention in found.mentions] == [SOURCE, TARGET]
    assert not [judged for judged, _ in found.acts if TARGET in judged.frame.targets and judged.frame.rule == "accuse"]
    (found,) = acts_between([GivenSentence(text, (0, 9), (18, 24))], lexicon())
    assert [(judged.frame.topic, len(made)) for judged, made in found.acts] == [("AccusationMade", 1)]


def test_a_file_is_asked_for() -> None:
    done = subprocess.run(
        [sys.executable, "benchmarks/relations.py"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert "usage:" in done.stderr
