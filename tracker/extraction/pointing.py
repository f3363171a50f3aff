"""Pointing: objects that name nobody, and mean what was told before, in the sentence or elsewhere."""

from spacy.tokens import Token

from tracker.extraction.context import FIRST_PERSON

RELATIVE = frozenset({"WDT", "WP"})
_PERSONAL = frozenset({"i", "we", "he", "she", "you", "him", "her", "me", "us"})
_PERSONS = frozenset({"him", "her", "me", "you", "us", "himself", "herself"})
_POINTING = frozenset({"the", "this", "that", "these", "those", "any", "such"})


def points_back(obj: Token) -> bool:
    """Whether an object is a pronoun or belongs to one: "accuses it", "criticises its stance"; persons are not told."""
    pronoun = obj.pos_ == "PRON" and obj.lower_ not in _PERSONS and not _told_of(obj)
    return pronoun or any(child.tag_ == "PRP$" for child in obj.lefts)


def of_ours(obj: Token) -> bool:
    """Whether an object is the speaker's, and so has no name: "helps our partners"."""
    return any(child.tag_ == "PRP$" and child.lower_ in FIRST_PERSON for child in obj.lefts)


def _told_of(pronoun: Token) -> bool:
    """Whether words after a pronoun say what it means: "thanks all those who help"."""
    return any(child.dep_ in ("relcl", "acl", "prep") for child in pronoun.rights)


def only_points(noun: Token) -> bool:
    """Whether a noun says nothing of its own: "the claim", "this decision"."""
    pointed = noun.pos_ != "PROPN" and any(child.lower_ in _POINTING for child in noun.lefts)
    return pointed and not any(child.dep_ in ("prep", "acl", "relcl") and child.lower_ != "as" for child in noun.rights)


def stands_for(pronoun: Token) -> bool:
    """Whether a pronoun means what was told before: no person, and nothing in its own sentence."""
    return pronoun.lower_ not in _PERSONAL and pronoun.tag_ not in RELATIVE and not _told_of(pronoun)
