"""A store that is open: its log and its views, each from the first use on."""

import logging
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from time import monotonic

from projections.catchup import Views
from projections.viewsfile import reading
from tracker.following import Watch, follow, make_anew, open_views, unwatched, views_explained
from tracker.log import ReportLog
from tracker.places import check, exists, make
from tracker.storage import Place, views_path

_log = logging.getLogger(__name__)


class OpenStore:
    """The log and the views of a store; nothing is opened or made before it is needed. Any method may raise StoreError.

    `clock` gives the time that events are recorded with, in UTC; `watch` sees the rows of a rebuild go by.
    """

    def __init__(self, place: Place, *, clock: Callable[[], datetime], watch: Watch = unwatched) -> None:
        self._place = place
        self._watch = watch
        self._clock = clock
        self._open_log: ReportLog | None = None
        self._open_views: Views | None = None

    @property
    def is_open(self) -> bool:
        """Whether the log was opened, and not closed since."""
        return self._open_log is not None

    @property
    def exists(self) -> bool:
        """Whether something is at its place, be it a store or not."""
        return exists(self._place)

    def close(self) -> None:
        """Close all connections."""
        if self._open_views is not None:
            self._open_views.close()
            self._open_views = None
        if self._open_log is not None:
            self._open_log.close()
            self._open_log = None

    def log(self, *, create: bool = False) -> ReportLog:
        """The log, opened at the first use; without `create` only one that exists."""
        if self._open_log is None:
            (make if create else check)(self._place)
            self._open_log = ReportLog(self._place, clock=self._clock)
            _log.debug("opened the store %s", self._place)
        return self._open_log

    def follow(self) -> Views:
        """The views, with everything in them that the log has."""
        return self._followed()[0]

    @contextmanager
    def asked(self) -> Iterator[sqlite3.Connection]:
        """The views for a question, at one moment of theirs; their problems are errors of the store.

        They have all that the log has: when older ones are put in place just before the question, they are followed
        once more.
        """
        with views_explained(views_path(self._place)):
            views, position = self._followed()
            with ExitStack() as stack:
                stack.enter_context(reading(views.connection))
                while views.position < position:
                    stack.close()
                    views, position = self._followed()
                    stack.enter_context(reading(views.connection))
                began = monotonic()
                yield views.connection
                _log.debug("answered in %.1f ms", (monotonic() - began) * 1000)

    def _followed(self) -> tuple[Views, int]:
        """The views, and the position up to which they have all that the log has."""
        log = self.log()
        if self._open_views is None:
            self._open_views = open_views(views_path(self._place), log, self._watch)
        return self._open_views, follow(self._open_views, log, self._watch)

    def make_anew(self) -> tuple[Path, int]:
        """Make the views anew from the log; where they lie, and up to which position."""
        log, path = self.log(), views_path(self._place)
        with views_explained(path):
            return path, make_anew(path, log, self._watch)
