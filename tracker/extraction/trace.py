"""The trace: what each stage made of each sentence, for whoever asks why an event was read, or why none was.

The same stages run with and without it. They note into the trace of the context where there is one.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from spacy.tokens import Doc, Token

from events import Evidence
from tracker.extraction.actors import Actors
from tracker.extraction.drafting import Draft
from tracker.extraction.frame import Frame
from tracker.extraction.headlines import said
from tracker.extraction.mentions import Mention
from tracker.extraction.modality import Reality
from tracker.extraction.sentences import Sentence


@dataclass(frozen=True)
class TracedActor:
    """Words that stand for polities, and as what: a kind of name, an office-holder, or a pronoun."""

    words: str
    polities: tuple[str, ...]
    why: str


@dataclass(frozen=True)
class Miss:
    """A trigger of an entry that made no frame, and what was missing."""

    trigger: str
    rule: str
    why: str


@dataclass
class TracedFrame:
    """A frame and what became of it: `events` as "TYPE SOURCE TARGET", or `why` there is none."""

    rule: str
    trigger: str
    type: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    events: list[str] = field(default_factory=list)
    why: str | None = None


@dataclass
class TracedSentence:
    """One sentence of a report: `start` in characters of its text; `closed` says why it was not parsed."""

    text: str
    start: int
    closed: str | None
    actors: list[TracedActor]
    frames: list[TracedFrame] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)

    @property
    def why(self) -> str | None:
        """Why the sentence has neither a frame nor a trigger that came near one; None where it has."""
        if self.closed is not None or self.frames or self.misses:
            return self.closed
        return "no trigger stands as the verb or noun of an act"


class Trace:
    """Collects the sentences of one report, in their order."""

    def __init__(self) -> None:
        self.sentences: list[TracedSentence] = []
        self._frames: list[tuple[Draft, TracedFrame]] = []

    def gated(self, sentence: Sentence, found: Sequence[Mention], words: Sequence[str], closed: str | None) -> int:
        """Note a sentence at the gate, with the names in it; returns its number."""
        actors = [_named(mention, words) for mention in found]
        self.sentences.append(TracedSentence(sentence.text, sentence.start, closed, actors))
        return len(self.sentences) - 1

    def reading(self, number: int, doc: Doc, actors: Actors) -> None:
        """From here on this sentence is read; note whom its pronouns were settled to mean."""
        self._reading = self.sentences[number]
        for token in doc:
            if token.pos_ == "PRON" and (codes := actors.pronoun(token)):
                self._reading.actors.append(TracedActor(said(token).text, codes, "pronoun"))

    def missed(self, token: Token, rule: str, why: str) -> None:
        """Note a trigger that made no frame, in the sentence that is being read."""
        miss = Miss(said(token).text, rule, why)
        if miss not in self._reading.misses:
            self._reading.misses.append(miss)

    def framed(self, frame: Frame, judged: Reality, made: Sequence[Draft], *, carried: bool) -> None:
        """Note a frame with the drafts that were made of it; `carried` where another frame tells its act."""
        words = sorted(frame.trigger, key=lambda token: token.i)
        trigger = " ".join(said(token).text for token in words)
        traced = TracedFrame(frame.rule, trigger, frame.topic, frame.sources, frame.targets)
        if carried:
            traced.why = "its act is told by another frame"
        elif not made:
            traced.why = judged.dropped or _unstated(frame, judged)
        self._reading.frames.append(traced)
        self._frames.extend((draft, traced) for draft in made)

    def merged(self, kept: Iterable[tuple[Draft, Evidence]]) -> None:
        """Note which drafts became events; the others were told elsewhere in the report."""
        left = {id(draft) for draft, _ in kept}
        for draft, traced in self._frames:
            if id(draft) in left:
                traced.events.append(f"{draft.topic} {draft.source} {draft.target}")
        for _, traced in self._frames:
            if not traced.events:
                traced.why = "merged: the report tells the same act elsewhere"


def _named(mention: Mention, words: Sequence[str]) -> TracedActor:
    text = " ".join(words[mention.start : mention.end])
    why = str(mention.kind) if mention.person is None else f"office-holder {mention.person}"
    return TracedActor(text, mention.codes, why)


def _unstated(frame: Frame, judged: Reality) -> str:
    if len({*frame.sources, *frame.targets}) < 2:
        return "one polity only"
    return f"a {frame.topic} that is only {judged.modality.value} is no event"
