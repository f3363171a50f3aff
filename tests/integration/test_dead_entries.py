"""No entry of the data is dead: each fires on a sentence that is made of what it asks for."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

import pytest
from triggers import of_noun, of_verb

from events import AssessmentReported, PolicyEvent
from tracker.extraction.assessments import assessment_words
from tracker.extraction.headlines import _past as past
from tracker.extraction.headlines import _third_person as third_person
from tracker.extraction.lexicon import lexicon
from tracker.extraction.measures import measure_words
from tracker.extraction.parsing import parser
from tracker.extraction.rules import RuleExtractor
from tracker.incoming import IncomingReport

TRIED_AT_ONCE = 6


def read(sentences: Sequence[str], *, polity: str | None = None) -> Iterator[list[PolicyEvent]]:
    """The events of each sentence as a report of its own."""
    reports = (
        IncomingReport(label=text, publisher="Example", publisher_polity=polity, published=date(2022, 3, 17), text=text)
        for text in sentences
    )
    for report, proposals in RuleExtractor().extract(reports):
        yield [proposal.event(report.report_id, 2) for proposal in proposals]


def silent(tries: dict[tuple[str, str], list[str]]) -> set[tuple[str, str]]:
    """Of rules and lemmas with sentences for them, those that make an event by their rule of none."""
    while tries:
        some = [(key, text) for key, texts in tries.items() for text in texts[:TRIED_AT_ONCE]]
        if not some:
            return set(tries)
        found = read([text for _, text in some], polity="NOR")
        fired = {
            key
            for (key, _), events in zip(some, found, strict=True)
            if any(event.coding.rule == key[0] for event in events)
        }
        tries = {key: texts[TRIED_AT_ONCE:] for key, texts in tries.items() if key not in fired}
    return set()


def test_every_lemma_of_every_verb_makes_an_event() -> None:
    assert not silent(
        {
            (verb.id, lemma): list(dict.fromkeys(of_verb(verb, lemma)))
            for lemma, verbs in lexicon().verbs.items()
            for verb in verbs
        }
    )


def test_every_lemma_of_every_noun_makes_an_event() -> None:
    assert not silent(
        {
            (noun.id, lemma): list(dict.fromkeys(of_noun(noun, lemma)))
            for lemma, nouns in lexicon().nouns.items()
            for noun in nouns
        }
    )


def test_every_verb_of_a_measure_does_to_it_what_its_list_says() -> None:
    shapes = (
        "{} sanctions on Russia",
        "{} for sanctions on Russia",
        "{} Russia with sanctions",
        "{} out sanctions on Russia",
    )
    for action, verbs in measure_words().actions.items():
        for verb in sorted(verbs):
            events = flat(read([f"Norway {shape.format(past(verb))}." for shape in shapes]))
            done = {getattr(event, "action", None) or "threatened" for event in events if "Sanctions" in event.TOPIC}
            assert action in done, verb


def test_every_phrase_for_a_kind_of_measure_names_it() -> None:
    shapes = (
        "imposed a {} on Russia", "imposed {} on Russia", "imposed a ban on {} to Russia",
        "imposed restrictions on the {} Russia", "imposed sanctions {} Russia",
        "imposed sanctions on Russian {}", "imposed sanctions on Russia and its {}",
        "banned Russians {} Norway",
    )  # fmt: skip
    for kind, phrases in measure_words().kinds.items():
        for phrase in phrases:
            events = flat(read([f"Norway {shape.format(phrase)}." for shape in shapes]))
            assert kind in {getattr(event, "measure", None) for event in events}, phrase


def flat(found: Iterable[list[PolicyEvent]]) -> list[PolicyEvent]:
    return [event for events in found for event in events]


def judged(*sentences: str) -> list[AssessmentReported]:
    return [event for event in flat(read(sentences)) if isinstance(event, AssessmentReported)]


HELD = ("repeated its", "has", "has seen", "voiced")


def test_every_word_of_judging_makes_an_assessment_with_its_stance() -> None:
    words = assessment_words()
    for table, shapes in (
        (
            words.verbs,
            ("Norway {} that Russia has sent missiles to Iran.", "Norway {} that Russia attacked Sweden."),
        ),
        (words.adjectives, ("Norway is {} that Russia has sent missiles to Iran.",)),
        (words.nouns, tuple(f"Norway {verb} {{}} that Russia sent missiles to Iran." for verb in HELD)),
    ):
        for stance, members in table.items():
            for word in sorted(members):
                said = "asserts" if stance == "evidence" else stance
                form = third_person(word) if table is words.verbs else word
                assert said in {event.judgement.stance for event in judged(*(s.format(form) for s in shapes))}, word


def test_every_word_of_likelihood_and_confidence_is_understood() -> None:
    words = assessment_words()
    shapes = ("is {} to attack Sweden", "will {} attack Sweden", "has {} to win")
    sure = ("with {} that Russia attacked Sweden", "that Russia attacked Sweden with {}")
    for value, phrases in words.likelihood.items():
        for phrase in phrases:
            events = judged(*(f"Norway assesses that Russia {shape.format(phrase)}." for shape in shapes))
            assert value in {event.judgement.likelihood for event in events}, phrase
    for level, phrases in words.confidence.items():
        for phrase in phrases:
            events = judged(*(f"Norway assesses {shape.format(phrase)}." for shape in sure))
            assert level in {event.judgement.confidence for event in events}, phrase


def test_every_phrase_of_a_predicate_names_it() -> None:
    shapes = ("will {} Sweden", "uses {} against Sweden", "{} Sweden", "plans {} of Sweden", "is {}")
    for predicate, phrases in assessment_words().predicates.items():
        for phrase in phrases:
            events = judged(*(f"Norway assesses that Russia {shape.format(phrase)}." for shape in shapes))
            assert predicate in {event.judgement.proposition.predicate for event in events}, phrase


SHAPES = (
    "They {past} it.", "They {word} it.", "The {word} was here.", "The {word}s were here.", "They are {word} to go.",
    "They {past} that it rained.", "They were {past} to go.", "They {word} go.", "They go {word} it rains.",
    "A {word} attack came.", "The Russian {word} Smith spoke.", "The Russian {title} spoke.",
)  # fmt: skip


@pytest.mark.parametrize("table", ["operators", "roles"])
def test_every_word_of_a_table_is_one_that_the_parser_gives(table: str) -> None:
    """Lemmas are compared with what the parser makes of the word in a sentence: a plural, say, never comes."""
    words = getattr(lexicon(), table)
    for name in type(words).model_fields:
        for word in sorted(getattr(words, name)):
            texts = [shape.format(word=word, past=past(word), title=word.title()) for shape in SHAPES]
            tokens = (token for doc in parser().pipe(texts) for token in doc)
            assert any(word in (token.lemma_.lower(), token.lower_) for token in tokens), (name, word)
