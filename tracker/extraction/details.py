"""Details: what an act's own type has to say beyond who, whom and when: who met and where, how much, until when."""

import re
from collections.abc import Callable, Mapping
from typing import Any

from spacy.tokens import Token

from events import Amount, Participant
from events.vocabulary import AidKind, MeetingFormat, OfficeLevel
from tracker.extraction.actors import Actors
from tracker.extraction.clauses import agents, conditions, objects, prepositional
from tracker.extraction.context import Context
from tracker.extraction.dating import MONTH_NAMES
from tracker.extraction.frame import Frame
from tracker.extraction.headlines import said, said_span
from tracker.extraction.phrases import conjuncts
from tracker.extraction.terms import terms
from tracker.gazetteer import Kind

_FORMATS: tuple[tuple[MeetingFormat, frozenset[str]], ...] = (
    (MeetingFormat.VIRTUAL, frozenset({"virtual", "virtually", "video", "videoconference", "online"})),
    (MeetingFormat.CALL, frozenset({"phone", "telephone", "call", "phoned"})),
    (MeetingFormat.SUMMIT, frozenset({"summit"})),
    (MeetingFormat.VISIT, frozenset({"visit", "visits", "visited", "trip", "arrives", "arrived", "travel", "travels"})),
)
_LEVELS = list(OfficeLevel)
_AID: tuple[tuple[AidKind, frozenset[str]], ...] = (
    (
        AidKind.HUMANITARIAN,
        frozenset({"humanitarian", "food", "relief", "medical", "vaccine", "vaccines", "medicine", "refugees"}),
    ),
    (
        AidKind.MILITARY,
        frozenset(
            {
                "military",
                "security",
                "weapons",
                "arms",
                "missiles",
                "missile",
                "troops",
                "tanks",
                "ammunition",
                "drones",
                "defense",
            }
        ),
    ),
    (AidKind.FINANCIAL, frozenset({"loan", "financial", "economic", "budget", "loans"})),
)
_MONEY = re.compile(
    r"(?P<sign>US\$|\$|€|£|¥)\s?(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<scale>thousand|million|billion|trillion)?",
    re.IGNORECASE,
)
_CURRENCY = {"US$": "USD", "$": "USD", "€": "EUR", "£": "GBP", "¥": "JPY"}
_SCALE = {"thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
_PROGRAMME = re.compile(
    r"\b(?:Executive Order|E\.O\.|EO) (?P<number>\d{5})\b"
    r"|\b(?P<name>(?:[A-Z]\w+ ){1,5}Sanctions (?:Regulations|program))"
)
_ANSWER = re.compile(
    r"\b(?i:in (?:response|answer|reaction|retaliation) (?:to|for|against)) "
    r"(?P<words>(?:U\.S\.|U\.K\.|U\.N\.|[^.;]){4,160})"
)


def details(frame: Frame, actors: Actors, context: Context) -> dict[str, Any]:
    """The fields of the frame's type that the sentence fills; nothing is guessed."""
    reader = _READERS.get(frame.topic)
    return reader(frame, actors, context) if reader is not None else {}


def _clause_words(frame: Frame) -> set[str]:
    return {said(token).lower_ for token in frame.anchor.subtree} | {said(token).lower_ for token in frame.trigger}


def _meeting(frame: Frame, actors: Actors, context: Context) -> dict[str, Any]:
    words = _clause_words(frame)
    found: dict[str, Any] = {}
    kind = next((kind for kind, marks in _FORMATS if words & marks), None)
    if kind is not None:
        found["format"] = kind
    people = _participants(frame, actors)
    if people:
        found["participants"] = tuple(person for person, _ in people)
        levels = [level for _, level in people if level is not None]
        if levels:
            found["level"] = min(levels, key=_LEVELS.index)
    venue = _venue(frame)
    if venue:
        found["venue"] = venue
    return found


def _participants(frame: Frame, actors: Actors) -> list[tuple[Participant, OfficeLevel | None]]:
    """The persons who are subject, object or partner of the meeting, with the level of their office."""
    heads: dict[int, Token] = {}
    for word in frame.trigger:
        for token in (*agents(word), *objects(word), *prepositional(word, ("with", "between", "to", "of"))):
            heads.update({head.i: head for head in conjuncts(token)})
        heads.update({child.i: child for child in word.lefts if child.dep_ == "poss"})
    people: dict[str, tuple[Participant, OfficeLevel | None]] = {}
    for head in heads.values():
        mention = actors.mentioned.headed(head)
        if mention is not None and mention.kind is Kind.PERSON and mention.person:
            people[mention.person] = Participant(name=mention.person, polity=mention.code), mention.level
        elif mention is None and head.pos_ == "PROPN":
            codes = actors.acting(head)
            if len(codes) == 1:
                name = " ".join(
                    token.text for token in head.lefts if token.pos_ == "PROPN" and token.dep_ == "compound"
                )
                last = f"{name} {head.text}".strip().split()[-2:]
                people[" ".join(last)] = Participant(name=" ".join(last), polity=codes[0]), None
    return list(people.values())


def _venue(frame: Frame) -> str | None:
    for word in frame.trigger:
        for place in prepositional(word, ("in", "at")):
            if place.pos_ == "PROPN" and place.lower_.rstrip(".") not in MONTH_NAMES:
                return place.doc[place.left_edge.i : place.i + 1].text.removeprefix("the ")
    return None


def _aid(frame: Frame, actors: Actors, context: Context) -> dict[str, Any]:
    words = _clause_words(frame)
    found: dict[str, Any] = {}
    kind = next((kind for kind, marks in _AID if words & marks), None)
    if kind is not None:
        found["kind"] = kind
    match = _MONEY.search(" ".join(token.text_with_ws.strip() for token in frame.anchor.subtree).replace("$ ", "$"))
    if match is not None:
        value = float(match["number"].replace(",", "")) * _SCALE.get((match["scale"] or "").lower(), 1)
        found["amount"] = Amount(
            value=value, currency=_CURRENCY[match["sign"].upper() if match["sign"].startswith("U") else match["sign"]]
        )
    return found


def _warning(frame: Frame, actors: Actors, context: Context) -> dict[str, Any]:
    """The if-clause is the condition; what would follow is the consequence."""
    found: dict[str, Any] = {}
    clauses = conditions(frame.anchor)
    if clauses:
        found["condition"] = _text(clauses[0])
    content = [child for child in frame.anchor.children if child.dep_ in ("ccomp", "xcomp")]
    if content and not clauses:
        found["consequence"] = _text(content[0])
    return found


def _demand(frame: Frame, actors: Actors, context: Context) -> dict[str, Any]:
    content = [child for child in frame.anchor.children if child.dep_ in ("xcomp", "ccomp")]
    return {"demand": _text(content[0])} if content else {}


def _accusation(frame: Frame, actors: Actors, context: Context) -> dict[str, Any]:
    content = [
        *prepositional(frame.anchor, ("of",)),
        *(child for child in frame.anchor.children if child.dep_ == "ccomp"),
    ]
    return {"allegation": _text(content[0])} if content else {}


def _measure(frame: Frame, actors: Actors, context: Context) -> dict[str, Any]:
    sentence = said_span(frame.anchor.doc, 0, len(frame.anchor.doc)).text
    found: dict[str, Any] = {}
    programme = _PROGRAMME.search(sentence)
    if programme is not None:
        found["programme"] = f"E.O. {programme['number']}" if programme["number"] else programme["name"]
    found.update(terms(frame, context.published))
    answer = _ANSWER.search(_text(frame.anchor))
    if answer is not None:
        found["answers"] = answer["words"].strip()
    return found


def _text(clause: Token) -> str:
    return said_span(clause.doc, clause.left_edge.i, clause.right_edge.i + 1).text.strip(' ,.;"“”')


Reader = Callable[[Frame, Actors, Context], dict[str, Any]]
_READERS: Mapping[str, Reader] = {
    "MeetingHeld": _meeting,
    "MeetingScheduled": _meeting,
    "MeetingCancelled": _meeting,
    "AidProvided": _aid,
    "WarningIssued": _warning,
    "DemandMade": _demand,
    "AccusationMade": _accusation,
    "SanctionsImposed": _measure,
    "SanctionsEased": _measure,
}
