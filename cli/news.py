"""`tracker since`: what is new since one last looked; `tracker watchlist`: what is watched, and what moved there."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli import clock, completion
from cli.examples import Commands, examples
from cli.options import Formatted, Store, day, exact_instant, store_address
from cli.rebuilding import watched
from cli.render import complain, render
from cli.review import By, reviewer
from tracker.errors import BadDate, InputError, Refused

if TYPE_CHECKING:  # the views take a fifth of a second to load
    from projections.clocks import Clocks
    from projections.news import News, Scope
    from tracker.application import Tracker
    from tracker.notebook import Notebook

LAST = "last"

Last = Annotated[
    str,
    typer.Argument(
        metavar="LAST", help="Since when: a day (from its beginning, in UTC), an instant, or `last` for the last look."
    ),
]
MaybeOne = Annotated[
    str | None, typer.Argument(metavar="A", help="Only relationships of this polity.", autocompletion=completion.polity)
]
MaybeOther = Annotated[
    str | None, typer.Argument(metavar="B", help="Only the relationship of the two.", autocompletion=completion.polity)
]
OnlyWatched = Annotated[bool, typer.Option("--watched", help="Only what `tracker watchlist` has.")]
Mark = Annotated[
    bool, typer.Option("--mark", help="Remember this look when all of it is written; `last` means it from then on.")
]
Most = Annotated[int, typer.Option("--limit", min=1, help="Only so many relationships, those that moved most.")]
Polities = Annotated[
    list[str],
    typer.Argument(metavar="A [B]", help="A polity, or the two of a relationship.", autocompletion=completion.polity),
]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    app.command()(since)
    watchlist = Commands(help="Say which polities and relationships are watched, and what moved there.")
    watchlist.callback(invoke_without_command=True)(moved)
    watchlist.command("add")(add)
    watchlist.command("remove")(remove)
    watchlist.command("list")(list_)
    app.add_typer(watchlist, name="watchlist")


@examples(
    "tracker since 2026-11-01",
    "tracker since 2026-11-01T09:00:00Z USA China --mark",
    "tracker since last USA China",
)
def since(  # noqa: PLR0913  every filter is an option
    last: Last,
    a: MaybeOne = None,
    b: MaybeOther = None,
    *,
    only_watched: OnlyWatched = False,
    mark: Mark = False,
    limit: Most = 20,
    by: By = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Show what is new: events that were added, put right or taken back, and what is otherwise therefore.

    Also what the mere passing of days has changed, such as a measure that expired.
    """
    from cli.happenings import happenings  # noqa: PLC0415  these load what `tracker --help` does not need
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415
    from tracker.notebook import EVERYTHING, WATCHED  # noqa: PLC0415

    names = load_gazetteer()
    polities = tuple(names.resolve(name) for name in (a, b) if name)
    if only_watched and polities:
        raise typer.BadParameter("name polities or take those that are watched, not both", param_hint="--watched")
    part = WATCHED if only_watched else "-".join(sorted(polities)) or EVERYTHING
    who = reviewer(by)
    with notebook(store, create=mark) as book, _tracker(store) as tracker:
        before = _before(last, book, who, part)
        scope = book.scope() if only_watched else scope_of(polities)
        found = tracker.ask.news(before, _today(), scope=scope, limit=limit)
        render(found, format_, lambda answer: happenings(answer, names.name))
        if mark:
            sys.stdout.flush()  # what cannot be written fails here, and is not remembered as seen
            _mark(book, who, part, found)


@examples("tracker watchlist add USA China", "tracker watchlist")
def moved(
    context: typer.Context, *, limit: Most = 20, by: By = None, store: Store = None, format_: Formatted = None
) -> None:
    """Show what is watched in one line for each relationship, with what moved since the last look."""
    if context.invoked_subcommand:
        return
    from cli.happenings import watch_lines  # noqa: PLC0415  these load what `tracker --help` does not need
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415
    from tracker.notebook import WATCHED  # noqa: PLC0415
    from tracker.watchlist import WatchedLine, watched_now  # noqa: PLC0415

    with notebook(store) as book, _tracker(store) as tracker:
        look = book.last_look(reviewer(by), WATCHED)
        found = watched_now(tracker.ask, book.scope(), _today(), look.clocks if look else None)
    render(found, format_, lambda answer: watch_lines(answer, load_gazetteer().name, limit), of=WatchedLine)


@examples("tracker watchlist add USA China", "tracker watchlist add Iran")
def add(polities: Polities, *, store: Store = None) -> None:
    """Watch a polity with all its relationships, or one relationship."""
    codes = _codes(polities)
    with notebook(store, create=True) as book:
        new = book.watch(codes, now=clock.now())
    complain(f"{'watching' if new else 'already watched:'} {' and '.join(codes)}")


@examples("tracker watchlist add USA China", "tracker watchlist remove USA China")
def remove(polities: Polities, *, store: Store = None) -> None:
    """Watch a polity or a relationship no longer; nothing is forgotten of it."""
    codes = _codes(polities)
    with notebook(store) as book:
        if not book.unwatch(codes):
            raise InputError(f"{' and '.join(codes)} is not watched; see `tracker watchlist list`")
    complain(f"no longer watching {' and '.join(codes)}")


@examples("tracker watchlist add USA China", "tracker watchlist list")
def list_(*, store: Store = None, format_: Formatted = None) -> None:
    """Show what is watched, as it was added."""
    from cli.happenings import watched_list  # noqa: PLC0415  these load what `tracker --help` does not need
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415
    from tracker.notebook import Watched  # noqa: PLC0415

    with notebook(store) as book:
        found = book.watched()
    render(found, format_, lambda answer: watched_list(answer, load_gazetteer().name), of=Watched)


@contextmanager
def notebook(store: str | None, *, create: bool = False) -> "Iterator[Notebook]":
    """The notes beside a store; without `create`, no file is made where there is none."""
    from tracker.notebook import Notebook  # noqa: PLC0415
    from tracker.storage import locate, notebook_path  # noqa: PLC0415

    path = notebook_path(locate(store_address(store)))
    with Notebook(path if create or path.exists() else Path(":memory:")) as book:
        yield book


def _tracker(store: str | None) -> "Tracker":
    from tracker.application import Tracker  # noqa: PLC0415

    return Tracker(store_address(store), clock=clock.now, watch=watched)


def _before(last: str, book: "Notebook", who: str, part: str) -> "Clocks":
    """The moment that `last` names. Raises BadDate, and Refused where nobody has looked yet."""
    from projections.clocks import Clocks, days_after  # noqa: PLC0415

    if last == LAST:
        look = book.last_look(who, part)
        if look is None:
            raise Refused(
                f"{who} has not looked yet: give a day, such as `tracker since 2026-11-01`; --mark remembers it"
            )
        return look.clocks
    text = last.strip()
    if len(text) > len("YYYY-MM-DD"):
        known = exact_instant(text, "LAST") or clock.now()
        return _past(Clocks(as_of=known.astimezone(UTC).date(), recorded_by=known))
    begins = datetime.combine(day(text, "LAST") or clock.today(), time.min, UTC)
    return _past(Clocks(as_of=days_after(begins.date(), -1), recorded_by=begins))


def _past(before: "Clocks") -> "Clocks":
    if before.recorded_by is not None and before.recorded_by > clock.now():
        raise BadDate(f"LAST: {before.recorded_by.isoformat()} lies in the future, so nothing can be new since then")
    return before


def _today() -> "Clocks":
    from projections.clocks import Clocks  # noqa: PLC0415

    return Clocks(as_of=clock.today())


def scope_of(polities: tuple[str, ...]) -> "Scope | None":
    """The relationships of one polity, or the one of two; None for all. Raises a usage error for one with itself."""
    from projections.news import Scope  # noqa: PLC0415

    match polities:
        case ():
            return None
        case (one,):
            return Scope(polities=(one,))
        case _:
            return Scope(pairs=(_two(polities),))


def _two(polities: tuple[str, ...]) -> tuple[str, str]:
    one, other = polities
    if one == other:
        raise typer.BadParameter(f"a relationship has two polities, not {one} twice", param_hint="B")
    return one, other


def _codes(names: list[str]) -> tuple[str, ...]:
    """The codes of one polity or of two. Raises UnknownPolity, and a usage error for more, or for one with itself."""
    from tracker.gazetteer import load_gazetteer  # noqa: PLC0415

    if len(names) > 2:
        raise typer.BadParameter(f"give one polity or two, not {len(names)}", param_hint="A [B]")
    codes = tuple(map(load_gazetteer().resolve, names))
    return codes if len(codes) == 1 else _two(codes)


def _mark(book: "Notebook", who: str, part: str, found: "News") -> None:
    """Remember a look, up to what the log knew when the answer was made."""
    from tracker.notebook import Look  # noqa: PLC0415

    known = found.known or found.before.recorded_by
    if known is not None:
        book.looked(who, Look(part=part, known=known, day=found.after.as_of))
        complain(f"remembered this look of {who} at {part}")
