"""Acts of speech: accusations, demands, refusals and threats, in sentences of our own, with the real parser."""

import pytest
from reader import triples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Estonia says that Russian jets violated its airspace.", ("AccusationMade", "EST", "RUS")),
        ("The Sudanese government said Chadian troops had entered Darfur.", ("AccusationMade", "SDN", "TCD")),
        ("Armenia alleges that two soldiers were tortured by Azerbaijani guards.", ("AccusationMade", "ARM", "AZE")),
        ("Poland says it has foiled a Russian sabotage plot.", ("AccusationMade", "POL", "RUS")),
        ("Manila said China's patrols posed a threat to fishermen.", ("CriticismVoiced", "PHL", "CHN")),
        ("Turkey says that Greek drills are in violation of a treaty.", ("CriticismVoiced", "TUR", "GRC")),
        ("Norway's foreign minister attacked Russia for closing the border.", ("CriticismVoiced", "NOR", "RUS")),
        ("Berlin said that Iran must release the tanker.", ("DemandMade", "DEU", "IRN")),
        ("Japan renewed a call for China to withdraw its ships.", ("DemandMade", "JPN", "CHN")),
        (
            "Tunisia criticizes the arrests and calls for Libyan Prime Minister Abdul Hamid Dbeibeh to step down.",
            ("DemandMade", "TUN", "LBY"),
        ),
        ("A spokesperson for Norway urged Russia to leave Crimea.", ("DemandMade", "NOR", "RUS")),
        ("France welcomes and strongly supports the decision of Ghana.", ("SupportExpressed", "FRA", "GHA")),
        ("Canada is proud to stand with Ukraine.", ("SupportExpressed", "CAN", "UKR")),
        ("Spain welcomed the pledge by Morocco to reopen the port.", ("SupportExpressed", "ESP", "MAR")),
        ("North Korea condemns South Korea and threatens military action.", ("WarningIssued", "PRK", "KOR")),
        ("Norway is deeply concerned about Hungary's new law.", ("CriticismVoiced", "NOR", "HUN")),
        ("China is firmly opposed to Japan's plan.", ("CriticismVoiced", "CHN", "JPN")),
        ("Latvia is grateful to Canada for its help.", ("SupportExpressed", "LVA", "CAN")),
        ("Greece opposes the Turkish proposal.", ("CriticismVoiced", "GRC", "TUR")),
        ("Peru recalled its envoy in solidarity with Chile.", ("SupportExpressed", "PER", "CHL")),
        ("In a warning to Eritrea, Ethiopia closed the road.", ("WarningIssued", "ETH", "ERI")),
        ("Israel will respond to any attack by Iran.", ("WarningIssued", "ISR", "IRN")),
        ("Italy granted a request by Malta.", ("ConcessionMade", "ITA", "MLT")),
        ("Belarus pardoned two Lithuanian citizens.", ("ConcessionMade", "BLR", "LTU")),
        ("Brazil dropped its complaint against Canada.", ("ConcessionMade", "BRA", "CAN")),
        ("Canada rules out sending Canadian troops to Haiti.", ("RefusalMade", "CAN", "HTI")),
        (
            "A bloc consisting of Kenya, Uganda and Rwanda condemns Burundi for the arrests.",
            ("CriticismVoiced", "UGA", "BDI"),
        ),
        (
            "The European Union threatens sanctions and a freeze of ties with Georgia.",
            ("SanctionsThreatened", "EU", "GEO"),
        ),
    ],
)
def test_what_is_said_of_another_is_coded(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in triples(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sweden pushes for further sanctions against Belarus.", ("SanctionsThreatened", "SWE", "BLR")),
        ("The Japanese parliament voted in favor of sanctions on Myanmar.", ("SanctionsThreatened", "JPN", "MMR")),
        ("Austria adopted a motion calling for an embargo against Russia.", ("SanctionsThreatened", "AUT", "RUS")),
        ("Canada says that it may impose sanctions on Mali.", ("SanctionsThreatened", "CAN", "MLI")),
        ("Paris urges Rome to back sanctions against Iran.", ("SanctionsThreatened", "FRA", "IRN")),
    ],
)
def test_sanctions_that_are_spoken_for_are_threatened_not_imposed(text: str, expected: tuple[str, str, str]) -> None:
    found = triples(text)
    assert expected in found
    assert "SanctionsImposed" not in {kind for kind, _, _ in found}


def test_a_talk_held_in_order_to_condemn_condemns() -> None:
    text = "The Danish foreign minister spoke with her Greek colleague to condemn the seizure of two tankers by Iran."
    assert ("CriticismVoiced", "DNK", "IRN") in triples(text)


def test_all_parties_are_those_that_the_report_is_about() -> None:
    text = "Ethiopia announced a truce on Thursday. Germany urges all parties to respect it."
    assert ("DemandMade", "DEU", "ETH") in triples(text)


def test_this_is_what_the_other_did_before() -> None:
    text = 'Serbia closed its border with Kosovo. The European Union says this is a "clear violation" of its promise.'
    assert ("CriticismVoiced", "EU", "SRB") in triples(text)


@pytest.mark.parametrize(
    "text",
    [
        "Egypt and Jordan agree that Egypt and Israel should hold direct talks.",
        "Seoul says that North Korea launched a missile into the sea.",
        "Moldova says that Romania will open a school.",
        "Finland rejects sanctions against Hungary.",
        "Denmark does not push for sanctions against Hungary.",
        "Norway threatens to impose tariffs on imports.",
        "Kuwait urges its citizens to leave Lebanon.",
        "Israel criticises its own soldiers for the shooting in Jordan.",
    ],
)
def test_what_is_said_without_blame_or_demand_is_no_act_of_speech(text: str) -> None:
    spoken = {"AccusationMade", "DemandMade", "CriticismVoiced", "SanctionsThreatened", "WarningIssued"}
    assert not {kind for kind, _, _ in triples(text)} & spoken


def test_whoever_urges_another_to_reconsider_a_tariff_neither_threatens_nor_has_one() -> None:
    found = triples("The Cypriot premier urged Malta to reconsider its tariffs on Tunisian olives.")
    assert ("DemandMade", "CYP", "MLT") in found
    assert not [one for one in found if one[0].startswith("Sanctions") and one[1] == "CYP"]


@pytest.mark.parametrize(
    "text",
    [
        "Norway has seen no evidence so far that China is giving lethal aid to Russia.",
        "There is no sign yet that Iran has delivered missiles to Russia.",
        "France has found no proof to date that Mali attacked Niger.",
        "Norway said there was no indication so far that Russia had seized a ship from Finland.",
    ],
)
def test_what_nobody_has_evidence_of_is_no_act(text: str) -> None:
    assert {one[0] for one in triples(text)} <= {"AssessmentReported"}
