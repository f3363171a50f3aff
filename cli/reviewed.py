"""What an analyst did to an event, and every hand that touched it, for people."""

from collections.abc import Iterator

from rich.console import RenderableType
from rich.text import Text

from cli.corrections import change_of_field
from cli.layout import Entries, Entry
from cli.words import QUIET, STRONG, proof, said, short_id, typed
from projections.hands import EventHistory, Hand
from tracker.analyst import Reviewed


def outcome(done: Reviewed) -> Iterator[RenderableType]:
    """Say what was done, with the fields that changed."""
    if done.link_id:
        yield _decision(done)
        return
    what = f"event {done.event_id}" if done.event_id else f"report {done.report_id}"
    if done.kind == "known":
        yield Text(f"The {what} says so already; nothing was recorded.")
        return
    if done.review:
        what = f"what had been {done.review.value} of {what}"
    yield Text(f"{done.kind.capitalize()} {what}, by {done.by}, because {done.because}.")
    yield from (Text(f"    {change_of_field(one.field, one.before, one.after)}") for one in done.changes)


def _decision(done: Reviewed) -> Text:
    why = f"by {done.by}, because {done.because}"
    if done.kind == "undone":
        return Text(f"Undone decision {done.link_id}, {why}.")
    how = {"same": " as one act", "answer": " as act and answer"}.get(done.relation or "", "")
    line = f"{done.kind.capitalize()} events {done.event_id} and {done.other_id}{how}, {why}."
    return Text(f"{line}\n    decision {done.link_id}")


def timeline(found: EventHistory) -> Iterator[RenderableType]:
    """Show every hand that touched an event, one below the other."""
    title = Text(f"{found.source} → {found.target}  {typed(found.type)}", style=STRONG)
    title.append(f"  {found.event_id}", style="not bold cyan")
    yield title
    yield proof(found.quote)
    yield Text(f"report {short_id(found.report_id)}, {'counts' if found.counts else 'no longer counts'}", style=QUIET)
    yield Entries(Entry(f"{hand.recorded:%Y-%m-%d %H:%M:%S}Z", _hand(hand)) for hand in found.hands)


def _hand(hand: Hand) -> Text:
    line = Text(hand.kind, style=STRONG)
    if hand.other:
        as_what = f" ({said(hand.relation)})" if hand.relation else ""
        line.append(f" {short_id(hand.other)}{as_what}, decision {str(hand.link_id)[:8]}", style="not bold")
    if hand.by:
        line.append(f" by {hand.by}", style="not bold")
    if hand.reason:
        line.append(f" ({said(hand.reason)})", style="not bold")
    if hand.because:
        line.append(f", because {hand.because}", style="not bold")
    if hand.replaced_by:
        line.append(f"\nevent {short_id(hand.replaced_by)} is right instead", style="not bold")
    for field, change in (hand.changes or {}).items():
        line.append(f"\n{change_of_field(field, **change)}", style="not bold")
    if hand.moved:
        line.append(f"\nits words now stand at {hand.moved[0]}-{hand.moved[1]}", style="not bold")
    return line
