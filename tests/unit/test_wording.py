"""The difference between two texts, word by word."""

from hypothesis import given
from hypothesis import strategies as st

from tracker.wording import wordings

TEXTS = st.lists(st.sampled_from(["China", "warned", " ", "\n", "\xa0", "Japan,", "again."]), max_size=30).map("".join)


def test_a_changed_phrase_is_one_change_with_what_stands_around_it() -> None:
    before, after = "Today: Imposition of visa restrictions.", "Today: Action to impose visa restrictions."
    (change,) = wordings(before, after)
    assert (change.lead, change.tail) == ("Today: ", " visa restrictions.")
    assert (change.before.strip(), change.after.strip()) == ("Imposition of", "Action to impose")


def test_a_blank_of_another_kind_is_a_change() -> None:
    (change,) = wordings("Joe\xa0Biden", "Joe Biden")
    assert (change.before, change.after) == ("\xa0", " ")


def test_changes_far_from_one_another_are_told_apart() -> None:
    middle = "word " * 20
    assert len(wordings(f"a {middle}b", f"x {middle}y")) == 2


@given(TEXTS)
def test_a_text_is_no_change_of_itself(text: str) -> None:
    assert wordings(text, text) == []


@given(TEXTS, TEXTS)
def test_texts_that_differ_have_changes_whose_words_stand_in_them(before: str, after: str) -> None:
    changes = wordings(before, after)
    assert (changes == []) == (before == after)
    for change in changes:
        assert change.lead + change.before + change.tail in before
        assert change.after in after
