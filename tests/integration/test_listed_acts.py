"""Acts that an official report lists without a verb, and whose people those are that it means by what they did."""

import pytest
from reader import read, triples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Imposition of visa restrictions on five officials from Eritrea.", ("SanctionsImposed", "CAN", "ERI")),
        ("• Imposition of sanctions on two Nicaraguan judges.", ("SanctionsImposed", "CAN", "NIC")),
        ("Designation of three Belarusian generals under the new order.", ("SanctionsImposed", "CAN", "BLR")),
        ("Designations of Iranian companies", ("SanctionsImposed", "CAN", "IRN")),
        ("Expulsion of two Russian diplomats.", ("RelationsReduced", "CAN", "RUS")),
        ("Action to impose an asset freeze on 12 Syrian officers.", ("SanctionsImposed", "CAN", "SYR")),
    ],
)
def test_a_listed_act_is_the_publishers(text: str, expected: tuple[str, str, str]) -> None:
    listing = f"Canada is taking these steps today:\n{text}\nThey follow others."
    (event,) = read(listing, publisher_polity="CAN")
    assert (event.TOPIC, event.source, event.target) == expected
    assert event.evidence.quote in text
    assert event.coding.trigger is not None
    assert set(event.coding.trigger.split()) <= set(text.split())


@pytest.mark.parametrize(
    "text",
    [
        "Imposition of sanctions on Iran would harm the talks.",
        "Designation of three Belarusian generals by Norway.",
        "Suspension of Belarus from the council.",
        "Action to protect workers in Belarus.",
        "Imposition of what?",
    ],
)
def test_what_others_do_or_would_is_no_act_of_the_publisher(text: str) -> None:
    assert not [one for one in triples(text, publisher_polity="CAN") if one[1] == "CAN"]


def test_a_list_is_an_act_of_nobody_where_several_speak_or_none_does() -> None:
    text = "Imposition of visa restrictions on five officials from Eritrea."
    assert not triples(text)
    assert not triples(text, publisher_polity="CAN", title="Press Briefing by Jane Doe")


@pytest.mark.parametrize(
    ("persons", "whose"),
    [
        ("individuals responsible for undermining democracy in Belarus", "BLR"),
        ("officials involved in corruption in Guatemala", "GTM"),
        ("six persons who, acting on behalf of the Iranian government, threatened journalists", "IRN"),
        ("companies that act on behalf of Syria", "SYR"),
    ],
)
def test_persons_are_of_the_state_in_or_for_which_they_do_it(persons: str, whose: str) -> None:
    assert triples(f"Norway imposed sanctions on {persons}.") == {("SanctionsImposed", "NOR", whose)}


def test_who_harms_others_abroad_is_not_of_their_state() -> None:
    text = "Norway imposed sanctions on individuals responsible for attacks on civilians in Ukraine."
    assert ("SanctionsImposed", "NOR", "UKR") not in triples(text)
