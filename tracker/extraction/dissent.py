"""Dissent: help and praise for those who stand against their own government are none for their state."""

from dataclasses import replace

from spacy.tokens import Token

from tracker.extraction.clauses import objects, prepositional
from tracker.extraction.fillers import Fillers
from tracker.extraction.frame import Frame
from tracker.extraction.phrases import conjuncts

_HELPING = frozenset({"SupportExpressed", "AidProvided"})
_DISSENTERS = frozenset(
    "opposition rebel insurgent dissident protester protestor demonstrator activist separatist militia exile".split()
)
_TOWARD = ("to", "for", "with", "by", "behind", "alongside")


def without_dissenters(fillers: Fillers, frame: Frame) -> Frame | None:
    """The frame without the states of dissenters who are helped; None where nobody else is."""
    if frame.topic not in _HELPING:
        return frame
    given = [*frame.trigger, *(obj for word in frame.trigger for obj in objects(word))]
    phrases = [noun for word in given for noun in prepositional(word, _TOWARD)]
    helped = [one for noun in (*given, *phrases) for one in conjuncts(noun)]
    dissenting = {code for noun in helped if _dissents(noun) for code in fillers.actors.affected(noun)}
    others = {code for noun in helped if not _dissents(noun) for code in fillers.actors.affected(noun, deep=False)}
    targets = tuple(code for code in frame.targets if code not in dissenting or code in others)
    if targets or not frame.targets:
        return replace(frame, targets=targets)
    return fillers.without(frame.anchor, frame.rule, "help for dissenters is none for their state")


def _dissents(noun: Token) -> bool:
    """Whether a noun means people who are not their government's: "Russian protesters", "Cuban civil society"."""
    society = noun.lemma_.lower() == "society" and any(child.lower_ == "civil" for child in noun.lefts)
    return society or noun.lemma_.lower() in _DISSENTERS
