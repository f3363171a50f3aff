"""Sentences made from the entries of the lexicon: what each entry asks for, put into words."""

from collections.abc import Iterator
from itertools import product

from tracker.extraction.headlines import _past as past
from tracker.extraction.lexicon import Noun, Verb

SUBJECTS = {
    "any": ("Norway", "The Norwegian government"),
    "officials": ("The Norwegian foreign minister",),
    "persons": ("The Norwegian foreign minister",),
    "forces": ("Norwegian troops", "The Norwegian army"),
    "troops": ("Norwegian troops", "The Norwegian army"),
}
CLAUSES = ("Russia withdraw its troops", "Russia had stolen the oil", "Russia had attacked the bridge")
MOST_OBJECTS = 4


def of_verb(verb: Verb, lemma: str) -> Iterator[str]:
    """Yield sentences in which one lemma of a verb should act, in every way that its slots allow."""
    does = f"was {lemma}" if verb.adjective else f"will {lemma}" if "will" in verb.needs_word else past(lemma)
    does = f"will not {lemma}" if verb.negated else does
    if verb.particle:
        does = f"{does} {verb.particle}"
    objects = [f"the {noun}" for noun in sorted(verb.object)[:MOST_OBJECTS]] or ["", "the plan", "troops"]
    says = sorted(verb.says)[:MOST_OBJECTS] or [""]
    words = sorted(verb.needs_word | verb.needs_noun)[:MOST_OBJECTS] or [""]
    for who, what, slot, word, said in product(SUBJECTS[verb.subjects], objects, verb.target, words, says):
        for rest in _rest(verb, slot, what, word, said):
            yield f"{who} {does} {' '.join(rest.split())}."
    if verb.mutual:
        yield from (f"Norway and Russia {does} {what}." for what in objects)


def _rest(verb: Verb, slot: str, what: str, word: str, said: str) -> Iterator[str]:
    """What follows the verb, so that the target stands in the slot and the words that are asked for stand there."""
    kind, _, preposition = slot.partition(":")
    tail = f" {_needed(verb)} {f'for the {word}' if word else ''}"
    if said:
        yield f"Russia a {said}"
        yield f"Russia {said}"
        yield f"that Russia is a {said}"
        yield f"Russia as {said}"
        yield f"that Russia {said} withdraw"
        yield f"that Russia {past(said)} the treaty"
    if kind in ("prep", "joined"):
        yield f"{what} {preposition} Russia{tail}"
        yield f"{what} {preposition} the Russian government{tail}"
    elif kind in ("any", "helped"):
        yield f"{what} to help Russia{tail}"
    elif kind == "with":
        yield f"{what} with Russia{tail}"
    elif kind in ("obj", "dative", "obj_person", "obj_first", "obj_deep", "within", "concerned"):
        yield f"{what.replace('the ', 'the Russian ')}{tail}" if what else f"Russia{tail}"
        yield f"Russia {what}{tail}"
        yield f"the Russian president{tail}"
        yield f"{what} Russia{tail}"
        yield from (f"Russia with the {word}" for _ in [word] if word)
        yield from (f"the Russian {word}" for _ in [word] if word)
    if kind in ("clause", "subject", "within", "obj", "condition"):
        yield from (f"that {clause}" for clause in CLAUSES)
        yield f"for Russia to {word or 'withdraw'}"
        yield f"Russia to {word or 'withdraw'}"
        yield f"to {word or 'respond'} if Russia attacks"


def _needed(verb: Verb) -> str:
    """The phrases that a verb needs beside its target."""
    needs = [need.partition(":")[2] for need in verb.needs if need.startswith("prep:")]
    if "xcomp" in verb.needs:
        return "to withdraw"
    if "ccomp" in verb.needs:
        return "that the plan was bad"
    return f"{needs[0]} the attack" if needs and f"prep:{needs[0]}" not in verb.target else ""


def of_noun(noun: Noun, lemma: str) -> Iterator[str]:
    """Yield sentences in which one lemma of a noun should carry an act: by its light verbs, or alone."""
    before = sorted(noun.with_words)[:MOST_OBJECTS] or [""]
    after = sorted(noun.needs_words)[:MOST_OBJECTS] or [""]
    for slot, word, more in product(noun.target or ("prep:on",), before, after):
        preposition = slot.partition(":")[2]
        thing = " ".join(f"{word} {lemma}".split())
        tail = f" over {more}" if more else ""
        for light in sorted(noun.light) or ["impose", "continue"]:
            yield f"Norway {past(light)} a {thing} {preposition} Russia{tail}."
            yield f"Norway {past(light)} {thing}s {preposition} Russia{tail}."
            yield f"Norway and Russia {past(light)} {thing}s{tail}."
            yield f"Norway {past(light)} Russia a {thing}{tail}."
        yield f"Norway's {thing} {preposition} Russia{tail} continued."
        yield f"The {thing}s between Norway and Russia{tail} continued."
        yield f"Norway welcomed the Swedish {thing}s {preposition} Russia{tail}."
        yield f"We continue the national {thing} with respect to Russia{tail}."
