"""Why something is so, the newest fact first, back to the first one known."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from cli.chronology import subject_label
from cli.layout import Entries, Entry
from cli.words import QUIET, STRONG, WARN, Namer, proof, said, sourced, typed
from events import When
from projections.why import Explanation, Step


def reasons(found: Sequence[Explanation], name: Namer) -> Iterator[RenderableType]:
    """Each attribute with its value, and below it the facts behind it."""
    for place, one in enumerate(found):
        subject = subject_label(one.subject, name, one.content)
        head = Text(f"{chr(10) if place else ''}{subject}, {said(one.attribute)}: ")
        head.append(said(one.value or "not known"), style=STRONG)
        if one.note:
            head.append(f"  ({one.note})", style=QUIET)
        yield head
        if one.because:
            yield Text(f"held together: {'; '.join(one.because)}", style=QUIET)
        yield Entries(_entry(step) for step in one.steps)


def _when(step: Step) -> str:
    """The date of the act as its report has it; of a plan the day on which it was told, as in the audit."""
    first = When.parse(step.date).start
    planned = first is not None and first > step.valid_from
    return str(step.valid_from) if planned else step.date or f"by {step.valid_from}"


def _entry(step: Step) -> Entry:
    head = Text(f"{said(step.value or 'not known')}", style=STRONG)
    if step.replaced is not None and step.replaced != step.value:
        head.append(f", replacing {said(step.replaced)}", style="not bold")
    head.append(f"  {typed(step.type)}", style="not bold dim")
    if step.kind != "asserted":
        by = f" by {step.by}" if step.by else ""
        head.append(f" ({step.kind}{by})", style=WARN)
    if step.because:
        head.append(f" ({step.because})", style="not bold dim")
    return Entry(_when(step), head, proof(step.quote), sourced(step.report, [step.event_id]))
