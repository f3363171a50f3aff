"""Cutting a text into sentences by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.sentences import sentences


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("Mr. Doe met U.S. Treasury officials. They left.", ["Mr. Doe met U.S. Treasury officials.", "They left."]),
        ("It began on Feb. 24 in the east.", ["It began on Feb. 24 in the east."]),
        ("He flew to the U.S. The talks failed.", ["He flew to the U.S.", "The talks failed."]),
        ("A title without a stop\nThe text begins.", ["A title without a stop", "The text begins."]),
        ("“We agree.” She said no more.", ["“We agree.”", "She said no more."]),
        ("The list has 3.5 million names.", ["The list has 3.5 million names."]),
    ],
)
def test_sentences_end_where_a_reader_would_end_them(text: str, pieces: list[str]) -> None:
    assert [sentence.text for sentence in sentences(text)] == pieces


@given(st.text(alphabet="ab .!?\n“”A", max_size=80))
def test_every_sentence_stands_at_its_offset_and_nothing_is_lost(text: str) -> None:
    found = list(sentences(text))
    assert all(text[sentence.start :].startswith(sentence.text) for sentence in found)
    assert "".join("".join(sentence.text.split()) for sentence in found) == "".join(text.split())
