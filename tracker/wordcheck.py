"""Whether the words of every event stand in the text that was current, and ids in columns are those of the states.

Most reports come once, in one transaction: their words are held against the text in passing. Reports to which an event
or another text came later are read again in the end, each from its beginning, version by version.
"""

import json
from collections.abc import Callable, Container, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter

from pydantic import ConfigDict, TypeAdapter, with_config
from typing_extensions import TypedDict

from events import (
    EVENTS,
    POLICY_EVENTS,
    EventRetracted,
    ReadingArchived,
    ReportRegistered,
    ReportReinstated,
    ReportWithdrawn,
    ReviewKind,
    ReviewUndone,
)
from tracker.archive import named
from tracker.chain import Written
from tracker.log import ReportLog

Problem = tuple[int, str]
"""The position of a row, and what is wrong with it."""

_RECORDED = 5
"""Where the recorded time stands in a row."""


class Words(TypedDict):
    """A quote and its span, as a state has them."""

    quote: str
    start: int
    end: int


class Moved(TypedDict):
    """Where the words of an event stand in a newer text."""

    event_id: str
    evidence: Words


@with_config(ConfigDict(strict=True, extra="ignore", defer_build=True))
class Said(TypedDict, total=False):
    """What is checked of a state. Everything else is passed over, which is what makes reading it quick."""

    class_version: int
    event_id: str
    evidence: Words
    text_sha256: str
    moved: list[Moved]
    review: str
    account: str
    instructions: list[str]


_SAID = TypeAdapter(Said)
_CLASS_VERSIONS = {topic: kind.class_version for topic, kind in EVENTS.items()}


class WordCheck:
    """Takes the rows of a log in their order, then looks at what has to be read again.

    `damaged` has the hashes under which another text lies than the one that was archived.
    """

    def __init__(self, log: ReportLog, damaged: Container[str]) -> None:
        self._log = log
        self._damaged = damaged
        self._reading: tuple[str, int] | None = None
        self._text = ""
        self._again = set[str]()

    def of(self, rows: Sequence[Written]) -> list[Problem]:
        """What is wrong with the next rows of the log."""
        problems: list[Problem] = []
        states = [_said(row, problems) for row in rows]
        texts = self._log.texts({one for row, state in zip(rows, states, strict=True) for one in named(row[3], state)})
        for row, state in zip(rows, states, strict=True):
            if row[3] in POLICY_EVENTS:
                self._event(row, state, problems)
            elif row[6] is not None:
                problems.append((row[0], f"a {row[3]} has no event_id, the column has {row[6]}"))
            elif "text_sha256" in state:
                self._version(row, state["text_sha256"], texts, problems)
            elif row[3] == ReadingArchived.TOPIC:
                found = (self._archived(one, texts) for one in named(row[3], state))
                problems.extend((row[0], problem) for problem in found if problem is not None)
        return problems

    def _archived(self, sha256: str, texts: Mapping[str, str]) -> str | None:
        """What is wrong with an archived text, if anything."""
        if sha256 not in self._damaged and sha256 in texts:
            return None
        problem = "not the one that was archived" if sha256 in texts else "missing from the archive"
        return f"the text {sha256} is {problem}"

    def _event(self, row: Written, state: Said, problems: list[Problem]) -> None:
        position, report, _, topic, _, recorded, event_id, _ = row
        said, words = state.get("event_id"), state.get("evidence")
        if said is None or words is None:
            if state:  # else it was named already
                problems.append((position, f"the row is no {topic}: it has no event_id, or no evidence"))
            return
        if said.replace("-", "") != event_id:
            problems.append((position, f"the column event_id has {event_id}, the event {said}"))
        if (report, recorded) != self._reading:
            self._again.add(report)
        elif not stand(words, self._text):
            problems.append((position, f"{_named(words)} of the report's text"))

    def _version(self, row: Written, sha256: str, texts: dict[str, str], problems: list[Problem]) -> None:
        position, report, _, topic, _, recorded, _, _ = row
        text = None if sha256 in self._damaged else texts.get(sha256)
        if (problem := self._archived(sha256, texts)) is not None:
            problems.append((position, problem))
        if topic == ReportRegistered.TOPIC and text is not None:
            self._reading, self._text = (report, recorded), text
        else:
            self._again.add(report)

    def again(self) -> Iterator[Problem]:
        """What is wrong with reports to which something came later; all rows have been taken by then."""
        for report in sorted(self._again):
            story = _Story(self._log.texts)
            for _, together in groupby(self._log.stream(report), key=itemgetter(_RECORDED)):
                rows = list(together)
                for row in rows:
                    story.take(row)
                problems = story.unproved(rows[0][0])
                if rows[0][3] != ReportRegistered.TOPIC:  # these words were held against the text in passing
                    yield from problems


class _Story:
    """The words of a report's events as they stand, one transaction after the other."""

    def __init__(self, texts: Callable[[set[str]], dict[str, str]]) -> None:
        self._texts = texts
        self._sha256 = ""
        self._text: str | None = None
        self._standing: dict[str, Words] = {}
        self._retracted: dict[str, Words] = {}
        self._withdrawn: dict[str, Words] = {}
        self._new = set[str]()

    def take(self, row: Written) -> None:
        """One more row; one that cannot be read was named in passing."""
        topic, state = row[3], _said(row, [])
        event_id = state.get("event_id", "")
        if (sha256 := state.get("text_sha256")) is not None:
            self._version(sha256, state.get("moved", ()))
        elif topic == ReportWithdrawn.TOPIC:
            self._standing, self._withdrawn = {}, self._standing
        elif topic == ReportReinstated.TOPIC:
            self._standing, self._withdrawn = self._withdrawn, {}
            self._new.update(self._standing)
        elif topic == EventRetracted.TOPIC:
            if (words := self._standing.pop(event_id, None)) is not None:
                self._retracted[event_id] = words
        elif topic == ReviewUndone.TOPIC:
            self._undone(event_id, state.get("review"))
        elif "evidence" in state:
            self._standing[event_id] = state["evidence"]
            self._new.add(event_id)

    def _undone(self, event_id: str, review: str | None) -> None:
        """What was retracted counts again, with its words where they stood."""
        if review == ReviewKind.RETRACTED and event_id in self._retracted:
            self._standing[event_id] = self._retracted.pop(event_id)
            self._new.add(event_id)

    def _version(self, sha256: str, moves: Sequence[Moved]) -> None:
        if sha256 != self._sha256:
            self._sha256, self._text = sha256, self._texts({sha256}).get(sha256)
            self._new.update(self._standing)
        for moved in moves:
            self._standing[moved["event_id"]] = moved["evidence"]
            self._new.add(moved["event_id"])

    def unproved(self, position: int) -> list[Problem]:
        """The words that are new, moved or in a new text, and do not stand there; `position` is where that began."""
        new, text = self._new, self._text
        self._new = set()
        if text is None:  # and that was named in passing
            return []
        standing = ((event_id, words) for event_id, words in self._standing.items() if event_id in new)
        return [
            (position, f"{_named(words)} of the report's text from here on, but event {event_id} counts")
            for event_id, words in standing
            if not stand(words, text)
        ]


def stand(words: Words, text: str) -> bool:
    """Whether a quote stands at its span of a text, character for character."""
    quote, start = words["quote"], words["start"]
    return 0 <= start == words["end"] - len(quote) and text.startswith(quote, start)


def _said(row: Written, problems: list[Problem]) -> Said:
    """What a row says in the form of the present class version; nothing, and a problem, for what is no event."""
    topic, state = row[3], row[4]
    try:
        said = _SAID.validate_json(state)
        version = said.get("class_version", 1)
        if version != _CLASS_VERSIONS[topic]:
            said = _SAID.validate_python(EVENTS[topic].upcast(json.loads(state), version))
    except KeyError:
        problems.append((row[0], f"a {topic!r} is unknown to this program"))
    except (ValueError, TypeError, AttributeError) as error:
        problems.append((row[0], f"the row is no {topic}: {' '.join(str(error).split())}"))
    else:
        return said
    return {}


def _named(words: Words) -> str:
    return f"the words {words['quote']!r} do not stand at {words['start']}-{words['end']}"
