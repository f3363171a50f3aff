"""Events in a list."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from rich.console import RenderableType
from rich.text import Text

from cli.layout import Entries, Entry
from cli.words import QUIET, STRONG, dated, graded, proof, said, shortened, sourced, typed
from events import POLICY_EVENTS, When
from events.vocabulary import Predicate
from projections.listing import EventView


def listing(events: Sequence[EventView]) -> Iterator[RenderableType]:
    """One entry for each event, in the order of the story."""
    if not events:
        yield Text("No event in the store is like that.", style=QUIET)
        return
    yield Entries(entry(event) for event in events)


def timeline(events: Sequence[EventView], *, by_year: bool) -> Iterator[RenderableType]:
    """The same under the months or years from which events are seen, each with the number of its events."""
    if not events:
        yield Text("No event in the store is like that.", style=QUIET)
    form = "%Y" if by_year else "%Y-%m"
    for place, (heading, told) in enumerate(groupby(events, key=lambda event: event.valid_from.strftime(form))):
        of = list(told)
        title = Text(f"{chr(10) if place else ''}{heading}", style=STRONG)
        yield title.append(f"  {len(of)} event{'s' if len(of) > 1 else ''}", style="not bold dim")
        yield Entries(entry(event) for event in of)


def entry(event: EventView) -> Entry:
    """Say who did what to whom, with the words, and whose they are."""
    head = Text(f"{direction(event)}  ")
    head.append(typed(event.type), style=STRONG)
    marks = [*_marks(event), *([f"with {', '.join(event.third_parties)}"] if event.third_parties else [])]
    if marks:
        head.append(f"  ({'; '.join(marks)})", style=QUIET)
    return Entry(
        dated(event.occurred),
        head,
        proof(event.quote),
        sourced(event.report, [event.event_id], graded(event.reliability)),
    )


def direction(event: EventView) -> str:
    """Write the two ends: `USA → CHN`, or `CHN ↔ USA` where there is no direction."""
    return f"{event.source} {'→' if POLICY_EVENTS[event.type].DIRECTED else '↔'} {event.target}"


def _marks(event: EventView) -> Iterator[str]:
    if event.modality != "happened":
        yield said(event.modality)
    if event.background:
        yield "background"
    for field in ("measure", "action", "format"):
        if (value := event.details.get(field)) and value != "other":
            yield said(str(value))
    if event.details.get("postponed") or event.details.get("postponed_to"):
        to = event.details.get("postponed_to")
        yield f"put off to {dated(When.model_validate(to))}" if to else "put off"
    if judgement := event.details.get("judgement"):
        proposition = judgement["proposition"]
        named = proposition["predicate"] != Predicate.OTHER or not proposition.get("content")
        matter = said(proposition["predicate"]) if named else shortened(proposition["content"])
        yield f"{said(judgement['stance'])}: {matter}"
