"""Judging: all frames of a sentence with how real each is, and which of them only carry another."""

from collections.abc import Iterator
from typing import NamedTuple

from spacy.tokens import Doc, Token

from tracker.extraction.actors import Actors
from tracker.extraction.frame import Frame
from tracker.extraction.frames import frames
from tracker.extraction.lexicon import Lexicon
from tracker.extraction.modality import Reality, reality

_YIELDING = frozenset(
    {"threaten", "warn", "call-for", "to-demand", "urge", "agree", "want", "commit-to", "say-bad", "seek-from"}
)
"""Verbs that are an act only where what they govern is not a more telling one."""


class Judged(NamedTuple):
    """A frame, how real its act is, and whether its verb only `carried` an act that is a frame of its own."""

    frame: Frame
    reality: Reality
    carried: bool


def judge_frames(doc: Doc, actors: Actors, words: Lexicon) -> list[Judged]:
    """All frames of a sentence, judged."""
    judged = [(frame, reality(frame.anchor, words.operators)) for frame in frames(doc, actors, words)]
    spoken = {token.i for frame, state in judged for token in _voices(frame, state) if frame.rule != "threaten"}
    return [Judged(frame, state, frame.rule in _YIELDING and frame.anchor.i in spoken) for frame, state in judged]


def _voices(frame: Frame, state: Reality) -> Iterator[Token]:
    """The verbs that say what a frame already tells: by which it is threatened or judged, or agreed to be held."""
    if frame.topic.startswith("Sanctions"):
        yield from (token for token in (*frame.trigger, state.threat, state.urge) if token is not None)
    if frame.topic == "AssessmentReported":
        yield frame.anchor
    if frame.topic.startswith("Meeting") and state.urge is not None:
        yield state.urge
    if (
        state.dropped is None
        and frame.anchor.dep_ == "xcomp"
        and (frame.topic.startswith("Meeting") or frame.anchor.head.lemma_ != "agree")
    ):
        yield frame.anchor.head
