"""Drafts: what a frame and its reality make of an event: type, direction, modality, date, third parties."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import combinations, permutations, product
from typing import Any

from spacy.tokens import Token

from events import POLICY_EVENTS, When
from events.vocabulary import MeetingStage, Modality
from tracker.extraction.actors import Actors, Codes
from tracker.extraction.attachment import is_ahead
from tracker.extraction.clauses import agents, conditions
from tracker.extraction.context import Context
from tracker.extraction.details import details
from tracker.extraction.frame import SPEECH, VOICED, Frame
from tracker.extraction.headlines import said
from tracker.extraction.measures import kind_of
from tracker.extraction.mentions import Mention
from tracker.extraction.modality import Reality
from tracker.extraction.news import is_news
from tracker.extraction.timing import date_of
from tracker.gazetteer import Kind

_HOSTILE = frozenset({"ForceUsed", "CoercionApplied"})
_NOT_HELD = ("conditional", "possible", "alleged", "denied", "urged", "threatened")
"""Why a judgement is not held; what is doubted or not found is a stance of its own."""

_MAY_COME = {
    "SanctionsImposed": Modality.ANNOUNCED,
    "SanctionsEased": Modality.ANNOUNCED,
    "AidProvided": Modality.ANNOUNCED,
    "RelationsReduced": Modality.ANNOUNCED,
    "RelationsRestored": Modality.ANNOUNCED,
    "ForcesMobilized": Modality.ANNOUNCED,
    "ConcessionMade": Modality.ANNOUNCED,
    "CooperationUndertaken": Modality.PLANNED,
    "MeetingScheduled": Modality.PLANNED,
    "SupportExpressed": Modality.HAPPENED,
    "CommitmentMade": Modality.HAPPENED,
    "WarningIssued": Modality.HAPPENED,
    "DemandMade": Modality.PLANNED,
    "CriticismVoiced": Modality.PLANNED,
}
"""What modality an act has that is to come; a type that is not here is not stated by a plan."""


@dataclass(frozen=True)
class Draft:
    """An event in the making: the fields that do not depend on the place in the text."""

    topic: str
    source: str
    target: str
    occurred: When
    modality: Modality
    background: bool
    rule: str
    trigger: str
    third_parties: Codes
    speakers: tuple[Token, ...]
    extra: dict[str, Any] = field(default_factory=dict)


def drafts(frame: Frame, reality: Reality, actors: Actors, context: Context) -> Iterator[Draft]:
    """Yield the events that a frame states, one for each pair."""
    settled = _settle(frame, reality, actors)
    if settled is None:
        return
    frame, modality = settled
    if is_ahead(frame):
        frame, modality = replace(frame, topic="MeetingScheduled"), Modality.PLANNED
    told = (frame.performed and frame.on is None) or frame.topic == "AssessmentReported"
    mentioned = (frame.presupposed and frame.topic != "MeetingScheduled") or (
        reality.background and modality is Modality.HAPPENED
    )
    background = mentioned and not told and not is_news(frame, official=context.official)
    occurred = date_of(frame, modality, background=background, context=context)
    if modality is Modality.HAPPENED and occurred.start is None and not frame.performed:
        background = frame.topic != "AssessmentReported"  # "over the last years": not told as news
    if frame.topic == "MeetingHeld" and occurred.start is not None and occurred.start > context.published:
        frame, modality = replace(frame, topic="MeetingScheduled"), Modality.PLANNED
    elif modality is Modality.HAPPENED and occurred.start is not None and occurred.start > context.published:
        modality, background = Modality.ANNOUNCED, False
    named = _named(frame, actors)
    extra = {**details(frame, actors, context), **frame.extra}
    if frame.topic.startswith("Sanctions") and "measure" not in extra:
        extra = {"measure": kind_of(frame.anchor), **extra}
    for source, target in _pairs(frame):
        yield Draft(
            topic=frame.topic,
            source=source,
            target=target,
            occurred=occurred,
            modality=modality,
            background=background and frame.topic != "MeetingScheduled",
            rule=frame.rule,
            trigger=" ".join(said(token).text for token in sorted(frame.trigger, key=lambda token: token.i)),
            third_parties=tuple(sorted(code for code in named if code not in (source, target))),
            speakers=reality.speakers,
            extra=extra,
        )


def _settle(frame: Frame, reality: Reality, actors: Actors) -> tuple[Frame, Modality] | None:
    """The frame with the type and parties that its reality gives it; None when nothing is stated."""
    if frame.performed:
        return frame, Modality.HAPPENED
    if frame.topic == "AssessmentReported":
        unsaid = reality.dropped is not None and reality.dropped.startswith(_NOT_HELD)
        return None if unsaid else (frame, Modality.HAPPENED)
    if frame.stands and reality.dropped and reality.dropped.startswith(("purpose", "not a fact", "negated")):
        return frame, Modality.HAPPENED
    if reality.dropped is not None:
        return _unreal(frame, reality, actors)
    if reality.modality is not Modality.HAPPENED:
        return _to_come(frame)
    if frame.topic == "MeetingScheduled":
        return frame, Modality.PLANNED
    return _spoken(frame, reality, actors), Modality.HAPPENED


def _unreal(frame: Frame, reality: Reality, actors: Actors) -> tuple[Frame, Modality] | None:
    """Threatened or demanded sanctions are an act of their own; other unreal acts are none."""
    voice = reality.threat or reality.urge or _considered_by(frame, reality, actors)
    if frame.topic == "MeetingHeld" and reality.urge is not None and frame.anchor.head == reality.urge:
        proposed = {**frame.extra, "stage": MeetingStage.PROPOSED}
        return replace(frame, topic="MeetingScheduled", presupposed=False, extra=proposed), Modality.PLANNED
    if frame.topic in _SAID_THERE and reality.dropped == "purpose" and _to_say(frame.anchor):
        return frame, Modality.HAPPENED
    if voice is None or frame.topic not in ("SanctionsImposed", "SanctionsThreatened"):
        return None
    sources = _voiced_by(voice, actors) or frame.sources
    targets = tuple(code for code in frame.targets if code not in sources)
    if not targets:
        return None
    threat = replace(
        frame,
        topic="SanctionsThreatened",
        trigger=(voice, *frame.trigger),
        anchor=voice,
        sources=sources,
        targets=targets,
        presupposed=False,
        extra={key: value for key, value in frame.extra.items() if key == "measure"},
    )
    return threat, Modality.HAPPENED


_SAID_THERE = frozenset({"CriticismVoiced", "DemandMade", "SupportExpressed", "WarningIssued"})
_TALKING = frozenset({"speak", "meet", "call", "talk", "visit", "travel", "phone", "telephone", "write", "come"})


def _to_say(anchor: Token) -> bool:
    """Whether something is said in a talk that was held for it: "spoke with his colleague to condemn"."""
    head = anchor.head
    if anchor.dep_ not in ("advcl", "xcomp") or head.lemma_ not in _TALKING:
        return False
    return head.tag_ in ("VBD", "VBZ", "VBP") and not any(child.dep_ in ("aux", "neg") for child in head.children)


_CONSIDERING = frozenset(
    f"not a fact: {word}"
    for word in ("consider", "need", "mull", "weigh", "contemplate", "discuss", "debate", "possibility", "want", "seek")
) | {"possible: may", "possible: might", "possible: could", "possible: would", "purpose"}


def _considered_by(frame: Frame, reality: Reality, actors: Actors) -> Token | None:
    """The verb by which somebody says that he considers a measure of his own."""
    if frame.topic != "SanctionsImposed" or reality.dropped not in _CONSIDERING:
        return None
    return next((verb for verb in reality.speakers if set(_voiced_by(verb, actors)) & set(frame.sources)), None)


def _voiced_by(voice: Token, actors: Actors) -> Codes:
    if voice.pos_ in ("VERB", "AUX"):
        return tuple(dict.fromkeys(code for subject in agents(voice) for code in actors.acting(subject)))
    return actors.modifying(voice)


def _to_come(frame: Frame) -> tuple[Frame, Modality] | None:
    if frame.topic == "MeetingHeld":
        return replace(frame, topic="MeetingScheduled"), Modality.PLANNED
    if frame.topic == "SanctionsImposed" and conditions(frame.anchor):
        threat = {key: value for key, value in frame.extra.items() if key != "action"}
        return replace(frame, topic="SanctionsThreatened", extra=threat), Modality.HAPPENED
    if frame.topic == "SanctionsThreatened" and frame.presupposed:
        return frame, Modality.HAPPENED  # "the proposed ban"
    if frame.topic in SPEECH and frame.anchor.head.lemma_ == "continue":
        return frame, Modality.HAPPENED  # "we will continue to condemn" condemns
    if frame.topic in VOICED and frame.anchor.dep_ == "acl" and frame.anchor.tag_ == "VBG":
        return frame, Modality.HAPPENED  # "adopts a resolution calling for"
    modality = _MAY_COME.get(frame.topic)
    return (frame, modality) if modality is not None else None


def _spoken(frame: Frame, reality: Reality, actors: Actors) -> Frame:
    """A hostile act that only its victim tells is the victim's accusation."""
    if frame.topic not in _HOSTILE or frame.presupposed:
        return frame
    for verb in reality.speakers:
        speakers = tuple(dict.fromkeys(code for subject in agents(verb) for code in actors.acting(subject)))
        if speakers and set(speakers) <= set(frame.targets) and not set(speakers) & set(frame.sources):
            return Frame("AccusationMade", frame.rule, (verb, *frame.trigger), verb, speakers, frame.sources)
    return frame


def _pairs(frame: Frame) -> Iterator[tuple[str, str]]:
    """Each source with each target, or all pairs of those who act together; alphabetical without a direction."""
    directed = POLICY_EVENTS[frame.topic].DIRECTED
    together = permutations(frame.sources, 2) if directed else combinations(frame.sources, 2)
    pairs = product(frame.sources, frame.targets) if frame.targets else together
    seen = set()
    for source, target in pairs:
        pair = (source, target) if directed else (min(source, target), max(source, target))
        if source != target and pair not in seen:
            seen.add(pair)
            yield pair


def _named(frame: Frame, actors: Actors) -> set[str]:
    """All polities that the act's own clause names: whoever is not a party is a third party."""
    mentioned = [(token, actors.mentioned.at(token)) for token in frame.anchor.subtree]
    return {code for token, mention in mentioned if mention and not _is_venue(token, mention) for code in mention.codes}


def _is_venue(token: Token, mention: Mention) -> bool:
    """Whether a city or place is only where it happens: "met in Rome"."""
    return mention.kind in (Kind.CITY, Kind.PLACE) and token.dep_ == "pobj" and token.head.lower_ in ("in", "at")
