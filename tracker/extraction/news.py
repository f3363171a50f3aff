"""News: whether a sentence tells an act as what happened now, though its form only mentions it."""

from spacy.tokens import Token

from tracker.extraction.clauses import whole
from tracker.extraction.frame import Frame
from tracker.extraction.headlines import said

_HARMING = frozenset({"kill", "injure", "wound", "damage", "destroy", "hit", "leave", "interrupt", "cause", "die"})
_THROUGH = frozenset({"in", "by", "during", "after", "following", "from"})
_OCCASION = frozenset({"during", "following", "after", "at", "in", "for"})
_MEANWHILE = frozenset({"during", "at"})
"""What goes on while the act is done happens on its day, whatever the tense."""
AFTER = frozenset({"after", "following"})
_LONG = frozenset({"war", "invasion", "aggression", "occupation", "conflict", "annexation"})
"""Acts that last: what they cause now is no news of them."""
_CHAINED = frozenset({"conj", "xcomp"})


def is_news(frame: Frame, *, official: bool) -> bool:
    """Whether an act that its form only mentions is what the sentence tells.

    "A strike on the port kills three"; "expels a diplomat after accusing Ghana"; "agree during talks in Delhi". In an
    official release such words are about what is known already.
    """
    noun = frame.anchor
    if noun.pos_ != "NOUN":
        return not official and noun.tag_ == "VBG" and after(noun) is not None and _is_told(after(noun))
    noun = whole(_first_of(noun))
    verb = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass"):
        present = is_headline(verb) or verb.lemma_ in _HARMING
        return present and _is_told(verb) and frame.anchor.lemma_ not in _LONG and _is_main(frame, verb)
    if noun.dep_ not in ("pobj", "dobj") or verb.lower_ not in _THROUGH | _OCCASION:
        return False
    governing = verb.head
    if frame.topic == "ForceUsed":
        return verb.lower_ in _THROUGH and governing.lemma_ in _HARMING and _is_told(governing)
    if frame.topic == "CooperationUndertaken":
        return verb.lower_ == "in" and _is_told(governing)  # "in coordination with"
    if frame.topic != "MeetingHeld" or official or verb.lower_ not in _OCCASION or not _is_told(governing):
        return False
    first = _ruling(governing)
    return verb.lower_ in _MEANWHILE or is_headline(first) or _has_perfect(first)


def _ruling(verb: Token) -> Token:
    """The first of the verbs that are joined or govern one another: "agree to resume flights and boost trade"."""
    while verb.dep_ in _CHAINED and verb.head.pos_ == "VERB" and verb.head != verb:
        verb = verb.head
    return verb


def _is_main(frame: Frame, verb: Token) -> bool:
    return frame.topic == "ForceUsed" or verb.dep_ == "ROOT"


def _has_perfect(verb: Token) -> bool:
    """ "have failed to agree in a second round of talks"."""
    return any(child.dep_ == "aux" and child.lower_ in ("has", "have") for child in verb.children)


def _first_of(noun: Token) -> Token:
    """The first of nouns that are joined: "missile and drone attacks" depend on what the first depends on."""
    while noun.dep_ == "conj" and noun.head.pos_ in ("NOUN", "PROPN") and noun.head != noun:
        noun = noun.head
    return noun


def is_headline(verb: Token | None) -> bool:
    """Whether a verb tells news in the present tense, as headlines and bulletins do, whatever the parser read."""
    if verb is None or verb.pos_ not in ("VERB", "AUX"):
        return False
    if said(verb).text != verb.text:
        return True
    helped = any(child.dep_ in ("aux", "auxpass") for child in verb.children)
    passive = any(child.dep_ == "auxpass" and child.lower_ in ("is", "are") for child in verb.children)
    return passive or (verb.tag_ in ("VBZ", "VBP") and not helped)


def _is_told(verb: Token | None) -> bool:
    """Whether a verb tells the main line: it is the root, joined to it, or what somebody says."""
    for _ in range(4):
        if verb is None or verb.dep_ == "ROOT":
            return verb is not None
        temporal = verb.dep_ == "advcl" and any(child.lower_ == "when" for child in verb.children)
        if verb.dep_ not in (*_CHAINED, "ccomp") and not temporal:
            return False
        verb = verb.head
    return False


def after(act: Token) -> Token | None:
    """The verb that an act comes before, where it stands in an after-clause: "expels them after accusing them"."""
    if act.dep_ == "pcomp" and act.head.lower_ in AFTER:
        return act.head.head
    marked = act.dep_ == "advcl" and any(child.dep_ == "mark" and child.lower_ in AFTER for child in act.children)
    return act.head if marked else None


def is_sequel(act: Token) -> bool:
    """Whether an act in an after-clause belongs to the news of the day: its main clause tells them."""
    told = after(act)
    if told is None or any(child.dep_ == "aux" and child.lower_ == "had" for child in act.children):
        return False
    return (act.tag_ == "VBG" or is_headline(told)) and _is_told(told)
