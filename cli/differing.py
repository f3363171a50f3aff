"""What differs between two moments of a relationship, line by line with its cause."""

from collections.abc import Iterator, Sequence

from rich.console import RenderableType
from rich.text import Text

from cli.chronology import subject_label
from cli.layout import Entries, Entry
from cli.words import QUIET, STRONG, WARN, Namer, believed, proof, said, sourced, typed
from events import POLICY_EVENTS
from projections.assessments import AssessmentItem
from projections.clocks import Clocks
from projections.comparison import Cause, Comparison, Explained

_GONE = {"time": "by the passing of time", "grouping": "events are now held together otherwise"}


def differing(found: Comparison, name: Namer) -> Iterator[RenderableType]:
    """One entry for each item that differs; what differs only in its proof is counted, not shown."""
    one, other = found.pair
    title = Text(f"{name(one)} ({one}) – {name(other)} ({other})", style=STRONG)
    title.append(f"  from {_moment(found.before)} to {_moment(found.after)}", style="not bold")
    yield title
    told = [difference for difference in found.differences if difference.attributes]
    shown = [difference for difference in told if difference.section != "counts"]
    acts = [difference for difference in told if difference.section == "counts"]
    if not told:
        yield Text("Nothing that was so differs.", style=QUIET)
    yield Entries([*(difference_entry(difference, name) for difference in shown), *([_acts(acts)] if acts else [])])
    if proof := len(found.differences) - len(told):
        yield Text(f"  and {proof} with other proof only (--format json has all)", style=QUIET)


def _moment(clocks: Clocks) -> str:
    parts = [str(clocks.as_of)]
    if clocks.published_by:
        parts.append(f"published by {clocks.published_by}")
    if clocks.recorded_by:
        parts.append(f"recorded by {clocks.recorded_by:%Y-%m-%d %H:%M:%S %Z}")
    if clocks.min_reliability:
        parts.append(believed(clocks.min_reliability))
    return ", ".join(parts)


def difference_entry(difference: Explained, name: Namer) -> Entry:
    """What differs, and what made it so, with the words."""
    head = Text(f"{subject_name(difference, name)}: ")
    for place, attribute in enumerate(difference.attributes):
        head.append(f"{', ' if place else ''}{said(attribute.name)} ")
        if attribute.before is not None:
            head.append(f"{said(attribute.before)} → ", style=QUIET)
        head.append("–" if attribute.after is None else said(attribute.after), style=STRONG)
    cause = difference.cause
    head.append(f" ({_cause(cause)})", style=QUIET if cause.kind == "event" else WARN)
    if cause.quote is None or cause.report is None or cause.event_id is None:
        return Entry(_MARKS[difference.kind], head)
    return Entry(_MARKS[difference.kind], head, proof(cause.quote), sourced(cause.report, [cause.event_id]))


def _acts(counts: Sequence[Explained]) -> Entry:
    """All acts that were added or taken away, in one entry."""
    return Entry("acts", Text(", ".join(part for count in counts for part in _counted(count)), style=QUIET))


def _counted(difference: Explained) -> Iterator[str]:
    for attribute in difference.attributes:
        more = int(attribute.after or 0) - int(attribute.before or 0)
        if more:
            what = "" if attribute.name == "incidents" else f" {said(attribute.name)}"
            _, topic, source, target = difference.subject.split(":")
            yield f"{source} {'→' if POLICY_EVENTS[topic].DIRECTED else '↔'} {target} {typed(topic)}{what} {more:+d}"


_MARKS = {"appeared": "new", "vanished": "gone", "changed": "changed"}


def subject_name(difference: Explained, name: Namer) -> str:
    """What the item that differs is about, in words."""
    kind, *parts = difference.subject.split(":")
    match kind, parts:
        case "relationship", [one, other, attribute]:
            return f"{one} – {other} {attribute}"
        case _:
            item = difference.after or difference.before
            content = item.content if isinstance(item, AssessmentItem) else None
            return subject_label(difference.subject, name, content)


def _cause(cause: Cause) -> str:
    if cause.kind in _GONE:
        return cause.because or _GONE[cause.kind]
    if cause.kind == "event":
        return f"{typed(cause.type or '')} {cause.date or f'by {cause.valid_from}'}"
    by = f" by {cause.by}" if cause.by else ""
    return f"{cause.kind}{by}{f', because {cause.because}' if cause.because else ''}"
