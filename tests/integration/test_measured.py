"""What the page on accuracy says is what the extraction reaches now; skipped without the annotated reports."""

import sys
import tomllib
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parents[2]))  # the benchmarks are no installed package

from benchmarks import gold
from benchmarks.measured import FIGURES, FILE, SETS, TEST, measure

pytestmark = pytest.mark.skipif(not gold.SHARED.exists(), reason="needs the annotated reports in ../shared")


def test_the_figures_of_the_test_set_are_what_is_reached_now() -> None:
    said = tomllib.loads(FILE.read_text(encoding="utf-8"))[TEST]
    found = measure(SETS[TEST])["figures"]
    assert {figure: found[figure] for figure in FIGURES} == pytest.approx(
        {figure: said[figure] for figure in FIGURES}, abs=0.01
    ), "measure anew: python -m benchmarks.measured"
