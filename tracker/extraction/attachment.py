"""Attachment: which of the date expressions of a sentence depends on an act, or on the verbs that carry it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from tracker.extraction.dating import Dated, expressions
from tracker.extraction.frame import Frame
from tracker.extraction.headlines import said_span
from tracker.extraction.lexicon import lexicon

_LINK = re.compile(
    r"\b(for|since|until|till|through|by|before|beyond|after|following|no later than|ahead of|prior to)"
    r"\s+(?:(?:the|early|late|mid|end|beginning|start|of|at least)[\s-]+)*$",
    re.IGNORECASE,
)
_TIME_NOUNS = frozenset({"week", "month", "year", "day", "end", "beginning", "start", "hour", "anniversary"})
_BESIDE = frozenset({"nummod", "compound", "poss", "nmod", "amod", "det", "appos"})
_ARGUMENTS = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "attr", "conj"})
_AGAINST = frozenset({"after", "since", "before", "until", "because", "following"})
_CLIMBED = frozenset({"xcomp", "conj", "advcl", "pcomp", "acl"})


@dataclass(frozen=True)
class Attached:
    """A date expression with the word that ties it to the act ("since", "until"; empty: none), and its owner."""

    said: Dated
    link: str
    owner: Token


def attached(frame: Frame) -> Attached | None:
    """The date expression nearest to the act among those that depend on it, or on the verbs that carry it."""
    carriers = _carriers(frame)
    best: tuple[tuple[int, int], Attached] | None = None
    for found in _owned(frame.anchor.doc):
        owner = frame.anchor if _set_for(frame, found) else found.owner
        if owner in carriers and found.link not in _NOT_WHEN:
            rank = carriers.index(owner), abs(owner.idx - found.said.core)
            if best is None or rank < best[0]:
                best = rank, found
    return best[1] if best else None


def is_ahead(frame: Frame) -> bool:
    """Whether the date beside a meeting that is only mentioned lies ahead: "announced talks with them next week"."""
    found = attached(frame) if frame.presupposed and frame.topic == "MeetingHeld" else None
    return found is not None and found.said.ahead


def _set_for(frame: Frame, found: Attached) -> bool:
    """Whether a time to come that hangs on a verb is that of the act in its object: nothing was announced next week."""
    noun = frame.anchor
    past = found.owner.tag_ in ("VBD", "VBN", "VBZ", "VBG")
    after = noun.dep_ in ("dobj", "nsubjpass") and noun.head == found.owner and found.said.core > noun.idx
    return frame.presupposed and found.said.ahead and past and after


_NOT_WHEN = frozenset({"until", "till", "through", "beyond", "after", "following", "before", "ahead of", "prior to"})
"""What follows these words bounds an act, or another; it is not when the act is done."""


def only_expression(doc: Doc) -> Dated | None:
    """The date of a sentence that has one only, unless it is that of something past or in a clause beside."""
    found = list(_owned(doc))
    if len(found) != 1 or found[0].link not in ("", "for"):
        return None
    owner = found[0].owner
    beside = owner.dep_ in ("relcl", "acl") or owner.tag_ == "VBD" or _is_of_no_meeting(owner)
    return None if beside else found[0].said


def _is_of_no_meeting(owner: Token) -> bool:
    """Whether a date belongs to a noun that names another act: "will discuss the April 19 agreement"."""
    entries = lexicon().nouns.get(owner.lemma_.lower(), ())
    return owner.pos_ == "NOUN" and bool(entries) and not any(entry.type == "MeetingHeld" for entry in entries)


def _owned(doc: Doc) -> Iterator[Attached]:
    original = said_span(doc, 0, len(doc)).doc
    for found in expressions(original.text):
        place = original.char_span(found.core, max(found.end, found.core + 1), alignment_mode="expand")
        if place is not None:
            yield Attached(found, _link(doc, found), _owner(doc[place.start : place.end].root))


def _link(doc: Doc, found: Dated) -> str:
    match = _LINK.search(said_span(doc, 0, len(doc)).doc.text[: found.core])
    return match[1].lower() if match is not None else ""


def _carriers(frame: Frame) -> list[Token]:
    """The words whose dates are the act's, nearest first: its own, and the verbs above that share its clause."""
    own = [frame.anchor, *(word for word in frame.trigger if word != frame.anchor)]
    if frame.presupposed:
        return own[:1]
    current = frame.anchor
    if current.dep_ in ("dobj", "nsubjpass"):
        own.append(current.head)
    while current.dep_ in _CLIMBED and current.head != current and len(own) <= 5 and not _has_time_of_its_own(current):
        current = current.head
        if current.pos_ in ("VERB", "AUX", "NOUN") and current not in own:
            own.append(current)
    return own


def _has_time_of_its_own(act: Token) -> bool:
    """Whether an act is set in time against the verb above it: "cancels it on Friday after Peru denied"."""
    marks = (
        {child.lower_ for child in act.children if child.dep_ in ("mark", "advmod")} if act.dep_ == "advcl" else set()
    )
    return bool(marks & _AGAINST) or (act.dep_ == "pcomp" and act.head.lower_ in _AGAINST)


def _owner(token: Token) -> Token:
    """The verb, or the act-like noun, that a date expression depends on."""
    while token.head.lemma_.lower() in _TIME_NOUNS and token.head != token:
        token = token.head
    if token.dep_ == "npadvmod" and _is_act(token.head):
        return token.head  # "a meeting with them next month"
    if token.dep_ in _BESIDE and token.head.pos_ in ("NOUN", "PROPN"):
        return token.head  # "the 2022 invasion", "last week's meeting"
    in_phrase = token.head.dep_ == "prep"
    current = token.head
    for _ in range(6):
        if current.pos_ in ("VERB", "AUX") or current.head == current:
            return current
        if in_phrase and _is_act(current):
            return current
        current = current.head
    return current


_ACTS = frozenset(
    """
    war raid attack strike assault offensive coup protest riot vote election crisis disaster flood earthquake death
    murder crash blast massacre incident clash battle siege unrest speech interview report conference summit meeting
    visit trip call talk debate session event ceremony deal accord pact treaty agreement ceasefire truce resolution law
    order act decree ban embargo sanction tariff test launch exercise drill arrest release seizure capture failure
    dispute scandal outbreak pandemic genocide uprising revolution
    """.split()
)
_ACT_ENDINGS = ("tion", "sion", "ment", "ing", "ence", "ance", "al")


def _is_act(noun: Token) -> bool:
    """Whether a noun names something that happens, and so has a date of its own."""
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or noun.dep_ not in _ARGUMENTS or lemma in _TIME_NOUNS:
        return False
    return lemma in _ACTS or lemma in lexicon().nouns or lemma.endswith(_ACT_ENDINGS)
