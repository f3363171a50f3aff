"""Answers that were given before, in a folder: the same question is not asked, or paid for, again."""

import os
from pathlib import Path
from uuid import uuid4

from pydantic import ValidationError

from tracker.errors import StoreUnwritable
from tracker.readers.questions import Answer, Question


class Answers:
    """Answers by the keys of their questions: those of this run, and those in a folder, which is made when needed."""

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder
        self._given: dict[str, Answer] = {}

    def find(self, question: Question) -> Answer | None:
        """The answer to a question that was asked before; a damaged one is as good as none."""
        key = question.key
        if key in self._given or self._folder is None:
            return self._given.get(key)
        try:
            return Answer.model_validate_json(self._file(self._folder, key).read_bytes())
        except (OSError, ValidationError):
            return None

    def keep(self, question: Question, answer: Answer) -> None:
        """Keep an answer, whole or not at all. Raises StoreUnwritable."""
        key = question.key
        self._given[key] = answer
        if self._folder is None:
            return
        file = self._file(self._folder, key)
        partial = file.with_name(f"{file.name}.{uuid4().hex}")
        try:
            file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with partial.open("wb") as out:
                out.write(answer.model_dump_json().encode())
                out.flush()
                os.fsync(out.fileno())
            partial.replace(file)
        except OSError as error:
            raise StoreUnwritable(f"answers cannot be kept in {self._folder}: {error.strerror or error}") from error

    @staticmethod
    def _file(folder: Path, key: str) -> Path:
        return folder / key[:2] / f"{key}.json"
