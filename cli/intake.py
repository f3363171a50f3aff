"""Sources and options of `add` and `extract` → reports, with what could not be read said at once."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import typer

from cli import clock
from cli.faults import Faults
from cli.options import day, exact_instant
from cli.render import complain, remark
from events.values import Value
from tracker.errors import TrackerError
from tracker.fetching import Fetch
from tracker.incoming import IncomingReport
from tracker.reading import Overrides, Skipped, is_address, read_reports
from tracker.reading.address import canonical_url
from tracker.reading.decoding import clean_line
from tracker.reading.kinds import SEVERAL, kind_of_name


class Unread(Value):
    """A file or row of which no report was made, and why."""

    label: str | None
    reason: str


class Intake:
    """Reads reports; those that are refused and the files passed over are said on stderr and remembered."""

    def __init__(
        self,
        sources: Sequence[str],
        *,
        overrides: Overrides,
        allow_private: bool = False,
        faults: Faults | None = None,
    ) -> None:
        self._sources = sources
        self._overrides = overrides
        self._allow_private = allow_private
        self._faults = faults or Faults(None)
        self.refused: list[Unread] = []
        self.skipped: list[Unread] = []
        self.remarks: list[str] = []

    def reports(self) -> Iterator[IncomingReport]:
        """Yield the reports that can be read, in order."""
        with _network(self._sources, allow_private=self._allow_private) as fetch:
            today, overrides = clock.today(), self._overrides
            for item in read_reports(self._sources, today=today, overrides=overrides, fetch=fetch):
                if isinstance(item, IncomingReport):
                    self._remark(item)
                    yield item
                elif isinstance(item, Skipped):
                    remark(f"skipped {item.label}: {item.reason}")
                    self.skipped.append(Unread(label=item.label, reason=item.reason))
                else:
                    self.refuse(item)

    def _remark(self, report: IncomingReport) -> None:
        for doubt in report.remarks:
            complain(f"warning {doubt}")
            self.remarks.append(doubt)

    def refuse(self, error: TrackerError) -> None:
        """Say and remember what is wrong with one report; the message begins with where it stands."""
        reason = str(error)
        complain(f"refused {reason}")
        self._faults.note(reason.partition(": ")[0], reason)
        self.refused.append(Unread(label=None, reason=reason))


@contextmanager
def _network(sources: Sequence[str], *, allow_private: bool) -> Iterator[Fetch | None]:
    """What fetches addresses, where there are any."""
    if not any(map(is_address, sources)):
        yield None
        return
    # The client takes a tenth of a second to load, and most reports come from files.
    from tracker.fetching.client import Client  # noqa: PLC0415

    with Client(now=clock.now, allow_private=allow_private) as client:
        yield client


def overrides(
    sources: Sequence[str], *, published: str | None, publisher: str | None, url: str | None, seen: str | None = None
) -> Overrides:
    """Read the options that override what reports say of themselves.

    Raises BadDate for a bad date, NotText and TooLong for what no report may say either, and a usage error for an
    address that would be that of several reports.
    """
    publisher = publisher and clean_line(publisher, where="--publisher", what="name")
    url = url and clean_line(url, where="--url", what="address")
    if url and (len(sources) != 1 or _several(sources[0])):
        raise typer.BadParameter("an address belongs to one report: give one file of one report", param_hint="--url")
    if url and canonical_url(url) is None:
        raise typer.BadParameter(f"{url!r} is no http or https address", param_hint="--url")
    if publisher == "":
        raise typer.BadParameter("the name is empty", param_hint="--publisher")
    return Overrides(
        published=day(published, "--published"),
        publisher=publisher,
        url=url,
        seen=exact_instant(seen, "--seen"),
    )


def _several(source: str) -> bool:
    return Path(source).is_dir() or kind_of_name(source.removesuffix(".gz")) in SEVERAL
