"""The trace: what became of each sentence, with the real parser."""

from datetime import date

import pytest

from tracker.extraction.rules import RuleExtractor
from tracker.extraction.trace import TracedSentence
from tracker.incoming import IncomingReport


def explain(text: str) -> list[TracedSentence]:
    report = IncomingReport(label="test", publisher="Example Wire", published=date(2022, 3, 17), text=text)
    return RuleExtractor().explain(report)[1]


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("Did Norway condemn Russia?", "a question"),
        ("The river condemned nobody.", "no polity is named"),
        ("Norway borders Russia.", "no trigger word"),
        ("Norway expelled nobody.", "fewer than two possible polities"),
    ],
)
def test_a_sentence_that_is_not_parsed_says_why(text: str, why: str) -> None:
    (sentence,) = explain(text)
    assert sentence.closed == sentence.why == why


def test_a_trigger_without_a_frame_says_what_is_missing() -> None:
    (sentence,) = explain("Rebels in Mali condemned the army of Niger.")
    assert ("condemned", "condemn", "no polity acts") in {(m.trigger, m.rule, m.why) for m in sentence.misses}


def test_an_act_told_twice_is_an_event_once_and_says_so() -> None:
    first, second = explain("Norway condemned Russia on Monday. Norway condemned Russia on Monday.")
    assert first.frames[0].events == ["CriticismVoiced NOR RUS"]
    assert second.frames[0].why == "merged: the report tells the same act elsewhere"


def test_pronouns_are_actors_with_whom_they_mean() -> None:
    _, second = explain("Turkey met Greece. It thanked Cyprus.")
    assert ("It", ("TUR",), "pronoun") in {(actor.words, actor.polities, actor.why) for actor in second.actors}


def test_a_frame_that_another_tells_is_named_as_such() -> None:
    (sentence,) = explain("Canada threatened to impose sanctions on Iran.")
    assert {(frame.rule, frame.why) for frame in sentence.frames if frame.why} >= {
        ("threaten", "its act is told by another frame")
    }
