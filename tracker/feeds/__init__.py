"""Feeds that are followed: which, what was seen of them, and how they are asked."""

from tracker.feeds.book import FeedBook, Followed
from tracker.feeds.polling import Polled, Poller, feed_of
from tracker.feeds.watching import watch

__all__ = ["FeedBook", "Followed", "Polled", "Poller", "feed_of", "watch"]
