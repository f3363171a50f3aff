"""What the rules make of sentences of our own, with the real parser."""

import pytest
from reader import read, triples

from events import AssessmentReported, MeetingHeld, MeetingScheduled, SanctionsImposed
from events.vocabulary import Measure, MeasureAction, MeetingFormat, Modality, OfficeLevel, Predicate, Stance


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway condemned Russia's annexation of Crimea.", ("CriticismVoiced", "NOR", "RUS")),
        ("Two Belarusian diplomats were expelled by Lithuania.", ("RelationsReduced", "LTU", "BLR")),
        ("Kenya accused Somalia of arming the rebels.", ("AccusationMade", "KEN", "SOM")),
        ("The Turkish foreign minister met his Greek counterpart in Athens.", ("MeetingHeld", "GRC", "TUR")),
        ("Japan and India signed a defence agreement.", ("AgreementReached", "IND", "JPN")),
        ("Canada imposed sanctions on Iranian officials.", ("SanctionsImposed", "CAN", "IRN")),
        ("The European Union lifted sanctions against Burundi.", ("SanctionsEased", "EU", "BDI")),
        ("Brazil summoned the Israeli ambassador.", ("ProtestLodged", "BRA", "ISR")),
        ("Seoul urged Pyongyang to return to talks.", ("DemandMade", "KOR", "PRK")),
        ("Russian missiles struck Kharkiv, Ukraine.", ("ForceUsed", "RUS", "UKR")),
        ("Iranian forces seized a Greek tanker in the Gulf.", ("CoercionApplied", "IRN", "GRC")),
        ("Germany sent medical aid to Turkey.", ("AidProvided", "DEU", "TUR")),
        ("Chile thanked Argentina for its help.", ("SupportExpressed", "CHL", "ARG")),
        ("Hungary vetoed a statement of the European Union.", ("RefusalMade", "HUN", "EU")),
        ("Peru cancelled a planned visit to Mexico.", ("MeetingCancelled", "MEX", "PER")),
    ],
)
def test_a_plain_sentence_is_coded(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in triples(text)


@pytest.mark.parametrize(
    "text",
    [
        "Turkey may impose sanctions on Greece.",
        "Canada did not expel Indian diplomats.",
        "If Poland attacks Belarus, the war will spread.",
        "France is considering sanctions against Niger for next year, a newspaper wrote.",
        "The Chinese restaurant in Paris serves Japanese beer.",
        "Rebels attacked a village in Mali.",
        "The former French president visited Senegal.",
        "A storm hit Japan and South Korea on Monday.",
    ],
)
def test_what_is_not_stated_between_two_polities_is_no_event(text: str) -> None:
    assert {kind for kind, _, _ in triples(text)} <= {"SanctionsThreatened"}


def test_threatened_sanctions_are_not_imposed_ones() -> None:
    assert triples("Washington threatened to impose tariffs on Mexico.") == {("SanctionsThreatened", "USA", "MEX")}


def test_a_scheduled_meeting_has_the_date_and_people_of_the_meeting() -> None:
    (event,) = read("Joe Biden and Xi Jinping are scheduled to meet on Friday.")
    assert isinstance(event, MeetingScheduled)
    assert (event.occurred.iso, event.modality, event.level) == (
        "2022-03-18",
        Modality.PLANNED,
        OfficeLevel.HEAD_OF_STATE,
    )
    assert {person.name for person in event.participants} == {"Joe Biden", "Xi Jinping"}


def test_a_call_is_a_meeting_by_telephone() -> None:
    (event,) = read("Emmanuel Macron spoke by phone with Vladimir Putin on Tuesday.")
    assert isinstance(event, MeetingHeld)
    assert (event.format, event.occurred.iso) == (MeetingFormat.CALL, "2022-03-15")


def test_the_kind_and_action_of_a_measure_are_read() -> None:
    (event,) = read("The United Kingdom extended the arms embargo on Myanmar until 30 April 2023.")
    assert isinstance(event, SanctionsImposed)
    assert (event.measure, event.action) == (Measure.ARMS_EMBARGO, MeasureAction.EXTENDED)
    assert event.expiry is not None
    assert event.expiry.iso == "2023-04-30"


def test_no_evidence_is_a_stance_of_its_own() -> None:
    (event,) = read("Washington has seen no evidence that China is sending lethal aid to Russia.")
    assert isinstance(event, AssessmentReported)
    judgement = event.judgement
    assert (event.source, event.target, judgement.stance) == ("USA", "CHN", Stance.NO_EVIDENCE)
    assert (judgement.proposition.predicate, judgement.proposition.object) == (Predicate.LETHAL_AID, "RUS")


def test_a_pronoun_means_the_subject_before() -> None:
    assert ("SanctionsImposed", "JPN", "RUS") in triples("Japan condemned the war. It imposed sanctions on Russia.")


def test_we_in_an_official_release_is_its_publisher() -> None:
    assert triples("We call on Eritrea to withdraw its troops.", publisher_polity="USA") == {
        ("DemandMade", "USA", "ERI")
    }


def test_we_in_a_joint_statement_is_everybody_who_signs() -> None:
    text = (
        "The following statement was released by the Governments of Norway and Kenya.\nWe urge Sudan to end the siege."
    )
    assert triples(text, publisher_polity="NOR") == {("DemandMade", "NOR", "SDN"), ("DemandMade", "KEN", "SDN")}


def test_an_office_holder_counts_only_in_office() -> None:
    sentence = "Angela Merkel met Mark Rutte in Berlin."
    assert triples(sentence, published="2015-06-01") == {("MeetingHeld", "DEU", "NLD")}
    assert triples(sentence, published="2024-06-01") == set()


def test_every_event_names_its_rule_and_trigger() -> None:
    (event,) = read("Norway condemned Russia's annexation of Crimea.", published="2014-03-20")[:1]
    assert event.coding.rule
    assert event.coding.trigger in event.evidence.quote


def test_reading_twice_gives_the_same_events() -> None:
    text = "Kenya accused Somalia of arming the rebels. Somalia rejected the accusation."
    assert read(text) == read(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Senegal severs diplomatic relations with Iran.", ("RelationsReduced", "SEN", "IRN")),
        ("China summons the U.S. ambassador over arms sales.", ("ProtestLodged", "CHN", "USA")),
        ("Bolivia and Chile expel Russian diplomats.", ("RelationsReduced", "BOL", "RUS")),
    ],
)
def test_a_headline_in_the_present_tense_is_read(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in triples(text)


def test_the_quote_of_a_headline_has_the_words_of_the_report() -> None:
    (event,) = read("Senegal severs diplomatic relations with Iran.")
    assert event.evidence.quote == "Senegal severs diplomatic relations with Iran"
    assert event.coding.trigger == "severs"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The office is publishing two general licenses issued under the Venezuela Sanctions Regulations.",
            ("SanctionsEased", "USA", "VEN"),
        ),
        (
            "This rule amends the regulations by adding nine firms to the Entity List, all located in Pakistan.",
            ("SanctionsImposed", "USA", "PAK"),
        ),
        ("Three Syrian nationals were removed from the SDN List.", ("SanctionsEased", "USA", "SYR")),
    ],
)
def test_the_forms_of_official_publications_are_acts_of_their_publisher(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert triples(text, publisher_polity="USA") == {expected}
    assert expected not in triples(text)


def test_an_emergency_named_after_the_wronged_country_concerns_the_wrongdoer() -> None:
    text = "I am continuing for 1 year the national emergency with respect to Ukraine."
    (event,) = read(text, publisher_polity="USA")
    assert isinstance(event, SanctionsImposed)
    assert (event.source, event.target, event.action) == ("USA", "RUS", MeasureAction.EXTENDED)


def test_after_a_meeting_they_are_those_who_met() -> None:
    found = triples("The Kenyan and Ugandan presidents met in Nairobi. They condemned Russia.")
    assert {("CriticismVoiced", "KEN", "RUS"), ("CriticismVoiced", "UGA", "RUS")} <= found


def test_a_group_of_states_is_each_of_its_members() -> None:
    found = triples("The Baltic states condemned Belarus.")
    assert found == {("CriticismVoiced", code, "BLR") for code in ("EST", "LVA", "LTU")}


def test_a_denial_concerns_whoever_made_the_claim() -> None:
    assert ("RefusalMade", "SOM", "KEN") in triples("Kenya accused Somalia of arming the rebels. Somalia denied it.")


def test_leaving_an_agreement_is_not_reaching_one() -> None:
    assert triples("Mali withdraws from its defence agreement with France.") == {("RelationsReduced", "MLI", "FRA")}


@pytest.mark.parametrize(
    "text",
    [
        "Israel struck several Hezbollah sites in Lebanon.",
        "Does Canada want India to withdraw its diplomats?",
        "A possible Turkish attack on Syria worries investors.",
        "Germany issued a travel warning for Egypt.",
    ],
)
def test_groups_questions_possibilities_and_travel_advice_are_no_events(text: str) -> None:
    assert triples(text) == set()


def test_in_a_transcript_i_is_the_speaker_and_you_the_other() -> None:
    text = (
        "SECRETARY BLINKEN: Good morning.\n"
        "FOREIGN MINISTER BAERBOCK: I thank you for your help.\n"
        "QUESTION: Has Germany attacked Poland?\nQUESTION: Germany attacked Poland, you said."
    )
    assert triples(text, publisher_polity="USA") == {("SupportExpressed", "DEU", "USA")}


def test_what_a_holder_thinks_of_two_matters_without_a_name_is_told_twice_and_of_one_once() -> None:
    text = (
        "Canada believes that Russia will keep its grain for itself. "
        "Canada believes that Russia has lost its best engineers. "
        "Canada believes that Russia has lost its best engineers."
    )
    found = [event.judgement.proposition for event in read(text) if isinstance(event, AssessmentReported)]
    assert {one.predicate for one in found} == {Predicate.OTHER}
    assert sorted(one.content or "" for one in found) == [
        "that Russia has lost its best engineers",
        "that Russia will keep its grain for itself",
    ]


@pytest.mark.parametrize("signs", ["(" * 20_000, "=" * 20_000, '"' * 20_000, "(-" * 10_000])
def test_signs_in_a_row_are_no_words_and_what_stands_around_them_is_read_where_it_stands(signs: str) -> None:
    text = f"Norway condemned Russia. {signs} Canada thanked Peru."
    found = read(text)
    assert {(event.TOPIC, event.source, event.target) for event in found} == {
        ("CriticismVoiced", "NOR", "RUS"),
        ("SupportExpressed", "CAN", "PER"),
    }
    assert all(text[event.evidence.start : event.evidence.end] == event.evidence.quote for event in found)
