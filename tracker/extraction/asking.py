"""Asking and answering: whether a deed is asked for or only words, and whether a denial answers anybody."""

from spacy.tokens import Token

from tracker.extraction.clauses import is_passive, objects, surface_subjects

_WORDS = frozenset(
    {"define", "describe", "explain", "say", "tell", "comment", "name", "answer", "clarify", "elaborate"}
)
_SOMEBODY = frozenset({"i", "he", "she", "me", "him", "her"})


def asks_or_answers(token: Token) -> bool:
    """Whether a verb of asking asks for a deed, and one of denying answers: "denied them their rights" does not."""
    if token.lemma_ == "ask":
        return _requests(token)
    return token.lemma_ != "deny" or not any(child.dep_ == "dative" for child in token.children)


def _requests(token: Token) -> bool:
    """Whether a verb of asking asks for a deed: "asked them to leave", not "asked them why", "asked me to comment"."""
    if any(_asks_for(child) for child in token.children):
        asked = [*objects(token), *(obj for obj in surface_subjects(token) if is_passive(token))]
        words = any(child.lemma_ in _WORDS for child in token.children if child.dep_ in ("xcomp", "ccomp", "advcl"))
        return not (words and any(person.lower_ in _SOMEBODY for person in asked))
    things = [obj for obj in objects(token) if obj.pos_ == "NOUN" and obj.lemma_ != "question"]
    return bool(things)


def _asks_for(part: Token) -> bool:
    """Whether a part of a verb of asking says what is to be done or given: "to leave", "that they leave", "for aid"."""
    opening = {word.lower_ for word in part.lefts}
    if part.dep_ in ("xcomp", "ccomp", "advcl"):
        return bool(opening & {"to", "for", "that"}) and not opening & {"whether", "if"}
    return part.dep_ == "prep" and part.lower_ == "for"
