"""Something to be read: a file on disk, standard input, a member of an archive, what a server sent."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import PurePosixPath
from typing import BinaryIO

from events.values import Value
from tracker.reading.decoding import MOST_BYTES, check_size
from tracker.reading.kinds import Kind, kind_of_name


class Skipped(Value):
    """A file among others that is no report."""

    label: str
    reason: str

    @classmethod
    def kind(cls, label: str) -> "Skipped":
        """A file of which the name tells that it holds no report."""
        return cls(label=label, reason="not of a kind that is read")


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """An open file and what is known of it from outside.

    `label` names it in messages, `name` is that of its file (it may tell the kind and a date), `url` and `seen` are
    given when it came from an address.
    """

    label: str
    name: str
    kind: Kind
    file: BinaryIO
    url: str | None = None
    seen: datetime | None = None

    def whole(self) -> bytes:
        """All bytes of a report that must be read as a whole. Raises TooLong."""
        data = self.file.read(MOST_BYTES + 1)
        check_size(len(data), where=self.label)
        return data

    def inner(self, opened: Callable[[BinaryIO], BinaryIO]) -> "Piece | None":
        """The file in a compressed file, whose name is without the last ending; None when it is of no kind."""
        name = str(PurePosixPath(self.name).with_suffix(""))
        kind = kind_of_name(name)
        return replace(self, name=name, kind=kind, file=opened(self.file)) if kind else None
