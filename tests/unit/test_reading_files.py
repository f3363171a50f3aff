"""Paths lead to reports: files, folders, and what is neither."""

import os
from datetime import date
from pathlib import Path

import pytest

from tracker.errors import EmptyText, UnreadableFile
from tracker.incoming import IncomingReport
from tracker.reading import Item, Overrides, Skipped, read_reports
from tracker.reading.address import canonical_url


def read(*paths: Path) -> list[Item]:
    overrides = Overrides(published=date(2022, 3, 17))
    return list(read_reports(paths, today=date(2025, 1, 31), overrides=overrides))


def test_a_folder_is_read_in_the_order_of_names_on_all_levels(tmp_path: Path) -> None:
    for name in ("b.txt", "a.md", "deep/er/c.TXT", ".hidden.txt", ".git/d.txt"):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)
    labels = [item.label for item in read(tmp_path) if isinstance(item, IncomingReport)]
    assert labels == [str(tmp_path / name) for name in ("a.md", "b.txt", "deep/er/c.TXT")]


def test_a_file_that_is_no_report_is_named_as_skipped(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks.")
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    skipped = [item for item in read(tmp_path) if isinstance(item, Skipped)]
    assert [item.label for item in skipped] == [str(tmp_path / "photo.png")]


def test_a_file_asked_for_by_name_is_refused_when_it_is_no_report(tmp_path: Path) -> None:
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    (error,) = read(tmp_path / "photo.png")
    assert isinstance(error, UnreadableFile)
    assert "not of a kind that is read (.txt, .md, " in str(error)


def test_a_missing_file_does_not_stop_the_next(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Talks.")
    missing, report = read(tmp_path / "none.txt", tmp_path / "a.txt")
    assert isinstance(missing, UnreadableFile)
    assert str(missing) == f"{tmp_path}/none.txt: no such file or folder"
    assert isinstance(report, IncomingReport)


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    (error,) = read(tmp_path / "pipe.txt")
    assert isinstance(error, UnreadableFile)


def test_an_empty_folder_is_not_silently_nothing(tmp_path: Path) -> None:
    (error,) = read(tmp_path)
    assert isinstance(error, EmptyText)


@pytest.mark.parametrize(
    ("given", "canonical"),
    [
        ("https://Example.org", "https://example.org/"),
        (" http://example.org:80/a?b=1&utm_medium=x#c ", "http://example.org/a?b=1"),
        ("http://example.org:8080/A%20b", "http://example.org:8080/A%20b"),
        ("https://user@example.org/", "https://example.org/"),
        ("https://[::1]:443/x", "https://[::1]/x"),
        ("Portal:Current events", None),
        ("https://[broken/", None),
        ("", None),
    ],
)
def test_an_address_has_one_canonical_form(given: str, canonical: str | None) -> None:
    assert canonical_url(given) == canonical
