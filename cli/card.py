"""One event with its words in context, or one report with its events."""

from collections.abc import Iterable, Iterator
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from cli.layout import Entries, Entry
from cli.listing import direction, entry
from cli.words import QUIET, STRONG, dated, graded, said, short_id, typed
from events.vocabulary import Precision
from projections.credibility import DEFINITIONS
from projections.decided import LinkView
from projections.details import ReportDetail, Review
from tracker.showing import EventInContext


def card(found: EventInContext | ReportDetail) -> Iterator[RenderableType]:
    """Show what was found by its id."""
    return _report(found) if isinstance(found, ReportDetail) else _event(found)


def _event(event: EventInContext) -> Iterator[RenderableType]:
    title = Text(f"{direction(event)}  {typed(event.type)}", style=STRONG)
    title.append(f"  {event.event_id}", style="not bold cyan")
    yield title
    yield Text("")
    context = Text.assemble((_flat(event.before), QUIET), (_flat(event.quote), STRONG), (_flat(event.after), QUIET))
    yield Entries([Entry("", context)])
    yield Text("")
    report = event.report
    rows = {
        "report": f"{report.title or 'untitled'}: {report.publisher}, {report.published}  {str(report.id)[:8]}",
        "address": report.url,
        "occurred": when_of(event),
        "recorded": f"{event.recorded:%Y-%m-%d %H:%M:%S}Z",
        "modality": said(event.modality) + (", background" if event.background else ""),
        "with": ", ".join(event.third_parties),
        **{name: value_of(value) for name, value in event.details.items()},
        "said by": " ← ".join(link.speaker for link in event.attribution),
        "readers": event.readers,
        "rule": f"{event.coding.rule}, on “{event.coding.trigger}”" if event.coding.trigger else event.coding.rule,
        "in text": f"characters {event.evidence.start} to {event.evidence.end}",
        "status": event.status,
        "graded": _graded(event),
    }
    yield Entries(Entry(said(name), Text(value)) for name, value in rows.items() if value)
    if event.facts:
        yield Text("\nFacts that it asserts", style=STRONG)
        yield Entries(Entry(fact.attribute, Text(f"{fact.value}  ({fact.subject})")) for fact in event.facts)
    if event.links:
        yield Text("\nWhat analysts decided about it and other events", style=STRONG)
        yield Entries(Entry(f"{link.recorded:%Y-%m-%d %H:%M}Z", Text(_link(link))) for link in event.links)
    yield from _history(event.history)


def _graded(event: EventInContext) -> str:
    """`B2: usually reliable; probably true`; nothing where nobody graded the publisher."""
    code = graded(event.reliability, event.credibility)
    source = event.reliability.definition.partition(":")[0].lower()
    return f"{code}: {source}; {DEFINITIONS[event.credibility]}" if code else ""


def _report(report: ReportDetail) -> Iterator[RenderableType]:
    title = Text(report.title or "untitled report", style=STRONG)
    title.append(f"  {report.id}", style="not bold cyan")
    yield title
    rows = {
        "publisher": report.publisher + (f" ({report.publisher_polity})" if report.publisher_polity else ""),
        "published": f"{report.published_at or report.published}",
        "address": report.url,
        "seen": f"{report.seen:%Y-%m-%d %H:%M:%S %Z}" if report.seen else None,
        "recorded": f"{report.recorded:%Y-%m-%d %H:%M:%S}Z",
        "text": f"{report.text_length} characters, sha-256 {report.text_sha256[:16]}…",
        "read by": f"{report.reading.extractor} {report.reading.version}",
        "status": report.status,
    }
    yield Entries(Entry(name, Text(value)) for name, value in rows.items() if value)
    yield Text(f"\nEvents ({len(report.events)})", style=STRONG)
    yield Entries(entry(event)._replace(source=_id(event.event_id)) for event in report.events)
    if report.copies:
        yield Text("\nCopies of it, one witness with it", style=STRONG)
        yield Entries(
            Entry(str(copy.published), Text(f"{copy.publisher}: {copy.title or 'untitled'}"), source=_id(copy.id))
            for copy in report.copies
        )
    yield from _history(report.history)


def _history(history: Iterable[Review]) -> Iterator[RenderableType]:
    entries = [Entry(f"{review.recorded:%Y-%m-%d %H:%M}Z", Text(_reviewed(review))) for review in history]
    if entries:
        yield Text("\nWhat happened to it", style=STRONG)
        yield Entries(entries)


def _link(link: LinkView) -> str:
    as_what = f" ({said(link.relation)})" if link.relation else ""
    about = f" (decided about {str(link.about)[:8]}, in whose place this event stands)" if link.about else ""
    now = f", now {str(link.through)[:8]}" if link.through else "" if link.holds else ", which no longer counts"
    return f"{link.kind} {str(link.other)[:8]}{now}{as_what}, because {link.because}, by {link.by}{about}"


def _reviewed(review: Review) -> str:
    why = said(review.reason or "")
    done = f"{said(review.kind)} ({why})" if why else said(review.kind)
    replaced_by = (review.details or {}).get("replaced_by")
    parts = [
        done,
        f"because {review.because}" if review.because else "",
        f"by {review.by}" if review.by else "",
        f"with {short_id(replaced_by)} right instead" if replaced_by else "",
    ]
    return ", ".join(part for part in parts if part)


def when_of(event: EventInContext) -> str:
    """Say when an act happened, or by when at the latest."""
    when = event.occurred
    if when.precision is Precision.UNKNOWN:
        return "undated" + (f", {when.end} at the latest" if when.end else "")
    return dated(when)


def value_of(value: Any) -> str:
    """Write a stored value on one line: words as they are, lists with commas, objects as `name: value`."""
    if isinstance(value, dict):
        return ", ".join(f"{said(name)}: {value_of(part)}" for name, part in value.items() if part not in (None, ""))
    if isinstance(value, list):
        return "; ".join(value_of(part) for part in value)
    return said(str(value)) if isinstance(value, str) and value.replace("_", "").isalpha() else str(value)


def _flat(text: str) -> str:
    return text.replace("\n", " ")


def _id(event_id: Any) -> Text:
    return Text(str(event_id)[:8], style="cyan")
