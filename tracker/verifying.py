"""Proof that a store is what it was: the chain over the log, its quotes and texts, and the views, all recomputed."""

import json
from collections.abc import Iterator
from datetime import datetime
from functools import lru_cache
from itertools import islice
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from pydantic import AwareDatetime, Field, ValidationError

from events import EVENTS, POLICY_EVENTS
from events.base import digest as digest_of
from events.values import Evidence, Value
from projections.catchup import Views, rebuild
from projections.identical import first_difference
from tracker.archive import named
from tracker.chain import START, Link, digest
from tracker.errors import BadRow, StoreDamaged, UnreadableFile
from tracker.following import follow, open_views, views_explained
from tracker.log import ReportLog

_ROUNDS = 20
"""How often to look whether views and log have reached the same position, while others write."""


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


class Verification(Value):
    """What was recomputed and what came out; `position` and `digest` are the head of the log."""

    sound: bool
    events: int
    texts: int
    position: int
    digest: str
    faults: tuple[Fault, ...]


def read_seal(path: Path) -> Seal:
    """Read what `tracker seal` wrote. Raises UnreadableFile, BadRow."""
    try:
        return Seal.model_validate_json(path.read_bytes())
    except OSError as error:
        raise UnreadableFile(f"{path}: cannot be read ({error.strerror or error})") from error
    except ValidationError as error:
        raise BadRow(f"{path}: no seal: it has a position and a digest, as `tracker seal` prints them") from error


def seal(log: ReportLog, now: datetime) -> Seal:
    """The head of the log as it is stored; `tracker verify` says whether it is right."""
    *_, position = log.ends()
    last = next(log.links(after=position - 1), None) if position else None
    return Seal(position=position, digest=(last.digest if last else START).hex(), sealed=now)


class Scan:
    """One pass over the log: every digest recomputed, every quote held against its text."""

    def __init__(self, log: ReportLog, seal: Seal | None = None) -> None:
        self._log = log
        self._seal = seal
        self._text = lru_cache(maxsize=64)(log.text)
        self._texts: dict[UUID, str] = {}
        self.digest = START
        self.position = 0
        self.events = 0

    def faults(self) -> Iterator[Fault]:
        """Every fault in the order of the log; a row is held against the digest that its predecessor has stored."""
        if self._seal and self._seal.position == 0:
            yield from self._sealed(START)
        try:
            for link in self._log.links():
                yield from self._row(link)
        except StoreDamaged as error:  # a row that cannot be read as one ends the scan
            yield Fault(part="chain", problem=str(error))
        yield from self._end()

    def _row(self, link: Link) -> Iterator[Fault]:
        self.events += 1
        self.position = link.position
        try:
            made = digest(self.digest, *link[:6])
        except Exception as error:  # noqa: BLE001  a number beyond 64 bits, a topic beyond 64 KiB
            made, problem = b"", f"the row is no event: {error}"
        else:
            problem = "the row is not the one that was recorded here, or not in its place"
        if made != link.digest:
            yield Fault(part="chain", position=link.position, problem=problem)
        self.digest = link.digest
        if self._seal and self._seal.position == link.position:
            yield from self._sealed(made)
        yield from (Fault(part="events", position=link.position, problem=problem) for problem in self._content(link))

    def _sealed(self, made: bytes) -> Iterator[Fault]:
        if self._seal and made.hex() != self._seal.digest:
            problem = "the log up to here is not the one that was sealed"
            yield Fault(part="seal", position=self._seal.position, problem=problem)

    def _content(self, link: Link) -> Iterator[str]:
        """What is wrong with what the row says: its id, its words."""
        try:
            state = _state(link)
            if link.topic in POLICY_EVENTS:
                if str(link.event_id) != state["event_id"]:
                    yield f"the column event_id has {link.event_id}, the event {state['event_id']}"
                yield from self._quote(link.originator_id, state["evidence"])
            elif link.event_id is not None:
                yield f"a {link.topic} has no event_id, the column has {link.event_id}"
            if "text_sha256" in state:
                self._texts[link.originator_id] = state["text_sha256"]
            for needed in named(link.topic, state):
                self._text(needed)
            for moved in state.get("moved", ()):
                yield from self._quote(link.originator_id, moved["evidence"])
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            yield f"the row is no {link.topic}: {error}"
        except StoreDamaged as error:
            yield str(error)

    def _quote(self, report_id: UUID, written: dict[str, Any]) -> Iterator[str]:
        evidence = Evidence.model_construct(**written)
        text = self._text(self._texts[report_id])
        if not evidence.stands_in(text):
            yield f"the words {evidence.quote!r} do not stand at {evidence.start}-{evidence.end} of the report's text"

    def _end(self) -> Iterator[Fault]:
        given, events, chained = self._log.ends()
        if not given == events == chained:
            problem = f"the last position given is {given}, the last event has {events}, the last digest {chained}"
            yield Fault(part="chain", position=events, problem=problem)
        if self._seal and self._seal.position > events:
            problem = f"the log ends at position {events}, before the one that was sealed"
            yield Fault(part="seal", position=self._seal.position, problem=problem)


def _state(link: Link) -> dict[str, Any]:
    kind = EVENTS[link.topic]
    state: dict[str, Any] = json.loads(link.state)
    return kind.upcast(state, state.pop("class_version", 1))


def text_faults(log: ReportLog) -> Iterator[Fault | None]:
    """For every archived text a fault, or None where the text is the one that its hash says."""
    for written, content in log.archived():
        sha256 = written.decode(errors="replace")
        try:
            right = digest_of(content.decode()) == sha256
        except UnicodeDecodeError:
            right = False
        problem = f"the text under {sha256} is not the one that was archived"
        yield None if right else Fault(part="texts", problem=problem)


def view_faults(views: Path, log: ReportLog) -> Iterator[Fault]:
    """Hold the views against views made anew from the log."""
    with TemporaryDirectory(prefix="tracker-") as folder, views_explained(views):
        rebuilt = Path(folder, "views")
        rebuild(rebuilt, log.rows())
        open_views(views, log).close()
        for _ in range(_ROUNDS):
            with Views.open(views) as ours, Views.open(rebuilt) as fresh:
                follow(ours, log)
                follow(fresh, log)
                level = ours.position == fresh.position
            if level:
                break
        problem = first_difference(views, rebuilt)
    if problem is not None:
        yield Fault(part="views", problem=f"{problem}; make them anew with `tracker rebuild`")


def verify(log: ReportLog, views: Path, *, seal: Seal | None = None, most: int = 20) -> Verification:
    """Recompute everything; at most so many faults are named of the log, and of the texts."""
    checked = list(text_faults(log))
    scan = Scan(log, seal)
    faults = [*islice(scan.faults(), most), *islice((one for one in checked if one is not None), most)]
    if not faults:  # views of a log that is not what it was prove nothing
        faults += view_faults(views, log)
    return Verification(
        sound=not faults,
        events=scan.events,
        texts=len(checked),
        position=scan.position,
        digest=scan.digest.hex(),
        faults=tuple(faults),
    )
