"""Extraction against annotated reports: no figure falls below its floor; skipped where the reports are not there.

The floors are in `benchmarks/floors.toml`, and `make check` reads the same ones.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared"
pytestmark = pytest.mark.skipif(not SHARED.exists(), reason="needs the annotated reports in ../shared")


def measured(*arguments: str, root: Path = ROOT) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


@pytest.mark.parametrize("name", ["seeds", "bullets", "releases", "train", "plv_train"])
def test_extraction_does_not_fall_below_its_floors(name: str) -> None:
    done = measured("-m", "benchmarks.extraction", name)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "above its " in done.stdout


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """The benchmarks beside a shared folder of their own, with one small gold file."""
    for package in ("benchmarks", "tracker", "events"):
        (tmp_path / "project").mkdir(exist_ok=True)
        shutil.copytree(ROOT / package, tmp_path / "project" / package)
    for part in ("gold/seeds.jsonl", "tools/score.py"):
        (tmp_path / "shared" / part).parent.mkdir(parents=True)
        shutil.copy(SHARED / part, tmp_path / "shared" / part)
    return tmp_path / "project"


def test_a_figure_below_its_floor_fails(copied: Path) -> None:
    floors = copied / "benchmarks" / "floors.toml"
    floors.write_text(floors.read_text().replace('"pair.f1" = 0.99', '"pair.f1" = 1.01'))
    done = measured("-m", "benchmarks.extraction", "seeds", root=copied)
    assert done.returncode == 1
    assert "BELOW THE FLOOR: pair.f1 is " in done.stdout


def test_another_state_of_a_gold_file_has_no_floors(copied: Path) -> None:
    gold = copied.parent / "shared" / "gold" / "seeds.jsonl"
    row = json.loads(gold.read_text().splitlines()[0])
    gold.write_text(json.dumps({**row, "title": "Another"}) + "\n")
    done = measured("-m", "benchmarks.extraction", "seeds", root=copied)
    assert done.returncode == 0
    assert "no floors are set for this state of seeds.jsonl" in done.stdout


def test_without_the_shared_reports_nothing_is_measured_and_it_says_so(copied: Path) -> None:
    shutil.rmtree(copied.parent / "shared")
    done = measured("-m", "benchmarks.extraction", root=copied)
    assert (done.returncode, done.stdout[:8]) == (0, "skipped:")
