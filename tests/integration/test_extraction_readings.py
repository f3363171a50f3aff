"""What a sentence may be taken to say and does not: forms of each fault, and like sentences that stay events."""

import pytest
from reader import read, triples

from events import AssessmentReported

Triple = tuple[str, str, str]


# --- help: whoever is helped, not whoever the help is against


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Norway sent advisers to help Chad defeat Sudan.", {("AidProvided", "NOR", "TCD")}),
        ("Norway gave Moldova tanks to fight Russia.", {("AidProvided", "NOR", "MDA")}),
        ("Norway sent rockets to stop Russia in Moldova.", {("AidProvided", "NOR", "MDA")}),
        ("Norway provided drones to allow Moldova to defend itself against Russia.", {("AidProvided", "NOR", "MDA")}),
        ("Denmark pledged ten million euros in aid to fight hunger in Chad.", {("AidProvided", "DNK", "TCD")}),
        ("Denmark sent troops to assist government forces in the Mali conflict.", {("AidProvided", "DNK", "MLI")}),
        ("Norway trained Moldovan doctors.", {("AidProvided", "NOR", "MDA")}),
        ("Norway vowed to help Chad outbid Sudan.", {("CommitmentMade", "NOR", "TCD")}),
        ("The minister presented a plan to help us outpace Sudan.", set()),
        ("Our government is helping us outbid Sudan.", set()),
        ("Norway sent rockets to deter Russia.", set()),
        ("Norway sent troops to help stop Russia.", set()),
    ],
)
def test_help_concerns_whoever_is_helped(text: str, expected: set[Triple]) -> None:
    assert triples(text, publisher_polity="NOR") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Kenya hosts 200,000 Somali refugees.", ("AidProvided", "KEN", "SOM")),
        ("Peru has taken part; Chile has hosted thousands of refugees from Haiti.", ("AidProvided", "CHL", "HTI")),
        ("Kenya hosted the Somali president.", ("MeetingHeld", "KEN", "SOM")),
        ("Kenya's president received envoys from Somalia.", ("MeetingHeld", "KEN", "SOM")),
    ],
)
def test_refugees_are_helped_and_officials_met(text: str, expected: Triple) -> None:
    assert triples(text) == {expected}


def test_a_letter_that_is_received_is_no_guest() -> None:
    assert not triples("Kenya's president received a letter from the Somali president.")


# --- judgements: what is only asked, or called for, is not judged


@pytest.mark.parametrize(
    "text",
    [
        "The minister will fly to Peru to assess where Chile stands.",
        "Norway is working to determine whether Chile sent weapons.",
        "Norway is trying to assess how Chile sees the war.",
        "We want to find out what they think Chile is planning.",
        "We believe that the concerns of Chile have to be resolved.",
        "I believe it’s very important that they have a say after Chile spoke.",
    ],
)
def test_a_question_is_no_judgement(text: str) -> None:
    assert "AssessmentReported" not in {topic for topic, *_ in triples(text, publisher_polity="NOR")}


@pytest.mark.parametrize(
    ("text", "stance"),
    [
        ("Norway assesses that Chile will withdraw.", "asserts"),
        ("Norway doubts whether Chile will withdraw.", "doubts"),
        ("Norway believes that Chile, which lost where it once won, has sent weapons.", "asserts"),
    ],
)
def test_what_is_held_of_another_is_a_judgement(text: str, stance: str) -> None:
    assert stance in [event.judgement.stance for event in read(text) if isinstance(event, AssessmentReported)]


def test_who_believes_that_another_must_act_demands_it() -> None:
    assert triples("We believe that Chile must withdraw.", publisher_polity="NOR") == {("DemandMade", "NOR", "CHL")}


# --- asking: for a deed, or only for words


@pytest.mark.parametrize(
    "text",
    [
        "I was asked by the Chinese president how I see the world.",
        "I was asked by President Xi to describe Norway.",
        "President Xi asked me to define Norway.",
        "Russia asked Norway about the drone.",
        "The Kremlin asked Norway whether it had sent tanks.",
        "Russia asked Norway a question.",
    ],
)
def test_to_ask_a_question_is_no_demand(text: str) -> None:
    assert not triples(text, publisher_polity="NOR")


@pytest.mark.parametrize(
    "text",
    [
        "Norway was asked by Russia to leave.",
        "Russia asked Norway to explain the exercise.",
        "Russia asks that Norway return the ship.",
        "Russia asked Norway for tanks.",
        "Russia once again asked Norway to leave.",
    ],
)
def test_to_ask_for_a_deed_is_one(text: str) -> None:
    (asked,) = read(text)
    assert ((asked.TOPIC, asked.source, asked.target), asked.background) == (("DemandMade", "RUS", "NOR"), False)


def test_what_was_once_done_is_told_as_background_without_a_date() -> None:
    (asked,) = read("Russia once asked Norway to leave.")
    assert (asked.background, asked.occurred.iso) == (True, None)


# --- whom a pronoun means, or nobody


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The Houthis said that they attacked Israel.", set()),
        ("Rebels in Chad carry rockets from Sudan, which arms them with more.", set()),
        ("Chad said that it attacked Sudan.", {("ForceUsed", "TCD", "SDN")}),
        ("The rebels left Chad. The United Nations condemns the rebel attack.", set()),
        ("We thank all those who have sent help to Chad.", set()),
        ("Sudan spoke. We hope for elections that are supported by all Haitians.", set()),
        ("Sudan spoke. At every step we defied those expectations.", set()),
        ("Sudan spoke. We will help our partners in the region with their own plans.", set()),
        ("Sudan spoke. Chad denied them full political rights.", set()),
        ("Sudan spoke. Chad denied it.", {("RefusalMade", "TCD", "SDN")}),
        ("Sudan spoke. We will call it for what it is.", set()),
        (
            "Russia left. We stand with Chad, support its army, and thank Peru.",
            {("SupportExpressed", "NOR", "TCD"), ("SupportExpressed", "NOR", "PER")},
        ),
        (
            "Our minister thanked President Duda and the people of Poland for their work in assisting Ukrainians.",
            {("SupportExpressed", "NOR", "POL"), ("AidProvided", "POL", "UKR")},
        ),
    ],
)
def test_a_pronoun_means_whom_its_sentence_names(text: str, expected: set[Triple]) -> None:
    assert triples(text, publisher_polity="NOR") == expected


# --- what is not done, or not yet


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("We would be interested in establishing relations with Cuba.", set()),
        ("The President of Chile vetoes a plan to provide Peru with tanks.", {("RefusalMade", "CHL", "PER")}),
        ("Chilean commanders are executing their redeployment from southern Peru.", set()),
        ("Chile executed two Peruvian citizens.", {("ForceUsed", "CHL", "PER")}),
        ("Chile noted the EU's proposed ban on Peruvian copper.", {("SanctionsThreatened", "EU", "PER")}),
        ("Chile noted the EU's ban on Peruvian copper.", {("SanctionsImposed", "EU", "PER")}),
    ],
)
def test_what_is_not_done_is_not_told_as_done(text: str, expected: set[Triple]) -> None:
    assert triples(text, publisher_polity="NOR") == expected


def test_to_call_for_something_is_not_to_call_it_bad() -> None:
    text = "We call for more money to respond to Chile's aggression against Peru."
    assert "CriticismVoiced" not in {topic for topic, *_ in triples(text, publisher_polity="NOR")}
    assert triples("Norway calls the Chilean raid a crime.") == {("CriticismVoiced", "NOR", "CHL")}


def test_what_somebody_is_committed_to_is_to_come_and_what_is_thanked_for_was_done() -> None:
    (opening,) = read("Norway remains committed to reopening its embassy in Syria.")
    assert (opening.TOPIC, opening.modality, opening.background) == ("RelationsRestored", "announced", False)
    talks = [event for event in read("Norway thanked Peru for its talks with Chile.") if "Meeting" in event.TOPIC]
    assert [(event.TOPIC, event.modality) for event in talks] == [("MeetingHeld", "happened")]


@pytest.mark.parametrize("said", ["We are united in condemning Sudan.", "Peru joins us in condemning Sudan."])
def test_what_somebody_is_united_in_is_done_now(said: str) -> None:
    (condemned,) = read(said, publisher_polity="NOR")
    assert (condemned.TOPIC, condemned.occurred.iso, condemned.background) == ("CriticismVoiced", "2022-03-17", False)


# --- who takes no part


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Chad and Sudan signed a deal brokered by Norway.", {("AgreementReached", "TCD", "SDN")}),
        ("Chad and Sudan signed a Norwegian-brokered deal.", {("AgreementReached", "TCD", "SDN")}),
        ("Chad signed a deal with Norway.", {("AgreementReached", "TCD", "NOR")}),
        ("NATO leaders met in Oslo with the Greek debt crisis on the agenda.", set()),
        ("NATO leaders met with Greek officials.", {("MeetingHeld", "NATO", "GRC")}),
        ("Norway's prime minister met five Greek ministers.", {("MeetingHeld", "NOR", "GRC")}),
        ("Norway's prime minister refused to meet Greek demands.", {("RefusalMade", "NOR", "GRC")}),
        ("Norway impounds a jet because of debts owed to Peru.", set()),
        ("Norway impounds a Peruvian jet because of debts owed to Chile.", {("CoercionApplied", "NOR", "PER")}),
        ("Fiji recognizes the independence of Kosovo.", {("SupportExpressed", "FJI", "XKX")}),
        ("Chad severed its hotline with Sudan.", {("RelationsReduced", "TCD", "SDN")}),
        ("Chad and Sudan agreed to establish a hotline.", {("AgreementReached", "TCD", "SDN")}),
        ("Chad objects to Sudan's dam.", {("CriticismVoiced", "TCD", "SDN")}),
    ],
)
def test_who_only_mediates_or_is_a_matter_takes_no_part(text: str, expected: set[Triple]) -> None:
    found = {(topic, *sorted(ends)) if topic in ("AgreementReached", "MeetingHeld") else (topic, *ends)
             for topic, *ends in triples(text)}  # fmt: skip
    assert found == {
        (topic, *sorted(ends)) if topic in ("AgreementReached", "MeetingHeld") else (topic, *ends)
        for topic, *ends in expected
    }


# --- whose statement it is


@pytest.mark.parametrize(
    ("title", "sources"),
    [
        ("Joint Statement by the G7 Announcing Further Costs on Russia", {"G7"}),
        ("G7 Leaders’ Statement", {"G7"}),
        ("Quad Joint Leaders’\xa0Statement", {"QUAD"}),
        ("Norway-Kenya Joint Declaration", {"NOR", "KEN"}),
        ("Joint Statement by the Foreign Ministers of Norway and Kenya Condemning Russia’s War", {"NOR", "KEN"}),
        ("Joint Statement by Norway’s Minister for Foreign Affairs and the President of Kenya", {"NOR", "KEN"}),
        ("Minister Welcomes the G7 Leaders’ Statement", {"NOR"}),
    ],
)
def test_the_title_says_whose_statement_it_is(title: str, sources: set[str]) -> None:
    found = triples("We urge Sudan to end the siege.", title=title, publisher_polity="NOR")
    assert found == {("DemandMade", source, "SDN") for source in sources}


@pytest.mark.parametrize("verb", ["fears", "worries", "suspects"])
def test_what_is_feared_has_not_happened(verb: str) -> None:
    assert {topic for topic, _, _ in triples(f"Norway {verb} that Russia attacked Sweden.")} == {"AssessmentReported"}
