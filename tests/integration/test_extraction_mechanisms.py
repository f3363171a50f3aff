"""How the syntax leads from a trigger to its parties: one sentence of our own for each way."""

import pytest
from reader import read, triples


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # counting nouns and lists
        ("Thousands of Eritrean troops massed near Ethiopia.", ("ForcesMobilized", "ERI", "ETH")),
        (
            "Latvia expelled two Russian diplomats, three Belarusian diplomats and their staff.",
            ("RelationsReduced", "LVA", "BLR"),
        ),
        # where goods come from
        ("India imposed a duty on goods from Vietnam and Thailand.", ("SanctionsImposed", "IND", "THA")),
        ("Brazil announced new tariffs, including a duty on steel from Turkey.", ("SanctionsImposed", "BRA", "TUR")),
        ("Chile imposed final tariffs of 9 percent on boots from Peru for a year.", ("SanctionsImposed", "CHL", "PER")),
        ("Japan will impose duties on paper from Laos from July 4.", ("SanctionsImposed", "JPN", "LAO")),
        ("Kenya on Monday imposed anti-dumping measures on tea from India.", ("SanctionsImposed", "KEN", "IND")),
        ("Canadian tariffs on cars from Mexico are set to take effect on Monday.", ("SanctionsImposed", "CAN", "MEX")),
        # the passive that says where, or whose
        ("A Serbian diplomat was expelled from Croatia.", ("RelationsReduced", "HRV", "SRB")),
        ("Lithuania expelled Ivan Petrov, Russia's envoy to Vilnius.", ("RelationsReduced", "LTU", "RUS")),
        # shared nouns, and what was named before
        ("Chad announced the deployment of tanks on its border with Sudan.", ("ForcesMobilized", "TCD", "SDN")),
        ("Poland recalled its ambassador to Belarus to discuss the matter.", ("RelationsReduced", "POL", "BLR")),
        # verbs joined to an object, drones, energy
        ("Iran fired missiles and drones at Iraq.", ("ForceUsed", "IRN", "IRQ")),
        ("Algeria cut gas supplies to Morocco.", ("CoercionApplied", "DZA", "MAR")),
        ("The French navy intercepted an Iranian ship off Yemen.", ("CoercionApplied", "FRA", "IRN")),
        ("Indian and Pakistani soldiers exchanged fire in the valley.", ("ForceUsed", "PAK", "IND")),
        # aid by its purpose
        ("Norway sent medical assistance to help Moldova treat patients.", ("AidProvided", "NOR", "MDA")),
        ("Denmark agreed to lend Iceland one billion euros.", ("AidProvided", "DNK", "ISL")),
        # meetings on the way
        ("Chile's president departed for Argentina on Friday.", ("MeetingScheduled", "ARG", "CHL")),
        (
            "During talks with the Greek foreign minister, Turkish President Erdoğan called for calm.",
            ("MeetingHeld", "GRC", "TUR"),
        ),
        ("Japan withdrew from an agreement with Australia.", ("RelationsReduced", "JPN", "AUS")),
        ("Kenya acted in close coordination with Uganda.", ("CooperationUndertaken", "KEN", "UGA")),
        ("Italy released frozen Libyan assets.", ("SanctionsEased", "ITA", "LBY")),
    ],
)
def test_the_syntax_leads_to_both_parties(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in triples(text)


@pytest.mark.parametrize(
    "text",
    [
        "Norway thanked the nurses for their help to families fleeing Russia's attacks.",
        "Turkish soldiers fought Islamic State militants along the Syrian border.",
        "The Peruvian opposition leader asked Chile to help.",
        "Jordan hosts 600,000 Syrians.",
        "Assistant Secretary Medina resigned on Monday, an Australian newspaper wrote.",
    ],
)
def test_who_only_stands_near_is_no_party(text: str) -> None:
    assert not triples(text)


def test_meetings_that_are_to_be_regular_are_an_agreement_and_no_meeting() -> None:
    assert triples("Nepal and Bhutan agreed to hold regular meetings.") == {("AgreementReached", "BTN", "NPL")}


def test_the_quote_keeps_the_words_of_the_report_where_the_parser_is_given_others() -> None:
    (event,) = read("Iran launched drone strikes on Iraq.")
    assert event.evidence.quote == "Iran launched drone strikes on Iraq"


def test_the_members_of_a_bloc_act() -> None:
    found = triples("A bloc consisting of Chile, Peru and Mexico condemned Cuba.")
    assert found == {("CriticismVoiced", code, "CUB") for code in ("CHL", "PER", "MEX")}


def test_the_year_in_the_name_of_a_law_dates_nothing() -> None:
    (event,) = read("Canada sanctioned Iranian officials under the Justice for Victims Act of 2017.")
    assert event.occurred.iso == "2022-03-17"


def test_a_leader_is_known_by_title_and_surname_alone() -> None:
    assert ("CriticismVoiced", "PSE", "ISR") in triples("President Abbas condemned Israel.", published="2022-07-01")


def test_whom_a_president_unknown_here_speaks_for_is_not_guessed() -> None:
    assert not triples("President Nobody condemned Israel.", publisher_polity="USA")


@pytest.mark.parametrize(
    "text",
    [
        "The United States imposed a tariff on steel from all countries except Canada and Mexico.",
        "The United States imposed a tariff on steel from all countries excluding Canada.",
        "A North Korean merchant ship arrived in Peru.",
    ],
)
def test_who_is_excepted_or_only_trades_is_no_party(text: str) -> None:
    assert not triples(text)


def test_a_possessive_means_the_possessor_of_its_phrase() -> None:
    text = "The United States condemned Russia's assault on its neighbor, Ukraine."
    assert ("ForceUsed", "RUS", "USA") not in triples(text)
    assert ("CriticismVoiced", "USA", "RUS") in triples(text)


def test_whoever_is_banned_from_a_country_is_banned_by_it_and_not_by_one_that_is_only_named() -> None:
    assert ("SanctionsImposed", "RUS", "USA") in triples("Americans are banned from entering Russia.")
    assert not triples("Americans are banned from participating in investments that flow into Russia.")


def test_to_leave_a_thing_to_somebody_is_no_journey() -> None:
    assert ("MeetingScheduled", "IRN", "USA") in triples("The U.S. Secretary of State will leave for Iran.")
    assert not triples("The U.S. Secretary of State will leave it to Iran.")


BRIEFING = "MS. DOE: {} \nQ   And the budget? \nMS. DOE: {}"


def test_in_a_talk_no_pronoun_means_whom_another_turn_named() -> None:
    text = BRIEFING.format("President Putin met the President of Iran.", "He condemned Canada.")
    assert triples(text, title="Press Briefing by Jane Doe") == {("MeetingHeld", "IRN", "RUS")}
    told = "President Putin met the President of Iran. He condemned Canada."
    assert ("CriticismVoiced", "RUS", "CAN") in triples(told, title="Press Briefing by Jane Doe")


def test_what_a_journalist_says_is_not_stated() -> None:
    text = "MS. DOE: Thank you.\nQ   France has sanctioned Iran. Will you follow? \nMS. DOE: Let me see."
    assert not triples(text, publisher_polity="USA", title="Press Briefing by Jane Doe")


@pytest.mark.parametrize(
    "text",
    [
        "I think China is quite ready for that.",
        "I know that you, dear Canadians, have to be a little surprised.",
        "I intend to designate Colombia a Major Non-NATO Ally.",
        "The minister spoke after talks with Russia and Iran.",
    ],
)
def test_what_is_only_said_in_passing_is_no_event(text: str) -> None:
    assert not triples(text, publisher_polity="USA")


def test_whoever_defends_their_country_is_not_whoever_publishes() -> None:
    text = "The aid helps the people defend their country against Russia's unprovoked invasion."
    assert ("ForceUsed", "RUS", "USA") not in triples(text, publisher_polity="USA")


@pytest.mark.parametrize("said", ["has to", "has got to", "has yet to", "ought to"])
def test_what_is_still_to_be_done_is_not_told_as_done(said: str) -> None:
    assert not triples(f"Poland {said} sanction Iran.")
    assert triples("Poland had to sanction Iran.") == {("SanctionsImposed", "POL", "IRN")}


def test_a_matter_that_is_discussed_is_no_partner() -> None:
    met = "Chile's president met the president of Peru."
    text = "The two leaders discussed measures, including in coordination with Kenya and the EU."
    assert triples(f"{met} {text}") == {("MeetingHeld", "CHL", "PER")}
    assert ("MeetingHeld", "BRA", "CHL") in triples("Chile's president discussed trade with Brazil's president.")


def test_what_somebody_says_to_do_at_any_time_is_no_meeting() -> None:
    assert not triples("We discuss that with Kenya's ministers as well.", publisher_polity="NOR")
    assert triples("We discussed that with Kenya's ministers.", publisher_polity="NOR") == {
        ("MeetingHeld", "KEN", "NOR")
    }


def test_to_want_is_a_demand_where_others_are_to_act() -> None:
    assert triples("Chad wants Sudan to withdraw its troops.") >= {("DemandMade", "TCD", "SDN")}
    assert not triples("Some of what Chad wants we don't have.", publisher_polity="NOR")


def test_a_ratio_names_no_party() -> None:
    assert not triples("Norway has provided ten rockets for every Russian tank.")
    assert triples("Norway has provided ten rockets for Kenya.") == {("AidProvided", "NOR", "KEN")}


def test_what_is_asked_of_everybody_is_asked_of_nobody_named() -> None:
    assert not triples("Norway urged all countries to help the people of Eritrea by ending sales of arms to Eritrea.")
    assert triples("Norway urged Chad to help the people of Eritrea.") == {("DemandMade", "NOR", "TCD")}


def test_who_is_threatened_at_home_is_no_state_named_before() -> None:
    text = "Russia hides its war against Ukraine and threatened journalists and citizens alike with jail."
    assert ("WarningIssued", "RUS", "UKR") not in triples(text)
    assert ("WarningIssued", "RUS", "UKR") in triples("Russia threatened Ukraine with further strikes.")


def test_what_somebody_owns_is_of_no_other_that_is_named_in_it() -> None:
    assert triples("Norway supports Kenya's EU accession process ambitions.") == {("SupportExpressed", "NOR", "KEN")}
