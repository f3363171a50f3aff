"""Copies are known by their words, and count as one witness."""

from datetime import date
from hashlib import sha256
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from logged import event, ref

from events import digest
from projections.acts import Act, act_of
from projections.likeness import Text, copies, resemblance
from projections.witnesses import witnesses
from tracker.sketching import sketch

AGENCY = (
    "China on Friday warned the United States against selling more arms to Taiwan, saying the sale would harm peace. "
    "A spokesman for the foreign ministry in Beijing told reporters that the government had lodged a protest with the "
    "embassy. The State Department said that the sale was in line with what Washington had done for forty years. "
    "The island ordered the missiles last spring, and the first of them are to be delivered before the end of 2024."
)
PRINTED = "BEIJING (Example Agency) - " + AGENCY.replace("on Friday warned", "warned on Friday").upper()
CUT = AGENCY[:270]
OTHER = (
    "Russia and Iran agreed in Tehran on Monday to build a railway along the Caspian Sea, the two presidents said "
    "after talks that lasted for several hours. The line is to carry grain and steel to the ports of the south, and "
    "both governments hope that it will be open within four years, although nobody said who would pay for it."
)
DAY = date(2024, 3, 1)


def text(words: str) -> Text:
    return Text(sha256=digest(words), length=len(words), sketch=sketch(words))


def told(name: str, words: str | None, *, publisher: str | None = None) -> Act:
    report = ref(name, published="2024-03-01", publisher=publisher or name)
    found = act_of(event("DemandMade", report=report.id), report)
    found.text = text(words) if words else None
    return found


@pytest.mark.parametrize("words", [AGENCY, PRINTED, CUT], ids=["the same", "another beginning", "cut"])
def test_a_reprint_is_a_copy(words: str) -> None:
    assert copies(text(AGENCY), DAY, text(words), DAY)
    assert copies(text(words), DAY, text(AGENCY), DAY)


def test_another_report_is_no_copy() -> None:
    assert not copies(text(AGENCY), DAY, text(OTHER), DAY)


def test_a_like_text_of_another_month_is_no_copy_but_the_same_text_is() -> None:
    assert not copies(text(AGENCY), DAY, text(PRINTED), date(2024, 5, 1))
    assert copies(text(AGENCY), DAY, text(AGENCY), date(2025, 3, 1))


def test_short_texts_are_copies_only_when_they_are_the_same() -> None:
    assert sketch("China warned the United States.") is None
    one, other = text("China warned the United States."), text("China warned the United States!")
    assert (copies(one, DAY, other, DAY), copies(one, DAY, one, DAY)) == (False, True)


def test_a_sketch_of_another_form_is_compared_with_none() -> None:
    ours = sketch(AGENCY)
    assert ours is not None
    assert (resemblance(ours, ours), resemblance(ours, ours.replace("1:", "2:")), resemblance(ours, None)) == (1, 0, 0)


def test_a_sketch_is_the_same_for_ever() -> None:
    # Sketches are stored: when this fails, the library makes others, and a sketch made by it needs another form.
    assert sha256(str(sketch(AGENCY)).encode()).hexdigest()[:16] == "9f4d24aa8136ab68"


def test_a_copy_and_what_it_copies_are_one_witness() -> None:
    reports = [told("Agency", AGENCY), told("Paper", PRINTED), told("Herald", CUT), told("Times", OTHER)]
    assert witnesses(reports) == 2


def test_one_publisher_is_one_witness_whatever_it_prints() -> None:
    assert witnesses([told("a", AGENCY, publisher="Paper"), told("b", OTHER, publisher="Paper")]) == 1


def test_reports_whose_texts_are_not_known_are_told_apart_by_their_publishers() -> None:
    assert witnesses([told("a", None), told("b", AGENCY), told("c", None, publisher="a")]) == 2


def test_the_order_of_reports_does_not_matter() -> None:
    reports = [
        told("a", AGENCY, publisher="Agency"),
        told("b", OTHER, publisher="Paper"),
        told("c", PRINTED, publisher="Paper"),
        told("d", CUT, publisher="Herald"),
        told("e", "Nobody else has these words.", publisher="Times"),
    ]
    assert {witnesses(order) for order in permutations(reports)} == {2}


@given(st.text(max_size=300))
def test_any_text_has_a_sketch_or_is_too_short(words: str) -> None:
    made = sketch(words)
    assert made is None or resemblance(made, made) == 1
