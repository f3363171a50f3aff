"""What the review screen shows of one event, and of the keys."""

from collections.abc import Iterator

from rich.console import Console, ConsoleOptions, Group, RenderableType, RenderResult
from rich.text import Text

from cli.card import value_of, when_of
from cli.layout import Entries, Entry
from cli.listing import direction
from cli.render import plain
from cli.words import QUIET, STRONG, WARN, dated, quoted, said, short_id, typed
from events.vocabulary import Precision
from projections.neighbours import Neighbour
from tracker.desk import Desk
from tracker.reviewing import Sheet
from tracker.showing import EventInContext

_QUOTED = "bold underline"
"""How the proving words stand out: they do without colours too."""

_ENDS = (".", "!", "?", "”", '"', "’")

_HELD = {
    "one": "held to be one with it",
    "apart": "held to be another act",
    "separated": "separated from it by an analyst",
}


class Harmless:
    """Anything that is shown, with what would steer the terminal taken out of it."""

    def __init__(self, shown: RenderableType) -> None:
        self._shown = shown

    def __rich_console__(self, console: Console, options: ConsoleOptions) -> RenderResult:
        """Render it, segment by segment."""
        for segment in console.render(self._shown, options):
            yield segment if segment.control else segment._replace(text=plain(segment.text))


def sheet_of(sheet: Sheet) -> Harmless:
    """All that there is to see of an event, from its words to its neighbours."""
    return Harmless(Group(*_parts(sheet)))


def _parts(sheet: Sheet) -> Iterator[RenderableType]:
    event = sheet.event
    title = Text(f"{direction(event)}  {typed(event.type)}", style=STRONG)
    yield title.append(f"  {short_id(event.event_id)}", style="not bold cyan")
    report = event.report
    yield Text(f"{report.title or 'untitled'} – {report.publisher}, {report.published}", style=QUIET)
    if report.url:
        yield Text(report.url, style=QUIET)
    yield Text("")
    yield _context(event)
    yield Text("")
    coded = [Entry(said(name), Text(value)) for name, value in _fields(event).items() if value]
    yield Entries([*coded, *(Entry(name, line) for name, line in _weighed(sheet))])
    if sheet.neighbours:
        yield Text("\nMay be the same act or meeting", style=STRONG)
        yield Entries(_neighbour(place, one) for place, one in enumerate(sheet.neighbours, start=1))


def _context(event: EventInContext) -> Text:
    if not (event.before or event.after):
        return Text(quoted(event.quote, None), style=_QUOTED)
    before, quote, after = (part.replace("\n", " ") for part in (event.before, event.quote, event.after))
    first = "" if event.evidence.start == len(before) else "… "
    after = after.rstrip()
    last = "" if not after or after.endswith(_ENDS) else " …"
    return Text.assemble((first + before, QUIET), (quote, _QUOTED), (after + last, QUIET))


def _fields(event: EventInContext) -> dict[str, str]:
    """The coded fields of an event, by name, as a person reads them."""
    precision = event.occurred.precision
    exactly = "" if precision in {Precision.DAY, Precision.UNKNOWN} else f" ({precision.value})"
    return {
        "type": typed(event.type),
        "source": event.source,
        "target": event.target,
        "occurred": when_of(event) + exactly,
        "modality": said(event.modality) + (", background" if event.background else ""),
        "with": ", ".join(event.third_parties),
        **{name: value_of(value) for name, value in event.details.items()},
        "said by": " ← ".join(link.speaker for link in event.attribution),
    }


def _weighed(sheet: Sheet) -> Iterator[tuple[str, Text]]:
    coding, weighed = sheet.event.coding, sheet.weighed
    yield "rule", Text(f"{coding.rule}, on “{coding.trigger}”" if coding.trigger else coding.rule)
    told = "one witness" if weighed.corroboration == 1 else f"{weighed.corroboration} witnesses"
    yield "weight", Text(f"{weighed.points:.1f} points, {told}")
    for place, doubt in enumerate(weighed.doubts):
        yield "" if place else "doubt", Text(doubt.why, style=WARN)


def _neighbour(place: int, one: Neighbour) -> Entry:
    head = Text(f"{dated(one.occurred)}  {direction(one)} {typed(one.type)}")
    head.append(f"  ({_HELD[one.held]})", style=QUIET)
    source = Text(f"{one.report.publisher}, {one.report.published}  {short_id(one.event_id)}", style=QUIET)
    return Entry(str(place), head, Text(quoted(one.quote)), source)


def status_of(desk: Desk) -> str:
    """Where one is in the queue, and what was done so far."""
    place, of = desk.place
    done = ", ".join(f"{number} {kind}" for kind, number in desk.done.items())
    where = f"{place} of {of}" if desk.sheet else f"all {of} seen" if of else "nothing to review"
    return f"{where}{f'  ({done})' if done else ''}"


def summary_of(desk: Desk) -> str:
    """What was done, in one line, when one leaves."""
    done = ", ".join(f"{number} {kind}" for kind, number in desk.done.items())
    place, of = desk.place
    left = of - place + 1 if desk.sheet else 0
    return f"reviewed: {done or 'nothing'}; {left} of {of} left"
