"""A feed is asked for what is new, and rests for a while after it has failed."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from typing import Literal

from events.values import Value
from tracker.errors import InputError, StoreError, TrackerError, Unreachable, UnreadableFile
from tracker.feeds.book import FeedBook, Followed
from tracker.feeds.entries import Entries
from tracker.fetching.reach import Fetch, Fetched
from tracker.incoming import IncomingReport
from tracker.outcome import Outcome
from tracker.reading.feed import Feed, parse_feed

FIRST_WAIT = 900.0
"""Seconds until a feed that failed for the first time is asked again; each further failure doubles them."""

LONGEST_WAIT = 86_400.0
"""Seconds after which every feed is asked again, however often it has failed."""

Add = Callable[[Iterable[IncomingReport]], Iterator[Outcome]]
"""Records reports, and says what became of each."""


class Polled(Value):
    """What came of asking a feed: how many entries it has, what became of those that are new or changed.

    `unread` has the reasons why entries became no reports, `remarks` what should be known of those that did; `reason`
    is why the feed itself could not be read.
    """

    address: str
    title: str
    status: Literal["read", "unchanged", "failed"]
    entries: int = 0
    outcomes: tuple[Outcome, ...] = ()
    unread: tuple[str, ...] = ()
    remarks: tuple[str, ...] = ()
    reason: str | None = None


class Poller:
    """Asks feeds. `add` records reports; `now` gives the time, in UTC; `stopped` says when to begin nothing more."""

    def __init__(
        self,
        book: FeedBook,
        *,
        fetch: Fetch,
        add: Add,
        now: Callable[[], datetime],
        today: Callable[[], date],
        stopped: Callable[[], bool] = lambda: False,
    ) -> None:
        self._book = book
        self._fetch = fetch
        self._add = add
        self._now = now
        self._today = today
        self._stopped = stopped

    def poll(self, followed: Followed) -> Polled:
        """Ask one feed. Whatever is wrong with it is told, remembered, and lets it rest for a while."""
        try:
            answer = self._fetch(followed.address, etag=followed.etag, modified=followed.modified)
            if answer.unchanged:
                self._book.succeeded(followed, now=self._now(), etag=followed.etag, modified=followed.modified)
                return Polled(address=followed.address, title=followed.title, status="unchanged")
            return self._read(followed, feed_of(answer, followed.address), answer)
        except (InputError, StoreError) as error:
            return self._failed(followed, error)

    def _read(self, followed: Followed, feed: Feed, answer: Fetched) -> Polled:
        followed = followed.model_copy(update={"title": feed.title or followed.title})
        entries = Entries(
            followed,
            feed,
            seen=answer.seen,
            today=self._today(),
            book=self._book,
            fetch=self._fetch,
            stopped=self._stopped,
        )
        outcomes = tuple(entries.noted(self._add(entries.reports())))
        # The marks say that all of this version is done with, so they are kept only when it is.
        etag, modified = (answer.etag, answer.modified) if entries.whole else (None, None)
        self._book.succeeded(followed, now=self._now(), etag=etag, modified=modified)
        return Polled(
            address=followed.address,
            title=followed.title,
            status="read",
            entries=len(feed.entries),
            outcomes=outcomes,
            unread=tuple(entries.unread),
            remarks=tuple(entries.remarks),
        )

    def _failed(self, followed: Followed, error: TrackerError) -> Polled:
        wait = min(FIRST_WAIT * 2 ** min(followed.failures, 10), LONGEST_WAIT)
        if isinstance(error, Unreachable):
            wait = min(max(wait, error.wait), LONGEST_WAIT)
        self._book.failed(followed, now=self._now(), reason=str(error), wait=wait)
        return Polled(address=followed.address, title=followed.title, status="failed", reason=str(error))


def feed_of(answer: Fetched, address: str) -> Feed:
    """The feed that a server sent. Raises UnreadableFile when it is none, or broken."""
    feed = parse_feed(answer.body, label=address, url=answer.url)
    if feed is None:
        raise UnreadableFile(f"{address}: this is no RSS or Atom feed; give the address of the feed itself")
    return feed
