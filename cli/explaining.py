"""Why a report was read as it was: each sentence with its actors, frames and events, or why there are none."""

from collections.abc import Iterable, Iterator
from dataclasses import asdict
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from cli.layout import Entries, Entry
from cli.words import QUIET, STRONG
from events import PolicyEvent
from tracker.extraction.trace import Miss, TracedActor, TracedFrame, TracedSentence
from tracker.incoming import IncomingReport


def explained(sentence: TracedSentence) -> dict[str, Any]:
    """Put what became of one sentence into the form in which it is printed as JSON."""
    return {**asdict(sentence), "why": sentence.why}


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
