"""The codebook for people says what the program does: complete, as defined, with examples that are read so."""

from pathlib import Path

import pytest
from reader import read

from events import POLICY_EVENTS
from events.vocabulary import Measure, MobilizationForm, Predicate
from tracker.codebook import codebook, page

PAGE = Path(__file__).parents[2] / "docs" / "codebook.md"


def test_the_page_is_the_codebook_of_this_program() -> None:
    assert PAGE.read_text(encoding="utf-8") == page()


@pytest.mark.parametrize("topic", POLICY_EVENTS)
def test_the_example_of_a_type_is_read_as_one_event_of_it(topic: str) -> None:
    entry = codebook().entries[topic]
    (event,) = read(entry.example, published=codebook().published.isoformat())
    assert (event.TOPIC, event.source, event.target) == (topic, entry.source, entry.target)


@pytest.mark.parametrize("topic", POLICY_EVENTS)
def test_the_counterexample_of_a_type_is_none_of_it(topic: str) -> None:
    found = read(codebook().entries[topic].not_example, published=codebook().published.isoformat())
    assert topic not in {event.TOPIC for event in found}


def test_every_value_of_a_closed_set_is_explained_where_it_is_used() -> None:
    written = page()
    for term in (*Measure, *MobilizationForm, *Predicate):
        assert f"| `{term.value}` | {term.definition} |" in written
