"""Sanctions that somebody only speaks for: "pushes for further sanctions", "votes in favor of an embargo"."""

from spacy.tokens import Token

from tracker.extraction.actors import Codes
from tracker.extraction.fillers import Fillers

_WISHES = frozenset(
    {
        "possibility", "prospect", "need", "call", "push", "urge", "press", "propose", "proposal", "favor", "favour",
        "demand", "investigate", "outline", "threat", "threaten", "consider", "mull", "weigh", "draft", "advocate",
    }
)  # fmt: skip
"""Words between a speaker and a measure that say that it is wanted, not imposed."""

_UNSAID = frozenset({
    "reject", "oppose", "criticize", "criticise", "condemn", "dismiss", "resist", "refuse", "ignore",
    "reconsider", "rethink", "drop", "scrap", "abandon", "avoid", "stop", "end",
})  # fmt: skip
_PASSED = frozenset({"dobj", "pobj", "prep", "pcomp", "xcomp", "acl", "advcl", "conj", "attr"})
_REACH = 6


def wished(fillers: Fillers, measure: Token, targets: Codes) -> tuple[Token, Codes] | None:
    """The verb by which somebody speaks for a measure, and who does; None where nobody is said to."""
    current, wish = measure, any(child.lower_ == "possible" for child in measure.lefts)
    for _ in range(_REACH):
        if current.dep_ not in _PASSED:
            return None
        current = current.head
        lemma = current.lemma_.lower()
        if lemma in _UNSAID or any(child.dep_ == "neg" for child in current.children):
            return None
        wish = wish or lemma in _WISHES
        if wish and current.pos_ == "VERB":
            sources = tuple(code for code in fillers.acting(current) if code not in targets)
            if sources:
                return current, sources
    return None
