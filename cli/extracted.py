"""What one report tells, as it is printed without a store."""

from collections.abc import Iterator
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from cli.described import describe
from events import POLICY_EVENTS, PolicyEvent
from events.values import Value


class Extracted(Value):
    """A report by its id or label, and the events that it tells."""

    SECTIONS = ("events",)

    report: str
    events: tuple[PolicyEvent, ...]


def extracted_json(found: Extracted) -> dict[str, Any]:
    """Write it in the form of the commands' JSON."""
    return {"id": found.report, "events": [describe(event) for event in found.events]}


def extracted(found: Extracted) -> Iterator[RenderableType]:
    """Show a report's events one below the other."""
    from cli.layout import Entries, Entry  # noqa: PLC0415  only a table needs them
    from cli.words import QUIET, STRONG, dated, proof, said, typed  # noqa: PLC0415

    number = len(found.events)
    yield Text(f"{found.report}: {number} event{'s' * (number != 1)}", style=STRONG)
    for event in found.events:
        arrow = "→" if POLICY_EVENTS[event.TOPIC].DIRECTED else "↔"
        head = Text(f"{event.source} {arrow} {event.target}  ")
        head.append(typed(event.TOPIC), style=STRONG)
        if event.modality != "happened":
            head.append(f"  ({said(event.modality)})", style=QUIET)
        rule = Text(f"rule {event.coding.rule}", style=QUIET)
        yield Entries([Entry(dated(event.occurred), head, proof(event.evidence.quote), rule)])
    yield Text("")
