"""Why a report was read as it was: each sentence with its actors, frames and events, or why there are none."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from pydantic import Field
from rich.console import RenderableType
from rich.text import Text

from cli.extracted import Extracted, extracted_json
from cli.layout import Entries, Entry
from cli.words import QUIET, STRONG
from events import PolicyEvent
from events.values import Value
from tracker.extraction.trace import Miss, TracedActor, TracedFrame, TracedSentence
from tracker.incoming import IncomingReport


class SentenceRow(Value):
    """A sentence in a row: where it begins in the text, whom it names, which events it tells, or why none."""

    start: int
    text: str
    actors: tuple[str, ...]
    events: tuple[str, ...]
    why: str | None

    @classmethod
    def of(cls, sentence: TracedSentence) -> "SentenceRow":
        """The row of a sentence."""
        missed = (*(frame.why for frame in sentence.frames if frame.why), *map(_miss, sentence.misses))
        return cls(
            start=sentence.start,
            text=sentence.text,
            actors=tuple(map(_actor, sentence.actors)),
            events=tuple(event for frame in sentence.frames for event in frame.events),
            why=sentence.why or "; ".join(missed) or None,
        )


class Read(Value):
    """A report that was read with an account of each sentence; `told` is that account whole."""

    SECTIONS = ("sentences",)

    report: str
    sentences: tuple[SentenceRow, ...]
    told: dict[str, Any] = Field(exclude=True)

    @classmethod
    def of(cls, found: Extracted, sentences: Iterable[TracedSentence]) -> "Read":
        """The account of a report."""
        kept = list(sentences)
        told = {**extracted_json(found), "sentences": [{**asdict(one), "why": one.why} for one in kept]}
        return cls(report=found.report, sentences=tuple(map(SentenceRow.of, kept)), told=told)


def explained(read: Read) -> dict[str, Any]:
    """Put what became of a report, sentence by sentence, into the form in which it is printed as JSON."""
    return read.told


def pages(
    report: IncomingReport, events: Iterable[PolicyEvent], sentences: Iterable[TracedSentence]
) -> Iterator[RenderableType]:
    """Show a report sentence by sentence."""
    number = len(list(events))
    yield Text(f"{report.id or report.label}: {number} event{'s' * (number != 1)}", style=STRONG)
    for sentence in sentences:
        yield Text("")
        yield Text(" ".join(sentence.text.split()))
        yield Entries(Entry("", line) for line in _sentence(sentence))
    yield Text("")


def _sentence(sentence: TracedSentence) -> Iterator[Text]:
    if sentence.closed is not None:
        yield Text(f"not parsed: {sentence.closed}", style=QUIET)
        return
    yield Text(f"actors: {'; '.join(map(_actor, sentence.actors)) or 'none named'}")
    for frame in sentence.frames:
        yield from _frame(frame)
    yield from (Text(_miss(miss), style=QUIET) for miss in sentence.misses)
    if sentence.why is not None:
        yield Text(f"no frame: {sentence.why}", style=QUIET)


def _actor(actor: TracedActor) -> str:
    return f"{actor.words} = {' '.join(actor.polities) or 'nobody'} ({actor.why})"


def _frame(frame: TracedFrame) -> Iterator[Text]:
    by = f"rule {frame.rule}, on “{frame.trigger}”"
    if frame.why is not None:
        sides = f"{' '.join(frame.sources)} → {' '.join(frame.targets) or 'one another'}"
        yield Text(f"frame: {frame.type} {sides}: {by}: no event: {frame.why}")
    yield from (Text(f"event: {event}: {by}", style=STRONG) for event in frame.events)


def _miss(miss: Miss) -> str:
    return f"no frame: “{miss.trigger}” by {miss.rule}: {miss.why}"
