"""Quotes: the shortest run of words of the sentence that shows an act."""

from spacy.tokens import Token

from tracker.extraction.frame import Frame
from tracker.extraction.headlines import said_span

_OUTSIDE = frozenset({"advcl", "conj", "cc", "parataxis", "relcl", "punct", "mark", "appos", "ccomp"})
_LEADING = frozenset({"that", "and", "but", "as", "while", "also", "or"})
_LONGEST = 260
_WITH_CONTENT = frozenset(
    {
        "AssessmentReported",
        "WarningIssued",
        "DemandMade",
        "AccusationMade",
        "CriticismVoiced",
        "SanctionsThreatened",
        "RefusalMade",
        "CommitmentMade",
    }
)
"""Types whose act is in what is said: the content belongs to the quote."""


def quoted(frame: Frame) -> tuple[int, int]:
    """The span of a frame's words in its sentence as the report has it: character offsets, half open."""
    tokens: set[Token] = set(frame.trigger)
    for word in frame.trigger:
        tokens |= _clause(word, whole=frame.topic in _WITH_CONTENT)
    doc = frame.anchor.doc
    start = min(token.i for token in tokens)
    end = max(token.i for token in tokens)
    while start < end and doc[start].is_punct and doc[start].text not in '"“‘(':
        start += 1
    while start < end and doc[start].lower_ in _LEADING:
        start += 1
    while end > start and doc[end].is_punct and doc[end].text not in '"”’)%':
        end -= 1
    span = said_span(doc, start, end + 1)
    return span.start_char, span.end_char


def _clause(word: Token, *, whole: bool) -> set[Token]:
    """The word with its subject, objects and phrases, without other clauses and long lists."""
    found = {word}
    for child in word.children:
        if child.dep_ in _OUTSIDE and not (whole and _is_content(child)):
            continue
        subtree = list(child.subtree)
        if _length(subtree) > _LONGEST:
            subtree = [child, *child.lefts]
        found.update(subtree)
    if word.pos_ == "VERB" and not any(child.dep_ in ("nsubj", "nsubjpass") for child in word.children):
        found |= _shared_subject(word)
    return found


def _is_content(clause: Token) -> bool:
    """Whether a clause is what is said: "that it …", "(calls) for him to step down"."""
    asked = clause.dep_ == "advcl" and any(mark.dep_ == "mark" and mark.lower_ == "for" for mark in clause.children)
    return clause.dep_ == "ccomp" or asked


def _shared_subject(word: Token) -> set[Token]:
    """For "agreed to lift": the verb that holds the subject belongs to the quote, when it is near."""
    if word.dep_ != "xcomp":
        return set()
    head = word.head
    return {head} | {
        token
        for child in head.children
        if child.dep_ in ("nsubj", "nsubjpass", "aux", "neg")
        for token in child.subtree
    }


def _length(tokens: list[Token]) -> int:
    return sum(len(token.text_with_ws) for token in tokens)
