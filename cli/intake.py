"""Paths and options of `add` and `extract` → reports, with what could not be read said at once."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import typer

from cli import clock
from cli.faults import Faults
from cli.options import day, exact_instant
from cli.render import complain
from events.values import Value
from tracker.errors import TrackerError
from tracker.incoming import IncomingReport
from tracker.reading import Overrides, Skipped, read_reports
from tracker.reading.address import canonical_url


class Unread(Value):
    """A file or row of which no report was made, and why."""

    label: str | None
    reason: str


class Intake:
    """Reads reports; those that are refused and the files passed over are said on stderr and remembered."""

    def __init__(self, paths: Iterable[Path], *, overrides: Overrides, faults: Faults | None = None) -> None:
        self._paths = paths
        self._overrides = overrides
        self._faults = faults or Faults(None)
        self.refused: list[Unread] = []
        self.skipped: list[Unread] = []

    def reports(self) -> Iterator[IncomingReport]:
        """Yield the reports that can be read, in order."""
        for item in read_reports(self._paths, today=clock.today(), overrides=self._overrides):
            if isinstance(item, IncomingReport):
                yield item
            elif isinstance(item, Skipped):
                complain(f"skipped {item.label}: {item.reason}")
                self.skipped.append(Unread(label=item.label, reason=item.reason))
            else:
                self.refuse(item)

    def refuse(self, error: TrackerError) -> None:
        """Say and remember what is wrong with one report; the message begins with where it stands."""
        reason = str(error)
        complain(f"refused {reason}")
        self._faults.note(reason.partition(": ")[0], reason)
        self.refused.append(Unread(label=None, reason=reason))


def overrides(
    paths: list[Path], *, published: str | None, publisher: str | None, url: str | None, seen: str | None = None
) -> Overrides:
    """Read the options that override what reports say of themselves.

    Raises BadDate for a bad date, and a usage error for an address that would be that of several reports.
    """
    if url and (len(paths) != 1 or paths[0].is_dir() or paths[0].suffix.lower() == ".jsonl"):
        raise typer.BadParameter("an address belongs to one report: give one text file", param_hint="--url")
    if url and canonical_url(url) is None:
        raise typer.BadParameter(f"{url!r} is no http or https address", param_hint="--url")
    if publisher is not None and not publisher.strip():
        raise typer.BadParameter("the name is empty", param_hint="--publisher")
    return Overrides(
        published=day(published, "--published"),
        publisher=publisher and publisher.strip(),
        url=url,
        seen=exact_instant(seen, "--seen"),
    )
