"""The log read once from its beginning, page by page: every digest recomputed, every word held against its text.

A page is looked at in a quick way, which can only say that all of its digests are right; where it does not, each row is
looked at by itself and named.
"""

import struct
from collections.abc import Container, Iterable, Iterator
from hashlib import sha256
from typing import NamedTuple

from pydantic import AwareDatetime, Field

from events.values import Value
from tracker.chain import HEAD, START, Link, Written, digest
from tracker.errors import StoreDamaged
from tracker.log import PAGE, ReportLog
from tracker.wordcheck import WordCheck


class Seal(Value):
    """The head of a log at some time, to be kept elsewhere: whoever has it can tell whether the log was rewritten."""

    position: int = Field(ge=0)
    digest: str = Field(pattern=r"^[0-9a-f]{64}$")
    sealed: AwareDatetime | None = None


class Fault(Value):
    """What does not agree: in which part of the store, at which position of the log (if at one), and how."""

    part: str
    position: int | None = None
    problem: str


class Section(NamedTuple):
    """The rows behind a position, which has the digest `digest`, up to another one; to the end when that is None.

    Unless it is the first one, it begins with the registration of a report.
    """

    after: int = 0
    digest: bytes = START
    until: int | None = None


class Scan:
    """One pass over a section of the log; `events`, `position` and `digest` are of what it has seen so far.

    `damaged` has the hashes under which another text lies than the one that was archived.
    """

    def __init__(
        self,
        log: ReportLog,
        *,
        seal: Seal | None = None,
        damaged: Container[str] = (),
        section: Section = Section(),  # noqa: B008  it is immutable
    ) -> None:
        self._log = log
        self._seal = seal
        self._met = False
        self._words = WordCheck(log, damaged)
        self._until = section.until
        self.digest = section.digest
        self.position = section.after
        self.events = 0

    def faults(self) -> Iterator[Fault]:
        """Every fault in the order of the log; a row is held against the digest that its predecessor has stored."""
        if self._seal and self._seal.position == 0:
            yield from self._sealed(START)
        try:
            while (rows := self._next()) != []:
                yield from self._page(rows)
        except StoreDamaged as error:  # a row that cannot be read as one ends the scan
            yield Fault(part="chain", problem=str(error))
        for position, problem in self._words.again():
            yield Fault(part="events", position=position, problem=problem)
        try:
            yield from self._end()
        except StoreDamaged as error:
            yield Fault(part="chain", problem=str(error))

    def _next(self) -> list[Written] | None:
        """The next page; None when it must be read row by row."""
        until = self._until
        if until is not None and self.position >= until:
            return []
        rows = self._log.written(after=self.position)
        return rows if rows is None or until is None else [row for row in rows if row[0] <= until]

    def _page(self, rows: list[Written] | None) -> Iterator[Fault]:
        last = None if rows is None or self._has_seal(rows) else follow(self.digest, rows)
        if rows is None or last is None:
            rows = []
            while len(rows) < PAGE and (link := self._link_behind()):
                rows.append(link.written())
                yield from self._link(link)
        else:
            self.digest, self.position, self.events = last, rows[-1][0], self.events + len(rows)
        for position, problem in self._words.of(rows):
            yield Fault(part="events", position=position, problem=problem)

    def _link_behind(self) -> Link | None:
        link = self._log.link(after=self.position)
        return link if link and (self._until is None or link.position <= self._until) else None

    def _link(self, link: Link) -> Iterator[Fault]:
        try:
            made = digest(self.digest, *link[:6])
        except Exception as error:  # noqa: BLE001  a number beyond 64 bits, a topic beyond 64 KiB
            made, problem = b"", f"the row is no event: {error}"
        else:
            problem = "the row is not the one that was recorded here, or not in its place"
        if made != link.digest:
            yield Fault(part="chain", position=link.position, problem=problem)
        self.digest, self.position, self.events = link.digest, link.position, self.events + 1
        if self._seal and self._seal.position == link.position:
            yield from self._sealed(made)

    def _has_seal(self, rows: list[Written]) -> bool:
        return self._seal is not None and rows[0][0] <= self._seal.position <= rows[-1][0]

    def _sealed(self, made: bytes) -> Iterator[Fault]:
        self._met = True
        if self._seal and made.hex() != self._seal.digest:
            problem = "the log up to here is not the one that was sealed"
            yield Fault(part="seal", position=self._seal.position, problem=problem)

    def _end(self) -> Iterator[Fault]:
        given, events, chained = self._log.ends()
        if self._until is None and not given == events == chained:
            problem = f"the last position given is {given}, the last event has {events}, the last digest {chained}"
            yield Fault(part="chain", position=events, problem=problem)
        if self._seal and not self._met:
            problem = (
                f"the log ends at position {events}, before the one that was sealed"
                if self._seal.position > events
                else "the log was not read up to the position that was sealed, or has no row there"
            )
            yield Fault(part="seal", position=self._seal.position, problem=problem)


def follow(previous: bytes, rows: Iterable[Written]) -> bytes | None:
    """The last digest, when every row is the one that was recorded behind the one before; None when one is not.

    `previous` is the digest before the first of them. It is `tracker.chain.digest` without a call for each row.
    """
    pack, join = HEAD.pack, b"".join
    report, identity = "", b""
    names = dict[str, bytes]()
    try:
        for position, written, version, topic, state, recorded, _, stored in rows:
            if written != report:
                report, identity = written, bytes.fromhex(written)
                if identity.hex() != report:
                    return None
            name = names.get(topic)
            if name is None:
                name = names[topic] = topic.encode()
            head = pack(position, recorded, version, identity, len(name))
            if sha256(join((previous, head, name, state))).digest() != stored:
                return None
            previous = stored
    except (ValueError, TypeError, AttributeError, struct.error):
        return None
    return previous
