"""What changed between two versions of a report's text, word by word; nothing is left out, not even a blank."""

import re
import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from difflib import SequenceMatcher
from typing import Literal
from uuid import UUID

from pydantic import AwareDatetime

from events.values import Value
from projections.acts import ReportRef
from projections.clocks import Clocks, Day
from projections.editions import Edition, edited, editions, revised_about
from tracker.errors import UnknownReport

_TOKEN = re.compile(r"\s|\S+")
_NEAR = 3
"""Tokens between two changes, up to which they are told as one."""
_CONTEXT = 12
"""Tokens shown around a change, on either side; a blank is one."""


class Wording(Value):
    """One place where the words are others: the old and the new ones, and what stands before and after in both."""

    lead: str
    before: str
    after: str
    tail: str


class Edit(Value):
    """A changed text as an audit tells it: both wordings, and when each was seen and recorded.

    `subject` is `report:` and the report's id; `before` and `after` are the words with what stands around them.
    """

    subject: str
    attribute: Literal["text"] = "text"
    kind: Literal["edited"] = "edited"
    before: str
    after: str
    valid_from: Day
    published: Day
    seen_before: AwareDatetime | None
    seen: AwareDatetime | None
    recorded_before: AwareDatetime
    recorded: AwareDatetime
    report: ReportRef

    def known(self, clocks: Clocks) -> bool:
        """Whether the change was published and recorded at a moment."""
        published = clocks.published_by is None or self.published <= clocks.published_by
        recorded = clocks.recorded_by is None or self.recorded <= clocks.recorded_by
        return self.valid_from <= clocks.as_of and published and recorded


class TextChange(Value):
    """All that changed in a report's text from one version to the next."""

    SECTIONS = ("changes",)

    seen_before: AwareDatetime | None
    seen: AwareDatetime | None
    recorded_before: AwareDatetime
    recorded: AwareDatetime
    changes: tuple[Wording, ...]


def wordings(before: str, after: str) -> list[Wording]:
    """The places where two texts differ, in order. Joined with what they share, they give either text."""
    old, new = _tokens(before), _tokens(after)
    return [
        Wording(
            lead="".join(old[max(0, first - _CONTEXT) : first]),
            before="".join(old[first:last]),
            after="".join(new[start:end]),
            tail="".join(old[last : last + _CONTEXT]),
        )
        for first, last, start, end in _changed(old, new)
    ]


def _tokens(text: str) -> list[str]:
    return _TOKEN.findall(text)


def _changed(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """The ranges that differ, those near one another as one."""
    shared = 0
    while shared < min(len(old), len(new)) and old[shared] == new[shared]:
        shared += 1  # most edits are small: what is the same at the start need not be compared with everything
    pending: tuple[int, int, int, int] | None = None
    matcher = SequenceMatcher(None, old[shared:], new[shared:], autojunk=False)
    for kind, *places in matcher.get_opcodes():
        if kind == "equal":
            continue
        first, last, start, end = (place + shared for place in places)
        if pending and first - pending[1] <= _NEAR:
            pending = (pending[0], last, pending[2], end)
            continue
        if pending:
            yield pending
        pending = (first, last, start, end)
    if pending:
        yield pending


def text_changes(
    connection: sqlite3.Connection, report_id: UUID, text: Callable[[str], str], clocks: Clocks | None = None
) -> tuple[TextChange, ...]:
    """What had changed in a report's text by a moment, version by version; `text` gives an archived text by its hash.

    Raises UnknownReport when no version of it was known at that moment.
    """
    if not any(edition.known(clocks) for edition in editions(connection, report_id)):
        raise UnknownReport(f"no version of report {report_id} was published and recorded by then")
    return tuple(
        TextChange(
            seen_before=old.seen,
            seen=new.seen,
            recorded_before=old.recorded,
            recorded=new.recorded,
            changes=tuple(wordings(text(old.text_sha256), text(new.text_sha256))),
        )
        for old, new in edited(connection, report_id, clocks)
    )


def edits(
    connection: sqlite3.Connection,
    pair: tuple[str, str] | None,
    text: Callable[[str], str],
    *,
    since: date | None = None,
    until: date | None = None,
    subject: str | None = None,
) -> list[Edit]:
    """The changed wordings of all reports, or of those that tell something about a pair, in order.

    That is by publication, then as recorded. `since` and `until` are about publication, and inclusive; `subject` is how
    the key of a report's edits begins.
    """
    found = [
        edit
        for report_id in revised_about(connection, pair)
        if f"report:{report_id}".startswith(subject or "")
        for old, new in edited(connection, report_id)
        for edit in _edits(old, new, text)
        if (since is None or edit.published >= since) and (until is None or edit.published <= until)
    ]
    return sorted(found, key=lambda edit: (edit.published, edit.subject, edit.recorded))


def _edits(old: Edition, new: Edition, text: Callable[[str], str]) -> Iterator[Edit]:
    for change in wordings(text(old.text_sha256), text(new.text_sha256)):
        yield Edit(
            subject=f"report:{new.report.id}",
            before=f"{change.lead}{change.before}{change.tail}".strip(),
            after=f"{change.lead}{change.after}{change.tail}".strip(),
            valid_from=new.report.published,
            published=new.report.published,
            seen_before=old.seen,
            seen=new.seen,
            recorded_before=old.recorded,
            recorded=new.recorded,
            report=new.report,
        )
