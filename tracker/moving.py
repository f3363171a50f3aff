"""A log as lines of JSON, from any store into any other: positions, recorded times, digests and texts as they are.

The first line says what it is, the last one where the log ended; between them stand the rows in their order, each text
before the first row that needs it. A dump proves itself: every row has its digest, every text its hash.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from uuid import UUID

from events import EVENTS, POLICY_EVENTS
from events.base import digest as digest_of
from events.values import Value
from tracker.archive import named
from tracker.chain import START, Link, digest
from tracker.errors import BadRow, Refused, StoreDamaged, UnreadableFile
from tracker.log import ReportLog
from tracker.storage import moment

FORMAT = 1
"""The version of the form of a dump."""

_KIND = "sanctions-tracker"
_BATCH = 2_000


class Moved(Value):
    """What went from one place to another: `events` and `texts` counted, and the head of the log."""

    events: int
    texts: int
    position: int
    digest: str


def dump(log: ReportLog) -> Iterator[str]:
    """The lines of a dump of everything up to the present head. Raises StoreDamaged where the log is not sound."""
    yield _line({"dump": _KIND, "format": FORMAT})
    *_, head = log.ends()
    known, last, events = set[str](), START, 0
    for link in log.links():
        if link.position > head:
            break
        if digest(last, *link[:6]) != link.digest:
            raise StoreDamaged(
                f"the row at position {link.position} is not the one that was recorded: see tracker verify"
            )
        last, events = link.digest, events + 1
        for needed in named(link.topic, json.loads(link.state)):
            if needed not in known:
                known.add(needed)
                yield _line({"sha256": needed, "text": log.text(needed)})
        yield _line(_row(link))
    yield _line({"end": {"position": head, "events": events, "texts": len(known), "digest": last.hex()}})


def _row(link: Link) -> dict[str, Any]:
    return {
        "position": link.position,
        "recorded": link.recorded,
        "report": str(link.originator_id),
        "version": link.originator_version,
        "topic": link.topic,
        "state": link.state.decode(),
        "digest": link.digest.hex(),
    }


def _line(content: dict[str, Any]) -> str:
    return json.dumps(content, separators=(",", ":"))  # ASCII: nothing in it can steer a terminal


@dataclass(slots=True)
class Dump:
    """A dump read line by line and checked; each reading begins anew.

    With `whole` every row is also read as the event that it says it is: the digests of a dump that somebody made up may
    well be right.
    """

    path: Path
    whole: bool = False
    last: bytes = START
    position: int = 0
    recorded: int = 0
    events: int = 0
    versions: dict[UUID, int] = field(default_factory=dict)
    texts: set[str] = field(default_factory=set)
    ended: bool = False

    def read(self) -> Iterator[Link | str]:
        """The texts and rows, in order. Raises BadRow, naming the line, for what is not as it was dumped."""
        number = 0
        try:
            with self.path.open("rb") as lines:
                for number, line in enumerate(lines, start=1):
                    yield from self._checked(line, number)
        except OSError as error:
            raise UnreadableFile(f"{self.path}: cannot be read ({error.strerror or error})") from error
        if not self.ended:
            raise BadRow(f"{self.path}:{number}: the dump ends here, before its last line: dump the log again")

    def _checked(self, line: bytes, number: int) -> Iterator[Link | str]:
        try:
            content = json.loads(line)
            if number == 1:
                self._opens(content)
            else:
                yield from self._content(content)
        except (ValueError, TypeError, KeyError, AttributeError, RecursionError, StoreDamaged) as error:
            problem = f"{error.args[0]!r} is missing" if isinstance(error, KeyError) else " ".join(str(error).split())
            raise BadRow(f"{self.path}:{number}: {problem}; nothing was loaded: dump the log again") from error

    def _content(self, content: dict[str, Any]) -> Iterator[Link | str]:
        if self.ended:
            raise ValueError("something follows the end of the dump")
        if "text" in content:
            yield self._text(content)
        elif "end" in content:
            self._end(content["end"])
        else:
            yield self._link(content)

    def _opens(self, content: dict[str, Any]) -> None:
        if content.get("dump") != _KIND:
            raise ValueError("the file does not begin as a dump does")
        if content["format"] > FORMAT:
            raise ValueError(f"the dump has format {content['format']}, this program reads up to {FORMAT}")

    def _text(self, content: dict[str, Any]) -> str:
        text = str(content["text"])
        if digest_of(text) != content["sha256"]:
            raise ValueError(f"the text is not the one with the hash {content['sha256']}")
        if content["sha256"] in self.texts:
            raise ValueError(f"the text {content['sha256']} stands here again")
        self.texts.add(content["sha256"])
        return text

    def _link(self, content: dict[str, Any]) -> Link:
        topic, state = content["topic"], content["state"].encode()
        row = (content["position"], UUID(content["report"]), content["version"], topic, state, content["recorded"])
        try:
            made = digest(self.last, *row)
        except Exception as error:  # struct raises an error of its own
            raise ValueError(f"the row is no event: {error}") from error
        if made.hex() != content["digest"] or row[0] != self.position + 1:
            raise ValueError(f"the row at position {row[0]} is not the one that was recorded, or not in its place")
        said = self._said(topic, state)
        if self.whole:
            self._read(row, said)
        self.last, self.position, self.events = made, row[0], self.events + 1
        return Link(*row, UUID(said["event_id"]) if topic in POLICY_EVENTS else None, made)

    def _said(self, topic: str, state: bytes) -> dict[str, Any]:
        if topic not in EVENTS:
            raise ValueError(f"a {topic!r} is unknown to this program: install a newer one")
        said: dict[str, Any] = json.loads(state)
        said = EVENTS[topic].upcast(said, said.pop("class_version", 1))
        missing = next((needed for needed in named(topic, said) if needed not in self.texts), None)
        if missing is not None:
            raise ValueError(f"the text {missing} is missing")
        return said

    def _read(self, row: tuple[int, UUID, int, str, bytes, int], said: dict[str, Any]) -> None:
        """Raise ValueError or StoreDamaged for what no log can have behind the rows before."""
        position, report, version, topic, _, recorded = row
        if version != self.versions.get(report, 0) + 1:
            raise ValueError(f"version {version} of report {report} does not follow the one before")
        if recorded < self.recorded:
            raise ValueError(f"the row at position {position} was recorded before the one before it")
        moment(recorded)
        EVENTS[topic].model_validate({**said, "originator_id": report, "originator_version": version})
        self.versions[report], self.recorded = version, recorded

    def _end(self, end: dict[str, Any]) -> None:
        found = {
            "position": self.position,
            "events": self.events,
            "texts": len(self.texts),
            "digest": self.last.hex(),
        }
        if end != found:
            raise ValueError(f"the dump should end with {end}, but has {found}")
        self.ended = True


def check_dump(path: Path) -> None:
    """Read all of a dump, and every event in it. Raises BadRow, naming the line, for a damaged one."""
    for _ in Dump(path, whole=True).read():
        pass


def load(log: ReportLog, path: Path) -> Moved:
    """Append what a dump has beyond this log, as it is; all of the dump is checked before anything is written.

    Raises BadRow for a damaged dump, Refused when the log here is not the beginning of the one that was dumped.
    """
    here = {link.position: link.digest for link in _head(log)}
    first = Dump(path)
    digests = {one.position: one.digest for one in first.read() if isinstance(one, Link) and one.position in here}
    (position, known), *_ = here.items() or [(0, START)]
    if position > first.position:
        _check_beginning(log, first)
    elif position and digests.get(position) != known:
        raise Refused(f"{path}: the store holds another log than this dump: load it into a store of its own")
    events, texts = _append(log, Dump(path).read(), position)
    return Moved(events=events, texts=texts, position=first.position, digest=first.last.hex())


def _head(log: ReportLog) -> Iterable[Link]:
    _, position, _ = log.ends()
    return [next(log.links(after=position - 1))] if position else []


def _check_beginning(log: ReportLog, read: Dump) -> None:
    """The log here goes beyond the dump: it must have come by the dump's end."""
    if read.position == 0:
        return
    link = next(log.links(after=read.position - 1))
    if link.digest != read.last:
        raise Refused(f"{read.path}: the store holds another log than this dump: load it into a store of its own")


def _append(log: ReportLog, content: Iterable[Link | str], position: int) -> tuple[int, int]:
    """Append the rows behind a position, whole transactions of the first log together; count events and texts."""
    links: list[Link] = []
    texts: list[str] = []
    events = brought = 0
    for one in content:
        if isinstance(one, str):
            texts.append(one)
        elif one.position <= position:
            texts.clear()
        else:
            if len(links) >= _BATCH and one.recorded != links[-1].recorded:
                log.restore(links, texts)
                events, brought = events + len(links), brought + len(texts)
                links, texts = [], []
            links.append(one)
    if links:
        log.restore(links, texts)
    return events + len(links), brought + len(texts)
