"""Frames of nouns that carry an act: "talks with", "an attack on", "issued a warning to"."""

from collections.abc import Callable
from typing import Any

from spacy.tokens import Token

from tracker.extraction.actors import Codes
from tracker.extraction.clauses import governor, objects, prepositional
from tracker.extraction.fillers import Fillers, unique
from tracker.extraction.frame import FORCE, SPEECH, Frame
from tracker.extraction.lexicon import Noun
from tracker.extraction.nounclasses import PRIVATE
from tracker.extraction.nounclauses import performers, targeting
from tracker.gazetteer import Kind

_CARRYING = frozenset({"dobj", "nsubjpass", "nsubj", "prep:in", "prep:on", "prep:into", "prep:out", "prep:to"})
_SAID_IN = frozenset({"warning", "solidarity", "demand", "criticism", "accusation"})
_ATTENDING = frozenset({"attend", "participate", "join"})
_CALLING_OFF = frozenset({"cancel", "postpone", "suspend", "delay", "abort", "scrap", "call"})
_BESIDE_IT = ("prep:since", "prep:before", "prep:until", "prep:because", "prep:despite")
"""How an attack is told with what it did not do."""

_HELPING = frozenset({"back", "support", "help", "aid", "assist", "protect"})
_USUAL = frozenset({"regular", "annual", "frequent", "periodic", "routine", "future"})

Ruled = tuple[Token, str] | None
"""The word that governs a noun, and how."""


def noun_frame(fillers: Fillers, token: Token, noun: Noun) -> Frame | None:
    """The frame of a noun by one entry; None when its words do not fit, or a party is missing."""
    if not fits(token, noun):
        return fillers.without(token, noun.id, "its words do not fit the entry")
    ruled = governor(token)
    light = light_verb(ruled, noun)
    if noun.type == "MeetingHeld" and any(child.lower_ in _USUAL for child in token.lefts):
        return None  # "agree to hold regular meetings"
    if light is None and not noun.alone:
        return fillers.without(token, noun.id, "no verb carries it")
    return (
        _mutual(fillers, token, noun, light, ruled)
        if noun.parties == "mutual"
        else _directed(fillers, token, noun, light)
    )


def fits(token: Token, noun: Noun) -> bool:
    """Whether the words around the noun are those that the entry asks for."""
    if token.dep_ in ("compound", "nmod", "amod"):
        return False
    words = {word.lower_ for word in token.subtree if word.i <= token.i}
    if (noun.with_words and not words & noun.with_words) or words & noun.not_words:
        return False
    return not noun.needs_words or bool({word.lemma_.lower() for word in token.subtree} & noun.needs_words)


def light_verb(ruled: Ruled, noun: Noun) -> Token | None:
    """The verb that only carries the noun, if one does."""
    if ruled is None:
        return None
    verb, relation = ruled
    if relation == "prep:in" and noun.id in _SAID_IN and verb.pos_ == "VERB":
        return verb  # "in a warning to"
    return verb if verb.lemma_.lower() in noun.light and relation in _CARRYING else None


def sides(fillers: Fillers, token: Token, noun: Noun, light: Token | None) -> tuple[Codes, Codes]:
    """Who does the act that a noun names, and to whom, from modifiers, phrases and the light verb."""
    sources: Codes = ()
    if light is not None and governor(token) != (light, "nsubj"):
        sources = fillers.acting(light, force=noun.type in FORCE)
    before = fillers.actors.modifying(token)
    named = _named_before(fillers, token)
    by = _agents_after(fillers, token) or performers(fillers, token)
    sources = sources or by or tuple(code for code in before if code not in named) or before
    targets = _aimed_at(fillers, token, noun, light) or tuple(code for code in named if code not in sources)
    return sources, tuple(code for code in targets if code not in sources)


def _agents_after(fillers: Fillers, token: Token) -> Codes:
    """Who is said to have done it: "a raid by Kenya"; what a private person did is no state's."""
    private = any(pobj.lemma_.lower() in PRIVATE for pobj in prepositional(token, ("by",)))
    return () if private else fillers.in_phrases((token,), ("by",))


def _aimed_at(fillers: Fillers, token: Token, noun: Noun, light: Token | None) -> Codes:
    heads = (token, *prepositional(token, ("of",))) if noun.type == "ForcesMobilized" else (token,)
    heads = heads if light is None else (*heads, light)
    for preposition in _prepositions(noun):
        found = fillers.in_phrases(heads, (preposition,), places=noun.type not in SPEECH)
        if found:
            return found
    if light is not None:
        others = [child for child in light.children if child.dep_ in ("dative", "dobj") and child != token]
        found = unique(code for child in others for code in fillers.actors.affected(child))
        if found:
            return found
    return (fillers.asked(token) if noun.type == "DemandMade" else ()) or targeting(fillers, token)


def _named_before(fillers: Fillers, token: Token) -> Codes:
    """Countries named before a noun without a genitive: "Iran sanctions", "the Gaza war" concern them."""
    found: list[str] = []
    for child in token.lefts:
        mention = fillers.actors.mentioned.at(child)
        joined = child.dep_ == "conj" or any(grand.dep_ == "conj" for grand in child.children)
        if (
            child.dep_ in ("compound", "nmod")
            and not joined
            and mention is not None
            and mention.kind in (Kind.NAME, Kind.PLACE)
        ):
            found.extend(mention.codes)
    return unique(found)


def partners(fillers: Fillers, token: Token, light: Token | None) -> Codes:
    """With whom the act that a noun names is done together."""
    return fillers.in_phrases((token,) if light is None else (token, light), ("with", "between", "alongside"))


def is_near(token: Token, light: Token | None) -> bool:
    """Whether the act is said to be toward somebody: near a border, against."""
    heads = (token,) if light is None else (token, light)
    return any(True for head in heads for _ in prepositional(head, ("near", "around", "along", "against", "off")))


def _struck(fillers: Fillers, token: Token, light: Token | None) -> Codes:
    """Where an attack is told to do harm: "people are killed in Odesa by a Russian strike"."""
    ruled = governor(token)
    verb = light if light is not None or ruled is None or ruled[1] in _BESIDE_IT else ruled[0]
    if verb is None or verb.lemma_ in _HELPING or (light is None and verb.pos_ != "VERB"):
        return ()
    harmed = unique(
        code
        for obj in objects(verb)
        for code in fillers.actors.affected(obj)
        if obj != token and not (code == fillers.actors.context.publisher_polity and _of_others(obj))
    )
    return fillers.in_phrases((verb,), ("in", "at", "near", "across")) or harmed


def _of_others(noun: Token) -> bool:
    """ "defend their country": not that of whoever publishes, who would say "our"."""
    return any(word.lower_ in ("they", "them", "their") for word in (noun, *noun.lefts))


def _directed(fillers: Fillers, token: Token, noun: Noun, light: Token | None) -> Frame | None:
    sources, targets = sides(fillers, token, noun, light)
    if noun.type == "ForceUsed" and sources and not targets:
        targets = tuple(code for code in _struck(fillers, token, light) if code not in sources)
    if not sources or not targets or noun.type is None:
        return fillers.without(token, noun.id, "no second polity" if sources or targets else "no polity acts")
    return Frame(
        noun.type,
        noun.id,
        _trigger(token, light),
        light or token,
        sources,
        targets,
        presupposed=light is None,
        extra=_form(noun),
    )


def _mutual(fillers: Fillers, token: Token, noun: Noun, light: Token | None, ruled: Ruled) -> Frame | None:
    """Talks, visits and agreements: whoever is named before, after, or as the subject of the carrying verb."""
    if (
        ruled is not None
        and ruled[1] in ("prep:for", "prep:on")
        and _is_meeting(fillers, ruled[0])
        and not partners(fillers, token, None)
    ):
        return None  # "met for talks about": one meeting
    off = ruled[0] if ruled is not None and noun.type == "MeetingHeld" and _calls_off(*ruled) else None
    leaving = ruled is not None and noun.type == "AgreementReached" and _leaves(*ruled)
    carried = any(verb is not None for verb in (light, off)) or leaving
    taking_part = carried or (ruled is not None and _takes_part(fillers, *ruled))
    subjects = fillers.acting(ruled[0]) if ruled is not None and taking_part else ()
    sources, targets = _parties(fillers, token, noun, light, subjects)
    if noun.type is None or len(sources) + len(targets) < 2:
        return fillers.without(token, noun.id, "fewer than two parties")
    if light is not None and light.lemma_ in _ATTENDING and not _met_there(fillers, token, light, targets):
        return None  # to attend the same conference is not to meet
    if leaving and ruled is not None:
        return _left(fillers, token, ruled[0], unique((*sources, *targets)))
    if off is not None:
        postponed = {"postponed": off.lemma_ in ("postpone", "delay")}
        return Frame("MeetingCancelled", noun.id, (off, token), off, sources, targets, True, extra=postponed)
    trigger = _trigger(token, light)
    return Frame(noun.type, noun.id, trigger, light or token, sources, targets, True, light is None, extra=_form(noun))


def _met_there(fillers: Fillers, token: Token, light: Token, targets: Codes) -> bool:
    """Whether somebody attends a meeting with others, and not only a body's or a city's."""
    named = {*partners(fillers, token, light), *fillers.in_phrases((token,), ("by",)), *performers(fillers, token)}
    return bool(named & set(targets)) or len(fillers.actors.modifying(token)) > 1


def _parties(fillers: Fillers, token: Token, noun: Noun, light: Token | None, subjects: Codes) -> tuple[Codes, Codes]:
    """The two sides of a mutual act; all in the first where they are not told apart."""
    sources = subjects
    heads = (
        (token,) if light is None else (token, light, *prepositional(light, ("into",)))
    )  # "comes into force between"
    targets = fillers.in_phrases(heads, _prepositions(noun))
    before = fillers.actors.modifying(token)
    if light is not None and not (targets or before) and noun.type == "AgreementReached":
        targets = fillers.in_phrases(light.subtree, ("with",))  # "signs agreements worth a billion with"
    if before and (not sources or not targets):
        sources, targets = (before, targets) if targets else (unique((*sources, *before)), ())
    hosts = unique((*fillers.in_phrases((token,), ("by",)), *performers(fillers, token)))
    if sources and not targets:
        targets = hosts
    sources = sources or hosts
    if not sources:  # "talks with India and Peru" are held by somebody else
        among = tuple(word for word in _prepositions(noun) if word != "with")
        return (targets if fillers.in_phrases(heads, among) else ()), ()
    others = tuple(code for code in targets if code not in sources)
    return sources, others or tuple(code for code in before if code not in sources)


_WHILE = frozenset({"prep:for", "prep:in", "prep:on", "prep:during", "prep:at", "prep:after", "prep:following"})
"""How talks depend on what somebody does who takes part in them."""


def _is_meeting(fillers: Fillers, verb: Token) -> bool:
    return any(entry.type == "MeetingHeld" for entry in fillers.lexicon.verbs.get(verb.lemma_.lower(), ()))


def _takes_part(fillers: Fillers, verb: Token, relation: str) -> bool:
    """Whether the subject of a verb is a party: "plans a visit", "arrives for talks", "is in talks"."""
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    operators = fillers.lexicon.operators
    planned = relation in ("dobj", "nsubjpass") and verb.lemma_ in operators.plan | operators.urge
    return planned or relation in _WHILE


def _calls_off(verb: Token, relation: str) -> bool:
    """Whether a meeting is called off: "cancels his visit", "calls off talks", "the summit was postponed"."""
    if verb.lemma_.lower() not in _CALLING_OFF or relation not in ("dobj", "nsubjpass"):
        return False
    return verb.lemma_.lower() != "call" or any(
        child.dep_ == "prt" and child.lower_ == "off" for child in verb.children
    )


_LEAVING = frozenset({"withdraw", "leave", "exit", "quit", "scrap", "end", "terminate", "suspend", "cancel", "abandon"})


def _leaves(verb: Token, relation: str) -> bool:
    """Whether an agreement is left: "withdraws from the treaty", "ends the pact"."""
    return verb.lemma_.lower() in _LEAVING and relation in ("dobj", "nsubjpass", "prep:from")


def _left(fillers: Fillers, token: Token, verb: Token, parties: Codes) -> Frame | None:
    """Whoever ends an agreement reduces relations with the other parties."""
    sources = fillers.acting(verb)
    targets = tuple(code for code in parties if code not in sources)
    if not sources or not targets:
        return None
    return Frame(
        "RelationsReduced", "leave-agreement", (verb, token), verb, sources, targets, extra={"form": "agreement"}
    )


def _prepositions(noun: Noun) -> tuple[str, ...]:
    return tuple(slot.partition(":")[2] for slot in noun.target if slot.startswith("prep:"))


def _trigger(token: Token, light: Token | None) -> tuple[Token, ...]:
    return (token,) if light is None else (light, token)


def _form(noun: Noun) -> dict[str, Any]:
    return {"form": noun.form} if noun.form else {}


Family = Callable[[Fillers, Token, Noun], Frame | None]
"""Makes the frame of a noun whose type is not fixed but follows from what governs it."""
