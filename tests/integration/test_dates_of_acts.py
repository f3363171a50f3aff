"""When acts happened or will: which expression of a sentence is the act's, and what holds without one.

The reports of these tests are published on Thursday, 17 March 2022.
"""

import pytest
from reader import read

from events.vocabulary import Modality, Precision


def dates(text: str, **report: str) -> dict[str, str | None]:
    """The date of each event of a text, by its type."""
    return {event.TOPIC: event.occurred.iso for event in read(text, **report)}


@pytest.mark.parametrize(
    ("text", "topic", "iso"),
    [
        ("Norway condemned Russia's annexation of Crimea.", "CriticismVoiced", "2022-03-17"),
        ("On Tuesday, Kenya expelled two Somali diplomats.", "RelationsReduced", "2022-03-15"),
        ("Japan signed a treaty with India on Monday and thanked Nepal.", "AgreementReached", "2022-03-14"),
        ("Russia's 2014 annexation of Crimea was condemned by Norway.", "CriticismVoiced", "2022-03-17"),
        ("Chile apologizes to Peru for the death of a sailor in a raid in 2010.", "ConcessionMade", "2022-03-17"),
        ("Canada condemned Iran for the seizure of a tanker on March 2.", "CriticismVoiced", "2022-03-17"),
        ("Israel launches airstrikes against Syria after rockets were fired yesterday.", "ForceUsed", "2022-03-17"),
        ("Turkey will impose tariffs on Greece from April 4.", "SanctionsImposed", "2022-04-04"),
        ("Turkey announced plans to impose tariffs on Greece.", "SanctionsImposed", "2022-03-17"),
        ("Brazil's foreign minister will visit Chile on 4-6 April.", "MeetingScheduled", "2022-04-04"),
        (
            "Lebanon has accused a Syrian officer of bombing a mosque in Tripoli last week.",
            "AccusationMade",
            "2022-03-17",
        ),
        ("Spain cancels a planned meeting with Portugal for Friday.", "MeetingCancelled", "2022-03-17"),
        ("Clashes between Turkish and Syrian troops have continued since Monday.", "ForceUsed", "2022-03-17"),
        ("Ten people are killed in a Russian missile strike on Kyiv, Ukraine.", "ForceUsed", "2022-03-17"),
        ("Finland closes its embassy in Minsk after accusing Belarus of espionage.", "AccusationMade", "2022-03-17"),
    ],
)
def test_an_act_has_the_date_of_its_own_expression(text: str, topic: str, iso: str) -> None:
    assert dates(text)[topic] == iso


def test_an_act_so_long_before_the_news_is_dated_from_them() -> None:
    events = read("Kuwait recalls its ambassador to Syria, a day after Qatar recalled its ambassador to Iran.")
    assert {(event.source, event.occurred.iso) for event in events} == {("KWT", "2022-03-17"), ("QAT", "2022-03-16")}


def test_a_background_act_without_a_date_has_none() -> None:
    (war,) = [event for event in read("Canada condemned Russia's invasion of Ukraine.") if event.TOPIC == "ForceUsed"]
    assert (war.background, war.occurred.iso, str(war.occurred.end)) == (True, None, "2022-03-17")


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Norway announced a summit with Kenya next month.", "2022-04"),
        ("Norway is preparing a meeting with the Kenyan president next month.", "2022-04"),
        ("Norway announced a meeting with the Kenyan president in the coming days.", "2022-03"),
        ("Norway's minister will meet the Kenyan president in the coming weeks.", "2022"),
        ("Norway's minister will meet the Kenyan president this summer.", None),
        ("Norway's minister will meet the Kenyan president about the April 19 agreement.", None),
        ("Norway's minister will meet the Kenyan president for the April 19 talks.", "2022-04-19"),
    ],
)
def test_a_meeting_set_for_a_time_to_come_is_scheduled(text: str, iso: str | None) -> None:
    (meeting,) = read(text)
    assert (meeting.TOPIC, meeting.occurred.iso, meeting.background) == ("MeetingScheduled", iso, False)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Norway's minister met the Kenyan president last fall.", None),
        ("Norway's minister met the Kenyan president in the spring.", None),
        ("Norway's minister met the Kenyan president on Monday.", "2022-03-14"),
        ("The Norwegian minister condemned the Kenyan raid last week.", "2022-03"),
    ],
)
def test_what_was_done_in_another_season_was_not_done_on_the_day_of_the_report(text: str, iso: str | None) -> None:
    assert iso in dates(text).values()
    assert "2022-03-17" not in dates(text).values()


def test_a_visit_of_several_days_keeps_both_ends() -> None:
    (visit,) = read("The Brazilian foreign minister will visit Chile from April 4 to April 6.")
    assert (visit.occurred.precision, str(visit.occurred.end)) == (Precision.DAYS, "2022-04-06")


def test_a_meeting_on_a_journey_has_the_days_of_the_journey() -> None:
    text = (
        "Office of the Spokesperson\nAssistant Secretary Doe will travel to Moldova and Poland April 12-15.\n"
        "In Chisinau, Assistant Secretary Doe will meet with Moldovan officials."
    )
    events = [event for event in read(text, publisher_polity="USA") if event.target == "USA"]
    assert {event.occurred.iso for event in events} == {"2022-04-12"}


def test_what_was_said_in_a_meeting_has_its_day() -> None:
    text = "The Secretary met with Peruvian Foreign Minister Landa on Tuesday. The Secretary thanked Peru for its help."
    title = "Secretary Doe's Meeting with Foreign Minister Landa"
    assert dates(text, publisher_polity="USA", title=title)["SupportExpressed"] == "2022-03-15"
    assert dates(text, publisher_polity="USA", title="Press Briefing")["SupportExpressed"] == "2022-03-17"


def test_a_plan_does_not_take_the_date_of_a_meeting_that_was() -> None:
    text = "Japan's foreign minister met his Indian counterpart on Monday. The two ministers will meet again."
    assert {event.occurred.iso for event in read(text) if event.TOPIC == "MeetingScheduled"} <= {None}


def test_the_same_act_with_two_dates_is_two_acts() -> None:
    text = "Canada imposed sanctions on Iran. Canada imposed sanctions on Iran on February 3, too."
    assert {event.occurred.iso for event in read(text)} == {"2022-03-17", "2022-02-03"}


def test_an_act_told_again_without_its_date_is_the_same() -> None:
    text = "Norway condemned Russia's invasion of Ukraine. Russia invaded Ukraine on February 24."
    wars = [event for event in read(text) if event.TOPIC == "ForceUsed"]
    assert [event.occurred.iso for event in wars] == ["2022-02-24"]


def test_a_mentioned_act_with_a_date_to_come_is_announced() -> None:
    text = "The law settled the United Kingdom's withdrawal from the European Union on 31 May 2022."
    (event,) = read(text)
    assert (event.occurred.iso, event.modality) == ("2022-05-31", Modality.ANNOUNCED)
