"""Who is only named beside an act: neighbours, dissenters, those who tell of it. Our own sentences, the real parser."""

import pytest
from reader import read, triples


@pytest.mark.parametrize(
    "text",
    [
        "Canada will send aid to countries that border Peru.",
        "Canada praised states bordering Peru and Chile.",
        "Canada expressed support for countries neighboring Peru.",
        "Canada will send aid to Peru's neighbours.",
        "Canada will send aid to Peru's neighbouring states.",
        "Norway criticised allies of Peru.",
        "Norway deployed troops to states bordering Peru.",
        "Peru's allies condemned Norway.",
    ],
)
def test_nothing_is_done_to_a_state_beside_whose_borders_or_friends_it_is_done(text: str) -> None:
    assert not [triple for triple in triples(text) if "PER" in triple]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway condemned neighbouring Sweden.", ("CriticismVoiced", "NOR", "SWE")),
        ("Sudan deployed tanks to an area bordering Chad.", ("ForcesMobilized", "SDN", "TCD")),
        ("Chad and its ally Mali condemned Sudan.", ("CriticismVoiced", "MLI", "SDN")),
        ("Japan sanctioned six allies of Belarusian President Lukashenko.", ("SanctionsImposed", "JPN", "BLR")),
        ("Japan thanked its Kenyan partners.", ("SupportExpressed", "JPN", "KEN")),
    ],
)
def test_a_neighbour_or_ally_who_is_named_acts_and_is_acted_on(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in triples(text)


def test_help_for_those_who_stand_against_their_state_is_none_for_it() -> None:
    assert not triples("Latvia expressed solidarity with Cuban protesters.")
    assert not triples("Latvia announced support for Cuban civil society.")
    assert not triples("Latvia is sending weapons to rebels in Cuba.")
    assert triples("Latvia praised Cuban dissidents and Kenya.") == {("SupportExpressed", "LVA", "KEN")}
    assert ("SupportExpressed", "LVA", "CUB") in triples("Latvia expressed solidarity with the Cuban people.")
    assert ("SanctionsImposed", "LVA", "CUB") in triples("Latvia imposed sanctions on three Cuban activists.")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "Norway says that Chad has enough tanks for an attack and warns Sudan of the risk.",
            ("WarningIssued", "NOR", "SDN"),
        ),
        ("Norway says that talks have made progress but urges Chad not to wait.", ("DemandMade", "NOR", "TCD")),
        ("Norway says that Chad detained two envoys and threatens Mali.", ("WarningIssued", "NOR", "MLI")),
        ("Norway says that Chad closed a port and attacked Mali.", ("ForceUsed", "TCD", "MLI")),
    ],
)
def test_who_goes_on_speaking_after_a_clause_is_who_spoke(text: str, expected: tuple[str, str, str]) -> None:
    found = triples(text)
    assert expected in found
    assert not [triple for triple in found if triple[::2] == expected[::2] and triple != expected]


@pytest.mark.parametrize(
    "text",
    [
        "Norway warns Norwegians against travelling to Chad.",
        "The Norwegian ambassador to Chad asked Oslo to punish countries, including Mali.",
        "Norway advises all Norwegian citizens to leave Chad.",
    ],
)
def test_what_somebody_asks_of_his_own_is_asked_of_no_other(text: str) -> None:
    assert not triples(text)


def test_who_tells_of_an_act_does_not_do_it() -> None:
    text = "The talks between Peru and Chile, which Norway supports, resumed on Monday."
    assert [(event.source, event.target) for event in read(text) if event.TOPIC == "MeetingHeld"] == [("CHL", "PER")]
    assert not [triple for triple in triples("The attack on Mali reported by Chad killed ten.") if "TCD" in triple]
    assert ("ForceUsed", "TCD", "MLI") in triples("The attack on Mali, claimed by Chad, killed ten.")
    assert ("SanctionsImposed", "JPN", "IRN") in triples("The sanctions announced by Japan on Iran took effect.")


def test_a_heading_is_no_act_of_whoever_follows_it() -> None:
    assert not triples("Gulf War: Kenyan forces rescue 42 Iraqis from a hideout northeast of Baghdad.")
    assert not triples("Iraq War: Kenyan forces rescue 42 Iraqis from a hideout northeast of Baghdad.")


@pytest.mark.parametrize(
    "text",
    [
        "Five people were hurt in a stabbing attack by a 37-year-old Kenyan man at a market in Uganda.",
        "Kenyan citizens killed two Ugandan soldiers.",
        "Kenyan government hackers have attacked Uganda.",
        "The U.S.-backed Free Army takes control of a town in Syria.",
        "A thousand U.S. soldiers are to be pulled out of Syria because of the Turkish offensive.",
        "Kenyan troops backed by a wave of Ugandan airstrikes attacked rebel forces.",
        "Chad has denied claims its forces have begun withdrawing from Sudan.",
    ],
)
def test_force_of_private_persons_hackers_and_those_who_are_backed_is_no_states(text: str) -> None:
    assert not triples(text)


def test_ships_soldiers_and_attacks_by_a_state_are_its_force() -> None:
    assert ("ForceUsed", "KEN", "UGA") in triples("A Kenyan ship attacked a Ugandan tanker.")
    assert ("ForceUsed", "KEN", "UGA") in triples("Five people were hurt in a missile attack by Kenya on Uganda.")
    assert ("ForceUsed", "KEN", "UGA") in triples("Ten soldiers were killed in Uganda by a Kenyan airstrike.")
