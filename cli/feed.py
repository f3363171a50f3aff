"""`tracker feed`: which feeds are followed, and what is new in them; `tracker watch`: that again and again."""

import random
import signal
from collections.abc import Iterator
from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import RenderableType
from rich.text import Text

from cli import clock
from cli.examples import Commands, examples
from cli.following import address_of, book_of, complain_of, is_troubled, polled_json, polled_lines, polling
from cli.interruption import Interruption
from cli.lexicons import LexiconFiles, extractor
from cli.options import AllowPrivate, Formatted, Store, store_address
from cli.render import Format, chosen, remark, render, stream, write_json, write_table
from tracker.errors import InputError

if TYPE_CHECKING:  # the library behind the log takes a third of a second to load
    from tracker.feeds import Followed, Polled

feeds = Commands(help="Follow RSS and Atom feeds.", no_args_is_help=True)

Address = Annotated[str, typer.Argument(metavar="URL", help="The address of the feed.")]
Addresses = Annotated[
    list[str] | None, typer.Argument(metavar="URL", help="The addresses of feeds. Default: all that are followed.")
]
Pages = Annotated[
    bool,
    typer.Option("--pages", help="Read the page of each entry. Default: the entry's own text, as the feed has it."),
]
PublisherOfFeed = Annotated[
    str | None, typer.Option("--publisher", metavar="NAME", help="Who publishes it. Default: the title of the feed.")
]
Every = Annotated[
    int, typer.Option("--every", min=1, metavar="MINUTES", help="How long a feed is left alone after it was asked.")
]


def register(app: typer.Typer) -> None:
    """Put the commands of this file into the app."""
    feeds.command("add")(add)
    feeds.command("list")(list_)
    feeds.command("remove")(remove)
    feeds.command("poll")(poll)
    app.add_typer(feeds, name="feed")
    app.command()(watch)


@examples("tracker feed add https://wire.example/world.rss")
def add(
    url: Address,
    *,
    pages: Pages = False,
    publisher: PublisherOfFeed = None,
    allow_private: AllowPrivate = False,
    store: Store = None,
) -> None:
    """Follow a feed, after a look at whether it is one; again, with other options, to follow it otherwise."""
    from tracker.feeds import Followed, feed_of  # noqa: PLC0415
    from tracker.fetching.client import Client  # noqa: PLC0415
    from tracker.reading.decoding import clean_line  # noqa: PLC0415

    address = address_of(url)
    publisher = publisher and clean_line(publisher, where="--publisher", what="name")
    with Client(now=clock.now, allow_private=allow_private) as fetch:
        found = feed_of(fetch(address), address)
    feed = Followed(address=address, title=found.title, publisher=publisher, pages=pages, added=clock.now())
    with book_of(store_address(store), create=True) as book:
        new = book.follow(feed)
    said = "Following" if new else "Already followed; from now on"
    remark(f"{said} {found.title or address}: {len(found.entries)} entries; `tracker feed poll` reads them")


@examples("tracker feed list")
def list_(*, store: Store = None, format_: Formatted = None) -> None:
    """Show the feeds that are followed, when each was asked, and why one fails."""
    with book_of(store_address(store)) as book:
        from tracker.feeds import Followed  # noqa: PLC0415  the library behind it takes a moment to load

        render(book.feeds(), format_, _table, of=Followed)


@examples(
    "tracker feed add https://wire.example/world.rss",
    "tracker feed remove https://wire.example/world.rss",
)
def remove(url: Address, *, store: Store = None) -> None:
    """Follow a feed no longer; the reports that came from it stay."""
    address = address_of(url)
    with book_of(store_address(store)) as book:
        if not book.forget(address):
            raise InputError(f"{address} is not followed; see `tracker feed list`")
    remark(f"No longer following {address}")


@examples(
    "tracker feed add https://wire.example/world.rss",
    "tracker feed poll",
)
def poll(
    urls: Addresses = None,
    *,
    allow_private: AllowPrivate = False,
    lexicon: LexiconFiles = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Ask feeds what is new, now, and record it."""
    from tracker.feeds import Polled  # noqa: PLC0415  the library behind it takes a moment to load

    with polling(store_address(store), allow_private=allow_private, extractor=extractor(lexicon)) as (book, poller):
        wanted = _wanted(book.feeds(), urls)
        found = []
        for feed in wanted:
            found.append(poller.poll(feed))
            complain_of(found[-1])
    form = chosen(format_)
    if form is Format.JSON:
        write_json({"feeds": [polled_json(one) for one in found]})
    elif form is Format.TABLE:
        write_table(line for one in found for line in polled_lines(one))
    else:
        stream(found, form, of=Polled, record=polled_json)
    if any(map(is_troubled, found)):
        raise typer.Exit(1)


@examples(
    "tracker feed add https://wire.example/world.rss",
    "tracker watch --every 60",
)
def watch(
    *,
    every: Every = 30,
    allow_private: AllowPrivate = False,
    lexicon: LexiconFiles = None,
    store: Store = None,
    format_: Formatted = None,
) -> None:
    """Ask all feeds again and again, and record what is new, until it is stopped (Ctrl-C).

    A feed that fails is left alone for a quarter of an hour, and for twice as long after each further failure, up to a
    day. Other forms than a table have one line for each feed that was asked.
    """
    from tracker.feeds import watch as watching  # noqa: PLC0415

    stop = Interruption(signal.SIGINT, signal.SIGTERM)
    rules = extractor(lexicon)
    address = store_address(store)
    # The file is made, so that feeds that are added by another program meanwhile are noticed.
    with (
        stop,
        polling(address, allow_private=allow_private, extractor=rules, create=True, stopped=lambda: stop.asked) as (
            book,
            poller,
        ),
    ):
        remark(f"watching {len(book.feeds())} feeds, each every {every} minutes; Ctrl-C stops")
        pace = timedelta(minutes=every)
        asked = watching(book, poller, every=pace, now=clock.now, wait=stop.wait, chance=random.random)
        _tell(asked, chosen(format_))
    remark("stopped; what was read is recorded")


def _tell(asked: "Iterator[Polled]", form: Format) -> None:
    """Say of each feed what came of it, when it does; as a table only where something did."""
    from tracker.feeds import Polled  # noqa: PLC0415  the library behind it takes a moment to load

    def told() -> "Iterator[Polled]":
        for one in asked:
            complain_of(one)
            yield one

    if form is not Format.TABLE:
        stream(told(), form, of=Polled, record=polled_json)
        return
    for one in told():
        if one.outcomes or one.status == "failed":
            write_table(polled_lines(one))


def _wanted(followed: "list[Followed]", urls: list[str] | None) -> "list[Followed]":
    """The feeds that were named, or all. Raises InputError for one that is not followed, and for none."""
    if not followed:
        raise InputError("no feed is followed; `tracker feed add URL` follows one")
    if not urls:
        return followed
    known = {feed.address: feed for feed in followed}
    named = [address_of(url) for url in urls]
    if unknown := [address for address in named if address not in known]:
        raise InputError(f"{unknown[0]} is not followed; see `tracker feed list`")
    return [known[address] for address in named]


def _table(followed: "list[Followed]") -> Iterator[RenderableType]:
    if not followed:
        yield Text("No feed is followed; `tracker feed add URL` follows one.", style="dim")
    for feed in followed:
        asked = f"{feed.polled:%Y-%m-%d %H:%MZ}" if feed.polled else "never asked"
        line = Text(f"{asked:<18}  {feed.title or feed.address}")
        line.append(f"  {feed.address}{'  (pages)' if feed.pages else ''}", style="dim")
        yield line
        if feed.reason:
            yield Text(
                f"    failed {feed.failures} times, again at {feed.due:%Y-%m-%d %H:%MZ}: {feed.reason}", style="red"
            )
