"""The data files of the rules: every entry is usable, and none stands in the way of another."""

from collections.abc import Iterator
from itertools import combinations

import pytest

from tracker.errors import BadRow
from tracker.extraction.assessments import assessment_words
from tracker.extraction.gate import Gate
from tracker.extraction.lexicon import Verb, _table, lexicon
from tracker.extraction.lexicon import _entry as entry
from tracker.extraction.measures import measure_words


def test_no_rule_of_verbs_has_the_id_of_one_of_nouns() -> None:
    verbs = {verb.id for group in lexicon().verbs.values() for verb in group}
    nouns = {noun.id for group in lexicon().nouns.values() for noun in group}
    assert not verbs & nouns


def test_an_entry_for_a_lemma_that_fits_everything_comes_last() -> None:
    for lemma, verbs in lexicon().verbs.items():
        for earlier, later in combinations(verbs, 2):
            asks = (
                earlier.object,
                earlier.needs,
                earlier.needs_word,
                earlier.needs_noun,
                earlier.says,
                earlier.particle,
            )
            assert any(asks) or earlier.negated or earlier.target != later.target, (lemma, earlier.id, later.id)


def test_a_wrong_entry_is_refused_with_file_entry_and_field() -> None:
    row: dict[str, object] = {"id": "x", "lemmas": ["x"], "type": "Shouted", "target": ["obj"]}
    with pytest.raises(BadRow, match=r"verbs\.toml: entry 'x': type: .*unknown event type 'Shouted'"):
        entry(Verb, "verbs.toml", row, {})
    with pytest.raises(BadRow, match="set '@nothing' is not defined"):
        entry(Verb, "verbs.toml", {**row, "object": ["@nothing"]}, {"arms": frozenset()})


def test_one_verb_does_one_thing_to_a_measure() -> None:
    actions = measure_words().actions
    shared = {(one, other): actions[one] & actions[other] for one, other in combinations(actions, 2)}
    assert not {pair: verbs for pair, verbs in shared.items() if verbs}


@pytest.mark.parametrize("file", ["verbs", "nouns", "operators", "roles", "measures", "assessments"])
def test_no_list_has_a_word_twice(file: str) -> None:
    assert not [words for words in _lists(_table(f"{file}.toml")) if len(words) != len(set(words))]


def _lists(value: object) -> Iterator[list[str]]:
    if isinstance(value, list) and all(isinstance(word, str) for word in value):
        yield value
    elif isinstance(value, dict | list):
        for inner in value.values() if isinstance(value, dict) else value:
            yield from _lists(inner)


def test_a_phrase_means_one_kind_of_measure_and_one_predicate() -> None:
    for table in (measure_words().kinds, assessment_words().predicates, assessment_words().likelihood):
        phrases = [phrase for group in table.values() for phrase in group]
        assert len(phrases) == len(set(phrases))


def test_a_word_expresses_one_stance() -> None:
    words = assessment_words()
    groups: list[list[frozenset[str]]] = [
        list(words.verbs.values()),
        list(words.adjectives.values()),
        list(words.nouns.values()),
    ]
    for stances in groups:
        lemmas = [lemma for stance in stances for lemma in stance]
        assert len(lemmas) == len(set(lemmas))


def test_the_gate_lets_a_sentence_pass_with_two_polities_and_a_trigger_only() -> None:
    closed = Gate(lexicon()).closed
    tokens = "Norway condemned Russia".split()
    assert closed(tokens, {"NOR", "RUS"}, official=False) is None
    assert closed("Norway borders Russia".split(), {"NOR", "RUS"}, official=False) == "no trigger word"
    assert closed("Norway expelled nobody".split(), {"NOR"}, official=False) == "fewer than two possible polities"
    assert closed(tokens, set(), official=False) == "no polity is named"


@pytest.mark.parametrize("word", ["condemned", "met", "struck", "denies", "sanctions", "withdrew", "supplied"])
def test_inflected_triggers_are_recognised(word: str) -> None:
    assert Gate(lexicon()).has_trigger([word])
