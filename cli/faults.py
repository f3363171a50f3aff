"""A file that says of every report that was refused which it was and why: one line of JSON for each."""

import json
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from tracker.errors import UnreadableFile


class Faults:
    """Writes lines as they come, so that they are there even when the program is stopped; without a path, nothing."""

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._file: IO[str] | None = None

    def __enter__(self) -> Self:
        if self._path is not None:
            try:
                self._file = self._path.open("w", encoding="utf-8", buffering=1)
            except OSError as error:
                raise UnreadableFile(f"--report-errors: {self._path} cannot be written ({error.strerror})") from error
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        if self._file is not None:
            self._file.close()

    def note(self, label: str, reason: str) -> None:
        """Add one report."""
        if self._file is not None:
            self._file.write(json.dumps({"label": label, "reason": reason}) + "\n")
