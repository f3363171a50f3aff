"""Reports that mean harm by their size or depth: refused in one line each, and the others go on."""

import json
from datetime import date
from pathlib import Path

import pytest

from tracker.errors import BadRow, TooLong
from tracker.incoming import IncomingReport
from tracker.reading import read_reports
from tracker.reading.decoding import MOST_BYTES, MOST_CHARACTERS, MOST_OF_A_LINE

ROW = {"published": "2022-03-17", "text": "China met Russia."}


def read(path: Path) -> list[object]:
    return list(read_reports([path], today=date(2026, 1, 1)))


def rows(tmp_path: Path, *lines: str) -> list[object]:
    path = tmp_path / "a.jsonl"
    path.write_text("".join(f"{line}\n" for line in lines))
    return read(path)


def test_a_text_that_is_too_long_is_refused_and_the_next_is_read(tmp_path: Path) -> None:
    long, next_ = rows(tmp_path, json.dumps(ROW | {"text": "a" * (MOST_CHARACTERS + 1)}), json.dumps(ROW))
    assert isinstance(long, TooLong)
    assert "a.jsonl:1: the text has 1,000,001 characters" in str(long)
    assert isinstance(next_, IncomingReport)


def test_a_row_without_an_end_is_never_held_whole(tmp_path: Path) -> None:
    endless, next_ = rows(tmp_path, "{" + " " * (2 * MOST_BYTES + 7), json.dumps(ROW))
    assert isinstance(endless, TooLong)
    assert isinstance(next_, IncomingReport)
    assert next_.label.endswith("a.jsonl:2")


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES + 1)
    (error,) = read(path)
    assert isinstance(error, TooLong)


@pytest.mark.parametrize("key", ["title", "publisher", "url"])
def test_a_value_that_is_too_long_is_refused(tmp_path: Path, key: str) -> None:
    (error,) = rows(tmp_path, json.dumps(ROW | {key: "x" * (MOST_OF_A_LINE + 1)}))
    assert isinstance(error, TooLong)
    assert f"the {key} has 2,001 characters" in str(error)


@pytest.mark.parametrize("deep", ["[" * 200_000, '{"a":' * 200_000, '{"text": ' + "[" * 5_000 + "]" * 5_000 + "}"])
def test_brackets_in_brackets_are_refused(tmp_path: Path, deep: str) -> None:
    (error,) = rows(tmp_path, deep)
    assert isinstance(error, BadRow)
