from hypothesis import given
from hypothesis import strategies as st

from tracker.extraction.sentences import sentences
from tracker.readers.passages import passages

texts = st.lists(st.text(alphabet="ab .\n", min_size=1, max_size=60), max_size=20).map(". ".join)


@given(texts, st.integers(20, 120), st.integers(0, 60))
def test_passages_hold_every_sentence_and_stand_in_the_text(text: str, longest: int, overlap: int) -> None:
    found = list(passages(text, longest=longest, overlap=overlap))
    assert all(text[one.start : one.end] == one.text and len(one.text) <= longest for one in found)
    for sentence in sentences(text):
        if len(sentence.text) <= longest:
            end = sentence.start + len(sentence.text)
            assert any(one.start <= sentence.start and end <= one.end for one in found)
    assert [one.end for one in found] == sorted({one.end for one in found})
    assert [one.start for one in found] == sorted({one.start for one in found})


def test_a_passage_begins_with_the_last_sentences_of_the_one_before() -> None:
    text = " ".join(f"Sentence number {number} is here." for number in range(10, 20))
    first, second, *_ = passages(text, longest=100, overlap=40)
    assert first.end > second.start
    assert second.text.startswith("Sentence number 12")


def test_a_sentence_that_is_too_long_is_cut() -> None:
    assert [len(one.text) for one in passages("a" * 250, longest=100, overlap=50)] == [100, 100, 50]


def test_a_text_without_sentences_has_no_passages() -> None:
    assert list(passages(" \n ")) == []
