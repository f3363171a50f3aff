"""The views of a store, kept at the head of its log."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from projections.catchup import Views, rebuild
from projections.errors import LogInconsistent, NotViews, ViewsError, ViewsOutdated, ViewsTooNew
from tracker.errors import NotOurStore, StoreDamaged, StoreError, StoreTooNew
from tracker.log import ReportLog
from tracker.sqlite import explained


def open_views(path: Path, log: ReportLog) -> Views:
    """Open the views with everything in them that the log has; those of an older program are rebuilt first."""
    with views_explained(path):
        try:
            views = Views.open(path)
        except ViewsOutdated:
            rebuild(path, log.rows())
            views = Views.open(path)
    try:
        follow(views, log)
    except BaseException:
        views.close()
        raise
    return views


def follow(views: Views, log: ReportLog) -> None:
    """Take in what the log has and the views have not. Views ahead of their log are those of another: rebuilt."""
    with views_explained(views.path):
        position, head = views.position, log.head()
        if position > head:
            rebuild(views.path, log.rows())
        elif position < head:
            views.apply(log.rows(after=position))


@contextmanager
def views_explained(path: Path) -> Iterator[None]:
    """Turn what the views say is wrong into an error of the store."""
    try:
        with explained(path):
            yield
    except ViewsError as error:
        kind = next((ours for theirs, ours in _KINDS.items() if isinstance(error, theirs)), StoreError)
        raise kind(str(error)) from error


_KINDS: dict[type[ViewsError], type[StoreError]] = {
    NotViews: NotOurStore,
    ViewsTooNew: StoreTooNew,
    LogInconsistent: StoreDamaged,
}
