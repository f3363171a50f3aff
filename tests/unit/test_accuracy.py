"""The page on accuracy has the figures that were measured."""

import sys
import tomllib
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))  # the benchmarks are no installed package

from benchmarks.measured import FILE, PAGE, SETS, page
from events import POLICY_EVENTS


def test_the_tables_of_the_page_are_those_of_the_measurements() -> None:
    text = PAGE.read_text(encoding="utf-8")
    data = tomllib.loads(FILE.read_text(encoding="utf-8"))
    assert page(text, data) == text
    assert text.count("<!-- measured: ") == text.count("<!-- end -->") == 3
    assert all(f"(codebook.md#{topic.lower()})" in text for topic in POLICY_EVENTS)
    assert set(data) == set(SETS)
