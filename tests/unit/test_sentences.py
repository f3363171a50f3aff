"""Cutting a text into sentences by rule."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.sentences import legible, sentences


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


def test_what_cannot_be_a_word_is_blank_and_all_else_stands_where_it_stood() -> None:
    text = f"Norway warned Russia {'(' * 300} and\n{'=' * 400}Peru; {'long' * 74} words stay."
    read = legible(text)
    assert len(read) == len(text)
    assert read.split() == ["Norway", "warned", "Russia", "and", "long" * 74, "words", "stay."]
    assert all(one in (same, " ") for one, same in zip(read, text, strict=True))
