"""What is new, for people: relationship by relationship, what is otherwise and the events behind it."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from rich.console import RenderableType
from rich.text import Text

from cli.differing import difference_entry, subject_name
from cli.layout import Entries, Entry
from cli.listing import entry
from cli.words import BAD, GOOD, QUIET, STRONG, WARN, Namer, said
from projections.comparison import Explained
from projections.news import Happening, News, PairNews
from tracker.notebook import Watched
from tracker.watchlist import WatchedLine

LINES = 6
"""How many differences, and how many further events, are shown of a relationship; JSON has all."""


def happenings(found: News, name: Namer) -> Iterator[RenderableType]:
    """One section for each relationship, the one that moved most first."""
    since = found.before.recorded_by
    title = Text(f"Since {since:%Y-%m-%d %H:%M:%S}Z" if since else "Since then", style=STRONG)
    title.append(f", as of {found.after.as_of}", style="not bold")
    yield title
    if not found.relationships:
        yield Text("Nothing is new.", style=QUIET)
    for one in found.relationships:
        yield from _section(one, name)
    if found.more:
        yield Text(f"\nand {found.more} more relationships with new events (--limit)", style=QUIET)


def _section(news: PairNews, name: Namer) -> Iterator[RenderableType]:
    one, other = news.pair
    title = Text(f"\n{name(one)} ({one}) – {name(other)} ({other})", style=STRONG)
    if news.climate:
        was, now = news.climate
        title.append(f"  climate {was:+.1f} → ", style="not bold")
        title.append(f"{now:+.1f}", style=f"not bold {GOOD if now > was else BAD}")
    yield title
    told = news.differences[:LINES]
    yield Entries(difference_entry(difference, name) for difference in told)
    causes = {difference.cause.event_id for difference in told}
    further = [each for each in news.happenings if each.event.event_id not in causes or each.kind != "new"]
    yield Entries(map(_entry, further[:LINES]))
    left = len(news.differences) - len(told) + max(len(further) - LINES, 0)
    if left:
        yield Text(f"  and {left} more (--format json has all)", style=QUIET)


def _entry(happening: Happening) -> Entry:
    told = entry(happening.event)
    head = Text(f"{told.date}  ").append_text(told.headline)
    by = f" by {happening.by}" if happening.by else ""
    because = f", because {happening.because}" if happening.because else ""
    if happening.kind != "new":
        head.append(f"  ({happening.kind}{by}{because})", style=WARN)
    for name, (was, now) in happening.changes.items():
        head.append(f"\n{said(name)}: {_value(was)} → {_value(now)}", style=QUIET)
    return told._replace(date=happening.kind, headline=head)


def _value(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{said(name)} {_value(part)}" for name, part in value.items() if part is not None)
    if isinstance(value, list | tuple):
        return ", ".join(map(_value, value)) or "–"
    return "–" if value is None else said(str(value))


def watch_lines(found: Sequence[WatchedLine], name: Namer, limit: int) -> Iterator[RenderableType]:
    """One line for each relationship that is watched, those with most news first."""
    if not found:
        yield Text("Nothing is watched: `tracker watchlist add A B` begins.", style=QUIET)
        return
    yield Entries(_watched(one, name) for one in found[:limit])
    if len(found) > limit:
        yield Text(f"  and {len(found) - limit} more (--limit)", style=QUIET)


def _watched(one: WatchedLine, name: Namer) -> Entry:
    first, second = one.pair
    head = Text(f"{name(first)} – {name(second)}  ")
    if one.news:
        head.append(_moved(one.news, name), style=STRONG)
    else:
        head.append("nothing new" if one.line else "no act is known", style=QUIET)
    return Entry(f"{one.line.climate:+6.1f}" if one.line else "     –", head)


def _moved(news: PairNews, name: Namer) -> str:
    kinds: dict[str, int] = {}
    for each in news.happenings:
        kinds[each.kind] = kinds.get(each.kind, 0) + 1
    parts = [f"{number} {kind}" for kind, number in kinds.items()]
    parts += [_otherwise(difference, name) for difference in news.differences[:2]]
    more = len(news.differences) - 2
    return "; ".join([*parts, *([f"{more} more"] if more > 0 else [])])


def _otherwise(difference: Explained, name: Namer) -> str:
    attribute = difference.attributes[0]
    return f"{subject_name(difference, name)} {said(attribute.name)} {said(attribute.after or 'no longer known')}"


def watched_list(found: Iterable[Watched], name: Namer) -> Iterator[RenderableType]:
    """What is watched, as it was added."""
    entries = [
        Entry(f"{one.added:%Y-%m-%d}", Text(" – ".join(f"{name(code)} ({code})" for code in one.polities)))
        for one in found
    ]
    if entries:
        yield Entries(entries)
    else:
        yield Text("Nothing is watched: `tracker watchlist add A B` begins.", style=QUIET)
