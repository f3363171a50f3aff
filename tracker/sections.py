"""The log proved in sections, each by a process of its own: a section needs only the digest of the row before it.

A section begins with the registration of a report, so that its words are held against their text in passing, as in one
pass over the whole.
"""

from collections.abc import Sequence
from datetime import UTC, datetime
from itertools import islice, pairwise
from typing import NamedTuple

from events import ReportRegistered
from tracker.chain import START
from tracker.log import ReportLog
from tracker.processes import processes, processors
from tracker.scanning import Fault, Scan, Seal, Section
from tracker.storage import Place

MOST = 10_000
"""Sections of a log, at most: a last position that was tampered with may be any number."""

ENOUGH = 150_000
"""Rows of a section: for so many it pays to begin another process, and an interrupt waits for no more."""


class Proved(NamedTuple):
    """What came out of a pass over rows of the log: faults, the rows seen, and the last of them."""

    faults: tuple[Fault, ...]
    events: int
    position: int
    digest: bytes


def proved(
    log: ReportLog, *, seal: Seal | None, damaged: set[str], most: int, at_once: int | None = None, enough: int = ENOUGH
) -> Proved:
    """Prove the log, in one process or in several; at most so many faults are named.

    `damaged` has the hashes under which another text lies than the one that was archived; `at_once` is the number of
    processes, as many as there are processors when it is not given, and `enough` that of rows in a section.
    """
    at_once = processors() if at_once is None else at_once
    number = min(log.head() // enough, MOST)
    number -= number % at_once if number > at_once else 0  # so that no process is left alone in the end
    sections = sections_of(log, number) if at_once > 1 else [Section()]
    if len(sections) == 1:
        return _proved(log, sections[0], seal, damaged, most)
    with processes(min(at_once, len(sections))) as executor:
        try:
            under_way = [
                executor.submit(prove, log.store, section, one, damaged, most)
                for section, one in zip(sections, seals_for(seal, sections), strict=True)
            ]
            return together([one.result() for one in under_way], most)
        except BaseException:  # an interrupt waits for the sections that are being proved, not for the others
            executor.shutdown(wait=False, cancel_futures=True)
            raise


def together(found: Sequence[Proved], most: int) -> Proved:
    """What came out of all sections, in their order; a report that stands in several has each of its faults once."""
    faults = dict.fromkeys(fault for one in found for fault in one.faults)
    return Proved(tuple(islice(faults, most)), sum(one.events for one in found), found[-1].position, found[-1].digest)


def sections_of(log: ReportLog, number: int) -> list[Section]:
    """So many sections of a log, of about as many rows each; fewer where no place to part two of them is found."""
    head = log.head()
    places = (_parting(log, head * part // number) for part in range(1, number))
    starts = sorted({(0, START), *(place for place in places if place is not None)})
    ends = [*(after for after, _ in starts[1:]), None]
    return [Section(after, digest, until) for (after, digest), until in zip(starts, ends, strict=True)]


def prove(place: Place, section: Section, seal: Seal | None, damaged: set[str], most: int) -> Proved:
    """Prove a section of the log of a store; what a process of its own does."""
    log = ReportLog(place, clock=lambda: datetime.now(UTC))
    try:
        return _proved(log, section, seal, damaged, most)
    finally:
        log.close()


def _proved(log: ReportLog, section: Section, seal: Seal | None, damaged: set[str], most: int) -> Proved:
    scan = Scan(log, seal=seal, damaged=damaged, section=section)
    faults = tuple(islice(scan.faults(), most))
    return Proved(faults, scan.events, scan.position, scan.digest)


def _parting(log: ReportLog, near: int) -> tuple[int, bytes] | None:
    """The last row, and its digest, before a report that is registered soon after a position."""
    for before, row in pairwise(log.written(after=near) or []):
        if row[3] == ReportRegistered.TOPIC and isinstance(before[-1], bytes):
            return before[0], before[-1]
    return None


def seals_for(seal: Seal | None, sections: Sequence[Section]) -> list[Seal | None]:
    """The seal for the section that it is in, or for the last one; no seal for the others."""
    ends = [section.until for section in sections]
    place = next((place for place, end in enumerate(ends) if seal and (end is None or seal.position <= end)), None)
    return [seal if number == place else None for number in range(len(sections))]
