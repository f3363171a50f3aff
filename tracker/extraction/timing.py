"""Timing: which date expression of a sentence belongs to an act, and what holds when none does."""

from spacy.tokens import Token

from events import When
from events.vocabulary import Modality
from tracker.extraction.context import Context
from tracker.extraction.dating import Dated, expressions
from tracker.extraction.frame import Frame
from tracker.extraction.headlines import said_span


def date_of(frame: Frame, modality: Modality, *, background: bool, context: Context) -> When:
    """When the act of a frame happened or will, as far as the sentence says; else by the report's own date.

    What a report tells in its main line happened on its day unless it says otherwise; what it only mentions has no
    date; what is to come has none unless it is named.
    """
    if frame.performed:  # what is only published now was done before
        published_only = frame.anchor.lemma_ == "publish"
        return When.unknown(latest=context.published) if published_only else When.day(context.published)
    future = modality in (Modality.PLANNED, Modality.ANNOUNCED)
    owned = _own_expression(frame)
    published = context.published
    if owned is not None:
        when = owned.when(published, future=future)
        late = when is not None and when.start is not None and when.start > published
        if when is not None and (future or not late or frame.topic == "MeetingHeld"):
            return when if future else when.until(published)
    if background:
        return When.unknown(latest=published)
    if frame.topic in ("MeetingScheduled", "MeetingHeld") and future:
        only = _only_expression(frame)
        when = only.when(published, future=True) if only is not None else None
        if when is not None and when.end is not None and when.end >= published:
            return when
    if modality is Modality.PLANNED or frame.topic == "MeetingScheduled":
        return When.unknown()
    return When.day(published)


_HARMING = frozenset({"kill", "injure", "wound", "damage", "destroy", "hit", "leave", "interrupt"})


def is_news(frame: Frame) -> bool:
    """Whether an act that is only named by a noun is what the sentence tells: "a strike on the port kills three"."""
    noun = frame.anchor
    if noun.pos_ != "NOUN":
        return False
    verb = noun.head
    if noun.dep_ in ("nsubj", "nsubjpass"):
        return verb.dep_ == "ROOT" and verb.tag_ in ("VBZ", "VBP")
    in_phrase = noun.dep_ == "pobj" and verb.lower_ in ("in", "by", "during") and verb.head.dep_ == "ROOT"
    return in_phrase and frame.topic == "ForceUsed" and verb.head.lemma_ in _HARMING


def _only_expression(frame: Frame) -> Dated | None:
    """The date of a sentence that has one only."""
    doc = frame.anchor.doc
    found = list(expressions(said_span(doc, 0, len(doc)).text))
    return found[0] if len(found) == 1 else None


def _own_expression(frame: Frame) -> Dated | None:
    """The date expression nearest to the act among those that depend on it, or on the verbs that carry it."""
    doc = frame.anchor.doc
    carriers = _carriers(frame)
    best: tuple[int, Dated] | None = None
    original = said_span(doc, 0, len(doc)).doc
    for found in expressions(original.text):
        place = original.char_span(found.start, found.end, alignment_mode="expand")
        if place is None:
            continue
        owner = _owner(doc[place.start : place.end].root)
        if owner in carriers:
            rank = carriers.index(owner)
            if best is None or rank < best[0]:
                best = rank, found
    return best[1] if best else None


def _carriers(frame: Frame) -> list[Token]:
    """The words whose dates are the act's, nearest first: its own, and the verbs above that share its clause."""
    own = [frame.anchor, *(word for word in frame.trigger if word != frame.anchor)]
    current = frame.anchor
    if current.dep_ in ("dobj", "nsubjpass") and not frame.presupposed:
        own.append(current.head)
    while current.dep_ in ("xcomp", "conj", "advcl", "pcomp", "acl") and current.head != current:
        current = current.head
        if current.pos_ in ("VERB", "AUX", "NOUN") and current not in own:
            own.append(current)
        if len(own) > 5:
            break
    if frame.presupposed:
        return own[:1]
    return own


_TIME_NOUNS = frozenset({"week", "month", "year", "day", "end", "beginning"})
_BESIDE = frozenset({"nummod", "compound", "poss", "nmod"})
_ARGUMENTS = frozenset({"pobj", "dobj", "nsubj", "nsubjpass", "attr"})


def _owner(token: Token) -> Token:
    """The verb, or the act-like noun, that a date expression depends on."""
    if token.dep_ in _BESIDE and token.head.pos_ == "NOUN" and token.head.lemma_ not in _TIME_NOUNS:
        return token.head  # "the 2022 invasion", "last week's meeting"
    in_phrase = token.head.dep_ == "prep"
    current = token.head
    for _ in range(6):
        if current.pos_ in ("VERB", "AUX") or current.head == current:
            return current
        is_act = current.pos_ == "NOUN" and current.dep_ in _ARGUMENTS and current.lemma_ not in _TIME_NOUNS
        if is_act and in_phrase:
            return current
        current = current.head
    return current
