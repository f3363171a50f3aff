"""What the commands about feeds share: the file of feeds, what asks them, and how it is said what came of it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rich.console import RenderableType
from rich.text import Text

from cli import clock
from cli.outcomes import outcome_json, outcome_lines
from cli.render import complain
from tracker.errors import InputError

if TYPE_CHECKING:  # the library behind the log takes a third of a second to load
    from tracker.extraction.proposal import Extractor
    from tracker.feeds import FeedBook, Polled, Poller


@contextmanager
def book_of(store: str, *, create: bool = False) -> "Iterator[FeedBook]":
    """The feeds that are followed for a store; without `create`, no file is made where there is none."""
    from tracker.feeds import FeedBook  # noqa: PLC0415
    from tracker.storage import feeds_path, locate  # noqa: PLC0415

    path = feeds_path(locate(store))
    with FeedBook(path if create or path.exists() else Path(":memory:")) as book:
        yield book


@contextmanager
def polling(
    store: str,
    *,
    allow_private: bool,
    extractor: "Extractor | None",
    create: bool = False,
    stopped: Callable[[], bool] = lambda: False,
) -> "Iterator[tuple[FeedBook, Poller]]":
    """The feeds of a store, and what asks them and records what they have."""
    from tracker.application import Tracker  # noqa: PLC0415
    from tracker.feeds import Poller  # noqa: PLC0415
    from tracker.fetching.client import Client  # noqa: PLC0415

    with (
        book_of(store, create=create) as book,
        Client(now=clock.now, allow_private=allow_private) as fetch,
        Tracker(store, clock=clock.now, extractor=extractor) as tracker,
    ):
        yield book, Poller(book, fetch=fetch, add=tracker.add, now=clock.now, today=clock.today, stopped=stopped)


def address_of(given: str) -> str:
    """The one form of a feed's address. Raises InputError for what is no http or https address."""
    from tracker.reading.address import canonical_url  # noqa: PLC0415

    address = canonical_url(given)
    if address is None:
        raise InputError(f"{given!r} is no http or https address of a feed")
    return address


def complain_of(polled: "Polled") -> None:
    """Say on stderr what could not be read, and what is doubtful."""
    if polled.reason:
        complain(f"failed {polled.reason}")
    for reason in polled.unread:
        complain(f"refused {reason}")
    for outcome in polled.outcomes:
        if outcome.status == "refused":
            complain(f"refused {outcome.label}: {outcome.reason}")
    for remark in polled.remarks:
        complain(f"warning {remark}")


def is_troubled(polled: "Polled") -> bool:
    """Whether something of a feed could not be taken in."""
    refused = any(outcome.status == "refused" for outcome in polled.outcomes)
    return polled.status == "failed" or refused or bool(polled.unread)


def polled_lines(polled: "Polled") -> Iterator[RenderableType]:
    """A line for the feed, and one for each report that is new or changed."""
    line = Text(no_wrap=True, overflow="ellipsis")
    line.append(f"{polled.status:<13}", style="red" if polled.status == "failed" else "bold")
    line.append(polled.title or polled.address)
    if polled.status == "read":
        new = sum(outcome.status == "recorded" for outcome in polled.outcomes)
        revised = sum(outcome.status == "revised" for outcome in polled.outcomes)
        line.append(f"  {polled.entries} entries: {new} new, {revised} revised", style="dim")
    yield line
    for outcome in polled.outcomes:
        if outcome.status != "refused":
            yield from outcome_lines(outcome)


def polled_json(polled: "Polled") -> dict[str, Any]:
    """Write what came of a feed in the form of the commands' JSON."""
    fields = polled.model_dump(mode="json", exclude={"outcomes"})
    return {**fields, "reports": [outcome_json(outcome) for outcome in polled.outcomes]}
