"""Feeds asked again and again, at a polite pace, until it is enough."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from tracker.feeds.book import FeedBook, Followed
from tracker.feeds.polling import Polled, Poller

JITTER = 0.1
"""By which part of it, at most, an interval is longer than asked, so that many watchers do not ask at one moment."""


def watch(
    book: FeedBook,
    poller: Poller,
    *,
    every: timedelta,
    now: Callable[[], datetime],
    wait: Callable[[float], bool],
    chance: Callable[[], float],
) -> Iterator[Polled]:
    """Ask each feed when it is due, and yield what came of it, until `wait` says that it is over.

    A feed is due when it was never asked, when `every` has passed since it was, and after a failure when it has rested.
    Feeds that are added or removed meanwhile are noticed. `wait` waits so many seconds and says whether to stop;
    `chance` gives a number from 0 to 1.
    """
    while True:
        due = [feed for feed in book.feeds() if _due(feed, every) <= now()]
        for feed in due:
            yield poller.poll(feed)
            if wait(0):
                return
        if wait(_pause(book.feeds(), every, now()) * (1 + JITTER * chance())):
            return


def _due(feed: Followed, every: timedelta) -> datetime:
    if feed.due is not None:
        return feed.due
    return feed.polled + every if feed.polled is not None else feed.added


def _pause(feeds: list[Followed], every: timedelta, now: datetime) -> float:
    """Seconds until the next feed is due, no more than the interval, since feeds may be added meanwhile."""
    next_ = min((_due(feed, every) for feed in feeds), default=now + every)
    return max(0.0, min((next_ - now).total_seconds(), every.total_seconds()))
